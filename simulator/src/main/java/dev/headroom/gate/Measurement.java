package dev.headroom.gate;

import dev.headroom.gate.GateMetric.Selector;
import dev.headroom.gate.GateMetric.Worse;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a metric has in one outcome.
 *
 * @param value in the metric's unit; NaN where there is no data
 * @param words where the value was found, or why there is none; asked for only where it decides a
 *     gate, because a run has many minutes and trials
 */
record Measurement(double value, Supplier<String> words) {

  /** The value of a gate's metric. */
  static Measurement of(Gate gate, Outcome outcome) {
    String flow = gate.selectors().get(Selector.FLOW.word());
    String resource = gate.selectors().get(Selector.RESOURCE.word());
    List<FlowOutcome> flows =
        flow == null
            ? outcome.clientFlows()
            : outcome.flows().stream().filter(it -> it.name().equals(flow)).toList();
    List<ResourceOutcome> resources =
        outcome.resources().stream()
            .filter(it -> resource == null || it.name().equals(resource))
            .toList();
    if (flow != null && flows.isEmpty()) {
      return none("there is no flow " + flow);
    }
    if (resource != null && resources.isEmpty()) {
      return none("there is no table or index " + resource);
    }
    if (!hasRun(outcome)) {
      return none("no request was made");
    }
    boolean isByMinute = gate.selectors().containsKey(Selector.MINUTE.word());
    FlowMeasures ofFlows = new FlowMeasures(flows, isByMinute);
    ResourceMeasures ofResources = new ResourceMeasures(resources, isByMinute);
    return switch (gate.metric()) {
      case THROTTLED_REQUESTS -> ofFlows.throttledRequests();
      case FAILED_REQUESTS -> ofFlows.failedRequests();
      case ATTEMPTS_PER_REQUEST -> ofFlows.attemptsPerRequest();
      case LATENCY_P50 -> ofFlows.latencyP50();
      case LATENCY_P90 -> ofFlows.latencyP90();
      case LATENCY_P99 -> ofFlows.latencyP99();
      case LATENCY_P999 -> ofFlows.latencyP999();
      case THROTTLE_EVENTS -> ofResources.throttleEvents();
      case READ_HEADROOM -> ofResources.readHeadroom();
      case WRITE_HEADROOM -> ofResources.writeHeadroom();
      case BURST_BALANCE_MIN -> ofResources.burstBalance();
      case HOTTEST_PARTITION -> ofResources.hottestPartition();
      case TIME_TO_FIRST_THROTTLE ->
          flow == null
              ? ofResources.secondsToFirstThrottle(outcome.events())
              : ofFlows.secondsToFirstThrottle();
      case COST_PER_MONTH -> costPerMonth(outcome.cost());
    };
  }

  private static Measurement costPerMonth(@Nullable Cost cost) {
    if (cost == null) {
      return none("the cost was not worked out");
    }
    OptionalDouble usd = cost.usdPerMonth();
    if (usd.isEmpty()) {
      return none("a price is not known in " + cost.region() + "; cost: {prices: FILE} gives it");
    }
    return new Measurement(
        usd.getAsDouble(),
        () -> "this run repeated for " + Cost.HOURS_PER_MONTH + " hours, " + cost.region());
  }

  private static boolean hasRun(Outcome outcome) {
    return outcome.flows().stream().anyMatch(it -> it.offered() > 0 || it.attempts() > 0)
        || outcome.resources().stream()
            .map(ResourceOutcome::totals)
            .anyMatch(it -> it.consumedReadUnits() + it.consumedWriteUnits() > 0);
  }

  static Measurement none(String reason) {
    return new Measurement(Double.NaN, () -> reason);
  }

  /** The worst of several values; without any, none for the given reason. */
  static Measurement worst(Worse worse, List<Measurement> found, String reason) {
    Comparator<Measurement> byValue = Comparator.comparingDouble(Measurement::value);
    return found.stream()
        .max(worse == Worse.HIGHER ? byValue : byValue.reversed())
        .orElseGet(() -> none(reason));
  }

  String detail() {
    return words.get();
  }

  boolean hasData() {
    return !Double.isNaN(value);
  }

  /** A number for people: whole where it is whole, else with one digit. */
  static String number(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%,.0f" : "%,.1f", value);
  }
}
