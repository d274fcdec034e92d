package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.Series;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.RetryPolicy;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Counts what happens to one flow, per period, and its latencies. */
final class FlowRecorder {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final long DISCERNIBLE_NANOS = 1_000;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Requests of a period that succeeded with the same attempt are recorded as so many samples. */
  private static final int SAMPLES = 100;

  /** Samples of requests that were held back and succeeded together. */
  private static final int SAMPLES_OF_HELD_BACK = 4;

  /** Draws after which a latency beyond the timeout is cut. */
  private static final int DRAWS_WITHIN_TIMEOUT = 16;

  /** Parts of the latency distribution that stand for first attempts that succeeded. */
  private static final int FIRST_ATTEMPT_PARTS = 200;

  private final Flow flow;
  private final RetryPolicy retries;
  private final Periods periods;
  private final LatencyModel latency;
  private final long timeoutNanos;
  private final Chance chance;
  private final long[] offered;
  private final long[] attempts;
  private final long[] succeeded;
  private final long[] failed;
  private final long[] throttledAttempts;
  private final long[] throttledRequests;
  private long allThrottledRequests;
  private long allFailed;
  private final double[] latencyMillisP50;
  private final double[] latencyMillisP99;
  private final Histogram runLatency = histogram();
  private final Histogram periodLatency = histogram();
  private int period;
  private final long[] succeededInPeriod;
  private final double atOnceMillisP50;
  private final double atOnceMillisP99;

  /** Requests of periods in which all succeeded at once. */
  private long succeededAtOnceAlone;

  FlowRecorder(FlowPlan plan, Periods periods, Chance chance) {
    this.flow = plan.flow();
    this.retries = plan.retries();
    this.periods = periods;
    this.latency = plan.latency();
    this.timeoutNanos = plan.timeout() == null ? Long.MAX_VALUE : plan.timeout().nanos();
    this.succeededInPeriod = new long[FlowPlan.isCounted(flow) ? retries.maxAttempts() + 1 : 2];
    this.chance = chance;
    this.offered = new long[periods.count()];
    this.attempts = new long[periods.count()];
    this.succeeded = new long[periods.count()];
    this.failed = new long[periods.count()];
    this.throttledAttempts = new long[periods.count()];
    this.throttledRequests = new long[periods.count()];
    this.latencyMillisP50 = new double[periods.count()];
    this.latencyMillisP99 = new double[periods.count()];
    Arrays.fill(latencyMillisP50, Double.NaN);
    Arrays.fill(latencyMillisP99, Double.NaN);
    Histogram atOnce = histogram();
    recordSucceededAtOnce(atOnce, FIRST_ATTEMPT_PARTS);
    this.atOnceMillisP50 = millis(atOnce, 50);
    this.atOnceMillisP99 = millis(atOnce, 99);
  }

  void offered(long nowNanos, long n) {
    offered[periods.of(nowNanos)] += n;
  }

  void attempted(long nowNanos, long n) {
    attempts[periods.of(nowNanos)] += n;
  }

  /** Counts refused attempts, and how many of them were the first of their requests. */
  void throttled(long nowNanos, long refusedAttempts, long refusedFirstTime) {
    throttledAttempts[periods.of(nowNanos)] += refusedAttempts;
    throttledRequests[periods.of(nowNanos)] += refusedFirstTime;
    allThrottledRequests += refusedFirstTime;
  }

  /** Counts a batch request of which some items were throttled, though the attempt succeeded. */
  void partlyThrottled(long nowNanos, long n) {
    throttledRequests[periods.of(nowNanos)] += n;
    allThrottledRequests += n;
  }

  /** Requests that were throttled so far. */
  long throttledRequests() {
    return allThrottledRequests;
  }

  /** Requests that failed for good so far. */
  long failed() {
    return allFailed;
  }

  void failed(long nowNanos, long n) {
    failed[periods.of(nowNanos)] += n;
    allFailed += n;
  }

  /**
   * Counts requests of which only the successful attempt is known, by its number.
   *
   * @param heldBackNanos how long they waited beside their pauses
   */
  void succeeded(long nowNanos, long n, int attempt, long heldBackNanos) {
    enterPeriod(nowNanos);
    succeeded[period] += n;
    if (heldBackNanos == 0) {
      succeededInPeriod[attempt] += n;
    } else {
      sample(n, attempt, heldBackNanos, SAMPLES_OF_HELD_BACK);
    }
  }

  /** Counts requests that succeeded after a known time. */
  void succeededAfter(long nowNanos, long n, long latencyNanos) {
    enterPeriod(nowNanos);
    succeeded[period] += n;
    periodLatency.recordValueWithCount(latencyNanos, n);
  }

