package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.comparison.UsageComparison.Minute;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Bands.Band;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges a comparison, one result for each thing that may be too far off. Used once. */
final class Checks {

  private static final double PERCENT = 100;
  private static final String POINTS = "points";
  private static final String NOT_THROTTLING =
      "what was driven does not throttle by capacity, so that throttling cannot be compared";

  private final Side simulated;
  private final Side observed;
  private final Tolerance tolerance;
  private final Chance chance;
  private final Timeline time;
  private final List<GateResult> results = new ArrayList<>();

  Checks(Side simulated, Side observed, Tolerance tolerance, Chance chance, Timeline time) {
    this.simulated = simulated;
    this.observed = observed;
    this.tolerance = tolerance;
    this.chance = chance;
    this.time = time;
  }

  List<GateResult> results() {
    return List.copyOf(results);
  }

  private boolean throttles() {
    return simulated.throttlesByCapacity() && observed.throttlesByCapacity();
  }

  void flows(@Nullable FlowComparison overall, List<FlowComparison> flows) {
    if (overall != null) {
      share("throttled share", overall);
      if (flows.size() > 1) {
        flows.forEach(flow -> share("throttled share of " + flow.name(), flow));
      }
    } else if (observed.outcome() != null) {
      String why = "the runs have no flow in common";
      add("throttled share" + within(tolerance.throttledSharePoints(), POINTS), POINTS, why);
    }
  }

  private void share(String what, FlowComparison flow) {
    String expression = what + within(tolerance.throttledSharePoints(), POINTS);
    Pair percent = flow.throttledShare().over(1 / PERCENT);
    if (!throttles()) {
      add(expression, POINTS, NOT_THROTTLING);
    } else if (Double.isNaN(percent.difference())) {
      add(expression, POINTS, "one of the runs made no such request");
    } else {
      judge(
          expression,
          percent.difference(),
          POINTS,
          tolerance.throttledSharePoints(),
          Math.max(chance.sharePoints(flow.offered(), flow.throttledRequests()), bandPoints(flow)),
          "predicted %s, observed %s of requests"
              .formatted(Words.percent(percent.simulated()), Words.percent(percent.observed())));
    }
  }

  /** Bands of totals are those of all flows together. */
  private double bandPoints(FlowComparison flow) {
    Bands bands = simulated.bands();
    Band band = bands == null ? null : bands.totals().get("throttledRequests");
    return band == null || !flow.name().isEmpty()
        ? 0
        : PERCENT * chance.within(band.p5(), band.p95()) / flow.offered().simulated();
  }

  void usages(List<UsageComparison> usages) {
    for (UsageComparison usage : usages) {
      usage(usage, throttles() ? Set.of() : throttledMinutes(usages, usage.dimension()));
    }
  }

  /** A refused write is missing on the table and its indexes alike. */
  private static Set<Double> throttledMinutes(List<UsageComparison> usages, Dimension dimension) {
    return usages.stream()
        .filter(usage -> usage.dimension() == dimension)
        .flatMap(usage -> usage.minutes().stream())
        .filter(minute -> minute.throttleEvents().sum() > 0)
        .map(Minute::fromSeconds)
        .collect(Collectors.toSet());
  }

  private void usage(UsageComparison usage, Set<Double> otherMinutes) {
    String expression = Words.units(usage) + within(tolerance.unitsPercent(), "%");
    if (!otherMinutes.isEmpty()) {
      add(expression, "%", NOT_THROTTLING);
    } else {
      judgeUnits(
          expression,
          usage.consumedUnits(),
          usage.chanceUnits(),
          Words.both(usage.consumedUnits()));
    }
    eachMinute(usage, otherMinutes);
    if (observed.outcome() == null) {
      throttleEvents(usage);
    }
  }

  /** The minute that exceeds what it may by most decides. */
  private void eachMinute(UsageComparison usage, Set<Double> otherMinutes) {
    List<Minute> minutes =
        usage.minutes().stream()
            .filter(Minute::isWhole)
            .filter(minute -> !otherMinutes.contains(minute.fromSeconds()))
            .toList();
    minutes.stream()
        .max(Comparator.comparingDouble(minute -> minute.excess(tolerance)))
        .ifPresent(
            worst ->
                judgeUnits(
                    Words.units(usage) + " in each minute" + within(tolerance.unitsPercent(), "%"),
                    worst.consumedUnits(),
                    worst.chanceUnits(),
                    "at "
                        + Words.elapsed(worst.fromSeconds())
                        + ": "
                        + Words.both(worst.consumedUnits())));
  }

