package dev.headroom.outcome;

import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a table or an index.
 *
 * @param name the table's or index's name
 * @param kind which of both
 * @param series its numbers over time
 * @param totals the same over the whole run
 * @param hotPartitions the busiest partitions, busiest first
 */
public record ResourceOutcome(
    String name,
    ResourceKind kind,
    ResourceSeries series,
    ResourceTotals totals,
    List<HotPartition> hotPartitions) {

  public ResourceOutcome {
    hotPartitions = List.copyOf(hotPartitions);
  }

  /**
   * Numbers of a resource, one per period.
   *
   * @param periodSeconds length of a period
   * @param consumedReadUnits units per period
   * @param consumedWriteUnits units per period
   * @param provisionedReadUnits units per period that the provisioned capacity, or the on-demand
   *     maximum, allows; 0 in a period in which there is no such limit for some time, null where
   *     there is none in the whole run
   * @param provisionedWriteUnits likewise for writes
   * @param admitted item-level operations that were let in, by how
   * @param throttleEvents throttled item-level operations by reason; only reasons that occurred
   * @param throttledRequests requests with a throttled event on this resource, as CloudWatch counts
   *     them: a batch only if every item was throttled
   * @param burstBalanceRead lowest share of the burst capacity left in the period, 0 to 1; 1 in a
   *     period without burst bucket, null where there is none in the whole run
   * @param burstBalanceWrite likewise for writes
   * @param partitions number of partitions
   * @param hottestPartitionUtilization highest consumption of a partition over its limit
   */
  public record ResourceSeries(
      int periodSeconds,
      Series consumedReadUnits,
      Series consumedWriteUnits,
      @Nullable Series provisionedReadUnits,
      @Nullable Series provisionedWriteUnits,
      Admitted admitted,
      Map<ThrottlingReason, Series> throttleEvents,
      Series throttledRequests,
      @Nullable Series burstBalanceRead,
      @Nullable Series burstBalanceWrite,
      Series partitions,
      Series hottestPartitionUtilization) {

    public ResourceSeries {
      Map<ThrottlingReason, Series> copy = new EnumMap<>(ThrottlingReason.class);
      copy.putAll(throttleEvents);
      throttleEvents = Collections.unmodifiableMap(copy);
    }
  }

  /**
   * Admitted item-level operations per period.
   *
   * @param normal within the second's rate
   * @param burst from saved capacity
   * @param adaptive on a partition above its even share of the table
   */
  public record Admitted(Series normal, Series burst, Series adaptive) {}

  /** Sums over the run; the fields mean what they mean in {@link ResourceSeries}. */
  public record ResourceTotals(
      double consumedReadUnits,
      double consumedWriteUnits,
      long admittedNormal,
      long admittedBurst,
      long admittedAdaptive,
      Map<ThrottlingReason, Long> throttleEvents,
      long throttledRequests) {

    public ResourceTotals {
      Map<ThrottlingReason, Long> copy = new EnumMap<>(ThrottlingReason.class);
      copy.putAll(throttleEvents);
      throttleEvents = Collections.unmodifiableMap(copy);
    }

    /** Throttle events of all reasons. */
    public long allThrottleEvents() {
      return throttleEvents.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * One partition.
   *
   * @param partition its number, from 0 in key order
   * @param share its part of the resource's consumption, 0 to 1
   * @param utilization highest minute mean of its consumption over its limit, of reads or writes,
   *     whichever is higher
   * @param throttleEvents throttle events for its limit
   */
  public record HotPartition(
      int partition, double share, double utilization, long throttleEvents) {}
}
