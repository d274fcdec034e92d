package dev.headroom.scenario;

import dev.headroom.document.CsvLine;
import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.traffic.RateShape.RatePoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a recorded rate from a CSV file with a header row.
 *
 * <p>One column gives the time: {@code seconds} from the start of the flow, or {@code timestamp} in
 * ISO-8601 with offset, of which the first is the start of the flow. One column gives the traffic:
 * a rate ({@code requestsPerSecond}, {@code unitsPerSecond}) or an amount until the next row
 * ({@code requests}, {@code units}). Other columns are ignored. The last row lasts as long as the
 * one before it.
 */
final class TraceFile {

  private static final int MAX_FILE_BYTES = 16 * 1024 * 1024;
  private static final int MAX_ROWS = 200_000;
  private static final int MAX_PROBLEMS = 20;
  private static final double MAX_PER_SECOND = 1e9;
  private static final Duration MAX_TIME = Duration.ofDays(30);
  private static final List<String> TIMES = List.of("seconds", "timestamp");
  private static final List<String> RATES = List.of("requestspersecond", "unitspersecond");
  private static final List<String> AMOUNTS = List.of("requests", "units");

  private static final Pattern NUMBER =
      Pattern.compile("[0-9]{1,18}(\\.[0-9]{1,18})?([eE][+-]?[0-9]{1,2})?");

  private final Problems problems;
  private int found;

  TraceFile(Problems problems) {
    this.problems = problems;
  }

  /** The rows and a last one of rate 0 that ends them; null after noting what is wrong. */
  @Nullable List<RatePoint> read(Path folder, Given<String> file) {
    byte[] content = content(folder, file);
    return content == null ? null : parse(displayName(folder, file.value()), content);
  }

  private static String displayName(Path folder, String file) {
    return folder.resolve(file).toString();
  }

  private byte @Nullable [] content(Path folder, Given<String> file) {
    try {
      Path path = folder.resolve(file.value());
      if (!Files.isRegularFile(path)) {
        problems.add(file.location(), "is no file: " + path);
        return null;
      }
      try (InputStream in = Files.newInputStream(path)) {
        byte[] content = in.readNBytes(MAX_FILE_BYTES + 1);
        if (content.length <= MAX_FILE_BYTES) {
          return content;
        }
        problems.add(
            file.location(), "is larger than " + Texts.bytes(MAX_FILE_BYTES) + ": " + path);
        return null;
      }
    } catch (IOException | InvalidPathException e) {
      problems.add(file.location(), "cannot be read: " + e.getMessage());
      return null;
    }
  }

  // A row is a line: no cell that is read can contain a line break.
  private @Nullable List<RatePoint> parse(String file, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    Columns columns = null;
    Rows rows = new Rows();
    int line = 0;
    for (String row : (Iterable<String>) text.lines()::iterator) {
      line++;
      if (row.isBlank()) {
        continue;
      }
      List<String> cells = CsvLine.cells(row, ',');
      if (cells == null) {
        problem(file, line, "is not CSV");
      } else if (columns == null) {
        columns = columns(file, cells);
        if (columns == null) {
          return null;
        }
      } else if (rows.times.size() == MAX_ROWS) {
        problem(file, line, "is too long: at most " + Texts.count(MAX_ROWS) + " rows are read");
        return null;
      } else {
        addRow(file, line, columns, cells, rows);
      }
      if (found == MAX_PROBLEMS) {
        return null;
      }
    }
    if (columns == null) {
      problems.add(Location.ofFile(file), "is empty");
      return null;
    }
    if (found == 0 && rows.times.size() < 2) {
      problem(file, 0, "must have at least two rows beside the column names");
    }
    return found > 0 ? null : points(file, columns, rows.times, rows.values);
  }

  private @Nullable Columns columns(String file, List<String> header) {
    int time = -1;
    int value = -1;
    boolean isAmount = false;
    boolean isTimestamp = false;
    for (int i = 0; i < header.size(); i++) {
      String name = header.get(i).replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
      if (time < 0 && TIMES.contains(name)) {
        time = i;
        isTimestamp = name.equals("timestamp");
      } else if (value < 0 && (RATES.contains(name) || AMOUNTS.contains(name))) {
        value = i;
        isAmount = AMOUNTS.contains(name);
      }
    }
    if (time < 0 || value < 0) {
      problems.add(
          new Location(file, 1, ""),
          "must begin with a row of column names: seconds or timestamp, and requestsPerSecond,"
              + " unitsPerSecond, requests or units");
      return null;
    }
    return new Columns(time, value, isTimestamp, isAmount);
  }

  private void addRow(String file, int line, Columns columns, List<String> cells, Rows rows) {
    if (cells.size() <= Math.max(columns.time, columns.value)) {
      problem(file, line, "has too few columns");
      return;
    }
    String time = cells.get(columns.time);
    if (columns.isTimestamp && rows.first == null) {
      rows.first = instant(time);
    }
    Duration at = time(time, columns, rows.first);
    double value = number(cells.get(columns.value));
    if (at == null || at.isNegative() || at.compareTo(MAX_TIME) > 0) {
      problem(file, line, "must have a time up to 30 days, not " + shown(time));
    } else if (!rows.times.isEmpty() && at.compareTo(rows.times.getLast()) <= 0) {
      problem(file, line, "must be later than the row before it, not " + shown(time));
    } else if (!(value >= 0 && value <= MAX_PER_SECOND * MAX_TIME.toSeconds())) {
      problem(file, line, "must have a number from 0, not " + shown(cells.get(columns.value)));
    } else {
      rows.times.add(at);
      rows.values.add(value);
    }
  }

  private @Nullable List<RatePoint> points(
      String file, Columns columns, List<Duration> times, List<Double> values) {
    List<RatePoint> points = new ArrayList<>();
    int last = times.size() - 1;
    Duration lastLength = times.get(last).minus(times.get(last - 1));
    Duration end = times.get(last).plus(lastLength);
    double highest = 0;
    for (int i = 0; i <= last; i++) {
      Duration next = i < last ? times.get(i + 1) : end;
      double seconds = next.minus(times.get(i)).toNanos() / 1e9;
      double perSecond = columns.isAmount ? values.get(i) / seconds : values.get(i);
      highest = Math.max(highest, perSecond);
      points.add(new RatePoint(times.get(i), perSecond));
    }
    points.add(new RatePoint(end, 0));
    if (highest == 0 || highest > MAX_PER_SECOND) {
      problem(file, 0, "must have rates above 0 and up to 1G/s");
      return null;
    }
    return points;
  }

  private void problem(String file, int line, String message) {
    found++;
    problems.add(new Location(file, line, ""), message);
  }

  private static @Nullable Duration time(String text, Columns columns, @Nullable Instant first) {
    if (!columns.isTimestamp) {
      double seconds = number(text);
      return seconds >= 0 && seconds <= MAX_TIME.toSeconds()
          ? Duration.ofNanos(Math.round(seconds * 1e9))
          : null;
    }
    Instant instant = instant(text);
    return instant == null || first == null ? null : Duration.between(first, instant);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The number, or NaN if it is none. */
  private static double number(String text) {
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  private static String shown(String text) {
    return '"' + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + '"';
  }

  private record Columns(int time, int value, boolean isTimestamp, boolean isAmount) {}

  /** What was read so far. */
  private static final class Rows {
    final List<Duration> times = new ArrayList<>();
    final List<Double> values = new ArrayList<>();
    @Nullable Instant first;
  }
}
