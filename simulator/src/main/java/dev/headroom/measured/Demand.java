package dev.headroom.measured;

import dev.headroom.capacity.Dimension;
import dev.headroom.measured.Metric.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What clients asked of a table or an index in one dimension: the units that were consumed, and
 * those of the operations that were throttled.
 *
 * @param index the global secondary index; null for the table
 * @param units per period
 * @param consumedUnits of them, units that were consumed
 * @param throttleEvents throttled operations; those of the indexes too, because a write that an
 *     index refuses consumes nothing of the table either
 * @param unitsPerRequest units of a request; of one that was throttled too
 * @param isRequestMeasured whether that was measured, by the number of requests, or is assumed
 */
record Demand(
    @Nullable String index,
    Dimension dimension,
    List<Double> units,
    double consumedUnits,
    double throttleEvents,
    double unitsPerRequest,
    boolean isRequestMeasured) {

  /** An eventually consistent read of up to 4 KB. */
  private static final double ASSUMED_READ_UNITS = 0.5;

  private static final double ASSUMED_WRITE_UNITS = 1;

  Demand {
    units = List.copyOf(units);
  }

  static Demand of(Measurements measurements, @Nullable String index, Dimension dimension) {
    MeasuredSeries consumed =
        series(measurements, index, dimension, Kind.CONSUMED, Statistic.SUM)
            .findFirst()
            .orElse(null);
    MeasuredSeries requests =
        series(measurements, index, dimension, Kind.CONSUMED, Statistic.SAMPLE_COUNT)
            .findFirst()
            .orElse(null);
    double consumedUnits = consumed == null ? 0 : consumed.total();
    double requestCount = requests == null ? 0 : requests.total();
    boolean isMeasured = requestCount > 0 && consumedUnits > 0;
    double assumed = dimension == Dimension.READ ? ASSUMED_READ_UNITS : ASSUMED_WRITE_UNITS;
    double unitsPerRequest = isMeasured ? consumedUnits / requestCount : assumed;
    List<Double> events = eventsThatReach(measurements, index, dimension);
    List<Double> units = new ArrayList<>();
    for (int i = 0; i < measurements.periods(); i++) {
      double admitted = consumed == null ? 0 : consumed.values().get(i);
      units.add(admitted + events.get(i) * unitsPerRequest);
    }
    return new Demand(
        index, dimension, units, consumedUnits, total(events), unitsPerRequest, isMeasured);
  }

  /** Whether a metric of throttled operations of this dimension is there. */
  static boolean hasThrottleMetrics(Measurements measurements, Dimension dimension) {
    return measurements.series().stream()
        .anyMatch(
            series ->
                series.metric().dimension() == dimension
                    && (series.metric().kind() == Kind.THROTTLE_EVENTS
                        || series.metric().kind() == Kind.EVENTS_OF_A_REASON));
  }

  double totalUnits() {
    return total(units);
  }

  double highest() {
    return units.isEmpty() ? 0 : Collections.max(units);
  }

  private static List<Double> eventsThatReach(
      Measurements measurements, @Nullable String index, Dimension dimension) {
    List<Double> events = events(measurements, index, dimension);
    if (index != null || dimension == Dimension.READ) {
      return events;
    }
    for (String other : indexes(measurements)) {
      events = sum(events, events(measurements, other, dimension));
    }
    return events;
  }

  /** The indexes that have a series, each once, in the order of the files. */
  static List<String> indexes(Measurements measurements) {
    return measurements.series().stream()
        .map(MeasuredSeries::index)
        .filter(Objects::nonNull)
        .distinct()
        .toList();
  }

  private static List<Double> events(
      Measurements measurements, @Nullable String index, Dimension dimension) {
    List<Double> none = Collections.nCopies(measurements.periods(), 0.0);
    List<MeasuredSeries> all =
        series(measurements, index, dimension, Kind.THROTTLE_EVENTS, Statistic.SUM).toList();
    List<MeasuredSeries> counted =
        all.isEmpty()
            ? series(measurements, index, dimension, Kind.EVENTS_OF_A_REASON, Statistic.SUM)
                .toList()
            : all;
    return counted.stream().map(MeasuredSeries::values).reduce(none, Demand::sum);
  }

  private static Stream<MeasuredSeries> series(
      Measurements measurements,
      @Nullable String index,
      Dimension dimension,
      Kind kind,
      Statistic statistic) {
    return measurements.series().stream()
        .filter(
            series ->
                Objects.equals(series.index(), index)
                    && series.metric().dimension() == dimension
                    && series.metric().kind() == kind
                    && series.statistic() == statistic);
  }

  private static List<Double> sum(List<Double> first, List<Double> second) {
    List<Double> sum = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      sum.add(first.get(i) + second.get(i));
    }
    return sum;
  }

  private static double total(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum();
  }
}
