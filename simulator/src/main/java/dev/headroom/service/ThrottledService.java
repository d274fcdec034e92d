package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.Charges;
import dev.headroom.engine.ResourceState;
import dev.headroom.engine.ServiceLog;
import dev.headroom.engine.TableUpdate;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.engine.TableUpdate.Caller;
import dev.headroom.prediction.InitialResources;
import dev.headroom.scenario.InitialState;
import dev.headroom.service.Decision.Admitted;
import dev.headroom.service.Decision.Throttled;
import dev.headroom.service.Decision.Ticket;
import dev.headroom.service.Demand.Part;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides about requests to any number of tables, in real time. One lock guards all of them,
 * because batches and transactions span tables and a decision takes less than a microsecond.
 * Thread-safe.
 */
public final class ThrottledService {

  /** Of a table that was made just now, nothing is known and nothing is saved. */
  private static final InitialState NEW =
      new InitialState(Duration.ZERO, null, null, null, null, null, null);

  private final ServiceSettings settings;
  private final LongSupplier nanoTime;
  private final long startNanos;
  private final ServiceListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, LiveTable> tables = new LinkedHashMap<>();
  private final Charges expectedCharges = new Charges();
  private final Charges actualCharges = new Charges();
  private final Chance errors;
  private AdmissionControl control;
  private Admission answer = new Admission(0);

