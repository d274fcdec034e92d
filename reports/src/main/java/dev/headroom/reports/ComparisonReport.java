package dev.headroom.reports;

import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.FlowComparison;
import dev.headroom.comparison.Pair;
import dev.headroom.outcome.GateResult;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.TextBlock.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A prediction beside what was observed, as text for a terminal or as Markdown. */
public final class ComparisonReport {

  private static final int LABEL_COLUMNS = 14;
  private static final int NAME_COLUMNS = 40;
  private static final int MAX_ROWS = 12;

  private final Comparison comparison;
  private final ComparisonGrids grids;

  public ComparisonReport(Comparison comparison) {
    this.comparison = comparison;
    this.grids = new ComparisonGrids(comparison);
  }

  Verdict verdict() {
    return Verdict.of(comparison.verdict());
  }

  /** One sentence without full stop. */
  String headline() {
    long failed = count(GateResult.Verdict.FAILED);
    long open = count(GateResult.Verdict.INCONCLUSIVE);
    int all = comparison.checks().size();
    if (all == 0) {
      return "nothing could be compared";
    }
    String judged =
        failed > 0
            ? Numbers.count(failed) + " of " + checks(all) + " are beyond tolerance"
            : open > 0
                ? Numbers.count(open) + " of " + checks(all) + " could not be judged"
                : "all " + checks(all) + " are within tolerance";
    return judged + shares();
  }

  private static String checks(int count) {
    return Numbers.count(count) + (count == 1 ? " check" : " checks");
  }

  private String shares() {
    FlowComparison overall = comparison.overall();
    if (overall == null) {
      return "";
    }
    Pair share = overall.throttledShare();
    return "; %s of requests throttled as predicted, %s as observed"
        .formatted(Numbers.percent(share.simulated()), Numbers.percent(share.observed()));
  }

  private long count(GateResult.Verdict verdict) {
    return comparison.checks().stream().filter(check -> check.verdict() == verdict).count();
  }

  /** How the causes are introduced: what made nothing fail is only remarkable. */
  String causesTitle() {
    return verdict() == Verdict.FAIL ? "Likely cause" : "Also seen";
  }

  /** The comparison as text; the verdict first, then why. */
  public String console(Terminal terminal) {
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    block.line(
        terminal.verdict(verdict(), verdict().word().toUpperCase(Locale.ROOT))
            + "  "
            + terminal.bold(terminal.shown(comparison.simulated().name()))
            + ": "
            + terminal.shown(headline()));
    block.line("");
    block.bullets(causesTitle(), comparison.causes(), MAX_ROWS);
    block.rows("Checks", checkRows(terminal), Integer.MAX_VALUE - 1);
    grid(block, terminal, "Throttled", grids.throttledShares());
    grid(block, terminal, "Reasons", grids.throttleEvents());
    grid(block, terminal, "Units", grids.units());
    grid(block, terminal, "Latency", grids.latencies());
    grid(block, terminal, "Events", grids.events());
    grid(block, terminal, "Shadow", grids.shadow());
    grid(block, terminal, "Compared", grids.runs());
    block.bullets("Notes", comparison.notes(), MAX_ROWS);
    return block.toString();
  }

  private List<Row> checkRows(Terminal terminal) {
    var rows = new ArrayList<Row>();
    for (GateResult check : comparison.checks()) {
      rows.add(
          new Row(terminal)
              .judged(Verdict.of(check))
              .text(terminal.shown(check.expression()))
              .number(Grids.value(check))
              .text(terminal.shown(check.detail())));
    }
    return rows;
  }

  private static void grid(TextBlock block, Terminal terminal, String label, Grid grid) {
    if (grid.rows().isEmpty()) {
      return;
    }
    var rows = new ArrayList<Row>();
    var head = new Row(terminal);
    for (Grid.Column column : grid.columns()) {
      cell(head, column, Cell.of(column.title().toLowerCase(Locale.ROOT)), terminal);
    }
    rows.add(head);
    for (List<Cell> cells : grid.rows()) {
      var row = new Row(terminal);
      for (int i = 0; i < cells.size(); i++) {
        cell(row, grid.columns().get(i), cells.get(i), terminal);
      }
      rows.add(row);
    }
    block.rows(label, rows, MAX_ROWS);
  }

  private static void cell(Row row, Grid.Column column, Cell cell, Terminal terminal) {
    if (column.numeric()) {
      row.number(terminal.shown(cell.text()));
    } else if (cell.style() == Grid.Style.NAME) {
      row.name(cell.text(), NAME_COLUMNS);
    } else {
      row.text(terminal.shown(cell.text()));
    }
  }

  /** The comparison as a comment for a pull request, or the summary of a job. */
  public String markdown() {
    var text = new StringBuilder();
    text.append(MarkdownReport.MARKER).append('\n');
    text.append("## ")
        .append(MarkdownReport.emoji(verdict()))
        .append(' ')
        .append(MarkdownReport.escaped(comparison.simulated().name()))
        .append(": prediction and observation, ")
        .append(verdict().word())
        .append("\n\n**")
        .append(MarkdownReport.escaped(Text.capitalized(headline())))
        .append(".**\n\n");
    MarkdownReport.bullets(text, causesTitle(), comparison.causes());
    MarkdownReport.grid(text, grids.checks());
    MarkdownReport.grid(text, grids.throttledShares());
    MarkdownReport.grid(text, grids.throttleEvents());
    MarkdownReport.grid(text, grids.units());
    MarkdownReport.folded(
        text,
        "Latency, events, shadow, and how this was compared",
        () -> {
          MarkdownReport.grid(text, grids.latencies());
          MarkdownReport.grid(text, grids.events());
          MarkdownReport.grid(text, grids.shadow());
          MarkdownReport.grid(text, grids.runs());
          MarkdownReport.bullets(text, "Notes", comparison.notes());
        });
    return text.toString().stripTrailing() + "\n";
  }
}
