package dev.headroom.reports;

import dev.headroom.gate.GateMetric;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.TextBlock.Row;
import dev.headroom.review.Review;
import dev.headroom.review.SettingsChange;
import dev.headroom.review.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a change of settings does, as text for a terminal or as Markdown for a pull request. */
public final class ReviewReport {

  private static final int LABEL_COLUMNS = 14;
  private static final int NAME_COLUMNS = 30;
  private static final String NONE = "\u2013";

  private final Review review;
  private final List<GateMetric> metrics;

  public ReviewReport(Review review) {
    this.review = review;
    this.metrics =
        Stream.of(GateMetric.values())
            .filter(
                metric -> isMeasured(review.before(), metric) || isMeasured(review.after(), metric))
            .toList();
  }

  /** The verdict first, then both sides next to each other, and what differs. */
  public String console(Terminal terminal) {
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    Verdict verdict = verdict();
    block.line(
        terminal.verdict(verdict, verdict.word().toUpperCase(Locale.ROOT))
            + "  "
            + terminal.bold(terminal.shown(review.scenario()))
            + ": "
            + terminal.shown(headline() + (summary().isEmpty() ? "" : "; ") + summary()));
    block.line("");
    var sides = new ArrayList<Row>();
    sides.add(new Row(terminal).text("").number("before").number("after"));
    for (List<String> row : comparison()) {
      sides.add(
          new Row(terminal)
              .text(row.get(0))
              .number(terminal.shown(row.get(1)))
              .number(terminal.shown(row.get(2))));
    }
    block.rows("Prediction", sides, sides.size());
    var changes = new ArrayList<Row>();
    for (SettingsChange change : review.changes()) {
      changes.add(
          new Row(terminal)
              .name(change.resource(), NAME_COLUMNS)
              .text(change.setting())
              .text(
                  terminal.shown(change.before())
                      + (terminal.unicode() ? " \u2192 " : " -> ")
                      + terminal.shown(change.after())));
    }
    block.rows("Changes", changes, changes.size());
    if (review.after() instanceof Side.Predicted after) {
      List<Row> gates = ConsoleReport.gates(after.outcome(), terminal);
      block.rows("Gates after", gates, gates.size());
      List<String> alarms = AlarmWords.sentences(after.outcome());
      block.bullets("Alarms after", alarms, alarms.size());
      block.bullets("Would help", after.outcome().advice(), 3);
    }
    if (review.before() instanceof Side.Unfit before) {
      block.bullets("Before", before.problems(), 3);
    }
    block.bullets("Notes", review.notes(), review.notes().size());
    return block.toString();
  }

  /**
   * A comment for a pull request. Its first line is {@link MarkdownReport#MARKER}, by which a tool
   * finds the comment that it updates.
   */
  public String markdown() {
    var text = new StringBuilder();
    text.append(MarkdownReport.MARKER).append('\n');
    text.append("## ")
        .append(MarkdownReport.emoji(verdict()))
        .append(' ')
        .append(MarkdownReport.escaped(review.scenario()))
        .append(": ")
        .append(MarkdownReport.escaped(headline()))
        .append("\n\n");
    if (!summary().isEmpty()) {
      text.append("**").append(MarkdownReport.escaped(summary())).append(".**\n\n");
    }
    MarkdownReport.grid(text, comparisonGrid());
    MarkdownReport.grid(text, changesGrid());
    if (review.before() instanceof Side.Unfit before) {
      MarkdownReport.bullets(text, "Why there is no prediction before", before.problems());
    }
    if (review.after() instanceof Side.Predicted after) {
      details(text, after);
    }
    MarkdownReport.folded(
        text, "How to read this", () -> MarkdownReport.bullets(text, "Notes", review.notes()));
    return text.toString().stripTrailing() + "\n";
  }

  private static void details(StringBuilder text, Side.Predicted after) {
    var findings = new Findings(after.outcome());
    var grids = new Grids(findings);
    MarkdownReport.bullets(text, "What would help", after.outcome().advice());
    if (!after.outcome().alarms().isEmpty()) {
      MarkdownReport.folded(
          text,
          "Alarms after the change",
          () -> MarkdownReport.grid(text, AlarmWords.grid(after.outcome())));
    }
    MarkdownReport.folded(
        text,
        "Gates, throttling and capacity after the change",
        () -> {
          MarkdownReport.grid(text, grids.gates());
          MarkdownReport.grid(text, grids.throttlings());
          MarkdownReport.grid(text, grids.capacity());
        });
    CostGrids cost = CostGrids.of(after.outcome());
    if (cost != null) {
      MarkdownReport.folded(
          text,
          "Cost after the change: " + MarkdownReport.escaped(cost.month()) + " per month",
          () -> {
            MarkdownReport.grid(text, cost.bill());
            MarkdownReport.bullets(text, "About this bill", cost.cost().notes());
          });
    }
    MarkdownReport.folded(
        text,
        "Assumptions and limits",
        () -> {
          MarkdownReport.bullets(text, "Assumptions", after.outcome().assumptions());
          MarkdownReport.bullets(text, "Not modelled", after.outcome().notModelled());
          MarkdownReport.grid(text, grids.run());
        });
  }

