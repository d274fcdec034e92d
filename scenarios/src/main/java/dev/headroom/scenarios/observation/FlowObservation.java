package dev.headroom.scenarios.observation;

import dev.headroom.metrics.Meters;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.Meters.RequestTags;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.Series;
import dev.headroom.traffic.Flow;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the client sees of a flow. Times are nanoseconds from the start of the run; what lies
 * outside of it is not counted. Thread-safe.
 */
public final class FlowObservation {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final long MILLIS_PER_SECOND = 1_000;

  /** What is counted, in the order of {@link #counts}. */
  private enum Count {
    OFFERED,
    ATTEMPTS,
    SUCCEEDED,
    FAILED,
    THROTTLED_ATTEMPTS,
    THROTTLED_REQUESTS
  }

  private final Flow flow;
  private final Periods periods;
  private final RunClock clock;
  private final Meters meters;
  private final FlowTags tags;
  private final long[][] counts;
  private final double[] latencyMillisP50;
  private final double[] latencyMillisP99;
  private final Histogram all = new Histogram(SIGNIFICANT_DIGITS);
  private final Histogram ofPeriod = new Histogram(SIGNIFICANT_DIGITS);
  private int period;
  private @Nullable LatencyLog log;
  private long startMillis;

  /** The observation of a flow in a run. */
  FlowObservation(Flow flow, String table, Periods periods, RunClock clock, Meters meters) {
    this.flow = flow;
    this.periods = periods;
    this.clock = clock;
    this.meters = meters;
    this.tags = new FlowTags(table, flow.operation().apiName(), flow.name());
    meters.expect(tags);
    this.counts = new long[Count.values().length][periods.count()];
    this.latencyMillisP50 = new double[periods.count()];
    this.latencyMillisP99 = new double[periods.count()];
    Arrays.fill(latencyMillisP50, Double.NaN);
    Arrays.fill(latencyMillisP99, Double.NaN);
  }

  /** Writes the latencies of each period to a log as well. */
  synchronized void logTo(LatencyLog latencies, long runStartMillis) {
    log = latencies;
    startMillis = runStartMillis;
  }

  /** The flow that is observed. */
  public Flow flow() {
    return flow;
  }

  /**
   * A request was to be sent.
   *
   * @param lateNanos how much later it is sent
   */
  public void offered(long intendedNanos, long lateNanos) {
    add(Count.OFFERED, intendedNanos);
    meters.offered(tags, Duration.ofNanos(Math.max(0, lateNanos)));
  }

  /** A cache has answered a request instead of the table. */
  public synchronized void answeredByCache(long intendedNanos, long latencyNanos) {
    offered(intendedNanos, 0);
    add(Count.ATTEMPTS, intendedNanos);
    succeeded(intendedNanos, latencyNanos);
  }

  /**
   * An attempt was sent and has ended.
   *
   * @param isFirst whether its request was not sent before
   */
  synchronized void attempted(
      long sentNanos, boolean isFirst, boolean isThrottled, boolean isAnswered) {
    meters.attempt(
        tags,
        isFirst ? "first" : "retry",
        isThrottled ? "throttled" : isAnswered ? "succeeded" : "failed");
    add(Count.ATTEMPTS, sentNanos);
    if (isThrottled) {
      add(Count.THROTTLED_ATTEMPTS, sentNanos);
    }
  }

  /** A request was throttled, the first time. */
  void throttled(long sentNanos) {
    add(Count.THROTTLED_REQUESTS, sentNanos);
  }

  /** A request has failed for good. */
  void failed(long endedNanos, long latencyNanos, boolean isThrottled) {
    add(Count.FAILED, endedNanos);
    ended(isThrottled ? "throttled" : "failed", latencyNanos);
  }

  private void ended(String outcome, long latencyNanos) {
    String index = flow.indexName() == null ? "" : flow.indexName();
    meters.request(
        new RequestTags(tags.table(), index, tags.operation(), tags.flow(), outcome, "", ""),
        Duration.ofNanos(Math.max(0, latencyNanos)));
  }

  /** A request has succeeded. */
  synchronized void succeeded(long endedNanos, long latencyNanos) {
    ended("succeeded", latencyNanos);
    if (!clock.isWithin(endedNanos)) {
      return;
    }
    add(Count.SUCCEEDED, endedNanos);
    int entered = periods.of(endedNanos);
    if (entered > period) {
      closePeriod();
      period = entered;
    }
    ofPeriod.recordValue(Math.max(1, latencyNanos));
  }

  private synchronized void add(Count count, long runNanos) {
    if (clock.isWithin(runNanos)) {
      counts[count.ordinal()][periods.of(runNanos)]++;
    }
  }

  private void closePeriod() {
    if (ofPeriod.getTotalCount() == 0) {
      return;
    }
    latencyMillisP50[period] = millis(ofPeriod, 50);
    latencyMillisP99[period] = millis(ofPeriod, 99);
    all.add(ofPeriod);
    LatencyLog latencies = log;
    if (latencies != null) {
      long from = startMillis + (long) period * periods.seconds() * MILLIS_PER_SECOND;
      latencies.write(ofPeriod, from, from + periods.seconds() * MILLIS_PER_SECOND);
    }
    ofPeriod.reset();
  }

  /** What was counted up to now: offered, succeeded, failed, throttled attempts. */
  public synchronized Progress progress() {
    return new Progress(
        sum(Count.OFFERED),
        sum(Count.SUCCEEDED),
        sum(Count.ATTEMPTS),
        sum(Count.THROTTLED_ATTEMPTS));
  }

  /** How far a flow is. */
  public record Progress(long offered, long succeeded, long attempts, long throttledAttempts) {}

  /**
   * The numbers of the run; ends the recording.
   *
   * @param periodCount how many periods the run has had
   */
  synchronized FlowOutcome outcome(int periodCount) throws IOException {
    closePeriod();
    LatencyLog latencies = log;
    if (latencies != null) {
      latencies.close();
      log = null;
    }
    return new FlowOutcome(
        flow.name(),
        flow.operation().apiName(),
        flow.dimension(),
        false,
        sum(Count.OFFERED),
        sum(Count.ATTEMPTS),
        sum(Count.SUCCEEDED),
        sum(Count.FAILED),
        sum(Count.THROTTLED_ATTEMPTS),
        sum(Count.THROTTLED_REQUESTS),
        all.getTotalCount() == 0
            ? null
            : new Latency(
                millis(all, 50),
                millis(all, 90),
                millis(all, 99),
                millis(all, 99.9),
                all.getMaxValue() / NANOS_PER_MILLI),
        new FlowSeries(
            periods.seconds(),
            series(Count.OFFERED, periodCount),
            series(Count.ATTEMPTS, periodCount),
            series(Count.SUCCEEDED, periodCount),
            series(Count.FAILED, periodCount),
            series(Count.THROTTLED_ATTEMPTS, periodCount),
            series(Count.THROTTLED_REQUESTS, periodCount),
            Series.of(Arrays.copyOf(latencyMillisP50, periodCount)),
            Series.of(Arrays.copyOf(latencyMillisP99, periodCount))));
  }

  private long sum(Count count) {
    return Arrays.stream(counts[count.ordinal()]).sum();
  }

  private Series series(Count count, int periodCount) {
    return Series.of(
        Arrays.stream(counts[count.ordinal()]).limit(periodCount).asDoubleStream().toArray());
  }

  private static double millis(Histogram histogram, double percentile) {
    return histogram.getValueAtPercentile(percentile) / NANOS_PER_MILLI;
  }
}
