package dev.headroom.reports.testing;

import static dev.headroom.capacity.ThrottlingReason.INDEX_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_READ_PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Bands.Band;
import dev.headroom.outcome.Bands.BandSeries;
import dev.headroom.outcome.Bands.ResourceBands;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Outcomes made up for tests of reports. */
public final class Outcomes {

  /** Text that breaks out of every format that does not escape it. */
  public static final String HOSTILE =
      "</script><img src=x onerror=alert(1)>|`\"'&amp;{{data}}\u001b[31m\u0000\r\n\u202eltr"
          + "\u2028\u2029@team#1 ]]> \ud83d\ude80 \u05d0\u05d1";

  private static final int PERIOD_SECONDS = 60;

  private Outcomes() {}

  /** As {@link #failing}, but the table's capacity follows its load and its partitions split. */
  public static Outcome growing() {
    Outcome failing = failing();
    ResourceOutcome before = failing.resources().getFirst();
    ResourceSeries series = before.series();
    int periods = series.partitions().size();
    ResourceOutcome grown =
        new ResourceOutcome(
            before.name(),
            before.kind(),
            new ResourceSeries(
                PERIOD_SECONDS,
                series.consumedReadUnits(),
                series.consumedWriteUnits(),
                series.provisionedReadUnits(),
                series(
                    periods, i -> 60 * (i < 34 ? 1_000 : i < 60 ? 2_000 : i < 90 ? 2_600 : 1_500)),
                series.admitted(),
                series.throttleEvents(),
                series.throttledRequests(),
                series.burstBalanceRead(),
                series.burstBalanceWrite(),
                series(periods, i -> i < 40 ? 4 : i < 47 ? 6 : 8),
                series.hottestPartitionUtilization()),
            before.totals(),
            before.hotPartitions());
    var resources = new ArrayList<>(failing.resources());
    resources.set(0, grown);
    return new Outcome(
        failing.scenario(),
        failing.source(),
        failing.start(),
        failing.seed(),
        failing.trials(),
        failing.profile(),
        failing.modelOverrides(),
        failing.version(),
        failing.duration(),
        failing.tables(),
        resources,
        failing.flows(),
        List.of(
            new Event(0, "flow-start", "checkout", "800 requests per second rising to 2,500."),
            new Event(1_862.25, "first-throttle", "orders", "The write burst capacity is used up."),
            new Event(2_040, "scale-out", "orders", "Write capacity 1,000 to 2,000 units/s."),
            new Event(2_400, "split", "orders", "Partition 1 for heat, 4 to 6 partitions."),
            new Event(2_820, "split", "orders", "Partition 3 for heat, 6 to 8 partitions."),
            new Event(3_600, "update-table", "orders", "Write capacity 2,000 to 2,600 units/s."),
            new Event(5_400, "scale-in", "orders", "Write capacity 2,600 to 1,500 units/s.")),
        failing.hotKeys(),
        failing.gates(),
        failing.bands(),
        failing.advice(),
        failing.assumptions(),
        failing.notModelled());
  }

