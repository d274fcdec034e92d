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
    boolean isRead = dimension == Dimension.READ;
    Series consumed = isRead ? series.consumedReadUnits() : series.consumedWriteUnits();
    Series capacity = isRead ? series.provisionedReadUnits() : series.provisionedWriteUnits();
    List<FlowOutcome> flows =
        outcome.flows().stream().filter(flow -> flow.dimension() == dimension).toList();
    long succeeded = flows.stream().mapToLong(FlowOutcome::succeeded).sum();
    double unitsPerRequest = succeeded == 0 ? 0 : consumed.sum() / succeeded;

    Minutes minutes = new Minutes(series.periodSeconds(), consumed.size());
    double highest = 0;
    int busiest = 0;
    for (int minute = 0; minute < minutes.count(); minute++) {
      double offered = 0;
      for (FlowOutcome flow : flows) {
        offered += minutes.sum(flow.series().offered(), minute);
      }
      double units = Math.max(offered * unitsPerRequest, minutes.sum(consumed, minute));
      if (units / minutes.seconds(minute) > highest) {
        highest = units / minutes.seconds(minute);
        busiest = minute;
      }
    }
    double allowed = capacity == null ? 0 : minutes.sum(capacity, busiest);
    return new Demand(
        (long) Math.ceil(highest - ROUNDING),
        minutes.label(busiest),
        allowed == 0 ? null : Math.round(allowed / minutes.seconds(busiest)));
  }
}
