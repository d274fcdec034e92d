package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Minutes;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a resource would have consumed in its busiest minute, had nothing been throttled.
 *
 * <p>An estimate: requests offered in the minute, times the units that a request which succeeded
 * took of this resource on average. Exact where all requests are alike.
 *
 * @param unitsPerSecond mean of the busiest minute, rounded up
 * @param minute which minute it is, for people
 * @param capacityUnitsPerSecond provisioned capacity or on-demand maximum in that minute; null
 *     where there is none
 */
record Demand(long unitsPerSecond, String minute, @Nullable Long capacityUnitsPerSecond) {

  /** Keeps a demand of exactly 80 from becoming 81 through the noise of a double. */
  private static final double ROUNDING = 1e-6;

  static Demand of(Outcome outcome, ResourceOutcome resource, Dimension dimension) {
    ResourceSeries series = resource.series();
    Series capacity =
        dimension == Dimension.READ
            ? series.provisionedReadUnits()
            : series.provisionedWriteUnits();
    double[] unitsByMinute = unitsByMinute(outcome, resource, dimension);
    Minutes minutes = minutes(resource);
    double highest = 0;
    int busiest = 0;
    for (int minute = 0; minute < minutes.count(); minute++) {
      double unitsPerSecond = unitsByMinute[minute] / minutes.seconds(minute);
      if (unitsPerSecond > highest) {
        highest = unitsPerSecond;
        busiest = minute;
      }
    }
    double allowed = capacity == null ? 0 : minutes.sum(capacity, busiest);
    return new Demand(
        (long) Math.ceil(highest - ROUNDING),
        minutes.label(busiest),
        allowed == 0 ? null : Math.round(allowed / minutes.seconds(busiest)));
  }

  /** The units of every minute. */
  static double[] unitsByMinute(Outcome outcome, ResourceOutcome resource, Dimension dimension) {
    ResourceSeries series = resource.series();
    Series consumed =
        dimension == Dimension.READ ? series.consumedReadUnits() : series.consumedWriteUnits();
    List<FlowOutcome> flows =
        outcome.flows().stream().filter(flow -> flow.dimension() == dimension).toList();
    long succeeded = flows.stream().mapToLong(FlowOutcome::succeeded).sum();
    double unitsPerRequest = succeeded == 0 ? 0 : consumed.sum() / succeeded;
    boolean isThrottled =
        outcome.resources().stream().anyMatch(it -> it.totals().allThrottleEvents() > 0);
    Minutes minutes = minutes(resource);
    double[] units = new double[minutes.count()];
    for (int minute = 0; minute < units.length; minute++) {
      double offered = 0;
      for (FlowOutcome flow : flows) {
        offered += minutes.sum(flow.series().offered(), minute);
      }
      double served = minutes.sum(consumed, minute);
      units[minute] = isThrottled ? Math.max(offered * unitsPerRequest, served) : served;
    }
    return units;
  }

  static Minutes minutes(ResourceOutcome resource) {
    ResourceSeries series = resource.series();
    return new Minutes(series.periodSeconds(), series.consumedReadUnits().size());
  }
}