  private void judgeUnits(String expression, Pair units, double chanceUnits, String how) {
    double apart = Math.abs(units.difference());
    judge(
        expression,
        units.errorPercent(),
        "%",
        apart <= tolerance.units(units),
        apart <= chanceUnits,
        how);
  }

  /** Where requests are not known, throttle events are set against the predicted attempts. */
  private void throttleEvents(UsageComparison usage) {
    String expression =
        Words.word(usage.dimension())
            + " throttle events of "
            + usage.resource()
            + within(tolerance.throttledSharePoints(), POINTS);
    double attempts =
        simulated.flows().stream()
            .filter(flow -> Words.isOf(flow, usage))
            .mapToLong(FlowOutcome::attempts)
            .sum();
    Pair events = usage.throttleEvents();
    if (Double.isNaN(events.observed())) {
      add(expression, POINTS, "throttle events were not measured");
    } else if (attempts > 0) {
      judge(
          expression,
          PERCENT * events.difference() / attempts,
          POINTS,
          tolerance.throttledSharePoints(),
          chance.sharePoints(new Pair(attempts, attempts), events),
          Words.both(events) + ", of " + Words.number(attempts) + " attempts predicted");
    }
  }

  void event(EventComparison event) {
    double seconds = event.apartSeconds();
    if (Double.isInfinite(seconds) && mayBeOutside(event)) {
      return;
    }
    judge(
        event.kind() + " of " + event.resource() + within(tolerance.eventSeconds(), "s"),
        seconds,
        "s",
        tolerance.eventSeconds(),
        0,
        moment("predicted", event.simulatedSeconds())
            + ", "
            + moment("observed", event.observedSeconds()));
  }

  /** Near an end of the common time, the partner of an event may lie beyond it. */
  private boolean mayBeOutside(EventComparison event) {
    Double at =
        event.simulatedSeconds() == null ? event.observedSeconds() : event.simulatedSeconds();
    if (at == null) {
      return false;
    }
    boolean isNearEnd = at > time.to() - tolerance.eventSeconds();
    boolean isNearBegin = time.from() > 0 && at < time.from() + tolerance.eventSeconds();
    return isNearEnd || isNearBegin;
  }

  private static String moment(String word, @Nullable Double seconds) {
    return seconds == null ? "not " + word : word + " at " + Words.elapsed(seconds);
  }

  void shadow(@Nullable ShadowComparison shadow) {
    if (shadow == null || !throttles()) {
      return;
    }
    for (ShadowComparison.Minute minute : shadow.worstMinutes()) {
      if (minute.requests() > 0) {
        Pair throttled = minute.throttled();
        judge(
            "throttled attempts of "
                + minute.flow()
                + " by shadow and service"
                + within(tolerance.shadowPercent(), "%"),
            minute.differencePercent(),
            "%",
            tolerance.shadowPercent(),
            ShadowMinutes.isBeyondChance(minute) ? 0 : Double.POSITIVE_INFINITY,
            "%s: shadow %s, service %s in %s requests"
                .formatted(
                    minute.label(),
                    Words.number(throttled.simulated()),
                    Words.number(throttled.observed()),
                    Words.number(minute.requests())));
      }
    }
  }

  private static String within(double value, String unit) {
    return " within " + Words.number(value) + " " + unit;
  }

  private void judge(
      String expression, double error, String unit, double tolerated, double byChance, String how) {
    double apart = Math.abs(error);
    judge(expression, error, unit, apart <= tolerated, apart <= byChance, how);
  }

  private void judge(
      String expression,
      double error,
      String unit,
      boolean isTolerated,
      boolean isChance,
      String how) {
    results.add(
        new GateResult(
            expression,
            error,
            unit,
            isTolerated || isChance ? Verdict.PASSED : Verdict.FAILED,
            isChance && !isTolerated ? how + "; no more than chance" : how));
  }

  private void add(String expression, String unit, String why) {
    results.add(new GateResult(expression, null, unit, Verdict.INCONCLUSIVE, why));
  }
}
