package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.comparison.Comparison.Run;
import dev.headroom.measured.MeasuredSeries;
import dev.headroom.measured.Measurements;
import dev.headroom.measured.Metric;
import dev.headroom.measured.Metric.Kind;
import dev.headroom.measured.Statistic;
import dev.headroom.outcome.Series;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Measurements of CloudWatch as a side of a comparison. */
final class MeasuredSide {

  private final Measurements measured;
  private final String table;
  private final Side.Placing placing;

  private MeasuredSide(Measurements measured, String table, double beginSeconds) {
    this.measured = measured;
    this.table = measured.tables().isEmpty() ? table : measured.tables().getFirst();
    double seconds = (double) measured.periods() * measured.periodSeconds();
    this.placing =
        new Side.Placing(
            Math.toIntExact(measured.periodSeconds()), beginSeconds, beginSeconds + seconds);
  }

  /**
   * The side.
   *
   * @param table what to call the table where the measurements do not
   */
  static Side of(Measurements measured, String table, double beginSeconds) {
    return new MeasuredSide(measured, table, beginSeconds).side();
  }

  private Side side() {
    Map<Usage.Key, Usage> usages = new LinkedHashMap<>();
    for (MeasuredSeries series : measured.series()) {
      Dimension dimension = series.metric().dimension();
      if (series.metric().kind() == Kind.CONSUMED
          && series.statistic() == Statistic.SUM
          && dimension != null) {
        Usage.Key key = new Usage.Key(series.index(), dimension);
        usages.put(key, usage(key, series));
      }
    }
    return new Side(
        new Run(
            table,
            "measured by CloudWatch, a value every " + measured.periodSeconds() + " s",
            measured.start(),
            Duration.ofSeconds(measured.periods() * measured.periodSeconds())),
        null,
        placing.beginSeconds(),
        placing.endSeconds(),
        placing.periodSeconds(),
        true,
        usages);
  }

  private Usage usage(Usage.Key key, MeasuredSeries consumed) {
    Map<ThrottlingReason, Sampled> reasons = new EnumMap<>(ThrottlingReason.class);
    Sampled all = null;
    Sampled ofReasons = null;
    for (MeasuredSeries series : measured.series()) {
      Metric metric = series.metric();
      if (new Usage.Key(series.index(), key.dimension()).equals(key)
          && metric.dimension() == key.dimension()) {
        Sampled placed = placed(series);
        if (metric.kind() == Kind.THROTTLE_EVENTS) {
          all = placed;
        } else if (metric.kind() == Kind.EVENTS_OF_A_REASON) {
          reasons.put(reason(key.kind(), metric), placed);
          ofReasons = ofReasons == null ? placed : placed.plus(ofReasons);
        }
      }
    }
    return new Usage(
        key,
        key.index() == null ? table : key.index(),
        placed(consumed),
        null,
        all == null ? ofReasons : all,
        reasons,
        unitsPerOperation(key, consumed));
  }

  /** Consumed units have a sample for each request. */
  private double unitsPerOperation(Usage.Key key, MeasuredSeries consumed) {
    return measured.series().stream()
        .filter(series -> series.statistic() == Statistic.SAMPLE_COUNT)
        .filter(series -> series.metric() == consumed.metric())
        .filter(series -> new Usage.Key(series.index(), key.dimension()).equals(key))
        .mapToDouble(series -> consumed.total() / series.total())
        .findFirst()
        .orElse(Double.NaN);
  }

  private static ThrottlingReason reason(ResourceKind kind, Metric metric) {
    return Arrays.stream(ThrottlingReason.values())
        .filter(reason -> reason.resourceKind() == kind)
        .filter(reason -> reason.cloudWatchMetric().equals(metric.apiName()))
        .findFirst()
        .orElseThrow();
  }

  private Sampled placed(MeasuredSeries series) {
    return placing.place(
        Series.of(series.values().stream().mapToDouble(Double::doubleValue).toArray()));
  }
}