  /** A launch that a table and one of its indexes do not hold, over two hours and twenty trials. */
  public static Outcome failing() {
    int periods = 120;
    Series write = series(periods, i -> 60 * Math.min(launch(i), burstLeft(i) > 0 ? 2_600 : 2_000));
    Series denied = series(periods, i -> 60 * Math.max(0, launch(i) - 2_000) * (i >= 33 ? 1 : 0));
    Series indexDenied = series(periods, i -> i >= 31 && i < 41 ? 1_237 + 31 * (i % 4) : 0);
    ResourceOutcome orders =
        new ResourceOutcome(
            "orders",
            ResourceKind.TABLE,
            new ResourceSeries(
                PERIOD_SECONDS,
                series(periods, i -> 60 * (700 + 140 * Math.sin(i / 9.0)) + 0.5),
                write,
                constant(periods, 60 * 3_000),
                constant(periods, 60 * 2_000),
                new Admitted(
                    series(periods, i -> 60 * Math.min(launch(i), 2_000) * 0.93),
                    series(
                        periods, i -> launch(i) > 2_000 && i < 33 ? 60 * (launch(i) - 2_000) : 0),
                    series(periods, i -> 60 * Math.min(launch(i), 2_000) * 0.07)),
                Map.of(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, denied),
                denied,
                constant(periods, 1),
                series(periods, Outcomes::burstLeft),
                constant(periods, 4),
                series(periods, i -> Math.min(1.04, launch(i) / 2_700))),
            totals(
                5_040_060.5,
                write.sum(),
                4_000_000,
                72_000,
                320_000,
                Map.of(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, (long) denied.sum())),
            List.of(
                new HotPartition(3, 0.41, 1.04, 0),
                new HotPartition(0, 0.22, 0.71, 0),
                new HotPartition(1, 0.19, 0.6, 0),
                new HotPartition(2, 0.18, 0.58, 0)));
    ResourceOutcome byStatus =
        new ResourceOutcome(
            "by-status",
            ResourceKind.INDEX,
            new ResourceSeries(
                PERIOD_SECONDS,
                constant(periods, 0),
                series(periods, i -> 60 * Math.min(launch(i), 1_400)),
                constant(periods, 60 * 100),
                constant(periods, 60 * 1_500),
                new Admitted(
                    series(periods, i -> 60 * Math.min(launch(i), 1_400)),
                    constant(periods, 0),
                    constant(periods, 0)),
                Map.of(
                    INDEX_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED,
                    indexDenied,
                    INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED,
                    series(periods, i -> i >= 35 && i < 39 ? 611 : 0)),
                indexDenied,
                constant(periods, 1),
                series(periods, i -> Math.max(0.2, burstLeft(i))),
                constant(periods, 2),
                series(periods, i -> Math.min(1, launch(i) / 2_450))),
            totals(
                0,
                5_980_000,
                5_980_000,
                0,
                0,
                Map.of(
                    INDEX_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED,
                    (long) indexDenied.sum(),
                    INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED,
                    2_444L)),
            List.of(new HotPartition(1, 0.82, 1, (long) indexDenied.sum())));
    return new Outcome(
        "orders-peak",
        Outcome.Source.SIMULATED,
        Instant.parse("2026-11-27T08:00:00Z"),
        42,
        20,
        "observed",
        Map.of("table.burstSeconds", "300"),
        "0.1.0",
        Duration.ofHours(2),
        List.of(orders()),
        List.of(orders, byStatus, idleIndex(periods)),
        List.of(
            flow(
                "checkout",
                "PutItem",
                series(periods, i -> 60 * launch(i)),
                series(periods, i -> i >= 33 && i < 41 ? 60 * (launch(i) - 2_000) * 0.6 : 0),
                new Latency(4.2, 9.75, 1_204.5, 3_310, 10_412)),
            flow(
                "order-page",
                "Query",
                series(periods, i -> Math.rint(60 * (3_000 + 400 * Math.sin(i / 9.0)))),
                constant(periods, 0),
                new Latency(3.1, 4.8, 7.9, 14, 61))),
        List.of(
            new Event(0, "flow-start", "checkout", "800 requests per second rising to 2,500."),
            new Event(1_862.25, "first-throttle", "by-status", "Partition 1 is above its limit."),
            new Event(1_984, "burst-empty", "orders", "The write burst capacity is used up.")),
        List.of(
            new HotKey("by-status", "OPEN", 4_186_000, 14_321),
            new HotKey("by-status", "PAID", 1_495_000, 0),
            new HotKey("by-status", "SENT", 299_000, 0),
            new HotKey("orders", "customer#184467", 48_211.5, 212)),
        List.of(
            new GateResult(
                "throttled_requests < 0.1%",
                0.50024, "%", GateResult.Verdict.FAILED, "Most in checkout."),
            new GateResult(
                "failed_requests == 0",
                149.0,
                "",
                GateResult.Verdict.FAILED,
                "All in checkout, after 9 attempts each."),
            new GateResult(
                "read_headroom > 15%",
                71.96, "%", GateResult.Verdict.PASSED, "Lowest on orders at 14m."),
            new GateResult(
                "cost_per_month < 900 USD",
                null,
                "USD",
                GateResult.Verdict.INCONCLUSIVE,
                "Costs are not known yet.")),
        bands(periods),
        List.of(
            "Provision 2,750 write units per second on orders from 29m to 42m; that passes every"
                + " gate.",
            "Give by-status a partition key with more values: OPEN alone takes 70 % of its writes."),
        List.of(
            "The table is taken to be one hour old, so its burst capacity is full at the start.",
            "checkout retries as the AWS SDK for Java v2 does by default: legacy mode, 9 attempts.",
            "An overwritten order is as large as the new one.",
            "Writes touch by-status once per request.",
            "Reads are spread over partitions as writes are."),
        List.of(
            "Auto scaling.", "Splits of partitions.", "The daily quota of capacity decreases."));
  }

