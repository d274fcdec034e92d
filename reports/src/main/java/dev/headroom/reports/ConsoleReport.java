package dev.headroom.reports;

import dev.headroom.outcome.Bands;
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
import dev.headroom.reports.TextBlock.Row;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The summary that an engineer reads in a terminal: the verdict first, then why. */
public final class ConsoleReport implements Report {

  private static final int LABEL_COLUMNS = 14;
  private static final int NAME_COLUMNS = 24;
  private static final int SPARKLINE_COLUMNS = 20;
  private static final int MAX_THROTTLINGS = 5;
  private static final int MAX_PEAKS = 2;
  private static final int MAX_CHANGES = 4;
  private static final int MAX_FLOWS = 3;
  private static final int MAX_ADVICE = 3;
  private static final int MAX_ALARMS = 8;
  private static final int MAX_ALARM_HINTS = 2;
  private static final int MAX_ASSUMPTIONS = 2;

  private final Terminal terminal;

  /** A report for a given terminal. */
  public ConsoleReport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    var findings = new Findings(outcome);
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    block.line(verdictLine(findings));
    block.line("");
    block.rows("Throttled", throttlings(findings), MAX_THROTTLINGS);
    block.rows("Capacity", peaks(findings), MAX_PEAKS);
    block.rows("Changed", changes(findings), MAX_CHANGES);
    hottest(block, findings);
    block.rows("Latency", latencies(outcome), MAX_FLOWS);
    CostGrids cost = CostGrids.of(outcome);
    if (cost != null) {
      block.sentence("Cost", cost.sentence());
    }
    block.rows("Gates", gates(outcome, terminal), Integer.MAX_VALUE - 1);
    block.bullets("Alarms", AlarmWords.sentences(outcome), MAX_ALARMS);
    block.bullets("Alarm hints", AlarmWords.hints(outcome), MAX_ALARM_HINTS);
    bands(block, outcome);
    block.bullets("Would help", outcome.advice(), MAX_ADVICE);
    block.bullets("Assumed", outcome.assumptions(), MAX_ASSUMPTIONS);
    if (!outcome.notModelled().isEmpty()) {
      int count = outcome.notModelled().size();
      block.sentence(
          "Not modelled",
          count
              + (count == 1 ? " thing" : " things")
              + ", listed in the report that -o DIR writes");
    }
    block.sentence("Run", run(outcome));
    writer.write(block.toString());
  }

  /** Says where files were written. */
  public String renderWritten(List<Path> files) {
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    var rows = new ArrayList<Row>();
    for (Path file : files) {
      rows.add(new Row(terminal).text(terminal.shown(file.toString())));
    }
    block.rows("Written", rows, files.size());
    return block.toString();
  }

  private String verdictLine(Findings findings) {
    Verdict verdict = findings.verdict();
    String word = verdict.word().toUpperCase(Locale.ROOT);
    return terminal.verdict(verdict, word)
        + "  "
        + terminal.bold(terminal.shown(findings.outcome().scenario()))
        + ": "
        + terminal.shown(findings.headline());
  }

  private List<Row> throttlings(Findings findings) {
    var rows = new ArrayList<Row>();
    for (Throttling throttling : findings.throttlings()) {
      rows.add(
          new Row(terminal)
              .name(throttling.resource().name(), NAME_COLUMNS)
              .text(throttling.reason().awsName())
              .number(Numbers.count(throttling.events()) + " events")
              .number(Numbers.percent(throttling.shareOfThrottles()))
              .text(
                  Numbers.elapsed(throttling.firstSeconds())
                      + terminal.dash()
                      + Numbers.elapsed(throttling.lastSeconds()))
              .text(Sparkline.of(throttling.perPeriod(), SPARKLINE_COLUMNS, terminal.unicode())));
    }
    return rows;
  }

  private List<Row> peaks(Findings findings) {
    var rows = new ArrayList<Row>();
    findings.peaks().stream()
        .sorted(Comparator.comparingDouble(ConsoleReport::utilization).reversed())
        .forEach(peak -> rows.add(peak(peak)));
    return rows;
  }

  private List<Row> changes(Findings findings) {
    var rows = new ArrayList<Row>();
    for (Change change : findings.changes()) {
      rows.add(
          new Row(terminal)
              .name(change.resource().name(), NAME_COLUMNS)
              .text(change.what())
              .text(change.words()));
    }
    return rows;
  }

  private Row peak(Peak peak) {
    Double capacity = peak.capacityUnitsPerSecond();
    Double utilization = peak.utilization();
    Double balance = peak.lowestBurstBalance();
    return new Row(terminal)
        .name(peak.resource().name(), NAME_COLUMNS)
        .text(peak.dimensionWord())
        .number(Numbers.amount(peak.consumedUnitsPerSecond()))
        .text(
            capacity == null ? "units/s, no limit" : "of " + Numbers.amount(capacity) + " units/s")
        .number(utilization == null ? "" : Numbers.percent(utilization))
        .text("at " + Numbers.elapsed(peak.atSeconds()))
        .text(balance == null ? "" : "burst left " + Numbers.percent(balance));
  }

  private static double utilization(Peak peak) {
    Double utilization = peak.utilization();
    return utilization == null ? -1 : utilization;
  }

  private void hottest(TextBlock block, Findings findings) {
    var rows = new ArrayList<Row>();
    if (!findings.outcome().hotKeys().isEmpty()) {
      HotKey key = findings.outcome().hotKeys().getFirst();
      rows.add(
          new Row(terminal)
              .text("key")
              .name(key.key(), NAME_COLUMNS)
              .text(
                  Numbers.percent(findings.share(key))
                      + " of the units of "
                      + Text.shortened(
                          terminal.shown(key.resource()), NAME_COLUMNS, terminal.ellipsis())
                      + ", "
                      + Numbers.count(key.throttled())
                      + " throttled"));
    }
    Hottest hottest = hottestPartition(findings.outcome());
    if (hottest != null) {
      rows.add(
          new Row(terminal)
              .text("partition")
              .text(Numbers.count(hottest.partition().partition()))
              .text(
                  Numbers.percent(hottest.partition().utilization())
                      + " of its limit, "
                      + Numbers.percent(hottest.partition().share())
                      + " of the load of "
                      + Text.shortened(
                          terminal.shown(hottest.resource().name()),
                          NAME_COLUMNS,
                          terminal.ellipsis())));
    }
    block.rows("Hottest", rows, rows.size());
  }

  private record Hottest(ResourceOutcome resource, HotPartition partition) {}

  private static @Nullable Hottest hottestPartition(Outcome outcome) {
    return outcome.resources().stream()
        .flatMap(
            resource ->
                resource.hotPartitions().stream()
                    .map(partition -> new Hottest(resource, partition)))
        .max(Comparator.comparingDouble(hottest -> hottest.partition().utilization()))
        .orElse(null);
  }

  private List<Row> latencies(Outcome outcome) {
    var rows = new ArrayList<Row>();
    for (FlowOutcome flow : outcome.flows()) {
      Latency latency = flow.latencyMillis();
      if (latency != null) {
        rows.add(
            new Row(terminal)
                .name(flow.name(), NAME_COLUMNS)
                .text("p50")
                .number(Numbers.millis(latency.p50()))
                .text("p99")
                .number(Numbers.millis(latency.p99()))
                .text("slowest")
                .number(Numbers.millis(latency.max()))
                .text("retries included"));
      }
    }
    return rows;
  }

  static List<Row> gates(Outcome outcome, Terminal terminal) {
    var rows = new ArrayList<Row>();
    for (GateResult gate : outcome.gates()) {
      rows.add(
          new Row(terminal)
              .judged(Verdict.of(gate))
              .text(terminal.shown(gate.expression()))
              .number(terminal.shown(Grids.value(gate)))
              .text(terminal.shown(gate.detail())));
    }
    return rows;
  }

  private void bands(TextBlock block, Outcome outcome) {
    Bands bands = outcome.bands();
    if (bands == null || outcome.trials() < 2) {
      return;
    }
    Bands.Band band = bands.totals().get("throttledRequests");
    String spread =
        band == null
            ? ""
            : "; throttled requests p5 "
                + Numbers.amount(band.p5())
                + ", p50 "
                + Numbers.amount(band.p50())
                + ", p95 "
                + Numbers.amount(band.p95());
    block.sentence(
        "Trials", Numbers.count(outcome.trials()) + ", of which the first is shown" + spread);
  }

  private static String run(Outcome outcome) {
    return Numbers.duration(outcome.duration())
        + " "
        + Grids.source(outcome)
        + ", seed "
        + outcome.seed()
        + ", profile "
        + outcome.profile()
        + (outcome.modelOverrides().isEmpty() ? "" : " with overrides")
        + ", headroom "
        + outcome.version();
  }
}
