package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.comparison.UsageComparison.Minute;
import dev.headroom.measured.Measurements;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Bands.BandSeries;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Series;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts a prediction beside what was observed.
 *
 * <p>Both are taken to begin together, whatever their clocks said: a prediction may start at any
 * time. A shift says how long after the start of the observation the predicted run began on it.
 *
 * <pre>{@code
 * Comparison comparison = Comparer.compare(predicted, observed, Tolerance.DEFAULT);
 * }</pre>
 */
public final class Comparer {

  private final Side simulated;
  private final Side observed;
  private final Timeline time;
  private final Chance chance;

  private Comparer(Side simulated, Side observed) {
    this.simulated = simulated;
    this.observed = observed;
    this.time = new Timeline(simulated, observed);
    this.chance = Chance.between(simulated, observed, time);
  }

  /** Compares two outcomes that begin together. */
  public static Comparison compare(Outcome simulated, Outcome observed, Tolerance tolerance) {
    return compare(simulated, observed, tolerance, Duration.ZERO);
  }

  /** Compares two outcomes. */
  public static Comparison compare(
      Outcome simulated, Outcome observed, Tolerance tolerance, Duration shift) {
    return compare(Side.of(simulated, 0), Side.of(observed, -seconds(shift)), tolerance, shift);
  }

