package dev.headroom.reports;

import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.Grid.Column;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** {@code summary.md}: what a pull request's reviewer wants to see, the rest folded away. */
public final class MarkdownReport implements Report {

  /** First line of the report, by which a tool finds the comment that it updates. */
  public static final String MARKER = "<!-- headroom -->";

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    var findings = new Findings(outcome);
    var grids = new Grids(findings);
    var text = new StringBuilder();
    text.append(MARKER).append('\n');
    text.append("## ")
        .append(emoji(findings.verdict()))
        .append(' ')
        .append(escaped(outcome.scenario()))
        .append(": ")
        .append(findings.verdict().word())
        .append("\n\n");
    text.append("**").append(capitalized(escaped(findings.headline()))).append(".**\n\n");
    grid(text, grids.gates());
    grid(text, grids.throttlings());
    bullets(text, "What would help", outcome.advice());
    grid(text, grids.changes());
    folded(text, "Capacity", () -> grid(text, grids.capacity()));
    if (!outcome.hotKeys().isEmpty() || !grids.hotPartitions().rows().isEmpty()) {
      folded(
          text,
          "Hottest keys and partitions",
          () -> {
            grid(text, grids.hotKeys());
            grid(text, grids.hotPartitions());
          });
    }
    folded(
        text,
        "Flows and latency",
        () -> {
          grid(text, grids.flows());
          grid(text, grids.latency());
        });
    CostGrids cost = CostGrids.of(outcome);
    if (cost != null) {
      folded(
          text,
          "Cost: " + escaped(cost.month()) + " per month",
          () -> {
            grid(text, cost.bill());
            grid(text, cost.breakEvens());
            bullets(text, "About this bill", cost.cost().notes());
          });
    }
    Bands bands = outcome.bands();
    if (bands != null) {
      folded(text, "Spread over trials", () -> grid(text, grids.bands(bands)));
    }
    if (!outcome.events().isEmpty()) {
      folded(text, "Events", () -> grid(text, grids.events()));
    }
    folded(
        text,
        "Assumptions, limits, and how to repeat this run",
        () -> {
          bullets(text, "Assumptions", outcome.assumptions());
          bullets(text, "Not modelled", outcome.notModelled());
          grid(text, grids.run());
        });
    writer.write(text.toString().stripTrailing() + "\n");
  }

  private static String emoji(Verdict verdict) {
    return switch (verdict) {
      case PASS -> "\u2705";
      case FAIL -> "\u274c";
      case INCONCLUSIVE -> "\u2754";
    };
  }

  private static void folded(StringBuilder text, String summary, Runnable content) {
    text.append("<details><summary>").append(summary).append("</summary>\n\n");
    content.run();
    text.append("</details>\n\n");
  }

  static void bullets(StringBuilder text, String title, List<String> sentences) {
    if (sentences.isEmpty()) {
      return;
    }
    text.append("**").append(title).append("**\n\n");
    for (String sentence : sentences) {
      text.append("- ").append(escaped(sentence)).append('\n');
    }
    text.append('\n');
  }

  static void grid(StringBuilder text, Grid grid) {
    if (grid.rows().isEmpty()) {
      return;
    }
    text.append("**").append(escaped(grid.caption())).append("**\n\n");
    row(text, grid.columns().stream().map(Column::title).toList());
    row(text, grid.columns().stream().map(c -> c.numeric() ? "---:" : "---").toList());
    for (List<Cell> cells : grid.rows()) {
      row(text, cells.stream().map(MarkdownReport::cell).toList());
    }
    text.append('\n');
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private static String cell(Cell cell) {
    return cell.style() == Grid.Style.CODE ? code(cell.text()) : escaped(cell.text());
  }

  private static String code(String text) {
    return text.isEmpty()
            || text.indexOf('`') >= 0
            || text.indexOf('|') >= 0
            || text.indexOf('\\') >= 0
        ? escaped(text)
        : "`" + text + "`";
  }

  /**
   * The text with all that Markdown, HTML or a forge's shorthand (mentions, issues) would take for
   * markup.
   */
  static String escaped(String raw) {
    String visible = Text.visible(raw);
    var escaped = new StringBuilder(visible.length() + 16);
    for (int i = 0; i < visible.length(); i++) {
      char c = visible.charAt(i);
      switch (c) {
        case '&' -> escaped.append("&amp;");
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '@' -> escaped.append("&#64;");
        case '#' -> escaped.append("&#35;");
        case ':' -> escaped.append(visible.startsWith("://", i) ? "&#58;" : ":");
        case '\\', '`', '*', '_', '{', '}', '[', ']', '|', '~', '!', '$' ->
            escaped.append('\\').append(c);
        default -> escaped.append(c);
      }
    }
    return escaped.toString();
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }
}
