package dev.headroom.table;

import dev.headroom.capacity.Dimension;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Target tracking of one dimension of a table or index by Application Auto Scaling.
 *
 * @param resource the table's or index's name
 * @param dimension what is scaled
 * @param minCapacityUnits lowest capacity, units per second
 * @param maxCapacityUnits highest capacity, units per second
 * @param targetPercent target utilisation in percent; null for a target without policy, which does
 *     not scale
 * @param scaleInCooldownSeconds cooldown after a decrease
 * @param scaleOutCooldownSeconds cooldown after an increase
 * @param disableScaleIn whether capacity is never lowered
 * @param scheduled scheduled actions
 */
public record AutoScaling(
    String resource,
    Dimension dimension,
    long minCapacityUnits,
    long maxCapacityUnits,
    @Nullable Double targetPercent,
    long scaleInCooldownSeconds,
    long scaleOutCooldownSeconds,
    boolean disableScaleIn,
    List<ScheduledAction> scheduled) {

  public AutoScaling {
    scheduled = List.copyOf(scheduled);
  }

  /** The same between other bounds. */
  public AutoScaling withBounds(long min, long max) {
    return new AutoScaling(
        resource,
        dimension,
        min,
        max,
        targetPercent,
        scaleInCooldownSeconds,
        scaleOutCooldownSeconds,
        disableScaleIn,
        scheduled);
  }

  /** The same with another target, in percent. */
  public AutoScaling withTarget(double percent) {
    return new AutoScaling(
        resource,
        dimension,
        minCapacityUnits,
        maxCapacityUnits,
        percent,
        scaleInCooldownSeconds,
        scaleOutCooldownSeconds,
        disableScaleIn,
        scheduled);
  }

  /**
   * A change of minimum or maximum at given times.
   *
   * @param schedule when
   * @param minCapacityUnits new minimum, or null to leave it
   * @param maxCapacityUnits new maximum, or null to leave it
   */
  public record ScheduledAction(
      Schedule schedule, @Nullable Long minCapacityUnits, @Nullable Long maxCapacityUnits) {}
}
