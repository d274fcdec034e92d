package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.cost.BilledUse;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a resource's counters at the end of every period and turns them into series. */
final class ResourceRecorder {

  private static final int HOT_PARTITIONS = 20;
  private static final int MINUTE_SECONDS = 60;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final ResourceState resource;
  private final Periods periods;
  private final long[] partitionLimits;
  private final long durationNanos;
  private final EventLog events;
  private final UseRecorder use;
  private final double[][] consumedUnits;
  private final double[][] allowedUnits;
  private final boolean[][] isUnlimited;
  private final double[][] lowestBurst;
  private final double[][] admitted;
  private final double[] hottest;
  private final long[] throttledRequests;
  private final Map<ThrottlingReason, double[]> throttleEvents =
      new EnumMap<>(ThrottlingReason.class);
  private final double[] partitions;
  private final long[] consumedBefore;
  private final long[][] consumedBeforePeriod;
  private final long[][] consumedBeforeMinute;
  private double[] busiestMinute;
  private final long[] admittedBefore = new long[3];
  private final long[] eventsBefore = new long[ThrottlingReason.values().length];
  private boolean throttledBefore;

  ResourceRecorder(
      ResourceState resource,
      Periods periods,
      long durationNanos,
      ModelProfile profile,
      EventLog events,
      UseRecorder use) {
    int dimensions = Dimension.values().length;
    this.resource = resource;
    this.periods = periods;
    this.partitionLimits = new long[dimensions];
    partitionLimits[Dimension.READ.ordinal()] = profile.partitionMaxReadUnitsPerSecond();
    partitionLimits[Dimension.WRITE.ordinal()] = profile.partitionMaxWriteUnitsPerSecond();
    this.durationNanos = durationNanos;
    this.events = events;
    this.use = use;
    this.consumedUnits = new double[dimensions][periods.count()];
    this.allowedUnits = new double[dimensions][periods.count()];
    this.isUnlimited = new boolean[dimensions][periods.count()];
    this.lowestBurst = new double[dimensions][periods.count()];
    for (double[] balances : lowestBurst) {
      Arrays.fill(balances, 1);
    }
    this.admitted = new double[3][periods.count()];
    this.hottest = new double[periods.count()];
    this.throttledRequests = new long[periods.count()];
    this.partitions = new double[periods.count()];
    this.consumedBefore = new long[dimensions];
    this.consumedBeforePeriod = new long[dimensions][resource.partitionCount()];
    this.consumedBeforeMinute = new long[dimensions][resource.partitionCount()];
    this.busiestMinute = new double[resource.partitionCount()];
  }

  void throttledRequests(long nowNanos, long n) {
    throttledRequests[periods.of(nowNanos)] += n;
  }

  /** Notes that a request was refused, the first time. */
  void noteThrottle(long nowNanos, String flow) {
    if (!throttledBefore) {
      throttledBefore = true;
      events.add(
          nowNanos, "first-throttle", resource.name(), "first throttled request, of " + flow);
    }
  }

  /**
   * Looks at capacity and burst balance, after a refill.
   *
   * @param untilNanos when they are looked at next, or the period or the run ends
   */
  void sample(long nowNanos, long untilNanos) {
    use.sample(nowNanos, untilNanos);
    int period = periods.of(nowNanos);
    double seconds = (double) (untilNanos - nowNanos) / NANOS_PER_SECOND;
    for (Dimension dimension : Dimension.values()) {
      int d = dimension.ordinal();
      if (resource.limit(dimension) == Limit.ACCOUNT_LIMIT) {
        isUnlimited[d][period] = true;
      } else if (resource.exists()) {
        allowedUnits[d][period] +=
            resource.ratePerSecond(dimension) * seconds / ResourceState.MILLI;
        lowestBurst[d][period] = Math.min(lowestBurst[d][period], resource.burstBalance(dimension));
      }
    }
  }

  /** Whether a minute or a period, whichever is shorter, ends at a whole second. */
  boolean endsPeriod(long nowNanos) {
    long seconds = nowNanos / NANOS_PER_SECOND;
    return seconds % MINUTE_SECONDS == 0
        || seconds % periods.seconds() == 0
        || nowNanos >= durationNanos;
  }

  /** Ends a period, or the run, at a whole second; pools must be settled. */
  void endSecond(long nowNanos) {
    makeRoom();
    long seconds = nowNanos / NANOS_PER_SECOND;
    boolean last = nowNanos >= durationNanos;
    if (seconds % MINUTE_SECONDS == 0 || last) {
      long length = seconds % MINUTE_SECONDS == 0 ? MINUTE_SECONDS : seconds % MINUTE_SECONDS;
      endMinute(Math.max(1, length));
    }
    if (seconds % periods.seconds() == 0 || last) {
      long length =
          seconds % periods.seconds() == 0 ? periods.seconds() : seconds % periods.seconds();
      endPeriod(periods.of(nowNanos - 1), Math.max(1, length));
    }
  }

  /** Follows partitions that have been split. */
  private void makeRoom() {
    int count = resource.partitionCount();
    if (busiestMinute.length < count) {
      busiestMinute = Arrays.copyOf(busiestMinute, 2 * count);
      for (int d = 0; d < consumedBefore.length; d++) {
        consumedBeforePeriod[d] = Arrays.copyOf(consumedBeforePeriod[d], 2 * count);
        consumedBeforeMinute[d] = Arrays.copyOf(consumedBeforeMinute[d], 2 * count);
      }
    }
  }

