package dev.headroom.reports;

import java.util.ArrayList;
import java.util.List;

/** Lines of text in a terminal, in two columns: what they are about, and what is said. */
final class TextBlock {

  private final Terminal terminal;
  private final int labelColumns;
  private final List<String> lines = new ArrayList<>();

  TextBlock(Terminal terminal, int labelColumns) {
    this.terminal = terminal;
    this.labelColumns = labelColumns;
  }

  void line(String line) {
    lines.add(line.stripTrailing());
  }

  /** One sentence under a label, wrapped. */
  void sentence(String label, String sentence) {
    section(label, wrapped(terminal.shown(sentence), 0));
  }

  /** The first sentences as a list, and how many more there are. */
  void bullets(String label, List<String> sentences, int maxCount) {
    var content = new ArrayList<String>();
    int count = sentences.size() > maxCount + 1 ? maxCount : sentences.size();
    for (String sentence : sentences.subList(0, count)) {
      content.addAll(wrapped(terminal.bullet() + " " + terminal.shown(sentence), 2));
    }
    if (count < sentences.size()) {
      content.add(more(sentences.size() - count));
    }
    section(label, content);
  }

  /** Rows whose cells stand below each other, and how many more there are. */
  void rows(String label, List<Row> rows, int maxCount) {
    int count = rows.size() > maxCount + 1 ? maxCount : rows.size();
    var content = new ArrayList<>(aligned(rows.subList(0, count)));
    if (count < rows.size()) {
      content.add(more(rows.size() - count));
    }
    section(label, content);
  }

  private void section(String label, List<String> content) {
    for (int i = 0; i < content.size(); i++) {
      String start = i == 0 ? label : "";
      line(terminal.dim(start) + " ".repeat(labelColumns - start.length()) + content.get(i));
    }
  }

  private String more(int count) {
    return "and " + count + " more";
  }

  private static List<String> aligned(List<Row> rows) {
    int cellCount = rows.stream().mapToInt(row -> row.cells().size()).max().orElse(0);
    int[] widths = new int[cellCount];
    for (Row row : rows) {
      for (int i = 0; i < row.cells().size(); i++) {
        widths[i] = Math.max(widths[i], Text.columns(row.cells().get(i).text()));
      }
    }
    var lines = new ArrayList<String>();
    for (Row row : rows) {
      var line = new StringBuilder();
      for (int i = 0; i < row.cells().size(); i++) {
        if (widths[i] == 0) {
          continue;
        }
        Row.Cell cell = row.cells().get(i);
        String padding = " ".repeat(widths[i] - Text.columns(cell.text()));
        line.append(line.isEmpty() ? "" : "  ")
            .append(cell.numeric() ? padding + cell.text() : cell.text() + padding);
      }
      lines.add(row.decorated(line.toString().stripTrailing()));
    }
    return lines;
  }

  private List<String> wrapped(String text, int indentColumns) {
    int widthColumns = terminal.widthColumns() - labelColumns;
    var wrapped = new ArrayList<String>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && Text.columns(line + " " + word) > widthColumns) {
        wrapped.add(line.toString());
        line = new StringBuilder(" ".repeat(indentColumns)).append(word);
      } else {
        line.append(line.isEmpty() ? "" : " ").append(word);
      }
    }
    wrapped.add(line.toString());
    return wrapped;
  }

  @Override
  public String toString() {
    return String.join("\n", lines) + "\n";
  }

  /** One row of aligned cells. */
  static final class Row {

    private final Terminal terminal;
    private final List<Cell> cells = new ArrayList<>();
    private Verdict verdict = Verdict.PASS;
    private String prefix = "";

    Row(Terminal terminal) {
      this.terminal = terminal;
    }

    record Cell(String text, boolean numeric) {}

    /** A name, cut to the given width. */
    Row name(String name, int maxColumns) {
      return text(Text.shortened(terminal.shown(name), maxColumns, terminal.ellipsis()));
    }

    Row text(String text) {
      cells.add(new Cell(text, false));
      return this;
    }

    Row number(String text) {
      cells.add(new Cell(text, true));
      return this;
    }

    /** Puts a verdict's symbol before the row. */
    Row judged(Verdict judgement) {
      verdict = judgement;
      prefix = terminal.symbol(judgement);
      return this;
    }

    /** Leaves room where the rows below have a verdict's symbol. */
    Row unjudged() {
      prefix = " ";
      return this;
    }

    List<Cell> cells() {
      return cells;
    }

    String decorated(String line) {
      return prefix.isEmpty() ? line : terminal.verdict(verdict, prefix) + " " + line;
    }
  }
}
