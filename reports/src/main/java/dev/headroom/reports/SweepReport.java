package dev.headroom.reports;

import dev.headroom.advice.Sweep;
import dev.headroom.gate.GateMetric;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.TextBlock.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a scenario meets under many settings, as text for a terminal or as Markdown. */
public final class SweepReport {

  private static final int BAR_COLUMNS = 20;
  private static final int VALUE_COLUMNS = 40;

  private final Sweep sweep;
  private final List<GateMetric> metrics;

  public SweepReport(Sweep sweep) {
    this.sweep = sweep;
    this.metrics =
        Stream.of(GateMetric.values())
            .filter(metric -> sweep.rows().stream().anyMatch(row -> has(row, metric)))
            .toList();
  }

  /** A row per setting, with a bar for the share of requests that is throttled. */
  public String console(Terminal terminal) {
    var block = new TextBlock(terminal, 0);
    block.line(terminal.bold(terminal.shown(sweep.scenario())) + "  " + trials());
    block.line("");
    var rows = new ArrayList<Row>();
    var header = new Row(terminal).unjudged();
    sweep.keys().forEach(key -> header.name(key, VALUE_COLUMNS));
    metrics.forEach(metric -> header.number(title(metric)));
    rows.add(header);
    for (Sweep.Row setting : sweep.rows()) {
      var row = new Row(terminal).judged(Verdict.of(setting.verdict()));
      setting.values().forEach(value -> row.name(value, VALUE_COLUMNS));
      metrics.forEach(metric -> row.number(value(setting, metric)));
      rows.add(row.text(bar(terminal, setting)));
    }
    block.rows("", rows, rows.size());
    return block.toString();
  }

  /** The same as a Markdown table. */
  public String markdown() {
    var text = new StringBuilder();
    MarkdownReport.grid(text, grid());
    return text.toString();
  }

  /** A row per setting. */
  Grid grid() {
    var columns = new ArrayList<Grid.Column>();
    columns.add(Grid.text("Verdict"));
    sweep.keys().forEach(key -> columns.add(Grid.text(key)));
    metrics.forEach(metric -> columns.add(Grid.number(title(metric))));
    var rows = new ArrayList<List<Cell>>();
    for (Sweep.Row setting : sweep.rows()) {
      var cells = new ArrayList<Cell>();
      cells.add(Cell.of(Verdict.of(setting.verdict()).word()));
      setting.values().forEach(value -> cells.add(Cell.name(value)));
      metrics.forEach(metric -> cells.add(Cell.of(value(setting, metric))));
      rows.add(cells);
    }
    return new Grid(Text.visible(sweep.scenario()) + ", " + trials(), columns, rows);
  }

  /** The metrics that any row has. */
  List<GateMetric> metrics() {
    return metrics;
  }

  String trials() {
    return sweep.trials() == 1
        ? "one trial each"
        : "up to " + Numbers.count(sweep.trials()) + " trials each";
  }

  private static boolean has(Sweep.Row row, GateMetric metric) {
    return row.measures().containsKey(metric);
  }

  static String title(GateMetric metric) {
    return metric.word().replace('_', ' ');
  }

  static String value(Sweep.Row row, GateMetric metric) {
    Double value = row.measures().get(metric);
    return value == null ? "" : Numbers.withUnit(value, metric.unit().symbol());
  }

  private static String bar(Terminal terminal, Sweep.Row row) {
    double percent = row.measures().getOrDefault(GateMetric.THROTTLED_REQUESTS, 0.0);
    int columns = (int) Math.ceil(percent / 100 * BAR_COLUMNS);
    return (terminal.unicode() ? "\u2588" : "#").repeat(columns);
  }
}
