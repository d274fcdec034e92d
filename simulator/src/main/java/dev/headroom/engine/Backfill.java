package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.BackfillMode;
import dev.headroom.capacity.ThrottlingReason.Limit;

/**
 * The backfill of one new index: the entries of all items that the table holds already are written
 * while the index takes the writes of the day.
 *
 * <p>It goes as fast as the index's write capacity and its partitions allow, and takes a least time
 * however little there is to write. Where it shares the capacity, it has what the day's writes
 * leave of it beyond one second's worth, so that nothing is saved for bursts meanwhile. Not
 * thread-safe.
 */
final class Backfill {

  private final ResourceState index;
  private final ModelProfile profile;
  private final long beganNanos;
  private final long leastEndNanos;
  private long leftMilliUnits;
  private long lastNanos;

  /**
   * A backfill that begins.
   *
   * @param units write units that the entries amount to
   */
  Backfill(ResourceState index, long units, ModelProfile profile, long nowNanos) {
    this.index = index;
    this.profile = profile;
    this.beganNanos = nowNanos;
    this.leastEndNanos = nowNanos + Refill.nanos(profile.indexBackfillLeastSeconds());
    this.leftMilliUnits =
        Math.min(units, Long.MAX_VALUE / ResourceState.MILLI) * ResourceState.MILLI;
    this.lastNanos = nowNanos;
  }

  ResourceState index() {
    return index;
  }

  long beganNanos() {
    return beganNanos;
  }

  /** Writes what can be written by an instant. */
  void advance(long nowNanos) {
    double seconds = (double) (nowNanos - lastNanos) / Refill.NANOS_PER_SECOND;
    lastNanos = nowNanos;
    long written = Math.min(leftMilliUnits, (long) (milliUnitsPerSecond() * seconds));
    if (sharesCapacity()) {
      CapacityBucket bucket = index.state(Dimension.WRITE).bucket();
      bucket.refill(nowNanos);
      written = Math.max(0, Math.min(written, bucket.available(false) - bucket.ratePerSecond()));
      bucket.take(written, false);
    }
    leftMilliUnits -= written;
  }

  /** A quota is a bound and nothing that is used up. */
  private boolean sharesCapacity() {
    return profile.indexBackfill() == BackfillMode.SHARED
        && index.limit(Dimension.WRITE) != Limit.ACCOUNT_LIMIT;
  }

  private double milliUnitsPerSecond() {
    double ofPartitions =
        (double) index.partitionCount()
            * profile.partitionMaxWriteUnitsPerSecond()
            * ResourceState.MILLI;
    return Math.min(ofPartitions, (double) index.ratePerSecond(Dimension.WRITE));
  }

  boolean isDone(long nowNanos) {
    return leftMilliUnits == 0 && nowNanos >= leastEndNanos;
  }

  /** The earliest instant at which it may be done. */
  long earliestEndNanos() {
    double secondsLeft = leftMilliUnits / milliUnitsPerSecond();
    return Math.max(leastEndNanos, (long) (lastNanos + secondsLeft * Refill.NANOS_PER_SECOND));
  }
}
