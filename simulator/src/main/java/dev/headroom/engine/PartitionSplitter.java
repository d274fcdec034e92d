package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Splits partitions that stay near their limits, or hold too much data.
 *
 * <p>A partition whose demand, served and refused, stays at {@code split.threshold} of a limit for
 * {@code split.sustain} is cut where its traffic halves, unless that would not help. Cutting takes
 * minutes, in which it serves as before. Both parts inherit its history, so that one that is still
 * hot is cut again at once. Not thread-safe.
 *
 * <p>Sources: Elhemali et al., USENIX ATC 2022, section 4.4; Scaling DynamoDB part 3.
 */
final class PartitionSplitter {

  /** The 95th percentile of the standard normal distribution. */
  private static final double NORMAL_P95 = 1.6448536269514722;

  private static final double BYTES_SHARE_ABOVE = 0.5;
  private static final int SPLITS_TOLD = 100;

  /** A split that is under way. */
  private record Pending(int partition, long doneNanos, SplitPoint.At point, String why) {}

  private final ResourceState resource;
  private final ModelProfile profile;
  private final KeyTraffic traffic;
  private final Chance chance;
  private final ServiceLog log;
  private final long sustainSeconds;
  private final long intervalNanos;
  private final double hotReadMilliUnits;
  private final double hotWriteMilliUnits;
  private final double splitBytes;
  private final boolean isSplitForHeat;
  private final PriorityQueue<Pending> pending =
      new PriorityQueue<>(
          Comparator.comparingLong(Pending::doneNanos).thenComparingInt(Pending::partition));
  private final Map<Integer, Long> retestNanos = new HashMap<>();
  private final Map<Integer, Set<SplitPoint.Cause>> told = new HashMap<>();
  private final Set<Integer> splitting = new HashSet<>();
  private long intervalEndNanos;
  private int splits;

  PartitionSplitter(
      ResourceState resource,
      ModelProfile profile,
      KeyTraffic traffic,
      Chance chance,
      ServiceLog log) {
    this.resource = resource;
    this.profile = profile;
    this.traffic = traffic;
    this.chance = chance;
    this.log = log;
    this.sustainSeconds = profile.splitSustainSeconds();
    this.intervalNanos = sustainSeconds * Refill.NANOS_PER_SECOND / KeyTraffic.INTERVALS;
    this.intervalEndNanos = intervalNanos;
    this.hotReadMilliUnits = hotMilliUnits(profile.partitionMaxReadUnitsPerSecond());
    this.hotWriteMilliUnits = hotMilliUnits(profile.partitionMaxWriteUnitsPerSecond());
    this.splitBytes = profile.partitionSplitBytes();
    this.isSplitForHeat = profile.isSplitForHeat();
  }

  /** When demand is looked at next; what was counted by then must be known to the partitions. */
  long intervalEndNanos() {
    return intervalEndNanos;
  }

  /** Ends splits and intervals that are due. */
  void advance(long nowNanos) {
    while (true) {
      Pending next = pending.peek();
      if (next != null && next.doneNanos <= Math.min(nowNanos, intervalEndNanos)) {
        complete(pending.remove());
      } else if (intervalEndNanos <= nowNanos) {
        endInterval();
      } else {
        return;
      }
    }
  }

  private void complete(Pending split) {
    int partition = split.partition;
    splitting.remove(partition);
    if (!resource.keyRanges().range(partition).canSplitAt(split.point.position())) {
      return;
    }
    int upper = resource.split(partition, split.point.position(), split.point.shareAbove());
    logSplit(split);
    test(partition, split.doneNanos);
    test(upper, split.doneNanos);
  }

  /** Says every split, until there are so many that only their number tells anything. */
  private void logSplit(Pending split) {
    splits++;
    if (splits <= SPLITS_TOLD) {
      log.add(
          split.doneNanos,
          "split",
          resource.name(),
          "partition %d split for %s: %d partitions now%s"
              .formatted(
                  split.partition,
                  split.why,
                  resource.partitionCount(),
                  splits == SPLITS_TOLD ? "; further splits are not listed" : ""));
    }
  }

  private void endInterval() {
    long nowNanos = intervalEndNanos;
    intervalEndNanos += intervalNanos;
    traffic.endInterval();
    for (int p = 0; p < resource.partitionCount(); p++) {
      resource.partition(p).heat().endInterval();
    }
    for (int p = 0; p < resource.partitionCount(); p++) {
      test(p, nowNanos);
    }
  }

  private void test(int partition, long nowNanos) {
    boolean isOverfull = isOverfull(partition);
    if ((!isOverfull && !isHot(partition)) || splitting.contains(partition)) {
      return;
    }
    if (isOverfull) {
      KeyRange range = resource.keyRanges().range(partition);
      KeyPosition middle = range.middle();
      if (range.canSplitAt(middle)) {
        begin(partition, nowNanos, new SplitPoint.At(middle, BYTES_SHARE_ABOVE), "size");
      }
    } else if (isSplitForHeat && retestNanos.getOrDefault(partition, 0L) <= nowNanos) {
      testHeat(partition, nowNanos);
    }
  }

  private void testHeat(int partition, long nowNanos) {
    switch (traffic.splitPoint(resource.keyRanges().range(partition))) {
      case SplitPoint.At at -> begin(partition, nowNanos, at, "heat");
      case SplitPoint.Blocked blocked -> {
        retestNanos.put(partition, nowNanos + sustainSeconds * Refill.NANOS_PER_SECOND);
        if (told.computeIfAbsent(partition, p -> EnumSet.noneOf(SplitPoint.Cause.class))
            .add(blocked.cause())) {
          log.add(
              nowNanos,
              "split-blocked",
              resource.name(),
              "partition %d is hot but stays whole: %s"
                  .formatted(partition, blocked.cause().words()));
        }
      }
    }
  }

  private void begin(int partition, long nowNanos, SplitPoint.At at, String why) {
    splitting.add(partition);
    pending.add(new Pending(partition, nowNanos + drawDurationNanos(), at, why));
  }

  /** Log-normal, by its median and its 95th percentile. */
  private long drawDurationNanos() {
    double median = profile.splitDurationMedianSeconds();
    double p95 = profile.splitDurationP95Seconds();
    double scale = StrictMath.log(p95 / median) / NORMAL_P95;
    double seconds = scale == 0 ? median : median * StrictMath.exp(scale * chance.nextNormal());
    return Math.round(seconds * Refill.NANOS_PER_SECOND);
  }

  private boolean isOverfull(int partition) {
    return resource.partition(partition).dataBytes > splitBytes;
  }

  private boolean isHot(int partition) {
    HeatWindow heat = resource.partition(partition).heat();
    return heat.isFull()
        && (heat.askedInWindow(Dimension.READ) >= hotReadMilliUnits
            || heat.askedInWindow(Dimension.WRITE) >= hotWriteMilliUnits);
  }

  /** What is asked within a window of a partition that has reached the threshold. */
  private double hotMilliUnits(long limitUnitsPerSecond) {
    return (double) limitUnitsPerSecond
        * ResourceState.MILLI
        * sustainSeconds
        * profile.splitThreshold();
  }
}
