package dev.headroom.testing;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.Series;
import dev.headroom.traffic.Operation;
import org.jspecify.annotations.Nullable;

/** Builds what happened to a flow; what is not given is 0 or absent. */
public final class FlowBuilder {

  private final String name;
  private final int periodSeconds;
  private final Series offered;
  private String operation = "PutItem";
  private Dimension dimension = Dimension.WRITE;
  private Series attempts;
  private Series failed;
  private Series throttledAttempts;
  private Series throttledRequests;
  private Series p50;
  private Series p99;
  private boolean replicated;
  private @Nullable Latency latency;

  /** A flow that offered so many requests per period, each served at the first attempt. */
  public FlowBuilder(String name, int periodSeconds, double... offered) {
    this.name = name;
    this.periodSeconds = periodSeconds;
    this.offered = Series.of(offered);
    attempts = this.offered;
    Series zeros = Series.of(new double[offered.length]);
    failed = zeros;
    throttledAttempts = zeros;
    throttledRequests = zeros;
    p50 = zeros;
    p99 = zeros;
  }

  public FlowBuilder operation(Operation sent) {
    operation = sent.apiName();
    dimension = sent.action().dimension();
    return this;
  }

  /** Writes of other Regions. */
  public FlowBuilder replicated() {
    replicated = true;
    return this;
  }

  public FlowBuilder attempts(double... values) {
    attempts = Series.of(values);
    return this;
  }

  public FlowBuilder failed(double... values) {
    failed = Series.of(values);
    return this;
  }

  public FlowBuilder throttledAttempts(double... values) {
    throttledAttempts = Series.of(values);
    return this;
  }

  public FlowBuilder throttledRequests(double... values) {
    throttledRequests = Series.of(values);
    return this;
  }

  public FlowBuilder latency(double p50Millis, double p90, double p99Millis, double p999) {
    latency = new Latency(p50Millis, p90, p99Millis, p999, p999);
    return this;
  }

  public FlowBuilder latencySeries(double[] p50Millis, double[] p99Millis) {
    p50 = Series.of(p50Millis);
    p99 = Series.of(p99Millis);
    return this;
  }

  FlowOutcome build() {
    Series succeeded = Series.of(new double[offered.size()]);
    return new FlowOutcome(
        name,
        operation,
        dimension,
        replicated,
        (long) offered.sum(),
        (long) attempts.sum(),
        (long) (offered.sum() - failed.sum()),
        (long) failed.sum(),
        (long) throttledAttempts.sum(),
        (long) throttledRequests.sum(),
        latency,
        new FlowSeries(
            periodSeconds,
            offered,
            attempts,
            succeeded,
            failed,
            throttledAttempts,
            throttledRequests,
            p50,
            p99));
  }
}
