package dev.headroom.engine;

import dev.headroom.capacity.ThrottlingReason.Limit;

/** The reads or the writes of one table or index. Amounts are milli-units. Not thread-safe. */
final class DimensionState {

  private final PartitionSet partitions;
  private final boolean queues;

  /** What is let in, index updates that wait included. */
  private final SecondMeter served = new SecondMeter();

  private CapacityBucket bucket;
  private Limit limit;
  private long evenSharePerSecond;
  private long consumed;
  private long pooledRequests;
  private long pooledBurst;
  private long admittedNormal;
  private long admittedBurst;
  private long admittedAdaptive;

  /**
   * The state at the start.
   *
   * @param partitions which serve it
   * @param queues whether what it is asked for waits in a backlog
   * @param bucket what the resource as a whole may serve
   * @param limit which limit the bucket is
   */
  DimensionState(PartitionSet partitions, boolean queues, CapacityBucket bucket, Limit limit) {
    this.partitions = partitions;
    this.queues = queues;
    this.bucket = bucket;
    this.limit = limit;
  }

  /** Begins with another bucket. */
  void limit(CapacityBucket newBucket, Limit newLimit) {
    bucket = newBucket;
    limit = newLimit;
  }

  /** A partition, or the pool by {@link Charges#ANY_PARTITION}. */
  Partition partition(int index) {
    return partitions.get(index);
  }

  /** Whether what is asked for waits in a backlog instead of needing capacity at once. */
  boolean queues() {
    return queues;
  }

  /** What the resource as a whole may serve. */
  CapacityBucket bucket() {
    return bucket;
  }

  /** Which limit the bucket is. */
  Limit limit() {
    return limit;
  }

  /**
   * A partition's share of the capacity if all had the same; without end where none is provisioned.
   */
  long evenSharePerSecond() {
    return evenSharePerSecond;
  }

  /** Says how many partitions share the capacity. */
  void shareAmong(int partitions) {
    evenSharePerSecond =
        limit == Limit.PROVISIONED_THROUGHPUT
            ? bucket.ratePerSecond() / partitions
            : Long.MAX_VALUE;
  }

  /** Charges what is served. */
  void take(long milliUnits, boolean isEventual) {
    bucket.take(milliUnits, isEventual);
    consumed += milliUnits;
  }

  /** Served so far. */
  long consumed() {
    return consumed;
  }

  /**
   * Counts what is let in: within the rate of the second, from saved capacity, or on a partition
   * above its even share.
   *
   * @param requests item-level operations
   * @param milliUnits what they use together
   * @param aboveEvenShare how many of them go beyond the even share of a partition
   * @param pooled whether a pool of partitions serves some
   */
  void countAdmitted(
      long nowNanos, long requests, long milliUnits, long aboveEvenShare, boolean pooled) {
    long leftOfRate = bucket.ratePerSecond() - served.thisSecond(nowNanos);
    served.add(milliUnits);
    long burst = requests - Refill.begun(requests, leftOfRate, milliUnits);
    long adaptive = Math.max(0, aboveEvenShare - burst);
    admittedNormal += requests - burst - adaptive;
    admittedBurst += burst;
    admittedAdaptive += adaptive;
    if (pooled) {
      pooledRequests += requests;
      pooledBurst += burst;
    }
  }

  /**
   * Ends the count of pooled requests: some have passed for adaptive capacity alone.
   *
   * @param shareAbove how much of what they asked for lay above the even share of its partition
   */
  void settlePooled(double shareAbove) {
    long adaptive = Math.max(0, Math.round(pooledRequests * shareAbove) - pooledBurst);
    admittedNormal -= adaptive;
    admittedAdaptive += adaptive;
    pooledRequests = 0;
    pooledBurst = 0;
  }

  /** Operations let in within the second's rate so far. */
  long admittedNormal() {
    return admittedNormal;
  }

  /** Operations let in from saved capacity so far. */
  long admittedBurst() {
    return admittedBurst;
  }

  /** Operations let in on a partition above its even share so far. */
  long admittedAdaptive() {
    return admittedAdaptive;
  }
}
