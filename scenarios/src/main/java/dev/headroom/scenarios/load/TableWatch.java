package dev.headroom.scenarios.load;

import dev.headroom.engine.CapacityWords;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.scenarios.observation.RunClock;
import dev.headroom.scenarios.observation.RunObservation;
import dev.headroom.scenarios.shadow.ShadowService;
import dev.headroom.table.CapacityMode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.model.ResourceInUseException;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;
import software.amazon.awssdk.services.dynamodb.model.TableStatus;

/**
 * Looks at the table every second of a run, and changes it when the scenario says so: there and in
 * the shadow alike. What changes without being asked for has been scaled by the service.
 */
final class TableWatch implements AutoCloseable {

  private static final long PERIOD_MILLIS = 1_000;

  /** How often changes are looked for. */
  private static final long TICK_MILLIS = 50;

  /** A change that has not been asked for yet. */
  private static final class Due {
    final TableChange change;
    long dueNanos;
    boolean isAskedOfTable;
    boolean isAskedOfShadow;

    Due(TableChange change) {
      this.change = change;
      this.dueNanos = change.after() == null ? change.at().toNanos() : Long.MAX_VALUE;
    }
  }

  private final Scenario scenario;
  private final String tableName;
  private final DynamoDbAsyncClient client;
  private final RunClock clock;
  private final RunObservation observation;
  private final ShadowService shadow;
  private final Consumer<String> whenEnded;
  private final List<Due> due = new ArrayList<>();

  /** Names of changes that were asked for and are not in force yet. */
  private final List<String> inFlight = new ArrayList<>();

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().daemon().name("headroom-table-watch").unstarted(task));
  private volatile Map<@Nullable String, CapacityMode> before = new LinkedHashMap<>();
  private boolean isOurs;
  private long lookedMillis = -PERIOD_MILLIS;

  /**
   * A watch that begins now.
   *
   * @param client for the control plane of the service that is driven
   * @param whenEnded hears the names of changes that have taken effect or were refused
   */
  TableWatch(
      Scenario scenario,
      String tableName,
      DynamoDbAsyncClient client,
      RunClock clock,
      RunObservation observation,
      ShadowService shadow,
      Consumer<String> whenEnded) {
    this.scenario = scenario;
    this.tableName = tableName;
    this.client = client;
    this.clock = clock;
    this.observation = observation;
    this.shadow = shadow;
    this.whenEnded = whenEnded;
    scenario.changes().forEach(change -> due.add(new Due(change)));
    before.put(null, scenario.table().capacity());
    scenario
        .table()
        .globalSecondaryIndexes()
        .forEach(index -> before.put(index.indexName(), index.capacity()));
    Future<?> unused =
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Hears that a flow or a change has ended: changes may wait for it. */
  void follow(String ended) {
    long now = clock.at(System.nanoTime());
    thread.execute(
        () -> {
          for (Due each : due) {
            if (ended.equals(each.change.after()) && each.dueNanos == Long.MAX_VALUE) {
              each.dueNanos = now + each.change.at().toNanos();
            }
          }
        });
  }

  private void tick() {
    long nowNanos = clock.at(System.nanoTime());
    try {
      for (Iterator<Due> each = due.iterator(); each.hasNext(); ) {
        Due next = each.next();
        if (next.dueNanos <= nowNanos && ask(next)) {
          each.remove();
        }
      }
      if (nowNanos / 1_000_000 - lookedMillis >= PERIOD_MILLIS) {
        lookedMillis = nowNanos / 1_000_000;
        look();
      }
    } catch (SdkException e) {
      // The service is busy or gone: the next look tells more.
      observation.sample(nowNanos, before);
    }
  }

  /** Asks for a change; whether both have taken it, or refuse it for good. */
  private boolean ask(Due next) {
    if (!next.isAskedOfShadow) {
      next.isAskedOfShadow = shadow.change(next.change);
    }
    if (!next.isAskedOfTable) {
      next.isAskedOfTable = askTable(next.change);
    }
    return next.isAskedOfShadow && next.isAskedOfTable;
  }

  private boolean askTable(TableChange change) {
    Map<@Nullable String, CapacityMode> wanted = change.capacities(before);
    boolean isChanged =
        wanted.entrySet().stream()
            .anyMatch(entry -> !entry.getValue().equals(before.get(entry.getKey())));
    if (!isChanged) {
      ended(change);
      return true;
    }
    try {
      call(() -> client.updateTable(ServiceTable.update(tableName, before, wanted)).join());
      isOurs = true;
      if (change.name() != null) {
        inFlight.add(change.name());
      }
      if (change.billingMode() != null) {
        observation.event(
            clock.at(System.nanoTime()),
            "mode-switch",
            scenario.table().name(),
            words(before.get(null), wanted.get(null)) + " begins");
      }
      return true;
    } catch (ResourceInUseException e) {
      return false;
    } catch (LimitExceededException e) {
      refused(change, e);
      return true;
    }
  }

  private void refused(TableChange change, LimitExceededException e) {
    observation.event(
        clock.at(System.nanoTime()),
        "update-refused",
        change.indexName() == null ? scenario.table().name() : change.indexName(),
        String.valueOf(e.awsErrorDetails().errorMessage()));
    ended(change);
  }

  private void ended(TableChange change) {
    String name = change.name();
    if (name != null) {
      whenEnded.accept(name);
      follow(name);
    }
  }

  /** What a future throws instead of wrapping it. */
  private static <T> T call(java.util.function.Supplier<T> call) {
    try {
      return call.get();
    } catch (java.util.concurrent.CompletionException e) {
      if (e.getCause() instanceof SdkException failure) {
        throw failure;
      }
      throw e;
    }
  }

  private void look() {
    TableDescription described =
        call(() -> client.describeTable(it -> it.tableName(tableName)).join()).table();
    long nowNanos = clock.at(System.nanoTime());
    observation.sample(nowNanos, before);
    if (described.tableStatus() != TableStatus.ACTIVE) {
      return;
    }
    Map<@Nullable String, CapacityMode> now = ServiceTable.capacities(described);
    now.forEach((index, mode) -> compare(index, mode, nowNanos));
    before = now;
    isOurs = false;
    inFlight.forEach(
        name -> {
          whenEnded.accept(name);
          follow(name);
        });
    inFlight.clear();
  }

  private void compare(@Nullable String index, CapacityMode mode, long nowNanos) {
    CapacityMode old = before.get(index);
    if (old == null || old.equals(mode)) {
      return;
    }
    String kind =
        old.getClass() != mode.getClass()
            ? "mode-switch"
            : isOurs ? "update-table" : isIncrease(old, mode) ? "scale-out" : "scale-in";
    observation.event(
        nowNanos,
        kind,
        index == null ? scenario.table().name() : index,
        words(old, mode) + ", effective");
  }

  private static String words(@Nullable CapacityMode old, @Nullable CapacityMode mode) {
    return old == null || mode == null ? "the billing mode" : CapacityWords.change(old, mode);
  }

  private static boolean isIncrease(CapacityMode old, CapacityMode mode) {
    return old instanceof CapacityMode.Provisioned less
        && mode instanceof CapacityMode.Provisioned more
        && (more.readCapacityUnits() > less.readCapacityUnits()
            || more.writeCapacityUnits() > less.writeCapacityUnits());
  }

  /** Ends, with a last word about the capacity in force. */
  @Override
  public void close() {
    thread.shutdownNow();
    observation.sample(clock.at(System.nanoTime()), before);
  }
}
