package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Operation.Shape;

/**
 * A cache in front of the table, such as DAX. What it answers consumes nothing and cannot be
 * throttled; the rest reaches the table. A batch is looked up item by item.
 *
 * <p>Source: Developer Guide, "In-memory acceleration with DynamoDB Accelerator (DAX)".
 */
final class ReadCache {

  private final Flow flow;
  private final double requestHitRatio;
  private final long hitNanos;
  private final FlowRecorder recorder;
  private final Chance chance;

  ReadCache(FlowPlan plan, FlowRecorder recorder, Chance chance) {
    this.flow = plan.flow();
    this.requestHitRatio =
        isBatch()
            ? StrictMath.pow(flow.cacheHitRatio(), flow.itemsPerRequest())
            : flow.cacheHitRatio();
    this.hitNanos = plan.latency().cacheHitNanos();
    this.recorder = recorder;
    this.chance = chance;
  }

  private boolean isBatch() {
    return flow.operation().shape() == Shape.BATCH;
  }

  /** How long an answer of the cache takes. */
  long hitNanos() {
    return hitNanos;
  }

  /** The share of the load that reaches the table. */
  double missShare() {
    return 1 - flow.cacheHitRatio();
  }

  /** How long a request takes on average that is not throttled. */
  double meanNanos(double tableNanos) {
    return requestHitRatio * hitNanos + (1 - requestHitRatio) * tableNanos;
  }

  /** Answers what the cache holds, and returns how many requests reach the table. */
  long pass(long nowNanos, long requests) {
    if (requestHitRatio == 0) {
      return requests;
    }
    long hits = chance.nextBinomial(requests, requestHitRatio);
    if (hits > 0) {
      recorder.answeredByCache(nowNanos, hits, hitNanos);
    }
    return requests - hits;
  }

  /** How many items the table is asked for by requests that reach it, at least one by each. */
  long items(long requests) {
    if (!isBatch()) {
      return requests * flow.operationsPerRequest();
    }
    long asked = requests * flow.itemsPerRequest();
    return flow.cacheHitRatio() == 0
        ? asked
        : Math.max(requests, chance.nextBinomial(asked, missShare() / (1 - requestHitRatio)));
  }
}
