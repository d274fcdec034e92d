package dev.headroom.engine;

import dev.headroom.capacity.ModelProfile;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How the partitions of an on-demand table or index follow the traffic that it has served.
 *
 * <p>The mean consumption of every {@code od.peakWindow} may be a new peak. {@code od.growthDelay}
 * after it the resource is ready for {@code od.headroom} times that peak, up to the quota. Nothing
 * ever falls again. Not thread-safe.
 *
 * <p>Source: DynamoDB Developer Guide, on-demand-capacity-mode (twice the previous peak; growth
 * beyond it spread over 30 minutes).
 */
final class OnDemandGrowth {

  /** The peaks of one dimension. */
  private static final class Peaks {

    /** A peak and when the resource is ready for more. */
    private record Peak(double unitsPerSecond, long readyNanos) {}

    private final Deque<Peak> waiting = new ArrayDeque<>();
    private long consumedBefore;
    private double highestPerSecond;
    private double readyPerSecond;

    /** Ends a window; what partitions serve beyond their limits, they cannot serve for long. */
    void endWindow(
        long consumed, long windowSeconds, double capacity, long nowNanos, long delayNanos) {
      double perSecond =
          Math.min(
              capacity, (double) (consumed - consumedBefore) / ResourceState.MILLI / windowSeconds);
      consumedBefore = consumed;
      if (perSecond > highestPerSecond) {
        highestPerSecond = perSecond;
        waiting.add(new Peak(perSecond, nowNanos + delayNanos));
      }
      for (Peak next = waiting.peek();
          next != null && next.readyNanos <= nowNanos;
          next = waiting.peek()) {
        readyPerSecond = waiting.remove().unitsPerSecond;
      }
    }

    /** Partitions for a multiple of the latest peak that is old enough, up to the quota. */
    long partitions(double headroom, long quota, long limit) {
      return (long) Math.ceil(Math.min((double) quota, readyPerSecond * headroom) / limit);
    }
  }

  private final ModelProfile profile;
  private final long windowNanos;
  private final Peaks reads = new Peaks();
  private final Peaks writes = new Peaks();
  private long windowEndNanos;
  private long neededPartitions;

  OnDemandGrowth(ModelProfile profile) {
    this.profile = profile;
    this.windowNanos = profile.onDemandPeakWindowSeconds() * Refill.NANOS_PER_SECOND;
    this.windowEndNanos = windowNanos;
  }

  /**
   * Looks at what has been consumed by an instant.
   *
   * @param partitions how many there are
   * @param consumedReads milli-units since the start
   * @param consumedWrites milli-units since the start
   * @return how many partitions the resource should have by now
   */
  long advance(long nowNanos, int partitions, long consumedReads, long consumedWrites) {
    if (nowNanos >= windowEndNanos) {
      long maxRead = profile.partitionMaxReadUnitsPerSecond();
      long maxWrite = profile.partitionMaxWriteUnitsPerSecond();
      windowEndNanos = nowNanos - nowNanos % windowNanos + windowNanos;
      long windowSeconds = profile.onDemandPeakWindowSeconds();
      long delayNanos = profile.onDemandGrowthDelaySeconds() * Refill.NANOS_PER_SECOND;
      reads.endWindow(
          consumedReads, windowSeconds, (double) partitions * maxRead, nowNanos, delayNanos);
      writes.endWindow(
          consumedWrites, windowSeconds, (double) partitions * maxWrite, nowNanos, delayNanos);
      neededPartitions =
          Math.max(
              reads.partitions(
                  profile.onDemandHeadroom(), profile.quotaTableReadUnitsPerSecond(), maxRead),
              writes.partitions(
                  profile.onDemandHeadroom(), profile.quotaTableWriteUnitsPerSecond(), maxWrite));
    }
    return neededPartitions;
  }
}