  /** A table that holds, in a single trial without indexes. */
  public static Outcome passing() {
    int periods = 30;
    ResourceOutcome sessions =
        new ResourceOutcome(
            "sessions",
            ResourceKind.TABLE,
            new ResourceSeries(
                PERIOD_SECONDS,
                constant(periods, 60 * 40.5),
                series(periods, i -> 60 * (50 + i)),
                constant(periods, 60 * 100),
                constant(periods, 60 * 100),
                new Admitted(
                    series(periods, i -> 60 * (90 + i)),
                    constant(periods, 0),
                    constant(periods, 0)),
                Map.of(),
                constant(periods, 0),
                constant(periods, 1),
                constant(periods, 1),
                constant(periods, 1),
                constant(periods, 0.08)),
            totals(72_900, 116_100, 188_100, 0, 0, Map.of()),
            List.of(new HotPartition(0, 1, 0.079, 0)));
    return new Outcome(
        "sessions",
        Outcome.Source.SIMULATED,
        Instant.parse("2026-01-01T00:00:00Z"),
        1,
        1,
        "observed",
        Map.of(),
        "0.1.0",
        Duration.ofMinutes(30),
        List.of(),
        List.of(sessions),
        List.of(
            flow(
                "login",
                "PutItem",
                series(periods, i -> 60 * (50 + i)),
                constant(periods, 0),
                new Latency(4, 6, 9, 12, 20))),
        List.of(),
        List.of(),
        List.of(new GateResult("throttled_requests == 0", 0.0, "%", GateResult.Verdict.PASSED, "")),
        null,
        List.of(),
        List.of(),
        List.of("Auto scaling."));
  }

  /** Names, sentences and units that try to leave their place in every format. */
  public static Outcome hostile() {
    Outcome base = failing();
    ResourceOutcome table = base.resources().getFirst();
    FlowOutcome flow = base.flows().getFirst();
    return new Outcome(
        HOSTILE,
        base.source(),
        base.start(),
        base.seed(),
        base.trials(),
        HOSTILE,
        Map.of(HOSTILE, HOSTILE),
        HOSTILE,
        base.duration(),
        List.of(
            new Table(
                HOSTILE,
                new TableOrigin(HOSTILE, HOSTILE, 3),
                HOSTILE,
                List.of(new KeyAttribute(HOSTILE, "S", KeyType.HASH)),
                new CapacityMode.Provisioned(3_000, 2_000),
                null,
                List.of(
                    new GlobalSecondaryIndex(
                        HOSTILE,
                        List.of(new KeyAttribute(HOSTILE, "S", KeyType.HASH)),
                        new Projection(Projection.Type.INCLUDE, List.of(HOSTILE)),
                        new CapacityMode.Provisioned(100, 1_500),
                        null)),
                List.of(),
                List.of(),
                new TableSettings(
                    TableSettings.TableClass.STANDARD, HOSTILE, HOSTILE, List.of(HOSTILE)),
                new TableStatistics(null, null, null, HOSTILE, null),
                List.of(HOSTILE))),
        List.of(
            new ResourceOutcome(
                HOSTILE, table.kind(), table.series(), table.totals(), table.hotPartitions())),
        List.of(
            flow(
                HOSTILE,
                HOSTILE,
                flow.series().offered(),
                flow.series().failed(),
                flow.latencyMillis())),
        List.of(new Event(1, HOSTILE, HOSTILE, HOSTILE)),
        List.of(new HotKey(HOSTILE, HOSTILE, 4_000, 12)),
        List.of(
            new GateResult(HOSTILE, 3.0, HOSTILE, GateResult.Verdict.FAILED, HOSTILE),
            new GateResult(HOSTILE, null, "", GateResult.Verdict.INCONCLUSIVE, HOSTILE)),
        new Bands(
            Map.of(HOSTILE, new Band(1, 2, 3)),
            List.of(
                new ResourceBands(
                    HOSTILE,
                    PERIOD_SECONDS,
                    band(table.series().consumedReadUnits()),
                    band(table.series().consumedWriteUnits()),
                    band(table.series().throttledRequests())))),
        List.of(HOSTILE),
        List.of(HOSTILE),
        List.of(HOSTILE));
  }

