package dev.headroom.scenarios.observation;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import dev.headroom.table.CapacityMode;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Counts what the client sees of a table or an index. Times are nanoseconds from the start of the
 * run; what lies outside of it is not counted. Thread-safe.
 */
final class ResourceObservation {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final String name;
  private final ResourceKind kind;
  private final Periods periods;
  private final RunClock clock;
  private final double[][] consumedUnits;
  private final double[][] allowedUnits;
  private final boolean[][] isUnlimited;
  private final double[] admitted;
  private final double[] throttledRequests;
  private final Map<ThrottlingReason, double[]> throttleEvents =
      new EnumMap<>(ThrottlingReason.class);
  private long sampledUntilNanos;

  ResourceObservation(String name, ResourceKind kind, Periods periods, RunClock clock) {
    this.name = name;
    this.kind = kind;
    this.periods = periods;
    this.clock = clock;
    int dimensions = Dimension.values().length;
    this.consumedUnits = new double[dimensions][periods.count()];
    this.allowedUnits = new double[dimensions][periods.count()];
    this.isUnlimited = new boolean[dimensions][periods.count()];
    this.admitted = new double[periods.count()];
    this.throttledRequests = new double[periods.count()];
  }

  String name() {
    return name;
  }

  ResourceKind kind() {
    return kind;
  }

  synchronized void consumed(long runNanos, Dimension dimension, double units) {
    if (clock.isWithin(runNanos)) {
      consumedUnits[dimension.ordinal()][periods.of(runNanos)] += units;
    }
  }

  synchronized void admitted(long runNanos, long operations) {
    if (clock.isWithin(runNanos)) {
      admitted[periods.of(runNanos)] += operations;
    }
  }

  /** Operations on items were refused; returns whether they are the first. */
  synchronized boolean throttled(long runNanos, ThrottlingReason reason, long operations) {
    if (!clock.isWithin(runNanos)) {
      return false;
    }
    boolean isFirst = throttleEvents.isEmpty();
    throttleEvents
            .computeIfAbsent(reason, added -> new double[periods.count()])[periods.of(runNanos)] +=
        operations;
    return isFirst;
  }

  /** A request was refused as a whole. */
  synchronized void requestThrottled(long runNanos) {
    if (clock.isWithin(runNanos)) {
      throttledRequests[periods.of(runNanos)]++;
    }
  }

  /** Says what capacity was in force since the latest time that this was said. */
  synchronized void sample(long untilNanos, CapacityMode mode) {
    long until = Math.min(untilNanos, clock.durationNanos());
    while (sampledUntilNanos < until) {
      int period = periods.of(sampledUntilNanos);
      long end = Math.min(until, (period + 1L) * periods.seconds() * NANOS_PER_SECOND);
      double seconds = (double) (end - sampledUntilNanos) / NANOS_PER_SECOND;
      for (Dimension dimension : Dimension.values()) {
        OptionalLong units = limit(mode, dimension);
        if (units.isPresent()) {
          allowedUnits[dimension.ordinal()][period] += units.getAsLong() * seconds;
        } else {
          isUnlimited[dimension.ordinal()][period] = true;
        }
      }
      sampledUntilNanos = end;
    }
  }

  private static OptionalLong limit(CapacityMode mode, Dimension dimension) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned -> OptionalLong.of(provisioned.units(dimension));
      case CapacityMode.OnDemand onDemand -> onDemand.maximum(dimension);
    };
  }

  /** Where a client cannot look, the outcome has no numbers. */
  private static Series unseen(int periodCount) {
    double[] values = new double[periodCount];
    Arrays.fill(values, Double.NaN);
    return Series.of(values);
  }

  synchronized ResourceOutcome outcome(int periodCount) {
    Map<ThrottlingReason, Series> eventSeries = new EnumMap<>(ThrottlingReason.class);
    Map<ThrottlingReason, Long> eventTotals = new EnumMap<>(ThrottlingReason.class);
    throttleEvents.forEach(
        (reason, counts) -> {
          eventSeries.put(reason, series(counts, periodCount));
          eventTotals.put(reason, Math.round(Arrays.stream(counts).sum()));
        });
    Series read = series(consumedUnits[Dimension.READ.ordinal()], periodCount);
    Series write = series(consumedUnits[Dimension.WRITE.ordinal()], periodCount);
    Series letIn = series(admitted, periodCount);
    Series none = Series.of(new double[periodCount]);
    Series throttled = series(throttledRequests, periodCount);
    return new ResourceOutcome(
        name,
        kind,
        new ResourceSeries(
            periods.seconds(),
            read,
            write,
            allowed(Dimension.READ, periodCount),
            allowed(Dimension.WRITE, periodCount),
            new Admitted(letIn, none, none),
            eventSeries,
            throttled,
            null,
            null,
            unseen(periodCount),
            unseen(periodCount)),
        new ResourceTotals(
            read.sum(),
            write.sum(),
            Math.round(letIn.sum()),
            0,
            0,
            eventTotals,
            Math.round(throttled.sum())),
        List.of());
  }

  private static Series series(double[] values, int periodCount) {
    return Series.of(Arrays.copyOf(values, periodCount));
  }

  private @Nullable Series allowed(Dimension dimension, int periodCount) {
    double[] units = Arrays.copyOf(allowedUnits[dimension.ordinal()], periodCount);
    boolean isEverLimited = false;
    for (int i = 0; i < units.length; i++) {
      isEverLimited |= units[i] > 0;
      units[i] = isUnlimited[dimension.ordinal()][i] ? 0 : units[i];
    }
    return isEverLimited ? Series.of(units) : null;
  }
}
