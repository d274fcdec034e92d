package dev.headroom.engine;

import dev.headroom.capacity.ThrottlingReason.Limit;

/**
 * The reads or the writes of one table or index.
 *
 * @param bucket what the resource as a whole may serve
 * @param limit which limit the bucket is
 * @param evenSharePerSecond a partition's share of the capacity if all had the same, milli-units
 * @param served what is served
 */
record DimensionState(
    CapacityBucket bucket, Limit limit, long evenSharePerSecond, SecondMeter served) {}