  /** A week by the minute on demand: the longest series, one short spike, and no limit. */
  public static Outcome longest() {
    int periods = 10_080;
    IntToDoubleFunction day = i -> 900 + 600 * Math.sin(i * 2 * Math.PI / 1_440);
    Series denied = series(periods, i -> i == 5_003 ? 4_711 : 0);
    ResourceOutcome clicks =
        new ResourceOutcome(
            "clicks",
            ResourceKind.TABLE,
            new ResourceSeries(
                PERIOD_SECONDS,
                series(periods, i -> Math.rint(60 * day.applyAsDouble(i))),
                series(
                    periods, i -> Math.rint(20 * day.applyAsDouble(i)) + (i == 5_003 ? 99_000 : 0)),
                null,
                null,
                new Admitted(
                    series(periods, i -> Math.rint(80 * day.applyAsDouble(i))),
                    constant(periods, 0),
                    constant(periods, 0)),
                Map.of(TABLE_READ_PROVISIONED_THROUGHPUT_EXCEEDED, denied),
                denied,
                null,
                null,
                constant(periods, 4),
                series(periods, i -> day.applyAsDouble(i) / 3_000)),
            totals(
                544_320_000,
                181_440_000,
                725_760_000,
                0,
                0,
                Map.of(TABLE_READ_PROVISIONED_THROUGHPUT_EXCEEDED, 4_711L)),
            List.of());
    Outcome base = passing();
    return new Outcome(
        "a-week-of-clicks",
        base.source(),
        base.start(),
        base.seed(),
        base.trials(),
        base.profile(),
        base.modelOverrides(),
        base.version(),
        Duration.ofDays(7),
        List.of(),
        List.of(clicks),
        List.of(
            flow(
                "click",
                "PutItem",
                series(periods, i -> Math.rint(20 * day.applyAsDouble(i))),
                constant(periods, 0),
                new Latency(4, 6, 9, 12, 20))),
        List.of(),
        List.of(),
        base.gates(),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  /** A run in which nothing was asked for, whose gate has no data. */
  public static Outcome empty() {
    return new Outcome(
        "nothing",
        Outcome.Source.OBSERVED,
        Instant.EPOCH,
        1,
        1,
        "documented",
        Map.of(),
        "0.1.0",
        Duration.ofSeconds(1),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new GateResult(
                "time_to_first_throttle > 5m",
                Double.POSITIVE_INFINITY,
                "s",
                GateResult.Verdict.INCONCLUSIVE,
                "No request was sent.")),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  /** A table with everything that a table file can say. */
  public static Table orders() {
    return new Table(
        "orders",
        new TableOrigin("kubevela", "orders.yaml", 12),
        "eu-west-1",
        List.of(
            new KeyAttribute("customerId", "S", KeyType.HASH),
            new KeyAttribute("orderId", "S", KeyType.RANGE)),
        new CapacityMode.Provisioned(3_000, 2_000),
        null,
        List.of(
            new GlobalSecondaryIndex(
                "by-status",
                List.of(new KeyAttribute("status", "S", KeyType.HASH)),
                Projection.KEYS_ONLY,
                new CapacityMode.Provisioned(100, 1_500),
                null),
            new GlobalSecondaryIndex(
                "by-courier",
                List.of(new KeyAttribute("courierId", "N", KeyType.HASH)),
                new Projection(Projection.Type.INCLUDE, List.of("weight", "address")),
                new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.of(500)),
                null)),
        List.of(
            new LocalSecondaryIndex(
                "by-date",
                List.of(
                    new KeyAttribute("customerId", "S", KeyType.HASH),
                    new KeyAttribute("placedAt", "S", KeyType.RANGE)),
                Projection.ALL)),
        List.of(
            new AutoScaling("orders", Dimension.WRITE, 500, 4_000, 70.0, 0, 0, false, List.of())),
        new TableSettings(
            TableSettings.TableClass.STANDARD_INFREQUENT_ACCESS,
            "NEW_AND_OLD_IMAGES",
            "expiresAt",
            List.of("us-east-1")),
        new TableStatistics(
            20_000_000L, 12_884_901_888L, Instant.parse("2025-03-02T10:00:00Z"), "ACTIVE", 1),
        List.of("The trait dynamodb-tags-kro does not touch throughput and was left out."));
  }

  private static ResourceOutcome idleIndex(int periods) {
    return new ResourceOutcome(
        "by-courier",
        ResourceKind.INDEX,
        new ResourceSeries(
            PERIOD_SECONDS,
            constant(periods, 0),
            constant(periods, 60 * 12.5),
            null,
            constant(periods, 60 * 500),
            new Admitted(constant(periods, 60 * 12.5), constant(periods, 0), constant(periods, 0)),
            Map.of(),
            constant(periods, 0),
            null,
            null,
            constant(periods, 4),
            constant(periods, 0.01)),
        totals(0, 90_000, 90_000, 0, 0, Map.of()),
        List.of());
  }

  private static FlowOutcome flow(
      String name, String operation, Series offered, Series throttled, @Nullable Latency latency) {
    int periods = offered.size();
    Series failed = series(periods, i -> Math.rint(throttled.get(i) / 1_000));
    Series attempts = series(periods, i -> offered.get(i) + 1.5 * throttled.get(i));
    return new FlowOutcome(
        name,
        operation,
        operation.equals("PutItem") ? Dimension.WRITE : Dimension.READ,
        false,
        (long) offered.sum(),
        (long) attempts.sum(),
        (long) (offered.sum() - failed.sum()),
        (long) failed.sum(),
        (long) (1.5 * throttled.sum()),
        (long) throttled.sum(),
        latency,
        new FlowSeries(
            PERIOD_SECONDS,
            offered,
            attempts,
            series(periods, i -> offered.get(i) - failed.get(i)),
            failed,
            series(periods, i -> 1.5 * throttled.get(i)),
            throttled,
            series(periods, i -> i == 7 ? Double.NaN : 4 + throttled.get(i) / 40_000),
            series(periods, i -> i == 7 ? Double.NaN : 9 + throttled.get(i) / 15)));
  }

  private static Bands bands(int periods) {
    Series denied = series(periods, i -> i >= 33 ? 60 * Math.max(0, launch(i) - 2_000) : 0);
    Series write = series(periods, i -> 60 * Math.min(launch(i), 2_000));
    return new Bands(
        Map.of(
            "offeredRequests", new Band(29_480_100, 29_486_700, 29_493_200),
            "throttledRequests", new Band(141_870, 148_002, 153_118),
            "failedRequests", new Band(97, 141, 163)),
        List.of(
            new ResourceBands(
                "orders",
                PERIOD_SECONDS,
                band(constant(periods, 42_000)),
                band(write),
                band(denied))));
  }

  private static BandSeries band(Series middle) {
    return new BandSeries(
        series(middle.size(), i -> middle.get(i) * 0.9),
        middle,
        series(middle.size(), i -> middle.get(i) * 1.12));
  }

  private static ResourceTotals totals(
      double readUnits,
      double writeUnits,
      long normal,
      long burst,
      long adaptive,
      Map<ThrottlingReason, Long> events) {
    return new ResourceTotals(
        readUnits,
        writeUnits,
        normal,
        burst,
        adaptive,
        events.isEmpty() ? Map.of() : new EnumMap<>(events),
        events.values().stream().mapToLong(Long::longValue).sum());
  }

  /** Requests per second: a morning, then a launch after half an hour. */
  private static double launch(int minute) {
    if (minute >= 30 && minute < 41) {
      return 2_500 + 20 * (minute % 3);
    }
    return Math.rint(620 + 6 * minute + 45 * Math.sin(minute / 5.0));
  }

  private static double burstLeft(int minute) {
    if (minute < 30) {
      return 1;
    }
    return minute < 41 ? Math.max(0, 1 - (minute - 29) * 0.26) : Math.min(1, (minute - 40) / 9.0);
  }

  private static Series constant(int periods, double value) {
    return series(periods, i -> value);
  }

  private static Series series(int periods, IntToDoubleFunction value) {
    return Series.of(IntStream.range(0, periods).mapToDouble(value).toArray());
  }
}
