package dev.headroom.comparison;

import dev.headroom.comparison.UsageComparison.Minute;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges a comparison, one result for each thing that may be too far off. Used once. */
final class Checks {

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
    Pair percent = flow.throttledShare().over(0.01);
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
          chance.sharePoints(flow.offered(), flow.throttledRequests()),
          "predicted %s, observed %s of requests"
              .formatted(Words.percent(percent.simulated()), Words.percent(percent.observed())));
    }
  }

  void usage(UsageComparison usage) {
    String expression = Words.units(usage) + within(tolerance.unitsPercent(), "%");
    boolean isOther = !throttles() && usage.throttleEvents().sum() > 0;
    if (isOther) {
      add(expression, "%", NOT_THROTTLING);
    } else {
      judge(
          expression,
          usage.consumedUnits().errorPercent(),
          "%",
          tolerance.unitsPercent(),
          100 * usage.chanceUnits() / usage.consumedUnits().observed(),
          Words.both(usage.consumedUnits()));
    }
    eachMinute(usage, isOther);
    if (observed.outcome() == null) {
      throttleEvents(usage);
    }
  }

  /** The minute that exceeds what it may by most decides. */
  private void eachMinute(UsageComparison usage, boolean isOther) {
    List<Minute> minutes =
        usage.minutes().stream()
            .filter(Minute::isWhole)
            .filter(minute -> !isOther || minute.throttleEvents().sum() == 0)
            .toList();
    minutes.stream()
        .max(Comparator.comparingDouble(this::excess))
        .ifPresent(
            worst ->
                judge(
                    Words.units(usage) + " in each minute" + within(tolerance.unitsPercent(), "%"),
                    worst.consumedUnits().errorPercent(),
                    "%",
                    tolerance.unitsPercent(),
                    100 * worst.chanceUnits() / worst.consumedUnits().observed(),
                    "at "
                        + Words.elapsed(worst.fromSeconds())
                        + ": "
                        + Words.both(worst.consumedUnits())));
  }

  private double excess(Minute minute) {
    Pair units = minute.consumedUnits();
    double allowed =
        Math.max(tolerance.unitsPercent() / 100 * units.observed(), minute.chanceUnits());
    return Math.abs(units.difference()) / allowed;
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
          100 * events.difference() / attempts,
          POINTS,
          tolerance.throttledSharePoints(),
          chance.sharePoints(new Pair(attempts, attempts), events),
          Words.both(events) + ", of " + Words.number(attempts) + " attempts predicted");
    }
  }

  /** An event near the end of the common time may have its partner beyond it. */
  void event(EventComparison event) {
    double seconds = event.apartSeconds();
    Double at =
        event.simulatedSeconds() == null ? event.observedSeconds() : event.simulatedSeconds();
    boolean isAlone = Double.isInfinite(seconds);
    if (isAlone
        && at != null
        && (at > time.to() - tolerance.eventSeconds()
            || at < time.from() + tolerance.eventSeconds() && time.from() > 0)) {
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
    boolean isTolerated = Math.abs(error) <= tolerated;
    boolean isChance = !isTolerated && Math.abs(error) <= byChance;
    results.add(
        new GateResult(
            expression,
            error,
            unit,
            isTolerated || isChance ? Verdict.PASSED : Verdict.FAILED,
            isChance ? how + "; no more than chance" : how));
  }

  private void add(String expression, String unit, String why) {
    results.add(new GateResult(expression, null, unit, Verdict.INCONCLUSIVE, why));
  }
}
