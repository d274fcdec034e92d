package dev.headroom.measured;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Series of one span of time.
 *
 * @param start when the first period begins
 * @param periodSeconds length of a period
 * @param periods number of periods, that of each series' values
 * @param series at least one
 * @param notes what was assumed or left out while reading, one sentence each
 */
public record Measurements(
    Instant start,
    long periodSeconds,
    int periods,
    List<MeasuredSeries> series,
    List<String> notes) {

  public Measurements {
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /** The tables that the series name, each once. */
  public List<String> tables() {
    return series.stream()
        .map(MeasuredSeries::table)
        .filter(Objects::nonNull)
        .distinct()
        .sorted()
        .toList();
  }

  /** The series of one table, and those that name none. */
  public Measurements ofTable(String table) {
    List<MeasuredSeries> own =
        series.stream().filter(s -> s.table() == null || s.table().equals(table)).toList();
    return new Measurements(start, periodSeconds, periods, own, notes);
  }
}
