package dev.headroom.reports;

import static dev.headroom.reports.Grid.number;
import static dev.headroom.reports.Grid.text;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.Comparison.Run;
import dev.headroom.comparison.EventComparison;
import dev.headroom.comparison.FlowComparison;
import dev.headroom.comparison.Pair;
import dev.headroom.comparison.ShadowComparison;
import dev.headroom.comparison.UsageComparison;
import dev.headroom.comparison.UsageComparison.Minute;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.reports.Grid.Cell;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables of a comparison. */
final class ComparisonGrids {

  private static final int PERCENT = 100;
  private static final int MAX_EVENTS = 50;

  private final Comparison comparison;

  ComparisonGrids(Comparison comparison) {
    this.comparison = comparison;
  }

  Grid checks() {
    var rows = new ArrayList<List<Cell>>();
    for (GateResult check : comparison.checks()) {
      rows.add(
          List.of(
              Cell.verdict(Verdict.of(check)),
              Cell.of(check.expression()),
              Cell.of(Grids.value(check)),
              Cell.of(check.detail())));
    }
    return new Grid(
        "Checks", List.of(text("Verdict"), text("Check"), number("Error"), text("Found")), rows);
  }

  Grid throttledShares() {
    var rows = new ArrayList<List<Cell>>();
    FlowComparison overall = comparison.overall();
    if (overall != null && comparison.flows().size() != 1) {
      rows.add(throttledShare("all flows", overall));
    }
    comparison.flows().forEach(flow -> rows.add(throttledShare(flow.name(), flow)));
    return new Grid(
        "Requests with a throttled attempt, predicted and observed",
        List.of(
            text("Flow"),
            number("Offered"),
            number("observed"),
            number("Throttled"),
            number("observed"),
            number("Error"),
            number("First throttle"),
            number("observed")),
        rows);
  }

  private static List<Cell> throttledShare(String name, FlowComparison flow) {
    Pair share = flow.throttledShare();
    return List.of(
        Cell.name(name),
        count(flow.offered().simulated()),
        count(flow.offered().observed()),
        Cell.of(percent(share.simulated())),
        Cell.of(percent(share.observed())),
        Cell.of(points(share.difference())),
        moment(flow.firstThrottleSeconds().simulated()),
        moment(flow.firstThrottleSeconds().observed()));
  }

  private static Cell moment(double seconds) {
    return Cell.of(Double.isInfinite(seconds) ? "never" : Numbers.elapsed(seconds));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "none" : Numbers.percent(share);
  }

  private static String points(double difference) {
    return Double.isNaN(difference) ? "none" : Numbers.amount(PERCENT * difference) + " points";
  }

  Grid units() {
    var rows = new ArrayList<List<Cell>>();
    for (UsageComparison usage : comparison.usages()) {
      Minute worst = usage.worstMinute(comparison.tolerance()).orElse(null);
      rows.add(
          List.of(
              Cell.name(usage.resource()),
              Cell.of(word(usage)),
              count(usage.consumedUnits().simulated()),
              count(usage.consumedUnits().observed()),
              error(usage.consumedUnits()),
              worst == null ? Cell.of("none") : error(worst.consumedUnits()),
              Cell.of(worst == null ? "" : Numbers.elapsed(worst.fromSeconds()))));
    }
    return new Grid(
        "Consumed capacity units",
        List.of(
            text("Resource"),
            text("Units"),
            number("Predicted"),
            number("Observed"),
            number("Error"),
            number("Worst " + minute()),
            number("From")),
        rows);
  }

  private String minute() {
    int seconds = comparison.minuteSeconds();
    return seconds == 60 ? "minute" : Numbers.elapsed(seconds);
  }

  private static Cell error(Pair pair) {
    return Cell.of(Numbers.percent(pair.errorPercent() / PERCENT));
  }

  private static String word(UsageComparison usage) {
    return usage.dimension().name().toLowerCase(Locale.ROOT);
  }

