package dev.headroom.measured;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a user says of measurements beyond their files.
 *
 * @param periodSeconds length of a period; null to infer it
 * @param names metric, and index after a slash, by the Id, column or file that holds the series
 * @param indexNames the global secondary indexes that the table has, as far as known
 */
public record MeasurementOptions(
    @Nullable Long periodSeconds, Map<String, String> names, List<String> indexNames) {

  public MeasurementOptions {
    names = Map.copyOf(names);
    indexNames = List.copyOf(indexNames);
  }
}
