package dev.headroom.cli;

import dev.headroom.outcome.Cost;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What a run would do, from its prediction. */
record DryRun(Scenario scenario, Outcome predicted) {

  /** What the run costs by list price; empty where a price is not known. */
  OptionalDouble usd() {
    Cost cost = predicted.cost();
    return cost == null ? OptionalDouble.empty() : cost.usdPerRun();
  }

  /** For people. */
  String text(String target, String tableName) {
    long requests = predicted.flows().stream().mapToLong(FlowOutcome::offered).sum();
    String flows =
        predicted.flows().stream()
            .map(flow -> "%s %,d".formatted(flow.name(), flow.offered()))
            .collect(Collectors.joining(", "));
    OptionalDouble usd = usd();
    return String.format(
        Locale.ROOT,
        """
        Target    %s
        Table     %s, like %s
        Requests  %,d in %d s: %s
        Cost      %s
        """,
        target,
        tableName,
        scenario.table().name(),
        requests,
        scenario.duration().toSeconds(),
        flows,
        usd.isEmpty()
            ? "not known"
            : String.format(
                Locale.ROOT,
                "%.4f USD by list price, without filling the table before",
                usd.getAsDouble()));
  }
}
