package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Throughput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What UpdateTable refuses: capacity above a quota, too many decreases in a day, too many switches
 * to on-demand.
 *
 * <p>Sources: DynamoDB Developer Guide, ServiceQuotas (quotas; decreases are counted per table and
 * per index, both dimensions in one call as one, and one resource over its limit fails the whole
 * call) and capacity-mode (switches in a rolling day). Not thread-safe.
 */
final class UpdateLimits {

  private static final long DAY_NANOS = Duration.ofDays(1).toNanos();

  private final List<ResourceState> resources;
  private final ModelProfile profile;
  private final Map<ResourceState, DecreaseQuota> decreases = new HashMap<>();
  private final Deque<Long> switchesToOnDemand = new ArrayDeque<>();

  /**
   * The limits at the start of a run.
   *
   * @param decreasesToday decreases of the table that this UTC day has seen before the start
   */
  UpdateLimits(
      List<ResourceState> resources, Instant start, int decreasesToday, ModelProfile profile) {
    this.resources = List.copyOf(resources);
    this.profile = profile;
    for (ResourceState resource : resources) {
      int used = resource.kind() == ResourceKind.TABLE ? decreasesToday : 0;
      decreases.put(resource, new DecreaseQuota(profile.controlDecreaseQuota(), start, used));
    }
  }

  /** Whether a change lowers provisioned capacity in some dimension. */
  static boolean isDecrease(CapacityMode before, CapacityMode after) {
    return before instanceof Provisioned old
        && after instanceof Provisioned wanted
        && (wanted.readCapacityUnits() < old.readCapacityUnits()
            || wanted.writeCapacityUnits() < old.writeCapacityUnits());
  }

  /** Why an update is refused; empty if it is not. */
  Optional<String> refusal(
      Map<ResourceState, CapacityMode> changes, boolean isSwitchToOnDemand, long nowNanos) {
    for (Dimension dimension : Dimension.values()) {
      Optional<String> aboveQuota = aboveQuota(changes, dimension);
      if (aboveQuota.isPresent()) {
        return aboveQuota;
      }
    }
    if (isSwitchToOnDemand) {
      while (!switchesToOnDemand.isEmpty()
          && switchesToOnDemand.getFirst() <= nowNanos - DAY_NANOS) {
        switchesToOnDemand.removeFirst();
      }
      int allowed = profile.modeSwitchesToOnDemandPer24h();
      if (switchesToOnDemand.size() >= allowed) {
        return Optional.of(
            "a table can be switched to on-demand " + allowed + " times in 24 hours");
      }
    }
    return changes.entrySet().stream()
        .filter(change -> change.getKey().exists())
        .filter(change -> isDecrease(change.getKey().capacity(), change.getValue()))
        .map(Map.Entry::getKey)
        .filter(resource -> !quota(resource).allows(nowNanos))
        .findFirst()
        .map(resource -> "no decrease of " + resource.name() + " is left for now");
  }

  private Optional<String> aboveQuota(
      Map<ResourceState, CapacityMode> changes, Dimension dimension) {
    boolean isRead = dimension == Dimension.READ;
    long ofTable =
        isRead ? profile.quotaTableReadUnitsPerSecond() : profile.quotaTableWriteUnitsPerSecond();
    long before = 0;
    long after = 0;
    for (ResourceState resource : resources) {
      long present = resource.exists() ? units(resource.capacity(), dimension) : 0;
      CapacityMode changed = changes.get(resource);
      long wanted = changed == null ? present : units(changed, dimension);
      before += present;
      after += wanted;
      if (wanted > Math.max(present, ofTable)) {
        return Optional.of(above(resource.name(), isRead, ofTable, "a table or an index"));
      }
    }
    long ofAccount = profile.quotaAccountUnitsPerSecond();
    return after > Math.max(before, ofAccount)
        ? Optional.of(above("the table with its indexes", isRead, ofAccount, "the account"))
        : Optional.empty();
  }

  private static String above(String what, boolean isRead, long quota, String whose) {
    return String.format(
        Locale.ROOT,
        "%s would have more than %,d %s units per second, the quota of %s",
        what,
        quota,
        isRead ? "read" : "write",
        whose);
  }

  private static long units(CapacityMode mode, Dimension dimension) {
    return switch (mode) {
      case Provisioned provisioned -> provisioned.units(dimension);
      case OnDemand onDemand -> 0;
    };
  }

  /** Why a warm throughput is refused; empty if it is not. */
  Optional<String> refusalOfWarm(Throughput before, Throughput wanted) {
    if (wanted.readUnitsPerSecond() < before.readUnitsPerSecond()
        || wanted.writeUnitsPerSecond() < before.writeUnitsPerSecond()) {
      return Optional.of(
          "warm throughput cannot be lowered: " + CapacityWords.warm(before, wanted));
    }
    if (wanted.readUnitsPerSecond() > profile.quotaTableReadUnitsPerSecond()
        || wanted.writeUnitsPerSecond() > profile.quotaTableWriteUnitsPerSecond()) {
      return Optional.of("warm throughput cannot be above the quota of a table or an index");
    }
    return Optional.empty();
  }

  /** Counts an update that was accepted. */
  void count(Map<ResourceState, CapacityMode> changes, boolean isSwitchToOnDemand, long nowNanos) {
    if (isSwitchToOnDemand) {
      switchesToOnDemand.addLast(nowNanos);
    }
    changes.forEach(
        (resource, wanted) -> {
          if (isDecrease(resource.capacity(), wanted)) {
            quota(resource).take(nowNanos);
          }
        });
  }

  private DecreaseQuota quota(ResourceState resource) {
    DecreaseQuota quota = decreases.get(resource);
    if (quota == null) {
      throw new IllegalArgumentException("not of this table: " + resource.name());
    }
    return quota;
  }
}