  /**
   * A service without tables.
   *
   * @param nanoTime tells the time, nanoseconds from any instant
   * @param listener hears of everything
   */
  public ThrottledService(
      ServiceSettings settings, LongSupplier nanoTime, ServiceListener listener) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.startNanos = nanoTime.getAsLong();
    this.listener = listener;
    this.errors = new Chance(settings.seed()).fork("errors");
    this.control = control();
  }

  private AdmissionControl control() {
    List<ResourceState> all = new ArrayList<>();
    for (LiveTable table : tables.values()) {
      table.number(all.size());
      all.addAll(table.resources());
    }
    answer = new Admission(all.size());
    return new AdmissionControl(
        all, new Chance(settings.seed()).fork("replicas"), settings.profile().bucketDebt());
  }

  /** The present instant, nanoseconds from the start. */
  public long now() {
    return nanoTime.getAsLong() - startNanos;
  }

  /** The table of a name, if there is one. */
  public @Nullable LiveTable table(String name) {
    lock.lock();
    try {
      return tables.get(name);
    } finally {
      lock.unlock();
    }
  }

  /** Begins to serve a table that was made just now. */
  public LiveTable create(Table table, String arn) {
    return create(table, arn, NEW, name -> Optional.empty());
  }

  /**
   * Begins to serve a table, instead of one of the same name.
   *
   * @param state what is known of it
   * @param indexPartitions how many partitions an index has, where that is known
   */
  public LiveTable create(
      Table table,
      String arn,
      InitialState state,
      Function<String, Optional<Integer>> indexPartitions) {
    return create(table, arn, state, indexPartitions, settings.start().plusNanos(now()));
  }

  /**
   * The same for a table that lives at a time of day of its own.
   *
   * @param clock what its clock shows now; alarms, quotas and schedules go by it
   */
  public LiveTable create(
      Table table,
      String arn,
      InitialState state,
      Function<String, Optional<Integer>> indexPartitions,
      Instant clock) {
    List<ResourceState> resources =
        InitialResources.of(table, state, indexPartitions, settings.profile());
    lock.lock();
    try {
      resources.forEach(resource -> resource.beginAt(now()));
      return put(table, arn, resources, clock.minusNanos(now()));
    } finally {
      lock.unlock();
    }
  }

  /** Begins to serve a table that was there before, unless it is served already. */
  public LiveTable createIfAbsent(Table table, String arn) {
    lock.lock();
    try {
      LiveTable present = tables.get(table.name());
      return present != null
          ? present
          : create(table, arn, InitialState.UNKNOWN, name -> Optional.empty());
    } finally {
      lock.unlock();
    }
  }

  private LiveTable put(Table table, String arn, List<ResourceState> resources, Instant start) {
    LiveTable[] made = new LiveTable[1];
    ServiceLog log =
        (atNanos, kind, resource, detail) ->
            listener.event(Objects.requireNonNull(made[0]), kind, resource, detail);
    long now = now();
    LiveTable live =
        new LiveTable(
            table,
            arn,
            resources,
            settings.profile(),
            start,
            now,
            new Chance(settings.seed()).fork("trial-0"),
            log);
    made[0] = live;
    tables.put(table.name(), live);
    control = control();
    return live;
  }

  /** Goes on with other indexes: those that stay keep all that they were. */
  public void changeIndexes(LiveTable before, Table after) {
    lock.lock();
    try {
      Map<String, ResourceState> kept = new HashMap<>();
      for (ResourceState resource : before.resources()) {
        if (resource.kind() == ResourceKind.INDEX) {
          kept.put(resource.name(), resource);
        }
      }
      List<ResourceState> resources = new ArrayList<>();
      resources.add(before.resources().getFirst());
      for (GlobalSecondaryIndex index : after.globalSecondaryIndexes()) {
        ResourceState state = kept.get(index.indexName());
        resources.add(state != null ? state : madeNow(after, index));
      }
      put(after, before.arn(), resources, before.start());
    } finally {
      lock.unlock();
    }
  }

  private ResourceState madeNow(Table table, GlobalSecondaryIndex index) {
    ResourceState made =
        InitialResources.of(table, NEW, name -> Optional.empty(), settings.profile())
            .get(1 + table.globalSecondaryIndexes().indexOf(index));
    made.beginAt(now());
    return made;
  }

  /** Ends a table. */
  public void delete(String name) {
    lock.lock();
    try {
      tables.remove(name);
      control = control();
    } finally {
      lock.unlock();
    }
  }

  /** Changes capacity as UpdateTable does; null for the table itself among the names. */
  public Answer update(LiveTable table, Map<@Nullable String, CapacityMode> wanted) {
    lock.lock();
    try {
      long now = now();
      table.advance(now);
      Map<ResourceState, CapacityMode> capacities = new LinkedHashMap<>();
      wanted.forEach(
          (index, mode) -> capacities.put(table.resources().get(table.resource(index)), mode));
      return table
          .controlPlane()
          .update(new TableUpdate(capacities, Caller.USER, "", done -> {}), now);
    } finally {
      lock.unlock();
    }
  }

  /** Looks at a table while nothing changes. */
  public <T> T look(LiveTable table, Function<LiveTable, T> at) {
    lock.lock();
    try {
      table.advance(now());
      return at.apply(table);
    } finally {
      lock.unlock();
    }
  }

  /** Looks at all tables while nothing changes. */
  public <T> List<T> lookAtAll(Function<LiveTable, T> at) {
    lock.lock();
    try {
      long now = now();
      List<T> seen = new ArrayList<>();
      for (LiveTable table : tables.values()) {
        table.advance(now);
        seen.add(at.apply(table));
      }
      return seen;
    } finally {
      lock.unlock();
    }
  }

  /** Lets a request in or refuses it. One that asks for nothing is let in. */
  public Decision admit(Demand demand) {
    lock.lock();
    try {
      return decide(demand);
    } finally {
      lock.unlock();
    }
  }

  private Decision decide(Demand demand) {
    long now = now();
    List<Part> parts = demand.parts();
    int[] partitions = new int[parts.size()];
    expectedCharges.clear(demand.dimension(), demand.eventual());
    ResourceState first = null;
    for (int i = 0; i < partitions.length; i++) {
      Part part = parts.get(i);
      if (isServed(part.table())) {
        part.table().advance(now);
        ResourceState resource = resource(part);
        partitions[i] = resource.keyRanges().partitionOf(part.position());
        add(expectedCharges, part, partitions[i]);
        first = first == null ? resource : first;
      }
    }
    if (first != null && isErrorDue(demand.dimension())) {
      return error(parts.getFirst(), demand.dimension());
    }
    if (first == null) {
      return new Admitted(new Ticket(demand, partitions, 0), Decision.Admission.NORMAL);
    }
    long burstBefore = first.admittedBurst();
    long adaptiveBefore = first.admittedAdaptive();
    control.admit(now, expectedCharges, 1, answer);
    sample(demand);
    if (answer.admitted() == 0) {
      return refusal(parts);
    }
    Decision.Admission admission =
        first.admittedBurst() > burstBefore
            ? Decision.Admission.BURST
            : first.admittedAdaptive() > adaptiveBefore
                ? Decision.Admission.ADAPTIVE
                : Decision.Admission.NORMAL;
    return new Admitted(new Ticket(demand, partitions, answer.replica()), admission);
  }

  private boolean isErrorDue(Dimension dimension) {
    double probability = settings.errorProbability(dimension);
    return probability > 0 && errors.nextDouble() < probability;
  }

  private Throttled error(Part part, Dimension dimension) {
    LiveTable table = part.table();
    ThrottlingReason reason =
        ThrottlingReason.of(ResourceKind.TABLE, dimension, Limit.PROVISIONED_THROUGHPUT);
    listener.throttled(table, table.name(), false, reason);
    return new Throttled(reason, table, table.arn(), Set.of(table.arn()));
  }

  private void sample(Demand demand) {
    for (Part part : demand.parts()) {
      if (isServed(part.table())) {
        part.table()
            .sample(
                part.table().resource(part.indexName()),
                part.position(),
                demand.dimension(),
                part.milliUnits());
      }
    }
  }

  private Throttled refusal(List<Part> parts) {
    ThrottlingReason reason = Objects.requireNonNull(answer.reason());
    Set<String> refusing = new LinkedHashSet<>();
    Throttled first = null;
    for (Part part : parts) {
      LiveTable table = part.table();
      int resource = table.resource(part.indexName());
      int number = table.firstResource() + resource;
      if (!isServed(table) || answer.throttled(number) == 0) {
        continue;
      }
      String name = table.resources().get(resource).name();
      table.hotKeys().add(name, part.key(), 0, true);
      if (refusing.add(table.arnOf(resource))) {
        listener.throttled(table, name, resource > 0, reason);
      }
      if (number == answer.reasonResource()) {
        first = new Throttled(reason, table, table.arnOf(resource), refusing);
      }
    }
    return Objects.requireNonNull(first);
  }

  /** Whether a table has neither been deleted nor got other indexes since it was looked up. */
  private boolean isServed(LiveTable table) {
    return tables.get(table.name()) == table;
  }

  private static ResourceState resource(Part part) {
    return part.table().resources().get(part.table().resource(part.indexName()));
  }

  private void add(Charges charges, Part part, int partition) {
    int resource = part.table().firstResource() + part.table().resource(part.indexName());
    charges.add(resource, partition, Math.round(part.milliUnits() / settings.scale()));
  }

  /**
   * Says what an admitted request has taken in the end.
   *
   * @param actual what it took; of the same kind as what was expected
   */
  public void settle(Ticket ticket, Demand actual) {
    lock.lock();
    try {
      Demand expected = ticket.expected();
      if (!actual.equals(expected)) {
        replace(ticket, expected, actual);
      }
      for (Part part : actual.parts()) {
        if (isServed(part.table())) {
          LiveTable table = part.table();
          int resource = table.resource(part.indexName());
          String name = table.resources().get(resource).name();
          table.hotKeys().add(name, part.key(), part.milliUnits(), false);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void replace(Ticket ticket, Demand expected, Demand actual) {
    expectedCharges.clear(expected.dimension(), expected.eventual());
    for (int i = 0; i < expected.parts().size(); i++) {
      if (isServed(expected.parts().get(i).table())) {
        add(expectedCharges, expected.parts().get(i), ticket.partition(i));
      }
    }
    actualCharges.clear(actual.dimension(), actual.eventual());
    for (Part part : actual.parts()) {
      if (isServed(part.table())) {
        add(actualCharges, part, resource(part).keyRanges().partitionOf(part.position()));
      }
    }
    control.settle(now(), expectedCharges, actualCharges, ticket.replica());
  }

  /** Gives back what was taken for a request that has never been carried out. */
  public void cancel(Ticket ticket) {
    settle(ticket, ticket.expected().none());
  }
}