  private void endMinute(long seconds) {
    for (int p = 0; p < resource.partitionCount(); p++) {
      double utilization = 0;
      for (Dimension dimension : Dimension.values()) {
        long consumed = resource.consumed(p, dimension);
        long[] before = consumedBeforeMinute[dimension.ordinal()];
        double units = (double) (consumed - before[p]) / ResourceState.MILLI;
        before[p] = consumed;
        utilization = Math.max(utilization, units / seconds / partitionLimits[dimension.ordinal()]);
      }
      busiestMinute[p] = Math.max(busiestMinute[p], utilization);
    }
  }

  private void endPeriod(int period, long seconds) {
    partitions[period] = resource.exists() ? resource.partitionCount() : 0;
    for (Dimension dimension : Dimension.values()) {
      long[] before = consumedBeforePeriod[dimension.ordinal()];
      for (int p = 0; p < resource.partitionCount(); p++) {
        long consumed = resource.consumed(p, dimension);
        double units = (double) (consumed - before[p]) / ResourceState.MILLI;
        before[p] = consumed;
        hottest[period] =
            Math.max(hottest[period], units / seconds / partitionLimits[dimension.ordinal()]);
      }
      long consumed = resource.consumed(dimension);
      consumedUnits[dimension.ordinal()][period] +=
          (double) (consumed - consumedBefore[dimension.ordinal()]) / ResourceState.MILLI;
      consumedBefore[dimension.ordinal()] = consumed;
    }
    long[] now = {resource.admittedNormal(), resource.admittedBurst(), resource.admittedAdaptive()};
    for (int i = 0; i < now.length; i++) {
      admitted[i][period] += now[i] - admittedBefore[i];
      admittedBefore[i] = now[i];
    }
    for (ThrottlingReason reason : ThrottlingReason.values()) {
      long count = resource.throttleEvents(reason);
      long more = count - eventsBefore[reason.ordinal()];
      eventsBefore[reason.ordinal()] = count;
      if (more > 0) {
        throttleEvents.computeIfAbsent(reason, r -> new double[periods.count()])[period] += more;
      }
    }
  }

  BilledUse billedUse() {
    return use.use();
  }

  ResourceOutcome outcome() {
    Map<ThrottlingReason, Series> eventSeries = new EnumMap<>(ThrottlingReason.class);
    Map<ThrottlingReason, Long> eventTotals = new EnumMap<>(ThrottlingReason.class);
    throttleEvents.forEach(
        (reason, counts) -> {
          eventSeries.put(reason, Series.of(counts));
          eventTotals.put(reason, resource.throttleEvents(reason));
        });
    Series read = Series.of(consumedUnits[Dimension.READ.ordinal()]);
    Series write = Series.of(consumedUnits[Dimension.WRITE.ordinal()]);
    Series throttled = Series.of(Arrays.stream(throttledRequests).asDoubleStream().toArray());
    return new ResourceOutcome(
        resource.name(),
        resource.kind(),
        new ResourceSeries(
            periods.seconds(),
            read,
            write,
            allowed(Dimension.READ),
            allowed(Dimension.WRITE),
            new Admitted(Series.of(admitted[0]), Series.of(admitted[1]), Series.of(admitted[2])),
            eventSeries,
            throttled,
            burst(Dimension.READ),
            burst(Dimension.WRITE),
            Series.of(partitions),
            Series.of(hottest)),
        new ResourceTotals(
            read.sum(),
            write.sum(),
            resource.admittedNormal(),
            resource.admittedBurst(),
            resource.admittedAdaptive(),
            eventTotals,
            Arrays.stream(throttledRequests).sum()),
        hotPartitions());
  }

  /**
   * What the capacity in force allows per period: 0 in a period in which the quota alone limits for
   * some time, null if it does in all of them.
   */
  private @Nullable Series allowed(Dimension dimension) {
    if (isNeverLimited(dimension)) {
      return null;
    }
    double[] units = allowedUnits[dimension.ordinal()].clone();
    for (int i = 0; i < units.length; i++) {
      units[i] = isUnlimited[dimension.ordinal()][i] ? 0 : units[i];
    }
    return Series.of(units);
  }

  private @Nullable Series burst(Dimension dimension) {
    return isNeverLimited(dimension) ? null : Series.of(lowestBurst[dimension.ordinal()]);
  }

  private boolean isNeverLimited(Dimension dimension) {
    for (boolean unlimited : isUnlimited[dimension.ordinal()]) {
      if (!unlimited) {
        return false;
      }
    }
    return true;
  }

  private List<HotPartition> hotPartitions() {
    double total = 0;
    for (int p = 0; p < resource.partitionCount(); p++) {
      total += consumed(p);
    }
    List<HotPartition> hot = new ArrayList<>();
    for (int p = 0; p < resource.partitionCount(); p++) {
      hot.add(
          new HotPartition(
              p,
              total == 0 ? 0 : consumed(p) / total,
              busiestMinute[p],
              resource.partitionThrottleEvents(p)));
    }
    hot.sort(
        Comparator.comparingLong(HotPartition::throttleEvents)
            .thenComparingDouble(HotPartition::utilization)
            .reversed()
            .thenComparingInt(HotPartition::partition));
    return hot.subList(0, Math.min(HOT_PARTITIONS, hot.size()));
  }

  private double consumed(int partition) {
    return (double) resource.consumed(partition, Dimension.READ)
        + resource.consumed(partition, Dimension.WRITE);
  }
}
