package dev.headroom.reports;

import static dev.headroom.reports.Grid.number;
import static dev.headroom.reports.Grid.text;

import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.reports.Findings.Change;
import dev.headroom.reports.Findings.Peak;
import dev.headroom.reports.Findings.Throttling;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.Grid.Style;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tables that reports show, as grids. */
final class Grids {

  static final int MAX_HOT_KEYS = 20;
  static final int MAX_EVENTS = 200;
  private static final int MAX_PARTITIONS_PER_RESOURCE = 10;
  private static final String NONE = "\u2013";

  private final Findings findings;
  private final Outcome outcome;

  Grids(Findings findings) {
    this.findings = findings;
    this.outcome = findings.outcome();
  }

  Grid gates() {
    var rows = new ArrayList<List<Cell>>();
    for (GateResult gate : outcome.gates()) {
      rows.add(
          List.of(
              Cell.verdict(Verdict.of(gate)),
              Cell.code(gate.expression()),
              Cell.of(value(gate)),
              Cell.of(gate.detail())));
    }
    return new Grid(
        "Gates", List.of(text("Verdict"), text("Gate"), number("Value"), text("Found")), rows);
  }

  static String value(GateResult gate) {
    Double value = gate.value();
    return value == null ? "no data" : Numbers.withUnit(value, gate.unit());
  }

  Grid throttlings() {
    var rows = new ArrayList<List<Cell>>();
    for (Throttling throttling : findings.throttlings()) {
      rows.add(
          List.of(
              Cell.name(throttling.resource().name()),
              Cell.code(throttling.reason().awsName()),
              Cell.of(Numbers.count(throttling.events())),
              Cell.share(throttling.shareOfThrottles()),
              Cell.of(Numbers.percent(throttling.shareOfOperations())),
              Cell.of(
                  Numbers.elapsed(throttling.firstSeconds())
                      + " \u2013 "
                      + Numbers.elapsed(throttling.lastSeconds()))));
    }
    return new Grid(
        "Throttled item operations by resource and reason",
        List.of(
            text("Resource"),
            text("Reason"),
            number("Events"),
            number("Of all throttles"),
            number("Of operations"),
            text("When")),
        rows);
  }

  Grid capacity() {
    var rows = new ArrayList<List<Cell>>();
    for (Peak peak : findings.peaks()) {
      rows.add(
          List.of(
              Cell.name(peak.resource().name()),
              Cell.of(peak.dimensionWord()),
              Cell.of(Numbers.amount(peak.meanUnitsPerSecond())),
              Cell.of(Numbers.amount(peak.consumedUnitsPerSecond())),
              Cell.of(amount(peak.capacityUnitsPerSecond(), "no limit")),
              utilization(peak.utilization()),
              Cell.of(Numbers.elapsed(peak.atSeconds())),
              Cell.of(percent(peak.lowestBurstBalance()))));
    }
    return new Grid(
        "Capacity in units per second; the peak is the minute closest to the capacity",
        List.of(
            text("Resource"),
            text("Units"),
            number("Mean"),
            number("Peak minute"),
            number("Capacity"),
            number("Peak use"),
            number("Peak at"),
            number("Lowest burst balance")),
        rows);
  }

  Grid changes() {
    var rows = new ArrayList<List<Cell>>();
    for (Change change : findings.changes()) {
      rows.add(
          List.of(
              Cell.name(change.resource().name()),
              Cell.of(change.what()),
              Cell.of(change.words())));
    }
    return new Grid(
        "What changed in the course of the run",
        List.of(text("Resource"), text("Of"), text("Change")),
        rows);
  }

  private static Cell utilization(@Nullable Double utilization) {
    if (utilization == null) {
      return Cell.of(NONE);
    }
    Cell share = Cell.share(utilization);
    return utilization > 1 ? share.styled(Style.BAD) : share;
  }

  Grid hotKeys() {
    var rows = new ArrayList<List<Cell>>();
    for (HotKey key : outcome.hotKeys().stream().limit(MAX_HOT_KEYS).toList()) {
      rows.add(
          List.of(
              Cell.name(key.key()),
              Cell.name(key.resource()),
              Cell.of(Numbers.amount(key.consumedUnits())),
              Cell.share(findings.share(key)),
              Cell.of(Numbers.count(key.throttled()))));
    }
    return new Grid(
        "Hottest keys",
        List.of(
            text("Key"),
            text("Resource"),
            number("Units"),
            number("Of the resource"),
            number("Throttled")),
        rows);
  }

  Grid hotPartitions() {
    var rows = new ArrayList<List<Cell>>();
    for (ResourceOutcome resource : outcome.resources()) {
      for (HotPartition partition :
          resource.hotPartitions().stream().limit(MAX_PARTITIONS_PER_RESOURCE).toList()) {
        rows.add(
            List.of(
                Cell.name(resource.name()),
                Cell.of(Numbers.count(partition.partition())),
                Cell.share(partition.share()),
                utilization(partition.utilization()),
                Cell.of(Numbers.count(partition.throttleEvents()))));
      }
    }
    return new Grid(
        "Busiest partitions",
        List.of(
            text("Resource"),
            number("Partition"),
            number("Of the resource"),
            number("Of its limit, peak minute"),
            number("Throttled by its limit")),
        rows);
  }

