package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.engine.TableUpdate.WhenDone;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * What changes the capacity of one table and its indexes: UpdateTable, and the auto scaling that
 * calls it.
 *
 * <p>One update is in flight at a time and takes effect after some time; the old capacity holds
 * until then. Lowering capacity and switching to on-demand are limited per day, raising it by
 * quotas. Sources: DynamoDB Developer Guide, ServiceQuotas, capacity-mode and
 * bp-switching-capacity-modes; API Reference, UpdateTable.
 *
 * <p>Time is an argument. Not thread-safe.
 */
public final class ControlPlane {

  /** Something that takes effect later. */
  private record Pending(long atNanos, WhenDone effect) {}

  private final List<ResourceState> resources;
  private final List<AutoScaler> scalers = new ArrayList<>();
  private final UpdateLimits limits;
  private final PriorityQueue<Pending> warming =
      new PriorityQueue<>(Comparator.comparingLong(Pending::atNanos));
  private final boolean isReplicated;
  private final Instant start;
  private final ModelProfile profile;
  private final ServiceLog log;
  private boolean wasOnDemand;
  private @Nullable Pending inFlight;
  private @Nullable Backfill backfill;
  private WhenDone whenActive = done -> {};
  private long nextNanos;

  /**
   * The control plane of a table.
   *
   * @param table the table as declared
   * @param resources the table, then its indexes
   * @param start the date and time of instant 0: decides about minutes, days and schedules
   * @param nowNanos the instant at which it begins
   * @param profile the model's constants
   * @param log hears about every change
   */
  public ControlPlane(
      Table table,
      List<ResourceState> resources,
      Instant start,
      long nowNanos,
      ModelProfile profile,
      ServiceLog log) {
    this.resources = List.copyOf(resources);
    this.isReplicated = !table.settings().replicaRegions().isEmpty();
    this.start = start;
    this.profile = profile;
    this.log = log;
    this.wasOnDemand = table.capacity() instanceof OnDemand;
    Integer usedToday = table.statistics().decreasesToday();
    this.limits = new UpdateLimits(resources, start, usedToday == null ? 0 : usedToday, profile);
    for (AutoScaling settings : table.autoScaling()) {
      autoScale(settings, nowNanos);
    }
    plan();
  }

  /** The table or the index of a name; the table where both have it. */
  public Optional<ResourceState> resource(String name) {
    return resources.stream().filter(it -> it.name().equals(name)).findFirst();
  }

  /** The table's own state. */
  public ResourceState table() {
    return resources.getFirst();
  }

  /** The table, then its indexes. */
  public List<ResourceState> resources() {
    return resources;
  }

  /** Whether an update is in flight, so that no other is taken. */
  public boolean isUpdating() {
    return inFlight != null;
  }

  /** How a dimension of a resource is scaled; empty if it is not. */
  public Optional<AutoScaling> autoScaling(ResourceState resource, Dimension dimension) {
    return scalers.stream()
        .filter(it -> it.isOf(resource, dimension))
        .map(AutoScaler::settings)
        .findFirst();
  }

  /**
   * Scales a dimension of a resource from now on, or scales it by other settings. Capacity outside
   * new bounds is changed at once.
   */
  public void autoScale(AutoScaling settings, long nowNanos) {
    ResourceState resource = resource(settings.resource()).orElse(null);
    if (resource == null) {
      return;
    }
    for (AutoScaler scaler : scalers) {
      if (scaler.isOf(resource, settings.dimension())) {
        scaler.changeSettings(settings, nowNanos);
        plan();
        return;
      }
    }
    scalers.add(new AutoScaler(settings, resource, this, start, nowNanos, profile, log));
    plan();
  }

  /** When {@link #advance} has something to do next; {@link Long#MAX_VALUE} for never. */
  public long nextNanos() {
    return backfill == null ? nextNanos : Math.min(nextNanos, backfill.earliestEndNanos());
  }

