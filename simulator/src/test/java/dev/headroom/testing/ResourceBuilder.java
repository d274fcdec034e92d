package dev.headroom.testing;

import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds what happened to a table or index; what is not given is 0 or absent. */
public final class ResourceBuilder {

  private final String name;
  private final ResourceKind kind;
  private final int periodSeconds;
  private final int periods;
  private final Map<ThrottlingReason, Series> throttleEvents =
      new EnumMap<>(ThrottlingReason.class);
  private final List<HotPartition> hotPartitions = new ArrayList<>();
  private Series consumedRead;
  private Series consumedWrite;
  private Series hottest;
  private Series partitions;
  private @Nullable Series provisionedRead;
  private @Nullable Series provisionedWrite;
  private @Nullable Series burstRead;
  private @Nullable Series burstWrite;

  private ResourceBuilder(String name, ResourceKind kind, int periodSeconds, int periods) {
    this.name = name;
    this.kind = kind;
    this.periodSeconds = periodSeconds;
    this.periods = periods;
    consumedRead = zeros();
    consumedWrite = zeros();
    hottest = zeros();
    partitions = zeros();
  }

  public static ResourceBuilder table(int periodSeconds, int periods) {
    return new ResourceBuilder("orders", ResourceKind.TABLE, periodSeconds, periods);
  }

  public static ResourceBuilder index(String name, int periodSeconds, int periods) {
    return new ResourceBuilder(name, ResourceKind.INDEX, periodSeconds, periods);
  }

  public ResourceBuilder reads(double... units) {
    consumedRead = Series.of(units);
    return this;
  }

  public ResourceBuilder writes(double... units) {
    consumedWrite = Series.of(units);
    return this;
  }

  public ResourceBuilder provisionedReads(double... units) {
    provisionedRead = Series.of(units);
    return this;
  }

  public ResourceBuilder provisionedWrites(double... units) {
    provisionedWrite = Series.of(units);
    return this;
  }

  public ResourceBuilder burstOfReads(double... balance) {
    burstRead = Series.of(balance);
    return this;
  }

  public ResourceBuilder burstOfWrites(double... balance) {
    burstWrite = Series.of(balance);
    return this;
  }

  public ResourceBuilder hottest(double... utilization) {
    hottest = Series.of(utilization);
    return this;
  }

  public ResourceBuilder partitions(int count) {
    double[] counts = new double[periods];
    Arrays.fill(counts, count);
    partitions = Series.of(counts);
    return this;
  }

  public ResourceBuilder throttled(ThrottlingReason reason, double... events) {
    throttleEvents.put(reason, Series.of(events));
    return this;
  }

  public ResourceBuilder hotPartition(
      int partition, double share, double utilization, long events) {
    hotPartitions.add(new HotPartition(partition, share, utilization, events));
    return this;
  }

  ResourceOutcome build() {
    Map<ThrottlingReason, Long> totals = new EnumMap<>(ThrottlingReason.class);
    throttleEvents.forEach((reason, series) -> totals.put(reason, (long) series.sum()));
    return new ResourceOutcome(
        name,
        kind,
        new ResourceSeries(
            periodSeconds,
            consumedRead,
            consumedWrite,
            provisionedRead,
            provisionedWrite,
            new Admitted(zeros(), zeros(), zeros()),
            throttleEvents,
            zeros(),
            burstRead,
            burstWrite,
            partitions,
            hottest),
        new ResourceTotals(consumedRead.sum(), consumedWrite.sum(), 0, 0, 0, totals, 0),
        hotPartitions);
  }

  private Series zeros() {
    return Series.of(new double[periods]);
  }
}