  Grid throttleEvents() {
    var rows = new ArrayList<List<Cell>>();
    for (UsageComparison usage : comparison.usages()) {
      for (Map.Entry<ThrottlingReason, Pair> reason : usage.reasons().entrySet()) {
        rows.add(throttles(usage, Cell.code(reason.getKey().awsName()), reason.getValue()));
      }
      Pair all = usage.throttleEvents();
      boolean isTold = all.simulated() > 0 || all.observed() > 0;
      if (usage.reasons().isEmpty() && isTold) {
        rows.add(throttles(usage, Cell.of(word(usage) + "s, any reason"), all));
      }
    }
    return new Grid(
        "Throttled item operations",
        List.of(
            text("Resource"),
            text("Reason"),
            number("Predicted"),
            number("Observed"),
            number("Error")),
        rows);
  }

  private static List<Cell> throttles(UsageComparison usage, Cell reason, Pair events) {
    return List.of(
        Cell.name(usage.resource()),
        reason,
        count(events.simulated()),
        Double.isNaN(events.observed()) ? Cell.of("not measured") : count(events.observed()),
        Double.isNaN(events.observed()) ? Cell.of("") : error(events));
  }

  Grid latencies() {
    var rows = new ArrayList<List<Cell>>();
    for (FlowComparison flow : comparison.flows()) {
      Latency predicted = flow.simulatedLatency();
      Latency observed = flow.observedLatency();
      if (predicted != null && observed != null) {
        rows.add(
            List.of(
                Cell.name(flow.name()),
                millis(predicted.p50()),
                millis(observed.p50()),
                millis(predicted.p90()),
                millis(observed.p90()),
                millis(predicted.p99()),
                millis(observed.p99()),
                millis(predicted.p999()),
                millis(observed.p999())));
      }
    }
    return new Grid(
        "Latency with retries, predicted and observed, of each whole run; reported without a limit",
        List.of(
            text("Flow"),
            number("p50"),
            number("observed"),
            number("p90"),
            number("observed"),
            number("p99"),
            number("observed"),
            number("p99.9"),
            number("observed")),
        rows);
  }

  private static Cell millis(double value) {
    return Cell.of(Numbers.millis(value));
  }

  Grid events() {
    var rows = new ArrayList<List<Cell>>();
    for (EventComparison event : comparison.events().stream().limit(MAX_EVENTS).toList()) {
      rows.add(
          List.of(
              Cell.name(event.resource()),
              Cell.of(event.kind()),
              moment(event.simulatedSeconds()),
              moment(event.observedSeconds()),
              Cell.of(
                  Double.isInfinite(event.apartSeconds())
                      ? ""
                      : Numbers.elapsed(event.apartSeconds()))));
    }
    return new Grid(
        "Changes of capacity",
        List.of(
            text("Resource"),
            text("Change"),
            number("Predicted"),
            number("Observed"),
            number("Apart")),
        rows);
  }

  private static Cell moment(@Nullable Double seconds) {
    return Cell.of(seconds == null ? "not seen" : Numbers.elapsed(seconds));
  }

  Grid shadow() {
    var rows = new ArrayList<List<Cell>>();
    ShadowComparison shadow = comparison.shadow();
    if (shadow != null) {
      Agreement total = shadow.total();
      rows.add(
          List.of(
              Cell.of(Numbers.count(total.bothAdmitted())),
              Cell.of(Numbers.count(total.bothThrottled())),
              Cell.of(Numbers.count(total.onlyShadow())),
              Cell.of(Numbers.count(total.onlyReal())),
              Cell.of(percent(shadow.agreement()))));
    }
    return new Grid(
        "Shadow engine and service on the same attempts",
        List.of(
            number("Both admitted"),
            number("Both throttled"),
            number("Only shadow throttled"),
            number("Only service throttled"),
            number("Alike")),
        rows);
  }

  Grid runs() {
    return new Grid(
        "Compared",
        List.of(text("Side"), text("Run"), text("What"), text("Start"), number("Length")),
        List.of(run("predicted", comparison.simulated()), run("observed", comparison.observed())));
  }

  private static List<Cell> run(String side, Run run) {
    return List.of(
        Cell.of(side),
        Cell.name(run.name()),
        Cell.of(run.description()),
        Cell.of(run.start().toString()),
        Cell.of(Numbers.duration(run.duration())));
  }

  private static Cell count(double value) {
    return Cell.of(Double.isNaN(value) ? "none" : Numbers.amount(value));
  }
}
