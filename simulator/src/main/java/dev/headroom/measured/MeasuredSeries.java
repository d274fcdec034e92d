package dev.headroom.measured;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One metric of a table or index over time.
 *
 * @param table the table's name; null where the file does not say
 * @param index the global secondary index; null for the table itself
 * @param metric what was measured
 * @param statistic how each value was made
 * @param values one per period of its {@link Measurements}, 0 where nothing was measured
 */
public record MeasuredSeries(
    @Nullable String table,
    @Nullable String index,
    Metric metric,
    Statistic statistic,
    List<Double> values) {

  public MeasuredSeries {
    values = List.copyOf(values);
  }

  /** All values together. */
  public double total() {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
