package dev.headroom.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.document.InvalidInputException;
import dev.headroom.measured.MeasuredScenario.Traces;
import dev.headroom.measured.MeasuredScenario.Written;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import dev.headroom.traffic.SizeDistribution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it, a replay of yesterday's traffic could be of another traffic than yesterday's. */
final class MeasuredScenarioTest {

  private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");
  private static final Traces INLINE = new Traces(100, "measured");
  private static final String TABLE =
      """
      name: orders
      readCapacityUnits: 50
      writeCapacityUnits: 50
      partitionKey: customer
      sortKey: at
      globalSecondaryIndexes:
        - {name: by-day, partitionKey: day, readCapacityUnits: 9, writeCapacityUnits: 9}
        - {name: by-total, partitionKey: total, readCapacityUnits: 9, writeCapacityUnits: 9}
      localSecondaryIndexes:
        - {name: by-state, sortKey: state}
      """;

  @TempDir private Path folder;

  @Test
  void write_sumsOfAMinute_areUnitsPerSecond() {
    Scenario scenario =
        read(
            null,
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 600, 0, 100),
            consumed(null, Metric.CONSUMED_READ, 30, 60, 90));

    assertThat(scenario.start()).isEqualTo(START);
    assertThat(scenario.duration()).isEqualTo(Duration.ofMinutes(3));
    assertThat(scenario.flows()).extracting(Flow::name).containsExactly("writes", "reads");
    assertThat(open(scenario, 0).unit()).isEqualTo(Load.RateUnit.WRITE_UNITS);
    assertThat(rates(scenario, 0)).containsExactly(10.0, 0.0, 100 / 60.0);
    assertThat(open(scenario, 1).unit()).isEqualTo(Load.RateUnit.READ_UNITS);
    assertThat(rates(scenario, 1)).containsExactly(0.5, 1.0, 1.5);
  }

  @Test
  void write_otherPeriod_dividesByIt() {
    Measurements measured =
        new Measurements(
            START, 300, 2, List.of(consumed(null, Metric.CONSUMED_WRITE, 600, 300)), List.of());

    assertThat(rates(read(measured, null, INLINE), 0)).containsExactly(2.0, 1.0);
  }

  @Test
  void write_throttledOperations_areDemandWithoutFurtherRetries() {
    Scenario scenario =
        read(
            null,
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 600, 600),
            series(null, Metric.WRITE_THROTTLE_EVENTS, Statistic.SUM, 0, 120),
            series(null, Metric.WRITE_KEY_RANGE, Statistic.SUM, 0, 50),
            consumed(null, Metric.CONSUMED_READ, 60, 60));

    assertThat(rates(scenario, 0)).as("reasons are parts of the events").containsExactly(10., 12.);
    assertThat(scenario.flows().getFirst().client().retries().maxAttempts()).isEqualTo(1);
    assertThat(scenario.flows().getLast().client().retries().maxAttempts()).isGreaterThan(1);
  }

  @Test
  void write_eventsOfReasonsOnly_areAddedUp() {
    Scenario scenario =
        read(
            null,
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 600, 600),
            series(null, Metric.WRITE_PROVISIONED, Statistic.SUM, 60, 0),
            series(null, Metric.WRITE_KEY_RANGE, Statistic.SUM, 30, 0));

    assertThat(rates(scenario, 0)).containsExactly(11.5, 10.0);
  }

  @Test
  void write_numberOfRequests_tellsTheirSizeAndThatOfThrottledOnes() {
    Scenario scenario =
        read(
            null,
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 600, 600),
            series(null, Metric.CONSUMED_WRITE, Statistic.SAMPLE_COUNT, 200, 200),
            series(null, Metric.WRITE_THROTTLE_EVENTS, Statistic.SUM, 0, 20),
            consumed(null, Metric.CONSUMED_READ, 800, 800),
            series(null, Metric.CONSUMED_READ, Statistic.SAMPLE_COUNT, 10, 10));

    assertThat(rates(scenario, 0)).containsExactly(10.0, 11.0);
    assertThat(scenario.flows().getFirst().itemSize()).isEqualTo(new SizeDistribution.Fixed(3072));
    assertThat(scenario.flows().getLast().operation().apiName())
        .as("80 units are more than an item can have")
        .isEqualTo("Query");
    assertThat(scenario.flows().getLast().itemsPerRequest()).isEqualTo(160);
  }

  @Test
  void write_writesThatAnIndexRefused_wereAskedOfTheTableToo() {
    Scenario scenario =
        read(
            table(),
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 600, 600),
            consumed("by-day", Metric.CONSUMED_WRITE, 600, 600),
            series("by-day", Metric.WRITE_THROTTLE_EVENTS, Statistic.SUM, 60, 60));

    assertThat(rates(scenario, 0)).containsExactly(11.0);
    assertThat(touch(scenario, 0, "by-day").writesPerRequest()).isEqualTo(1.0);
  }

  @Test
  void write_steadyShareOfAnIndex_isOneFlow() {
    Scenario scenario =
        read(
            table(),
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 1000, 2000),
            consumed("by-day", Metric.CONSUMED_WRITE, 250, 500),
            consumed("by-total", Metric.CONSUMED_WRITE, 3000, 6000));

    assertThat(scenario.flows()).hasSize(1);
    assertThat(touch(scenario, 0, "by-day").writesPerRequest()).isEqualTo(0.25);
    assertThat(touch(scenario, 0, "by-total").writesPerRequest()).isEqualTo(1.0);
    assertThat(touch(scenario, 0, "by-total").entrySize())
        .isEqualTo(new SizeDistribution.Fixed(3072));
    assertThat(touch(scenario, 0, "by-state").writesPerRequest())
        .as("its units are among the table's")
        .isZero();
  }

  @Test
  void write_shareThatChanges_keepsTheDemandOfTableAndIndexesInEveryPeriod() {
    Scenario scenario =
        read(
            table(),
            INLINE,
            consumed(null, Metric.CONSUMED_WRITE, 6000, 6000, 1200),
            consumed("by-day", Metric.CONSUMED_WRITE, 0, 600, 1200),
            consumed("by-total", Metric.CONSUMED_WRITE, 6000, 300, 60));

    assertThat(scenario.flows())
        .extracting(Flow::name)
        .containsExactly("writes", "writes-by-day", "writes-by-total");
    assertThat(unitsOf(scenario, null)).containsExactly(new double[] {100, 100, 20}, offset(0.01));
    assertThat(unitsOf(scenario, "by-day")).containsExactly(new double[] {0, 10, 20}, offset(0.5));
    assertThat(unitsOf(scenario, "by-total"))
        .containsExactly(new double[] {100, 5, 1}, offset(0.5));
  }

  @Test
  void write_indexReads_areQueriesOfTheIndex() {
    Scenario scenario = read(table(), INLINE, consumed("by-day", Metric.CONSUMED_READ, 60, 120));

    assertThat(scenario.flows())
        .extracting(Flow::name, Flow::indexName)
        .containsExactly(tuple("reads-by-day", "by-day"));
    assertThat(rates(scenario, 0)).containsExactly(1.0, 2.0);
  }

  @Test
  void write_longSeries_goToTraces() throws IOException {
    Double[] values = new Double[200];
    Arrays.setAll(values, i -> 60.0 * (i % 7));
    Measurements measured =
        new Measurements(
            START,
            60,
            values.length,
            List.of(
                new MeasuredSeries(
                    null, null, Metric.CONSUMED_WRITE, Statistic.SUM, List.of(values))),
            List.of());
    Written written = MeasuredScenario.write(measured, null, "", new Traces(100, "day"));

    assertThat(written.traces()).containsOnlyKeys("day-writes.csv");
    assertThat(written.traces().get("day-writes.csv"))
        .startsWith("timestamp,units\n2026-11-26T08:00:00Z,0\n2026-11-26T08:01:00Z,60\n");
    Scenario scenario = read(written);
    assertThat(rates(scenario, 0)).hasSize(201).startsWith(0., 1., 2., 3., 4., 5., 6., 0.);
  }

  @Test
  void write_withoutTable_hasOnePlaceToNameIt() {
    Written written =
        MeasuredScenario.write(
            measurements(
                consumed(null, Metric.CONSUMED_WRITE, 60),
                consumed("by-day", Metric.CONSUMED_WRITE, 60)),
            null,
            "",
            INLINE);

    assertThat(written.text()).contains("# The table's settings were not given: name its file");
    assertThat(read(written).table().globalSecondaryIndexes()).hasSize(1);
  }

  @Test
  void write_anything_saysWhatItAssumes() {
    Written written =
        MeasuredScenario.write(
            measurements(
                consumed(null, Metric.CONSUMED_WRITE, 60),
                series(null, Metric.THROTTLED_REQUESTS, Statistic.SUM, 17)),
            null,
            "",
            INLINE);

    assertThat(written.text())
        .contains(
            "# - Bursts within 1m: requests come independently (arrivals: poisson).",
            "# - Keys: all alike",
            "# - WriteThrottleEvents was not given: what was throttled then is missing here.",
            "ThrottledRequests counts 17",
            "# units per request: 1, assumed");
  }

  @Test
  void write_measurementsThatNoScenarioCanCarry_areRefused() {
    assertThatThrownBy(() -> read(table(), INLINE, consumed("by-no", Metric.CONSUMED_READ, 60)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("name index \"by-no\", which table \"orders\" does not have");
    assertThatThrownBy(() -> read(table(), INLINE, consumed("by-day", Metric.CONSUMED_WRITE, 60)))
        .hasMessageContaining("but no ConsumedWriteCapacityUnits of the table");
    assertThatThrownBy(() -> read(table(), INLINE, consumed(null, Metric.CONSUMED_WRITE, 0)))
        .hasMessageContaining("hold no traffic: all values are 0");
  }

  private static MeasuredSeries consumed(@Nullable String index, Metric metric, double... values) {
    return series(index, metric, Statistic.SUM, values);
  }

  private static MeasuredSeries series(
      @Nullable String index, Metric metric, Statistic statistic, double... values) {
    return new MeasuredSeries(
        "orders", index, metric, statistic, Arrays.stream(values).boxed().toList());
  }

  private static Measurements measurements(MeasuredSeries... series) {
    return new Measurements(START, 60, series[0].values().size(), List.of(series), List.of());
  }

  private Scenario read(@Nullable Table table, Traces traces, MeasuredSeries... series) {
    return read(measurements(series), table, traces);
  }

  private Scenario read(Measurements measured, @Nullable Table table, Traces traces) {
    return read(MeasuredScenario.write(measured, table, "orders.yaml", traces));
  }

  private Scenario read(Written written) {
    try {
      for (Map.Entry<String, String> trace : written.traces().entrySet()) {
        Files.writeString(folder.resolve(trace.getKey()), trace.getValue());
      }
      return ScenarioReader.read(Files.writeString(folder.resolve("s.yaml"), written.text()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Table table() {
    try {
      return TableFiles.read(Files.writeString(folder.resolve("orders.yaml"), TABLE)).getFirst();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Load.Open open(Scenario scenario, int flow) {
    return (Load.Open) scenario.flows().get(flow).load();
  }

  private static List<Double> rates(Scenario scenario, int flow) {
    List<RatePoint> points =
        switch (open(scenario, flow).rate()) {
          case RateShape.Steps steps -> steps.steps();
          case RateShape.Trace trace -> trace.rows();
          case RateShape other -> throw new AssertionError("unexpected " + other);
        };
    return points.stream().map(RatePoint::perSecond).toList();
  }

  /** Units per second that all write flows together put on the table or an index, per minute. */
  private static double[] unitsOf(Scenario scenario, @Nullable String index) {
    double[] units = new double[3];
    for (int flow = 0; flow < scenario.flows().size(); flow++) {
      double share = 1;
      if (index != null) {
        IndexTouch touch = touch(scenario, flow, index);
        SizeDistribution size = touch.entrySize();
        long kilobytes =
            size instanceof SizeDistribution.Fixed fixed ? fixed.sizeBytes() / 1024 : 1;
        share = touch.writesPerRequest() * kilobytes;
      }
      List<RatePoint> steps = ((RateShape.Steps) open(scenario, flow).rate()).steps();
      for (int i = 0; i < units.length; i++) {
        Duration at = Duration.ofMinutes(i);
        List<RatePoint> begun = new ArrayList<>(steps);
        begun.removeIf(step -> step.at().compareTo(at) > 0);
        units[i] += share * begun.getLast().perSecond();
      }
    }
    return units;
  }

  private static IndexTouch touch(Scenario scenario, int flow, String index) {
    return scenario.flows().get(flow).indexes().stream()
        .filter(touch -> touch.indexName().equals(index))
        .findFirst()
        .orElseThrow();
  }
}