  private Verdict verdict() {
    return review.after() instanceof Side.Predicted after ? verdict(after) : Verdict.INCONCLUSIVE;
  }

  private static Verdict verdict(Side.Predicted side) {
    return Verdict.of(side.outcome().gates());
  }

  /** What becomes of the verdict. */
  private String headline() {
    if (!(review.after() instanceof Side.Predicted after)) {
      return "table " + Text.visible(review.table()) + " is deleted, nothing to predict";
    }
    Verdict now = verdict(after);
    return switch (review.before()) {
      case Side.Absent absent -> "new table " + Text.visible(review.table()) + " " + verb(now);
      case Side.Unfit unfit -> verb(now) + ", and the traffic does not fit the table before";
      case Side.Predicted before ->
          verdict(before) == now
              ? switch (now) {
                case PASS, FAIL -> "still " + verb(now);
                case INCONCLUSIVE -> "still is inconclusive";
              }
              : verb(now) + " after the change, " + pastVerb(verdict(before)) + " before";
    };
  }

  private static String verb(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "passes";
      case FAIL -> "fails";
      case INCONCLUSIVE -> "is inconclusive";
    };
  }

  private static String pastVerb(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "passed";
      case FAIL -> "failed";
      case INCONCLUSIVE -> "was inconclusive";
    };
  }

  /** What that means in throttled requests and money. */
  private String summary() {
    if (!(review.after() instanceof Side.Predicted after)) {
      return "";
    }
    String throttled = transition(after, GateMetric.THROTTLED_REQUESTS);
    String cost = transition(after, GateMetric.COST_PER_MONTH);
    var parts = new ArrayList<String>();
    if (!throttled.isEmpty()) {
      parts.add(throttled + " of requests throttled");
    }
    if (!cost.isEmpty()) {
      parts.add(cost + " a month" + relativeCost());
    }
    return String.join("; ", parts);
  }

  private String transition(Side.Predicted after, GateMetric metric) {
    String now = value(after, metric);
    if (!isMeasured(after, metric)) {
      return "";
    }
    return isMeasured(review.before(), metric) && !value(review.before(), metric).equals(now)
        ? now + " instead of " + value(review.before(), metric)
        : now;
  }

  private String relativeCost() {
    Double before = measure(review.before(), GateMetric.COST_PER_MONTH);
    Double after = measure(review.after(), GateMetric.COST_PER_MONTH);
    if (before == null || after == null || before == 0 || before.equals(after)) {
      return "";
    }
    double change = after / before - 1;
    return " (" + (change > 0 ? "+" : "\u2212") + Numbers.percent(Math.abs(change)) + ")";
  }

  /** Each with its title, the value before and the value after. */
  private List<List<String>> comparison() {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("verdict", verdictWord(review.before()), verdictWord(review.after())));
    for (GateMetric metric : metrics) {
      rows.add(
          List.of(
              metric.word().replace('_', ' '),
              value(review.before(), metric),
              value(review.after(), metric)));
    }
    return rows;
  }

  private static String verdictWord(Side side) {
    return switch (side) {
      case Side.Absent absent -> "no table";
      case Side.Unfit unfit -> "does not fit";
      case Side.Predicted predicted -> verdict(predicted).word();
    };
  }

  private Grid comparisonGrid() {
    var rows = new ArrayList<List<Cell>>();
    for (List<String> row : comparison()) {
      rows.add(row.stream().map(Cell::of).toList());
    }
    return new Grid(
        "Prediction for the same traffic",
        List.of(Grid.text(""), Grid.number("Before"), Grid.number("After")),
        rows);
  }

  private Grid changesGrid() {
    var rows = new ArrayList<List<Cell>>();
    for (SettingsChange change : review.changes()) {
      rows.add(
          List.of(
              Cell.name(change.resource()),
              Cell.of(change.setting()),
              Cell.of(change.before()),
              Cell.of(change.after())));
    }
    return new Grid(
        "What changes",
        List.of(
            Grid.text("Resource"), Grid.text("Setting"), Grid.text("Before"), Grid.text("After")),
        rows);
  }

  private static boolean isMeasured(Side side, GateMetric metric) {
    return measure(side, metric) != null;
  }

  private static @Nullable Double measure(Side side, GateMetric metric) {
    return side instanceof Side.Predicted predicted ? predicted.measures().get(metric) : null;
  }

  private static String value(Side side, GateMetric metric) {
    Double value = measure(side, metric);
    return value == null ? NONE : Numbers.withUnit(value, metric.unit().symbol());
  }
}
