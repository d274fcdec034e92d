package dev.headroom.reports;

import dev.headroom.advice.Recommendation;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.GateResult;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.TextBlock.Row;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The cheapest settings that pass, as text for a terminal or as Markdown. */
public final class RecommendationReport {

  private static final int LABEL_COLUMNS = 12;
  private static final int LIMIT_COLUMNS = 50;
  private static final int MAX_LINES = 40;

  private final Recommendation recommendation;
  private final @Nullable Choice chosen;
  private final boolean isWritten;

  /**
   * A report.
   *
   * @param chosen the choice whose changes are shown; null where none passes
   * @param isWritten whether these changes are written into the table's file anyway
   */
  public RecommendationReport(
      Recommendation recommendation, @Nullable Choice chosen, boolean isWritten) {
    this.recommendation = recommendation;
    this.chosen = chosen;
    this.isWritten = isWritten;
  }

  /** A row per mode, then what to change. */
  public String console(Terminal terminal) {
    var block = new TextBlock(terminal, 0);
    block.line(terminal.bold(terminal.shown(recommendation.scenario())) + "  " + basis());
    block.line("");
    var rows = new ArrayList<Row>();
    rows.add(
        new Row(terminal)
            .unjudged()
            .text("")
            .number("throttled")
            .number("headroom")
            .number("USD a month")
            .text("limited by"));
    rows.add(row(terminal, "as it is: ", recommendation.today()));
    recommendation.choices().forEach(choice -> rows.add(row(terminal, "", choice)));
    block.rows("", rows, rows.size());
    block.line("");
    var details = new TextBlock(terminal, LABEL_COLUMNS);
    details.sentence("In short", headline());
    details.rows("Settings", settings(terminal), MAX_LINES);
    if (chosen != null && !chosen.changes().isEmpty()) {
      details.bullets("To change", chosen.changes(), MAX_LINES);
    }
    if (chosen != null && !chosen.changes().isEmpty() && !isWritten) {
      details.sentence(
          "Next",
          "--write-back "
              + recommendation.today().table().origin().file()
              + " writes this into the table's file, as far as the file has a place for it.");
    }
    details.bullets("Would help", remedies(), MAX_LINES);
    details.bullets("Note", notes(), MAX_LINES);
    return block + details.toString();
  }

  /** The same as Markdown. */
  public String markdown() {
    var text = new StringBuilder();
    var rows = new ArrayList<List<Cell>>();
    rows.add(cells("as it is: ", recommendation.today()));
    recommendation.choices().forEach(choice -> rows.add(cells("", choice)));
    MarkdownReport.grid(
        text,
        new Grid(
            Text.visible(recommendation.scenario()) + ", " + basis(),
            List.of(
                Grid.text("Verdict"),
                Grid.text("Mode"),
                Grid.text("Setting"),
                Grid.number("Throttled"),
                Grid.number("Headroom"),
                Grid.number("USD a month"),
                Grid.text("Limited by")),
            rows));
    text.append(MarkdownReport.escaped(headline())).append("\n\n");
    if (chosen != null) {
      MarkdownReport.bullets(text, "To change", chosen.changes());
    }
    MarkdownReport.bullets(text, "Would help", remedies());
    MarkdownReport.bullets(text, "Note", notes());
    return text.toString();
  }

  private String basis() {
    int trials = recommendation.trials();
    return Numbers.duration(recommendation.duration())
        + ", "
        + (trials == 1 ? "one trial" : Numbers.count(trials) + " trials");
  }

  private static Row row(Terminal terminal, String prefix, Choice choice) {
    return new Row(terminal)
        .judged(Verdict.of(choice.verdict()))
        .text(prefix + choice.mode().words())
        .number(percent(choice.throttledPercent()))
        .number(percent(choice.headroomPercent()))
        .number(usd(choice))
        .name(String.join("; ", choice.limits()), LIMIT_COLUMNS);
  }

  private static List<Cell> cells(String prefix, Choice choice) {
    return List.of(
        Cell.of(Verdict.of(choice.verdict()).word()),
        Cell.of(prefix + choice.mode().words()),
        Cell.of(String.join("; ", values(choice.table()))),
        Cell.of(percent(choice.throttledPercent())),
        Cell.of(percent(choice.headroomPercent())),
        Cell.of(usd(choice)),
        Cell.of(String.join("; ", choice.limits())));
  }

  private static String percent(@Nullable Double percent) {
    return percent == null ? "" : Numbers.percent(percent / 100);
  }

