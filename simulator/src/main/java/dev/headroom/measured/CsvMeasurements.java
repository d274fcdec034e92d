package dev.headroom.measured;

import dev.headroom.document.CsvLine;
import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads series from a CSV file: one column of times, and either a column per series under one or
 * more rows of heads (as the console exports them), or columns {@code metric} and {@code value}
 * with a row per point. Commas, semicolons or tabs separate cells.
 */
final class CsvMeasurements {

  private static final int MAX_PROBLEMS = 20;
  private static final String SEPARATORS = ",;\t";
  private static final Set<String> METRIC_HEADS = Set.of("metric", "metricname", "label", "id");
  private static final Set<String> VALUE_HEADS = Set.of("value", "sum");
  private static final Set<String> NO_VALUE = Set.of("", "-", "null", "nan", "none", "n/a");
  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,15}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");

  private final String fileName;
  private final Problems problems;
  private final Map<String, RawSeries> series = new LinkedHashMap<>();
  private int found;

  CsvMeasurements(String fileName, Problems problems) {
    this.fileName = fileName;
    this.problems = problems;
  }

  /** The character that separates the cells of a line; 0 if it has but one cell. */
  static char separator(String line) {
    char best = 0;
    long most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      long count = line.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  List<RawSeries> read(String text) {
    List<List<String>> heads = new ArrayList<>();
    Layout layout = null;
    char separator = 0;
    int line = 0;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      line++;
      if (row.isBlank() || found >= MAX_PROBLEMS) {
        continue;
      }
      separator = separator == 0 ? separator(row) : separator;
      List<String> cells = CsvLine.cells(row, separator);
      if (cells == null) {
        problem(line, "is not CSV");
      } else if (layout == null && cells.stream().noneMatch(CsvMeasurements::isTime)) {
        heads.add(cells);
      } else {
        layout = layout == null ? layout(heads, cells) : layout;
        add(layout, cells, line);
      }
    }
    if (layout == null && found == 0) {
      problem(line, "holds no row with a time; the first column must be one");
    }
    return List.copyOf(series.values());
  }

  private static boolean isTime(String cell) {
    return Timestamps.parse(cell) != null;
  }

  /** Which column is what, from the rows before the first with a time. */
  private static Layout layout(List<List<String>> heads, List<String> first) {
    int time = 0;
    while (!isTime(first.get(time))) {
      time++;
    }
    List<String> names = heads.isEmpty() ? List.of() : heads.getFirst();
    int metric = column(names, METRIC_HEADS);
    int value = column(names, VALUE_HEADS);
    if (heads.size() == 1 && metric >= 0 && value >= 0) {
      return new Layout(
          time,
          heads,
          new RowColumns(
              metric,
              value,
              column(names, Set.of("table", "tablename")),
              column(names, Set.of("index", "indexname", "globalsecondaryindexname")),
              column(names, Set.of("stat", "statistic")),
              column(names, Set.of("period", "periodseconds"))));
    }
    return new Layout(time, heads, null);
  }

  private static int column(List<String> names, Set<String> wanted) {
    for (int i = 0; i < names.size(); i++) {
      if (wanted.contains(Metric.letters(names.get(i)))) {
        return i;
      }
    }
    return -1;
  }

  private void add(Layout layout, List<String> cells, int line) {
    String time = cell(cells, layout.time);
    Instant at = Timestamps.parse(time);
    if (at == null) {
      problem(line, JsonMeasurements.notATime(time));
      return;
    }
    RowColumns rows = layout.rows;
    if (rows != null) {
      add(ofRow(rows, cells, line), at, cell(cells, rows.value), line);
      return;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (i != layout.time && !NO_VALUE.contains(cells.get(i).toLowerCase(Locale.ROOT))) {
        RawSeries target = ofColumn(layout, i);
        if (target != null) {
          add(target, at, cells.get(i), line);
        }
      }
    }
  }

  private RawSeries ofRow(RowColumns rows, List<String> cells, int line) {
    String metric = cell(cells, rows.metric);
    String table = optional(cells, rows.table);
    String index = optional(cells, rows.index);
    String statistic = optional(cells, rows.statistic);
    String key = String.join("\u0000", metric, "" + table, "" + index, "" + statistic);
    return series.computeIfAbsent(
        key,
        k -> {
          RawSeries added = new RawSeries(at(line), metric, metric);
          added.statistic = statistic;
          SeriesName parsed = SeriesName.parse(metric);
          if (parsed != null) {
            String named = index == null ? parsed.index() : index;
            added.name = new SeriesName(table, named, parsed.metric());
          }
          String period = optional(cells, rows.period);
          added.periodSeconds =
              period != null && period.matches("[0-9]{1,6}") ? Long.valueOf(period) : null;
          return added;
        });
  }

  /** The series of a column; null for a column that holds none, such as a unit. */
  private @Nullable RawSeries ofColumn(Layout layout, int column) {
    List<String> texts =
        layout.heads.stream()
            .map(head -> cell(head, column))
            .filter(text -> !text.isBlank())
            .toList();
    String head = texts.isEmpty() ? "" : texts.getFirst();
    if (Metric.letters(head).equals("unit")) {
      return null;
    }
    String file = MeasurementFiles.baseName(fileName);
    boolean isStatistic =
        Set.of("sum", "samplecount", "average", "minimum", "maximum", "")
            .contains(Metric.letters(head));
    return series.computeIfAbsent(
        "column " + column,
        key -> {
          RawSeries added =
              new RawSeries(
                  at(Math.max(1, layout.heads.size())),
                  isStatistic ? file : head,
                  isStatistic ? file : String.join(" ", texts));
          added.statistic = isStatistic && !head.isEmpty() ? head : null;
          return added;
        });
  }

  private void add(RawSeries target, Instant at, String value, int line) {
    if (NUMBER.matcher(value).matches()) {
      target.add(at, Double.parseDouble(value), at(line), problems);
    } else if (!NO_VALUE.contains(value.toLowerCase(Locale.ROOT))) {
      problem(line, "must have a number from 0, not " + Quoted.of(value));
    }
  }

  private static String cell(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column) : "";
  }

  private static @Nullable String optional(List<String> cells, int column) {
    String cell = column < 0 ? "" : cell(cells, column);
    return cell.isBlank() ? null : cell;
  }

  private Location at(int line) {
    return new Location(fileName, line, "");
  }

  private void problem(int line, String message) {
    found++;
    problems.add(at(line), message);
  }

  /**
   * Where a file's cells are.
   *
   * @param time the column of times
   * @param heads the rows before the first time
   * @param rows the columns of a file with a row per point; null for one with a column per series
   */
  private record Layout(int time, List<List<String>> heads, @Nullable RowColumns rows) {}

  /** Columns of a file with a row per point; -1 for one that is not there. */
  private record RowColumns(
      int metric, int value, int table, int index, int statistic, int period) {}
}
