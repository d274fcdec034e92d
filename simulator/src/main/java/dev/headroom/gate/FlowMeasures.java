package dev.headroom.gate;

import static dev.headroom.gate.Measurement.number;

import dev.headroom.gate.GateMetric.Worse;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.Minutes;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Metrics of flows of requests. */
final class FlowMeasures {

  private static final String NO_REQUEST = "no request was made";

  private final List<FlowOutcome> flows;
  private final boolean isByMinute;

  /**
   * Metrics of some flows.
   *
   * @param isByMinute whether the worst minute counts instead of the whole run
   */
  FlowMeasures(List<FlowOutcome> flows, boolean isByMinute) {
    this.flows = flows;
    this.isByMinute = isByMinute;
  }

  Measurement throttledRequests() {
    return overOffered(
        FlowOutcome::throttledRequests, FlowSeries::throttledRequests, 100, "throttled");
  }

  Measurement failedRequests() {
    return overOffered(FlowOutcome::failed, FlowSeries::failed, 100, "failed");
  }

  Measurement attemptsPerRequest() {
    return overOffered(FlowOutcome::attempts, FlowSeries::attempts, 1, "attempts");
  }

  Measurement latencyP50() {
    return isByMinute ? slowestMinute(FlowSeries::latencyMillisP50) : slowest(Latency::p50);
  }

  Measurement latencyP90() {
    return slowest(Latency::p90);
  }

  Measurement latencyP99() {
    return isByMinute ? slowestMinute(FlowSeries::latencyMillisP99) : slowest(Latency::p99);
  }

  Measurement latencyP999() {
    return slowest(Latency::p999);
  }

  /** The start of the first period in which an attempt was throttled. */
  Measurement secondsToFirstThrottle() {
    if (flows.stream().allMatch(flow -> flow.attempts() == 0)) {
      return Measurement.none(NO_REQUEST);
    }
    List<Measurement> found = new ArrayList<>();
    for (FlowOutcome flow : flows) {
      FlowSeries series = flow.series();
      int period = FirstPeriod.above0(series.throttledAttempts());
      if (period >= 0) {
        found.add(new Measurement((double) period * series.periodSeconds(), flow::name));
      }
    }
    return found.isEmpty() ? FirstPeriod.NEVER : Measurement.worst(Worse.LOWER, found, NO_REQUEST);
  }

  /** What is counted, over the requests offered, times a factor. */
  private Measurement overOffered(
      ToDoubleFunction<FlowOutcome> total,
      Function<FlowSeries, Series> series,
      int factor,
      String what) {
    if (!isByMinute) {
      double counted = flows.stream().mapToDouble(total).sum();
      double offered = flows.stream().mapToDouble(FlowOutcome::offered).sum();
      return offered > 0
          ? ratio(counted, offered, factor, what, () -> "")
          : Measurement.none(NO_REQUEST);
    }
    if (flows.isEmpty()) {
      return Measurement.none(NO_REQUEST);
    }
    FlowSeries any = flows.getFirst().series();
    Minutes minutes = new Minutes(any.periodSeconds(), any.offered().size());
    List<Measurement> found = new ArrayList<>();
    for (int minute = 0; minute < minutes.count(); minute++) {
      double counted = 0;
      double offered = 0;
      for (FlowOutcome flow : flows) {
        counted += minutes.sum(series.apply(flow.series()), minute);
        offered += minutes.sum(flow.series().offered(), minute);
      }
      if (offered > 0) {
        int at = minute;
        found.add(ratio(counted, offered, factor, what, () -> minutes.label(at) + ": "));
      }
    }
    return Measurement.worst(Worse.HIGHER, found, NO_REQUEST);
  }

  private static Measurement ratio(
      double counted, double offered, int factor, String what, Supplier<String> where) {
    return new Measurement(
        factor * counted / offered,
        () ->
            "%s%s %s, %s requests".formatted(where.get(), number(counted), what, number(offered)));
  }

  private Measurement slowest(ToDoubleFunction<Latency> percentile) {
    List<Measurement> found = new ArrayList<>();
    for (FlowOutcome flow : flows) {
      Latency latency = flow.latencyMillis();
      if (latency != null) {
        found.add(new Measurement(percentile.applyAsDouble(latency), flow::name));
      } else if (flow.offered() > 0) {
        return Measurement.none("no request of " + flow.name() + " came to an end");
      }
    }
    return Measurement.worst(Worse.HIGHER, found, NO_REQUEST);
  }

  private Measurement slowestMinute(Function<FlowSeries, Series> percentile) {
    List<Measurement> found = new ArrayList<>();
    for (FlowOutcome flow : flows) {
      FlowSeries series = flow.series();
      if (flow.latencyMillis() == null && flow.offered() > 0) {
        return Measurement.none("no request of " + flow.name() + " came to an end");
      }
      Minutes minutes = new Minutes(series.periodSeconds(), series.offered().size());
      for (int minute = 0; minute < minutes.count(); minute++) {
        int at = minute;
        found.add(
            new Measurement(
                minutes.max(percentile.apply(series), minute),
                () -> flow.name() + ", " + minutes.label(at)));
      }
    }
    return Measurement.worst(
        Worse.HIGHER, found.stream().filter(Measurement::hasData).toList(), NO_REQUEST);
  }
}
