package dev.headroom.outcome;

import dev.headroom.capacity.Dimension;
import org.jspecify.annotations.Nullable;

/**
 * What happened to one flow of requests.
 *
 * @param name the flow's name
 * @param operation the operation's API name
 * @param dimension whether it reads or writes
 * @param isReplicated whether the service makes the requests, for writes of other Regions, instead
 *     of clients
 * @param offered requests that the load asked for
 * @param attempts attempts sent, retries included
 * @param succeeded requests that succeeded in the end
 * @param failed requests that failed for good
 * @param throttledAttempts attempts answered with throttling
 * @param throttledRequests requests with at least one throttled attempt
 * @param latencyMillis latency of requests from their intended start, retries included, for
 *     replicated writes the time that they waited for capacity too; null if none ended
 * @param series the numbers over time
 */
public record FlowOutcome(
    String name,
    String operation,
    Dimension dimension,
    boolean isReplicated,
    long offered,
    long attempts,
    long succeeded,
    long failed,
    long throttledAttempts,
    long throttledRequests,
    @Nullable Latency latencyMillis,
    FlowSeries series) {

  /** Percentiles in milliseconds. */
  public record Latency(double p50, double p90, double p99, double p999, double max) {}

  /**
   * A flow's numbers, one per period. A request is offered in the period in which it was intended
   * to start and throttled in that of its first throttled attempt; an attempt counts in the period
   * in which it was made, a success or failure in that in which it came. Latencies are NaN where no
   * request ended.
   */
  public record FlowSeries(
      int periodSeconds,
      Series offered,
      Series attempts,
      Series succeeded,
      Series failed,
      Series throttledAttempts,
      Series throttledRequests,
      Series latencyMillisP50,
      Series latencyMillisP99) {}
}
