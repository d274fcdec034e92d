package dev.headroom.engine;

import dev.headroom.capacity.ThrottlingReason.Limit;

/** The reads or the writes of one table or index. Amounts are milli-units. Not thread-safe. */
final class DimensionState {

  private final SecondMeter served = new SecondMeter();
  private CapacityBucket bucket;
  private Limit limit;
  private long evenSharePerSecond;
  private long consumed;
  private long pooledRequests;
  private long pooledBurst;

  DimensionState(CapacityBucket bucket, Limit limit) {
    this.bucket = bucket;
    this.limit = limit;
  }

  /** Begins with another bucket. */
  void limit(CapacityBucket newBucket, Limit newLimit) {
    bucket = newBucket;
    limit = newLimit;
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

  /** What is let in, index updates that wait included. */
  SecondMeter served() {
    return served;
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

  /** Counts requests that a pool of partitions serves. */
  void countPooled(long requests, long burst) {
    pooledRequests += requests;
    pooledBurst += burst;
  }

  /**
   * Ends the count of pooled requests.
   *
   * @param shareAbove how much of what they asked for lay above the even share of its partition
   * @return how many of them passed for adaptive capacity alone
   */
  long settlePooled(double shareAbove) {
    long adaptive = Math.max(0, Math.round(pooledRequests * shareAbove) - pooledBurst);
    pooledRequests = 0;
    pooledBurst = 0;
    return adaptive;
  }
}
