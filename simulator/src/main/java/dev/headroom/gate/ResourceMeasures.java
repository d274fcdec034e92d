package dev.headroom.gate;

import static dev.headroom.gate.Measurement.number;

import dev.headroom.gate.GateMetric.Worse;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.Minutes;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Metrics of tables and indexes. */
final class ResourceMeasures {

  /** The event that a resource's first throttling leaves in an outcome. */
  private static final String FIRST_THROTTLE = "first-throttle";

  private static final String NO_PERIODS = "the run has no periods";

  private final List<ResourceOutcome> resources;
  private final boolean isByMinute;

  /**
   * Metrics of some resources.
   *
   * @param isByMinute whether the worst minute counts instead of the whole run
   */
  ResourceMeasures(List<ResourceOutcome> resources, boolean isByMinute) {
    this.resources = resources;
    this.isByMinute = isByMinute;
  }

  Measurement throttleEvents() {
    if (resources.isEmpty()) {
      return Measurement.none("the run has no tables");
    }
    if (!isByMinute) {
      double events = resources.stream().mapToDouble(it -> it.totals().allThrottleEvents()).sum();
      return new Measurement(events, this::names);
    }
    Minutes minutes = minutes(resources.getFirst());
    List<Measurement> found = new ArrayList<>();
    for (int minute = 0; minute < minutes.count(); minute++) {
      double events = 0;
      for (ResourceOutcome resource : resources) {
        for (Series series : resource.series().throttleEvents().values()) {
          events += minutes.sum(series, minute);
        }
      }
      int at = minute;
      found.add(new Measurement(events, () -> names() + ", " + minutes.label(at)));
    }
    return Measurement.worst(Worse.HIGHER, found, NO_PERIODS);
  }

  Measurement readHeadroom() {
    return headroom(
        ResourceSeries::consumedReadUnits, ResourceSeries::provisionedReadUnits, "read");
  }

  Measurement writeHeadroom() {
    return headroom(
        ResourceSeries::consumedWriteUnits, ResourceSeries::provisionedWriteUnits, "write");
  }

  Measurement burstBalance() {
    List<Measurement> found = new ArrayList<>();
    for (ResourceOutcome resource : resources) {
      Minutes minutes = minutes(resource);
      addLowest(found, resource, minutes, resource.series().burstBalanceRead(), "reads");
      addLowest(found, resource, minutes, resource.series().burstBalanceWrite(), "writes");
    }
    return Measurement.worst(Worse.LOWER, found, "there is no burst capacity");
  }

  Measurement hottestPartition() {
    List<Measurement> found = new ArrayList<>();
    for (ResourceOutcome resource : resources) {
      Minutes minutes = minutes(resource);
      for (int minute = 0; minute < minutes.count(); minute++) {
        double share = minutes.max(resource.series().hottestPartitionUtilization(), minute);
        int at = minute;
        found.add(
            new Measurement(percent(share), () -> resource.name() + ", " + minutes.label(at)));
      }
    }
    return Measurement.worst(
        Worse.HIGHER, found.stream().filter(Measurement::hasData).toList(), NO_PERIODS);
  }

  /** From the events where there are any, else the start of the first period with throttling. */
  Measurement secondsToFirstThrottle(List<Event> events) {
    List<Measurement> found = new ArrayList<>();
    for (ResourceOutcome resource : resources) {
      int before = found.size();
      for (Event event : events) {
        if (event.kind().equals(FIRST_THROTTLE) && event.resource().equals(resource.name())) {
          found.add(new Measurement(event.atSeconds(), resource::name));
        }
      }
      if (found.size() > before) {
        continue;
      }
      ResourceSeries series = resource.series();
      for (Series ofReason : series.throttleEvents().values()) {
        int period = FirstPeriod.above0(ofReason);
        if (period >= 0) {
          found.add(new Measurement((double) period * series.periodSeconds(), resource::name));
        }
      }
    }
    return found.isEmpty() ? FirstPeriod.NEVER : Measurement.worst(Worse.LOWER, found, NO_PERIODS);
  }

  // 1 - (units consumed in a minute) / (units that the capacity in force allows in it), written so
  // that whole percentages come out exactly
  private Measurement headroom(
      Function<ResourceSeries, Series> consumed,
      Function<ResourceSeries, @Nullable Series> allowed,
      String dimension) {
    List<Measurement> found = new ArrayList<>();
    for (ResourceOutcome resource : resources) {
      Series capacity = allowed.apply(resource.series());
      if (capacity == null) {
        continue;
      }
      Minutes minutes = minutes(resource);
      for (int minute = 0; minute < minutes.count(); minute++) {
        double allowedUnits = minutes.sum(capacity, minute);
        if (allowedUnits > 0) {
          double units = minutes.sum(consumed.apply(resource.series()), minute);
          int at = minute;
          found.add(
              new Measurement(
                  100 * (allowedUnits - units) / allowedUnits,
                  () ->
                      "%s, %s: %s of %s %s units"
                          .formatted(
                              resource.name(),
                              minutes.label(at),
                              number(units),
                              number(allowedUnits),
                              dimension)));
        }
      }
    }
    return Measurement.worst(
        Worse.LOWER, found, "on-demand capacity without a maximum has no headroom to measure");
  }

  private static void addLowest(
      List<Measurement> found,
      ResourceOutcome resource,
      Minutes minutes,
      @Nullable Series balance,
      String what) {
    if (balance == null) {
      return;
    }
    for (int minute = 0; minute < minutes.count(); minute++) {
      double lowest = minutes.min(balance, minute);
      if (!Double.isNaN(lowest)) {
        int at = minute;
        found.add(
            new Measurement(
                percent(lowest),
                () -> "%s, %s, %s".formatted(resource.name(), what, minutes.label(at))));
      }
    }
  }

  /** Rounded where a double stops being exact, so that 1.1 is 110 %. */
  private static double percent(double share) {
    return Math.rint(share * 1e11) / 1e9;
  }

  private String names() {
    return String.join(", ", resources.stream().map(ResourceOutcome::name).toList());
  }

  private static Minutes minutes(ResourceOutcome resource) {
    ResourceSeries series = resource.series();
    return new Minutes(series.periodSeconds(), series.consumedReadUnits().size());
  }
}
