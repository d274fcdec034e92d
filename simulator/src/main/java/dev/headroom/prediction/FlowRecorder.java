package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.Series;
import dev.headroom.traffic.Flow;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** Counts what happens to one flow, per period, and its latencies. */
final class FlowRecorder {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  /** Above this many like requests their latencies are recorded as this many samples. */
  private static final int SAMPLES = 8;

  /** Parts of the latency distribution that stand for first attempts that succeeded. */
  private static final int FIRST_ATTEMPT_PARTS = 200;

  private final Flow flow;
  private final Periods periods;
  private final LatencyModel latency;
  private final Chance chance;
  private final long[] offered;
  private final long[] attempts;
  private final long[] succeeded;
  private final long[] failed;
  private final long[] throttledAttempts;
  private final long[] throttledRequests;
  private final double[] latencyMillisP50;
  private final double[] latencyMillisP99;
  private final Histogram runLatency = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram periodLatency = new Histogram(SIGNIFICANT_DIGITS);
  private int period;
  private long succeededAtOnceInPeriod;

  FlowRecorder(Flow flow, Periods periods, LatencyModel latency, Chance chance) {
    this.flow = flow;
    this.periods = periods;
    this.latency = latency;
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
  }

  void offered(long nowNanos, long n) {
    offered[periods.of(nowNanos)] += n;
  }

  void attempted(long nowNanos, long n) {
    attempts[periods.of(nowNanos)] += n;
  }

  void throttled(long nowNanos, long n, boolean firstTime) {
    throttledAttempts[periods.of(nowNanos)] += n;
    if (firstTime) {
      throttledRequests[periods.of(nowNanos)] += n;
    }
  }

  /** Counts a batch request of which some items were throttled, though the attempt succeeded. */
  void partlyThrottled(long nowNanos, long n) {
    throttledRequests[periods.of(nowNanos)] += n;
  }

  void failed(long nowNanos, long n) {
    failed[periods.of(nowNanos)] += n;
  }

  void succeededAtOnce(long nowNanos, long n) {
    enterPeriod(nowNanos);
    succeeded[period] += n;
    succeededAtOnceInPeriod += n;
  }

  /** Draws the time that a request spent before its successful attempt. */
  interface Waiting {
    long drawNanos();
  }

  /** Counts requests that succeeded after retries. */
  void succeededLater(long nowNanos, long n, Waiting waiting) {
    enterPeriod(nowNanos);
    succeeded[period] += n;
    long samples = Math.min(n, SAMPLES);
    for (long i = 0; i < samples; i++) {
      long share = n / samples + (i < n % samples ? 1 : 0);
      periodLatency.recordValueWithCount(waiting.drawNanos() + latency.draw(chance), share);
    }
  }

  private void enterPeriod(long nowNanos) {
    int entered = periods.of(nowNanos);
    if (entered != period) {
      closePeriod();
      period = entered;
    }
  }

  private void closePeriod() {
    recordSucceededAtOnce();
    if (periodLatency.getTotalCount() > 0) {
      latencyMillisP50[period] = millis(periodLatency, 50);
      latencyMillisP99[period] = millis(periodLatency, 99);
      runLatency.add(periodLatency);
      periodLatency.reset();
    }
  }

  /** Lays requests that passed at once evenly over the latency distribution. */
  private void recordSucceededAtOnce() {
    long n = succeededAtOnceInPeriod;
    succeededAtOnceInPeriod = 0;
    for (int i = 0; i < FIRST_ATTEMPT_PARTS && n > 0; i++) {
      long count = n * (i + 1) / FIRST_ATTEMPT_PARTS - n * i / FIRST_ATTEMPT_PARTS;
      int quantile = (2 * i + 1) * latency.quantiles() / (2 * FIRST_ATTEMPT_PARTS);
      periodLatency.recordValueWithCount(latency.quantileNanos(quantile), count);
    }
  }

  /** The numbers of the whole run; ends the recording. */
  FlowOutcome outcome() {
    closePeriod();
    return new FlowOutcome(
        flow.name(),
        flow.operation().apiName(),
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