  /** Compares an outcome with what CloudWatch measured. */
  public static Comparison compare(
      Outcome simulated, Measurements observed, Tolerance tolerance, Duration shift) {
    Side side = Side.of(simulated, 0);
    return compare(
        side, MeasuredSide.of(observed, side.tableName(), -seconds(shift)), tolerance, shift);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static Comparison compare(
      Side simulated, Side observed, Tolerance tolerance, Duration shift) {
    return new Comparer(simulated, observed).comparison(tolerance, shift);
  }

  private Comparison comparison(Tolerance tolerance, Duration shift) {
    Differences differences = new Differences(simulated, observed);
    List<String> notes = new ArrayList<>(differences.notes(shift));
    if (time.isEmpty()) {
      notes.addFirst("the runs share no time: nothing is compared");
      return new Comparison(
          simulated.run(),
          observed.run(),
          shift,
          tolerance,
          time.minuteSeconds(),
          null,
          List.of(),
          List.of(),
          List.of(),
          null,
          List.of(),
          List.of(),
          notes);
    }
    List<FlowComparison> flows = flows();
    FlowComparison overall = flows.isEmpty() ? null : overall();
    List<UsageComparison> usages = usages();
    List<EventComparison> events = EventPairs.of(simulated, observed, time);
    ShadowComparison shadow =
        Optional.ofNullable(observed.outcome())
            .map(Outcome::shadow)
            .map(ShadowMinutes::of)
            .orElse(null);
    Checks checks = new Checks(simulated, observed, tolerance, chance, time);
    checks.flows(overall, flows);
    checks.usages(usages);
    events.forEach(checks::event);
    checks.shadow(shadow);
    Causes causes = new Causes(simulated, observed, tolerance, chance, time);
    return new Comparison(
        simulated.run(),
        observed.run(),
        shift,
        tolerance,
        time.minuteSeconds(),
        overall,
        flows,
        usages,
        events,
        shadow,
        checks.results(),
        causes.of(differences, flows, usages),
        notes);
  }

  private List<FlowComparison> flows() {
    List<FlowComparison> flows = new ArrayList<>();
    for (FlowOutcome flow : simulated.flows()) {
      for (FlowOutcome other : observed.flows()) {
        if (other.name().equals(flow.name()) && flow.offered() + other.offered() > 0) {
          flows.add(flow(flow.name(), List.of(flow), List.of(other)));
        }
      }
    }
    return flows;
  }

  private FlowComparison overall() {
    return flow("", simulated.flows(), observed.flows());
  }

  private FlowComparison flow(String name, List<FlowOutcome> flows, List<FlowOutcome> others) {
    boolean isSingle = flows.size() == 1 && others.size() == 1;
    return new FlowComparison(
        name,
        total(flows, others, FlowSeries::offered),
        total(flows, others, FlowSeries::attempts),
        total(flows, others, FlowSeries::throttledRequests),
        total(flows, others, FlowSeries::throttledAttempts),
        new Pair(
            sum(simulated, flows, FlowSeries::throttledAttempts).firstSeconds(),
            sum(observed, others, FlowSeries::throttledAttempts).firstSeconds()),
        isSingle ? flows.getFirst().latencyMillis() : null,
        isSingle ? others.getFirst().latencyMillis() : null,
        SeriesPair.of(
            sum(simulated, flows, FlowSeries::throttledRequests),
            sum(observed, others, FlowSeries::throttledRequests)));
  }

  private Pair total(
      List<FlowOutcome> flows, List<FlowOutcome> others, Function<FlowSeries, Series> series) {
    return time.total(sum(simulated, flows, series), sum(observed, others, series));
  }

  /** The flows of a run have the same periods. */
  private static Sampled sum(
      Side side, List<FlowOutcome> flows, Function<FlowSeries, Series> series) {
    Sampled sum = side.placing(flows.getFirst()).place(series.apply(flows.getFirst().series()));
    for (FlowOutcome flow : flows.subList(1, flows.size())) {
      sum = sum.plus(side.placing(flow).place(series.apply(flow.series())));
    }
    return sum;
  }

  private List<UsageComparison> usages() {
    Set<Usage.Key> keys = new LinkedHashSet<>(simulated.usages().keySet());
    keys.addAll(observed.usages().keySet());
    List<UsageComparison> usages = new ArrayList<>();
    for (Usage.Key key : keys) {
      Usage usage = simulated.usages().get(key);
      Usage other = observed.usages().get(key);
      if (usage != null && other != null) {
        addIfUsed(usages, usage, other);
      } else if (usage == null && other != null) {
        addIfUsed(usages, other.nothing(), other);
      } else if (usage != null && observed.outcome() != null) {
        addIfUsed(usages, usage, usage.nothing());
      }
    }
    return usages;
  }

  private void addIfUsed(List<UsageComparison> usages, Usage usage, Usage other) {
    UsageComparison compared = usage(usage, other);
    if (compared.consumedUnits().sum() > 0 || compared.throttleEvents().sum() > 0) {
      usages.add(compared);
    }
  }

  private UsageComparison usage(Usage usage, Usage other) {
    Sampled throttles = usage.throttles();
    Sampled otherThrottles = other.throttles();
    Map<ThrottlingReason, Pair> reasons = new EnumMap<>(ThrottlingReason.class);
    for (ThrottlingReason reason : ThrottlingReason.values()) {
      Sampled own = usage.reasons().get(reason);
      Sampled others = other.reasons().get(reason);
      if (own != null || (others != null && others.values().sum() > 0)) {
        reasons.put(
            reason,
            time.total(
                own == null ? usage.consumed().nothing() : own,
                others == null ? other.consumed().nothing() : others));
      }
    }
    if (other.reasons().isEmpty() && observed.outcome() == null) {
      reasons.clear();
    }
    Pair consumed = time.total(usage.consumed(), other.consumed());
    double unitsPerOperation = unitsPerOperation(usage, other);
    return new UsageComparison(
        usage.resource(),
        usage.key().kind(),
        usage.key().dimension(),
        consumed,
        unitsPerOperation * chance.operations(consumed.over(unitsPerOperation)),
        minutes(usage, other),
        throttles == null || otherThrottles == null
            ? new Pair(throttles == null ? Double.NaN : throttles.values().sum(), Double.NaN)
            : time.total(throttles, otherThrottles),
        reasons,
        SeriesPair.of(usage.consumed(), other.consumed()),
        throttles == null || otherThrottles == null
            ? null
            : SeriesPair.of(throttles, otherThrottles));
  }

  private List<Minute> minutes(Usage usage, Usage other) {
    double unitsPerOperation = unitsPerOperation(usage, other);
    List<Timeline.Span> spans = time.minutes();
    List<Minute> minutes = new ArrayList<>();
    Pair before = new Pair(0, 0);
    for (int i = 0; i < spans.size(); i++) {
      Timeline.Span span = spans.get(i);
      Pair units = Timeline.sum(usage.consumed(), other.consumed(), span);
      before = before.plus(units);
      boolean isTurn = isTurn(usage.throttles(), spans, i) || isTurn(other.throttles(), spans, i);
      Pair operations = (isTurn ? before : units).over(unitsPerOperation);
      double chanceUnits = unitsPerOperation * chance.operations(operations);
      minutes.add(
          new Minute(
              span.from(),
              span.isWhole(),
              units,
              Math.max(chanceUnits, bandUnits(usage, span)),
              new Pair(sum(usage.throttles(), span), sum(other.throttles(), span))));
    }
    return minutes;
  }

  /**
   * Whether throttling begins or ends in a minute. Then the chance in all requests before bears on
   * the consumption: they decide when the saved capacity is used up.
   */
  private static boolean isTurn(@Nullable Sampled throttles, List<Timeline.Span> spans, int i) {
    return throttles != null
        && sum(throttles, spans.get(i)) > 0
        && (i == 0
            || i == spans.size() - 1
            || sum(throttles, spans.get(i - 1)) == 0
            || sum(throttles, spans.get(i + 1)) == 0);
  }

  /** Only bands over the very minute tell its spread. */
  private double bandUnits(Usage usage, Timeline.Span span) {
    Bands bands = simulated.bands();
    if (bands == null) {
      return 0;
    }
    return bands.resources().stream()
        .filter(resource -> resource.name().equals(usage.resource()))
        .filter(resource -> resource.periodSeconds() == time.minuteSeconds())
        .filter(resource -> span.from() % resource.periodSeconds() == 0)
        .mapToDouble(
            resource -> {
              int period = (int) (span.from() / resource.periodSeconds());
              BandSeries band =
                  usage.key().dimension() == Dimension.READ
                      ? resource.consumedReadUnits()
                      : resource.consumedWriteUnits();
              return chance.within(band.p5().get(period), band.p95().get(period));
            })
        .findFirst()
        .orElse(0);
  }

  static double unitsPerOperation(Usage usage, Usage other) {
    double units =
        usage.unitsPerOperation() > 0 ? usage.unitsPerOperation() : other.unitsPerOperation();
    return units > 0 ? units : 1;
  }

  private static double sum(@Nullable Sampled values, Timeline.Span span) {
    return values == null ? Double.NaN : values.sum(span.from(), span.to());
  }
}
