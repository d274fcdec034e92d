package dev.headroom.measured;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a series is called, as far as that is known.
 *
 * @param table null where nothing says
 * @param index the global secondary index; null for the table itself
 * @param metric what is measured
 */
record SeriesName(@Nullable String table, @Nullable String index, Metric metric) {

  /**
   * Understands {@code METRIC} and {@code METRIC/INDEX}, as a user or the head of a column gives
   * them; null if that is no such name.
   */
  static @Nullable SeriesName parse(String text) {
    int slash = text.indexOf('/');
    Metric metric = Metric.named(slash < 0 ? text : text.substring(0, slash));
    if (metric == null) {
      return null;
    }
    String index = slash < 0 ? "" : text.substring(slash + 1).strip();
    return new SeriesName(null, index.isEmpty() ? null : index, metric);
  }

  /**
   * Finds a metric, and one of the known indexes, anywhere in a label or identifier; null if it
   * names no metric.
   */
  static @Nullable SeriesName within(String text, List<String> indexNames) {
    SeriesName parsed = parse(text);
    if (parsed != null) {
      return parsed;
    }
    Metric metric = Metric.within(text);
    if (metric == null) {
      return null;
    }
    String letters = Metric.letters(text);
    String index =
        indexNames.stream()
            .filter(name -> letters.contains(Metric.letters(name)))
            .max(Comparator.comparingInt(String::length))
            .orElse(null);
    return new SeriesName(null, index, metric);
  }

  @Override
  public String toString() {
    return metric.apiName() + (index == null ? "" : " of index " + index);
  }
}
