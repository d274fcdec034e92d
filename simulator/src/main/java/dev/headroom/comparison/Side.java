package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.comparison.Comparison.Run;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is compared of a run, whatever it was read from.
 *
 * @param run what to call it
 * @param outcome the whole outcome; null for measurements, which know no requests and no events
 * @param beginSeconds when it begins on the time axis of the comparison
 * @param endSeconds when it ends
 * @param periodSeconds the longest period of its series
 * @param hasPartialEdges whether its first and last period may be covered in part only
 * @param usages what its resources did
 */
record Side(
    Run run,
    @Nullable Outcome outcome,
    double beginSeconds,
    double endSeconds,
    int periodSeconds,
    boolean hasPartialEdges,
    Map<Usage.Key, Usage> usages) {

  private static final double NANOS_PER_SECOND = 1e9;

  static Side of(Outcome outcome, double beginSeconds) {
    double endSeconds = beginSeconds + outcome.duration().toNanos() / NANOS_PER_SECOND;
    Map<Usage.Key, Usage> usages = new LinkedHashMap<>();
    int period = 1;
    for (ResourceOutcome resource : outcome.resources()) {
      period = Math.max(period, resource.series().periodSeconds());
      for (Dimension dimension : Dimension.values()) {
        Usage usage = usage(resource, dimension, beginSeconds, endSeconds);
        usages.put(usage.key(), usage);
      }
    }
    for (FlowOutcome flow : outcome.flows()) {
      period = Math.max(period, flow.series().periodSeconds());
    }
    return new Side(
        new Run(outcome.scenario(), description(outcome), outcome.start(), outcome.duration()),
        outcome,
        beginSeconds,
        endSeconds,
        period,
        false,
        usages);
  }

  private static String description(Outcome outcome) {
    String source = outcome.source().name().toLowerCase(Locale.ROOT);
    return switch (outcome.source()) {
      case SIMULATED -> source + ", profile " + outcome.profile() + ", seed " + outcome.seed();
      case OBSERVED -> source + " by headroom " + outcome.version();
    };
  }

  private static Usage usage(
      ResourceOutcome resource, Dimension dimension, double beginSeconds, double endSeconds) {
    ResourceSeries series = resource.series();
    boolean isRead = dimension == Dimension.READ;
    Placing placing = new Placing(series.periodSeconds(), beginSeconds, endSeconds);
    Sampled consumed =
        placing.place(isRead ? series.consumedReadUnits() : series.consumedWriteUnits());
    Series provisioned = isRead ? series.provisionedReadUnits() : series.provisionedWriteUnits();
    Map<ThrottlingReason, Sampled> reasons = new EnumMap<>(ThrottlingReason.class);
    Sampled throttles = consumed.nothing();
    for (Map.Entry<ThrottlingReason, Series> events : series.throttleEvents().entrySet()) {
      if (events.getKey().dimension() == dimension) {
        Sampled placed = placing.place(events.getValue());
        reasons.put(events.getKey(), placed);
        throttles = throttles.plus(placed);
      }
    }
    return new Usage(
        new Usage.Key(resource.kind() == ResourceKind.TABLE ? null : resource.name(), dimension),
        resource.name(),
        consumed,
        provisioned == null ? null : placing.place(provisioned),
        throttles,
        reasons,
        unitsPerOperation(series));
  }

  /** Reads and writes together: the outcome counts operations together too. */
  private static double unitsPerOperation(ResourceSeries series) {
    Admitted admitted = series.admitted();
    double operations =
        admitted.normal().sum() + admitted.burst().sum() + admitted.adaptive().sum();
    return (series.consumedReadUnits().sum() + series.consumedWriteUnits().sum()) / operations;
  }

  /** Where series of a period stand on the time axis. */
  record Placing(int periodSeconds, double beginSeconds, double endSeconds) {

    Sampled place(Series values) {
      return new Sampled(values, periodSeconds, beginSeconds, endSeconds);
    }
  }

  Placing placing(FlowOutcome flow) {
    return new Placing(flow.series().periodSeconds(), beginSeconds, endSeconds);
  }

  /** The flows of clients; none for measurements. */
  List<FlowOutcome> flows() {
    return outcome == null ? List.of() : outcome.clientFlows();
  }

  /** The spread over trials; null where there is none. */
  @Nullable Bands bands() {
    return outcome == null ? null : outcome.bands();
  }

  boolean throttlesByCapacity() {
    return outcome == null || outcome.throttlesByCapacity();
  }

  /** The name of its table; empty if it does not say. */
  String tableName() {
    return usages.values().stream()
        .filter(usage -> usage.key().index() == null)
        .map(Usage::resource)
        .findFirst()
        .orElse("");
  }

  /** The names of its indexes with a capacity of their own. */
  List<String> indexNames() {
    List<String> names = new ArrayList<>();
    for (Usage.Key key : usages.keySet()) {
      if (key.index() != null && !names.contains(key.index())) {
        names.add(key.index());
      }
    }
    return names;
  }
}