  private static String usd(Choice choice) {
    Double usd = choice.usdPerMonth();
    return usd == null ? "" : Numbers.usd(usd).replace(" USD", "");
  }

  private String headline() {
    Choice today = recommendation.today();
    if (chosen == null) {
      return recommendation.remedies().isEmpty()
          ? "No setting passes the gates."
          : "No setting passes the gates; it takes a change of the keys or of the reads.";
    }
    Double usd = chosen.usdPerMonth();
    String cost = usd == null ? "" : " at " + Numbers.usd(usd) + " a month";
    boolean isBest = recommendation.cheapest().equals(Optional.of(chosen));
    String whichIs = isBest ? "The cheapest that passes is " : "Chosen: ";
    String now =
        today.usdPerMonth() == null
            ? ""
            : "; as it is, the table costs "
                + Numbers.usd(today.usdPerMonth())
                + (today.verdict() == GateResult.Verdict.PASSED
                    ? " and passes"
                    : " and does not pass");
    return whichIs + chosen.mode().words() + cost + now + ".";
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    Double lowest = recommendation.lowestUsdPerMonth();
    if (lowest != null) {
      notes.add(
          "Provisioned capacity that throttles nothing cannot cost less than "
              + Numbers.usd(lowest)
              + " a month: each clock hour at just what it needs, known beforehand.");
    }
    if (recommendation.isCut()) {
      notes.add(
          "Settings were searched in the busiest times of the run, and tried once on the whole.");
    }
    notes.addAll(recommendation.notes());
    return notes;
  }

  private List<String> remedies() {
    return recommendation.remedies().stream().map(RecommendationReport::words).toList();
  }

  private static String words(Remedy remedy) {
    Double usd = remedy.usdPerMonth();
    return Character.toUpperCase(remedy.what().charAt(0))
        + remedy.what().substring(1)
        + ": "
        + (remedy.verdict() == GateResult.Verdict.PASSED ? "passes" : "does not pass")
        + ", "
        + percent(remedy.throttledPercent())
        + " throttled"
        + (usd == null ? "" : ", " + Numbers.usd(usd) + " a month")
        + ".";
  }

  /** What is set in each mode that passes, a line per table and index. */
  private List<Row> settings(Terminal terminal) {
    var rows = new ArrayList<Row>();
    List<String> before = List.of();
    for (Choice choice : recommendation.choices()) {
      List<String> values = values(choice.table());
      if (choice.verdict() == GateResult.Verdict.PASSED && !values.equals(before)) {
        String mode = choice.mode().words();
        for (String value : values) {
          rows.add(new Row(terminal).text(mode).text(terminal.shown(value)));
          mode = "";
        }
      }
      before = values;
    }
    return rows;
  }

  private static List<String> values(Table table) {
    List<String> values = new ArrayList<>();
    values.add(value(table, table.name(), table.capacity()));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      values.add(value(table, index.indexName(), index.capacity()));
    }
    values.removeIf(String::isEmpty);
    return values;
  }

  private static String value(Table table, String resource, CapacityMode capacity) {
    List<String> parts = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      String what = dimension == Dimension.READ ? "read " : "write ";
      switch (capacity) {
        case Provisioned provisioned ->
            parts.add(
                what
                    + scaling(table, resource, dimension)
                        .orElseGet(() -> Numbers.count(provisioned.units(dimension))));
        case OnDemand onDemand -> {
          OptionalLong maximum = onDemand.maximum(dimension);
          maximum.ifPresent(units -> parts.add(what + "at most " + Numbers.count(units)));
        }
      }
    }
    return parts.isEmpty() ? "" : resource + ": " + String.join(", ", parts);
  }

  private static Optional<String> scaling(Table table, String resource, Dimension dimension) {
    return table.autoScaling().stream()
        .filter(it -> it.resource().equals(resource) && it.dimension() == dimension)
        .findFirst()
        .map(RecommendationReport::words);
  }

  private static String words(AutoScaling scaling) {
    if (scaling.minCapacityUnits() == scaling.maxCapacityUnits()) {
      return Numbers.count(scaling.minCapacityUnits());
    }
    String bounds =
        Numbers.count(scaling.minCapacityUnits())
            + " to "
            + Numbers.count(scaling.maxCapacityUnits());
    Double target = scaling.targetPercent();
    return target == null ? bounds : bounds + " at " + Numbers.percent(target / 100);
  }
}