  /** Lets everything happen that is due by an instant, in order of time. */
  public void advance(long nowNanos) {
    while (nextNanos <= nowNanos) {
      long at = nextNanos;
      Pending update = inFlight;
      if (update != null && update.atNanos <= at) {
        inFlight = null;
        update.effect.done(at);
      }
      for (Pending next = warming.peek();
          next != null && next.atNanos <= at;
          next = warming.peek()) {
        warming.remove().effect.done(at);
      }
      for (AutoScaler scaler : scalers) {
        scaler.advance(at);
      }
      plan();
    }
    goOnWithBackfill(nowNanos);
  }

  /** Calls UpdateTable. */
  public Answer update(TableUpdate update, long nowNanos) {
    Map<ResourceState, CapacityMode> changes = new LinkedHashMap<>();
    for (ResourceState resource : resources) {
      CapacityMode wanted = update.capacities().get(resource);
      if (wanted != null && !wanted.equals(resource.capacity())) {
        changes.put(resource, wanted);
      }
    }
    if (changes.isEmpty()) {
      return new Answer.Unchanged();
    }
    if (inFlight != null) {
      return new Answer.InUse();
    }
    CapacityMode wantedOfTable = changes.getOrDefault(table(), table().capacity());
    boolean isSwitchToOnDemand = isSwitch(changes) && wantedOfTable instanceof OnDemand;
    Optional<String> refusal = limits.refusal(changes, isSwitchToOnDemand, nowNanos);
    if (refusal.isPresent()) {
      return new Answer.Refused(refusal.get());
    }
    limits.count(changes, isSwitchToOnDemand, nowNanos);
    long latencyNanos = latencyNanos(changes);
    if (isSwitch(changes)) {
      String words = CapacityWords.change(table().capacity(), wantedOfTable);
      String time = CapacityWords.seconds(latencyNanos);
      log.add(nowNanos, "mode-switch", table().name(), words + " begins and takes " + time);
    }
    Pending pending =
        new Pending(nowNanos + latencyNanos, at -> takeEffect(changes, update, nowNanos, at));
    if (latencyNanos == 0) {
      pending.effect.done(nowNanos);
    } else {
      inFlight = pending;
      plan();
    }
    return new Answer.Accepted();
  }

  /** Asks for a higher warm throughput; the table goes on accepting updates meanwhile. */
  public Answer raiseWarm(
      ResourceState resource, Throughput wanted, WhenDone whenDone, long nowNanos) {
    Throughput before = resource.warm();
    if (wanted.equals(before)) {
      return new Answer.Unchanged();
    }
    Optional<String> refusal = limits.refusalOfWarm(before, wanted);
    if (refusal.isPresent()) {
      return new Answer.Refused(refusal.get());
    }
    long atNanos = nowNanos + Refill.nanos(profile.controlWarmIncreaseSeconds());
    warming.add(
        new Pending(
            atNanos,
            at -> {
              resource.raiseWarm(wanted);
              String words = CapacityWords.warm(before, wanted) + ", effective";
              log.add(at, "warm-throughput", resource.name(), words);
              whenDone.done(at);
            }));
    plan();
    return new Answer.Accepted();
  }

  /**
   * Calls UpdateTable to add an index. One index of a table is created at a time; while it is
   * backfilled the table takes other updates. Sources: DynamoDB Developer Guide, GSI.OnlineOps.
   *
   * @param index a resource that does not {@linkplain ResourceState#exists exist} yet
   * @param mode its capacity
   * @param backfillUnits write units that the entries of all items amount to
   * @param active hears when the index is active
   */
  public Answer create(
      ResourceState index, CapacityMode mode, long backfillUnits, WhenDone active, long nowNanos) {
    if (inFlight != null || backfill != null) {
      return new Answer.InUse();
    }
    Optional<String> refusal = limits.refusal(Map.of(index, mode), false, nowNanos);
    if (refusal.isPresent()) {
      return new Answer.Refused(refusal.get());
    }
    log.add(nowNanos, "index-creation", index.name(), "the creation of the index begins");
    whenActive = active;
    inFlight =
        new Pending(
            nowNanos + Refill.nanos(profile.controlIndexCreationSeconds()),
            at -> beginBackfill(index, mode, backfillUnits, at));
    plan();
    return new Answer.Accepted();
  }

