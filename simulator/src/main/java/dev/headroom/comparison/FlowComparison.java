package dev.headroom.comparison;

import dev.headroom.outcome.FlowOutcome.Latency;
import org.jspecify.annotations.Nullable;

/**
 * A flow of requests, or all of them together, on both sides.
 *
 * @param name the flow's name; empty for all together
 * @param offered requests that the load asked for
 * @param attempts attempts sent, retries included
 * @param answered requests that came to an end, well or not
 * @param throttledRequests requests with at least one throttled attempt
 * @param throttledAttempts attempts answered with throttling
 * @param firstThrottleSeconds when the first attempt was throttled, with the resolution of each
 *     side's periods; infinite for never
 * @param simulatedLatency of the whole run; null without requests, and for all flows together
 * @param observedLatency likewise
 * @param throttled throttled requests over time
 */
public record FlowComparison(
    String name,
    Pair offered,
    Pair attempts,
    Pair answered,
    Pair throttledRequests,
    Pair throttledAttempts,
    Pair firstThrottleSeconds,
    @Nullable Latency simulatedLatency,
    @Nullable Latency observedLatency,
    SeriesPair throttled) {

  /** Throttled requests over requests offered; NaN for a side without requests. */
  public Pair throttledShare() {
    return throttledRequests.over(offered);
  }

  /** Requests that came to an end over those offered; NaN for a side without requests. */
  public Pair answeredShare() {
    return answered.over(offered);
  }

  /** Attempts over requests offered; NaN for a side without requests. */
  public Pair attemptsPerRequest() {
    return attempts.over(offered);
  }
}