  Grid flows() {
    var rows = new ArrayList<List<Cell>>();
    for (FlowOutcome flow : outcome.flows()) {
      rows.add(
          List.of(
              Cell.name(flow.name()),
              flow.isReplicated()
                  ? Cell.of("replicated " + flow.operation())
                  : Cell.code(flow.operation()),
              Cell.of(Numbers.count(flow.offered())),
              Cell.of(share(flow.throttledRequests(), flow.offered())),
              Cell.of(Numbers.count(flow.attempts())),
              Cell.of(Numbers.count(flow.throttledAttempts())),
              Cell.of(Numbers.count(flow.succeeded())),
              Cell.of(Numbers.count(flow.failed()))
                  .styled(flow.failed() > 0 ? Style.BAD : Style.PLAIN)));
    }
    return new Grid(
        "Requests by flow",
        List.of(
            text("Flow"),
            text("Operation"),
            number("Offered"),
            number("Throttled"),
            number("Attempts"),
            number("Throttled attempts"),
            number("Succeeded"),
            number("Failed for good")),
        rows);
  }

  Grid latency() {
    var rows = new ArrayList<List<Cell>>();
    for (FlowOutcome flow : outcome.flows()) {
      Latency latency = flow.latencyMillis();
      if (latency != null) {
        rows.add(
            List.of(
                Cell.name(flow.name()),
                Cell.of(Numbers.millis(latency.p50())),
                Cell.of(Numbers.millis(latency.p90())),
                Cell.of(Numbers.millis(latency.p99())),
                Cell.of(Numbers.millis(latency.p999())),
                Cell.of(Numbers.millis(latency.max()))));
      }
    }
    return new Grid(
        "Latency from the intended start, retries included",
        List.of(
            text("Flow"),
            number("p50"),
            number("p90"),
            number("p99"),
            number("p99.9"),
            number("Slowest")),
        rows);
  }

  Grid bands(Bands bands) {
    var rows = new ArrayList<List<Cell>>();
    for (Map.Entry<String, Bands.Band> total : bands.totals().entrySet()) {
      rows.add(
          List.of(
              Cell.of(words(total.getKey())),
              Cell.of(Numbers.amount(total.getValue().p5())),
              Cell.of(Numbers.amount(total.getValue().p50())),
              Cell.of(Numbers.amount(total.getValue().p95()))));
    }
    return new Grid(
        "Percentiles over " + Numbers.count(outcome.trials()) + " trials",
        List.of(text("Total"), number("p5"), number("p50"), number("p95")),
        rows);
  }

  Grid events() {
    var rows = new ArrayList<List<Cell>>();
    for (Event event : outcome.events().stream().limit(MAX_EVENTS).toList()) {
      rows.add(
          List.of(
              Cell.of(Numbers.elapsed(event.atSeconds())),
              Cell.of(event.kind()),
              Cell.name(event.resource()),
              Cell.of(event.detail())));
    }
    return new Grid(
        "Events", List.of(number("At"), text("Event"), text("Of"), text("Detail")), rows);
  }

  Grid run() {
    var rows = new ArrayList<List<Cell>>();
    rows.add(List.of(Cell.of("Scenario"), Cell.name(outcome.scenario())));
    rows.add(List.of(Cell.of("Source"), Cell.of(source(outcome))));
    rows.add(List.of(Cell.of("Start"), Cell.of(outcome.start().toString())));
    rows.add(List.of(Cell.of("Duration"), Cell.of(Numbers.duration(outcome.duration()))));
    rows.add(List.of(Cell.of("Seed"), Cell.of(Long.toString(outcome.seed()))));
    rows.add(List.of(Cell.of("Trials"), Cell.of(Numbers.count(outcome.trials()))));
    rows.add(List.of(Cell.of("Model profile"), Cell.of(outcome.profile())));
    outcome
        .modelOverrides()
        .forEach(
            (constant, value) ->
                rows.add(List.of(Cell.of("Model constant"), Cell.code(constant + ": " + value))));
    rows.add(List.of(Cell.of("Headroom"), Cell.of(outcome.version())));
    return new Grid("This run", List.of(text("Setting"), text("Value")), rows);
  }

  /** A table as it was used, with its indexes and auto scaling. */
  Grid table(Table table) {
    var rows = new ArrayList<List<Cell>>();
    rows.add(
        List.of(
            Cell.name(table.name()),
            Cell.of("table"),
            Cell.of(TablesReport.key(table.keySchema())),
            Cell.of(TablesReport.capacity(table.capacity()))));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      rows.add(
          List.of(
              Cell.name(index.indexName()),
              Cell.of("global index, " + TablesReport.projection(index.projection())),
              Cell.of(TablesReport.key(index.keySchema())),
              Cell.of(TablesReport.capacity(index.capacity()))));
    }
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      rows.add(
          List.of(
              Cell.name(index.indexName()),
              Cell.of("local index, " + TablesReport.projection(index.projection())),
              Cell.of(TablesReport.key(index.keySchema())),
              Cell.of("the table's")));
    }
    for (AutoScaling scaling : table.autoScaling()) {
      rows.add(
          List.of(
              Cell.name(scaling.resource()),
              Cell.of("auto scaling"),
              Cell.of(scaling.dimension().name().toLowerCase(Locale.ROOT)),
              Cell.of(TablesReport.scaling(scaling))));
    }
    return new Grid(
        "Table as used, from " + Text.visible(TablesReport.origin(table)),
        List.of(text("Name"), text("Kind"), text("Key"), text("Capacity")),
        rows);
  }

  static String source(Outcome outcome) {
    return outcome.source().name().toLowerCase(Locale.ROOT);
  }

  /** {@code throttledRequests} as "throttled requests". */
  static String words(String camelCase) {
    return camelCase.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String share(long part, long whole) {
    return whole == 0 ? NONE : Numbers.percent((double) part / whole);
  }

  private static String amount(@Nullable Double value, String otherwise) {
    return value == null ? otherwise : Numbers.amount(value);
  }

  private static String percent(@Nullable Double share) {
    return share == null ? NONE : Numbers.percent(share);
  }
}