  /** Whether an index is being backfilled, so that auto scaling does not apply to it yet. */
  public boolean isBackfilling(ResourceState index) {
    return backfill != null && backfill.index() == index;
  }

  private void beginBackfill(ResourceState index, CapacityMode mode, long units, long nowNanos) {
    index.create(mode, nowNanos);
    backfill = new Backfill(index, units, profile, nowNanos);
    log.add(
        nowNanos,
        "index-creation",
        index.name(),
        "the index takes writes, and its backfill of "
            + CapacityWords.count(units)
            + " write units begins");
  }

  private void goOnWithBackfill(long nowNanos) {
    Backfill present = backfill;
    if (present == null) {
      return;
    }
    present.advance(nowNanos);
    if (present.isDone(nowNanos)) {
      backfill = null;
      log.add(
          nowNanos,
          "index-creation",
          present.index().name(),
          "the index is active, "
              + CapacityWords.seconds(nowNanos - present.beganNanos())
              + " after its backfill began");
      whenActive.done(nowNanos);
      plan();
    }
  }

  private void takeEffect(
      Map<ResourceState, CapacityMode> changes,
      TableUpdate update,
      long askedNanos,
      long nowNanos) {
    boolean isSwitch = isSwitch(changes);
    changes.forEach(
        (resource, wanted) -> {
          CapacityMode before = resource.capacity();
          resource.setCapacity(wanted, nowNanos);
          String kind =
              switch (update.caller()) {
                case USER -> isSwitch ? "mode-switch" : "update-table";
                case AUTO_SCALING ->
                    UpdateLimits.isDecrease(before, wanted) ? "scale-in" : "scale-out";
              };
          String detail = CapacityWords.change(before, wanted) + ", effective";
          if (nowNanos > askedNanos) {
            detail += " " + CapacityWords.seconds(nowNanos - askedNanos) + " after the request";
          }
          detail += update.why().isEmpty() ? "" : "; " + update.why();
          log.add(nowNanos, kind, resource.name(), detail);
        });
    wasOnDemand |= table().capacity() instanceof OnDemand;
    update.whenDone().done(nowNanos);
  }

  private boolean isSwitch(Map<ResourceState, CapacityMode> changes) {
    CapacityMode wanted = changes.getOrDefault(table(), table().capacity());
    return wanted instanceof OnDemand != table().capacity() instanceof OnDemand;
  }

  private long latencyNanos(Map<ResourceState, CapacityMode> changes) {
    boolean isOnDemand = changes.values().stream().allMatch(OnDemand.class::isInstance);
    double seconds;
    if (isSwitch(changes)) {
      seconds =
          !isOnDemand
              ? profile.controlModeSwitchToProvisionedSeconds()
              : wasOnDemand
                  ? profile.controlModeSwitchToOnDemandAgainSeconds()
                  : profile.controlModeSwitchToOnDemandSeconds();
    } else if (isOnDemand) {
      seconds = 0;
    } else {
      seconds =
          scalers.isEmpty() && !isReplicated
              ? profile.controlUpdateLatencyPlainSeconds()
              : profile.controlUpdateLatencySeconds();
    }
    return Refill.nanos(seconds);
  }

  private void plan() {
    long next = inFlight == null ? Long.MAX_VALUE : inFlight.atNanos;
    Pending warm = warming.peek();
    next = warm == null ? next : Math.min(next, warm.atNanos);
    for (AutoScaler scaler : scalers) {
      next = Math.min(next, scaler.nextNanos());
    }
    nextNanos = next;
  }
}