  /** Counts requests that a cache answered, each with one attempt. */
  void answeredByCache(long nowNanos, long n, long hitNanos) {
    offered(nowNanos, n);
    attempted(nowNanos, n);
    succeededAfter(nowNanos, n, hitNanos);
  }

  private void enterPeriod(long nowNanos) {
    int entered = periods.of(nowNanos);
    if (entered != period) {
      closePeriod();
      period = entered;
    }
  }

  private void closePeriod() {
    long succeededAtOnce = succeededInPeriod[1];
    succeededInPeriod[1] = 0;
    for (int attempt = 2; attempt < succeededInPeriod.length; attempt++) {
      recordSucceededLater(attempt);
    }
    if (periodLatency.getTotalCount() == 0 && succeededAtOnce >= FIRST_ATTEMPT_PARTS) {
      latencyMillisP50[period] = atOnceMillisP50;
      latencyMillisP99[period] = atOnceMillisP99;
      succeededAtOnceAlone += succeededAtOnce;
      return;
    }
    recordSucceededAtOnce(periodLatency, succeededAtOnce);
    if (periodLatency.getTotalCount() > 0) {
      latencyMillisP50[period] = millis(periodLatency, 50);
      latencyMillisP99[period] = millis(periodLatency, 99);
      runLatency.add(periodLatency);
      periodLatency.reset();
    }
  }

  /** Lays requests that passed at once evenly over the latency distribution. */
  private void recordSucceededAtOnce(Histogram histogram, long n) {
    for (int i = 0; i < FIRST_ATTEMPT_PARTS && n > 0; i++) {
      long count = n * (i + 1) / FIRST_ATTEMPT_PARTS - n * i / FIRST_ATTEMPT_PARTS;
      int quantile = (2 * i + 1) * latency.quantiles() / (2 * FIRST_ATTEMPT_PARTS);
      histogram.recordValueWithCount(
          Math.min(timeoutNanos, latency.quantileNanos(quantile)), count);
    }
  }

  private void recordSucceededLater(int attempt) {
    long n = succeededInPeriod[attempt];
    succeededInPeriod[attempt] = 0;
    sample(n, attempt, 0, SAMPLES);
  }

  private void sample(long n, int attempt, long heldBackNanos, long most) {
    long samples = Math.min(n, most);
    for (long i = 0; i < samples; i++) {
      periodLatency.recordValueWithCount(
          heldBackNanos + lasting(attempt), n * (i + 1) / samples - n * i / samples);
    }
  }

  /** How long a request takes that succeeds at an attempt, within the timeout. */
  private long lasting(int attempt) {
    long nanos = Long.MAX_VALUE;
    for (int i = 0; i < DRAWS_WITHIN_TIMEOUT && nanos > timeoutNanos - 1; i++) {
      nanos = latency.draw(chance);
      for (int a = 2; a <= attempt; a++) {
        nanos += latency.throttleNanos() + retries.backoff().delayNanos(a, 0, chance);
      }
    }
    return Math.min(nanos, timeoutNanos);
  }

  /** The numbers of the whole run; ends the recording. */
  FlowOutcome outcome() {
    closePeriod();
    recordSucceededAtOnce(runLatency, succeededAtOnceAlone);
    return new FlowOutcome(
        flow.name(),
        flow.operation().apiName(),
        flow.dimension(),
        flow.origin() == Flow.Origin.REPLICATION,
        sum(offered),
        sum(attempts),
        sum(succeeded),
        sum(failed),
        sum(throttledAttempts),
        sum(throttledRequests),
        runLatency.getTotalCount() == 0
            ? null
            : new Latency(
                millis(runLatency, 50),
                millis(runLatency, 90),
                millis(runLatency, 99),
                millis(runLatency, 99.9),
                runLatency.getMaxValue() / NANOS_PER_MILLI),
        new FlowSeries(
            periods.seconds(),
            series(offered),
            series(attempts),
            series(succeeded),
            series(failed),
            series(throttledAttempts),
            series(throttledRequests),
            Series.of(latencyMillisP50),
            Series.of(latencyMillisP99)));
  }

  private static Histogram histogram() {
    Histogram histogram =
        new Histogram(DISCERNIBLE_NANOS, 2 * DISCERNIBLE_NANOS, SIGNIFICANT_DIGITS);
    histogram.setAutoResize(true);
    return histogram;
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }

  private static long sum(long[] values) {
    return Arrays.stream(values).sum();
  }

  private static Series series(long[] values) {
    return Series.of(Arrays.stream(values).asDoubleStream().toArray());
  }
}
