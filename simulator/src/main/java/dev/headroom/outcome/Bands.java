package dev.headroom.outcome;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The spread of results over trials with different seeds.
 *
 * @param totals by metric name, such as {@code throttledRequests}
 * @param resources per resource and period
 */
public record Bands(Map<String, Band> totals, List<ResourceBands> resources) {

  public Bands {
    totals = Collections.unmodifiableMap(new TreeMap<>(totals));
    resources = List.copyOf(resources);
  }

  /** The 5th, 50th and 95th percentile of a number over the trials. */
  public record Band(double p5, double p50, double p95) {}

  /** The percentiles of a series, per period. */
  public record BandSeries(Series p5, Series p50, Series p95) {}

  /** Bands of one resource. */
  public record ResourceBands(
      String name,
      int periodSeconds,
      BandSeries consumedReadUnits,
      BandSeries consumedWriteUnits,
      BandSeries throttledRequests) {}
}
