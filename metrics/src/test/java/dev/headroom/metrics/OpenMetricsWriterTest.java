package dev.headroom.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Without it Prometheus might refuse a prediction, or show other numbers than the prediction's. */
final class OpenMetricsWriterTest {

  private static final Instant START = Instant.parse("2026-11-27T08:00:00.250Z");

  /** The index holds far fewer writes than the table; the last period has half a second. */
  private static final Outcome STARVED_INDEX =
      predict(
          """
          apiVersion: headroom/v1
          table:
            name: orders
            partitionKey: id
            writeCapacityUnits: 100
            readCapacityUnits: 10
            globalSecondaryIndexes:
              - {name: by-status, partitionKey: status, writeCapacityUnits: 2, readCapacityUnits: 5}
          state: {burst: 0}
          duration: 30500ms
          trials: 1
          traffic:
            - name: check "out"
              operation: PutItem
              itemSize: 500B
              rate: 90/s
              arrivals: even
              keys: {uniform: {count: 1000}}
              indexes: {by-status: {writes: 1}}
          changes:
            - {at: 10s, writeCapacityUnits: 120}
          """);

  private static final Outcome ON_DEMAND =
      predict(
          """
          apiVersion: headroom/v1
          table: {name: orders, partitionKey: id, billingMode: PAY_PER_REQUEST}
          duration: 3s
          trials: 1
          traffic:
            - {name: lookup, operation: GetItem, itemSize: 1KB, rate: 1/s, arrivals: even}
          """);

  private static Outcome predict(String scenario) {
    return new Predictor(1)
        .predict(ScenarioReader.read(Path.of("scenario.yaml"), scenario.getBytes(UTF_8)));
  }

  private static List<String> lines(Outcome outcome) {
    StringWriter text = new StringWriter();
    try {
      OpenMetricsWriter.write(outcome, START, text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return text.toString().lines().toList();
  }

  private static List<String> samples(Outcome outcome, String series) {
    return lines(outcome).stream().filter(line -> line.startsWith(series + " ")).toList();
  }

  private static double value(String sample) {
    return Double.parseDouble(sample.split(" ")[sample.split(" ").length - 2]);
  }

  @Test
  void write_counter_beginsWithZeroAndEndsWithTheTotal() {
    List<String> samples =
        samples(
            STARVED_INDEX,
            "headroom_capacity_consumed_total{dimension=\"write\",index=\"by-status\","
                + "source=\"simulated\",table=\"orders\"}");
    ResourceOutcome index = STARVED_INDEX.resources().getLast();
    assertThat(samples).hasSize(32);
    assertThat(samples.getFirst()).endsWith(" 0 1795766400.25");
    assertThat(samples.get(1)).endsWith(" 1795766401.25");
    assertThat(samples.getLast()).endsWith(" 1795766430.75");
    assertThat(value(samples.getLast()))
        .isCloseTo(index.totals().consumedWriteUnits(), within(1e-6));
  }

  @Test
  void write_throttledRun_countsItsEventsByReason() {
    List<String> samples =
        samples(
            STARVED_INDEX,
            "headroom_throttle_events_total{dimension=\"write\",index=\"by-status\","
                + "reason=\"IndexWriteProvisionedThroughputExceeded\",source=\"simulated\","
                + "table=\"orders\"}");
    long events = STARVED_INDEX.resources().getLast().totals().allThrottleEvents();
    assertThat(events).isPositive();
    assertThat(value(samples.getLast())).isEqualTo((double) events);
  }

  @Test
  void write_provisionedCapacity_isPerSecondAlsoInTheShortLastPeriod() {
    assertThat(
            samples(
                STARVED_INDEX,
                "headroom_capacity_provisioned{dimension=\"read\",source=\"simulated\","
                    + "table=\"orders\"}"))
        .hasSize(31)
        .allMatch(sample -> value(sample) == 10);
  }

  @Test
  void write_flow_splitsAttemptsAndEscapesItsName() {
    String labels =
        "{flow=\"check \\\"out\\\"\",operation=\"PutItem\",outcome=\"%s\",source=\"simulated\","
            + "table=\"orders\"}";
    String attempts = "headroom_attempts_total" + labels;
    var flow = STARVED_INDEX.flows().getFirst();
    assertThat(value(samples(STARVED_INDEX, attempts.formatted("throttled")).getLast()))
        .isEqualTo((double) flow.throttledAttempts());
    assertThat(value(samples(STARVED_INDEX, attempts.formatted("succeeded")).getLast()))
        .isEqualTo((double) (flow.attempts() - flow.throttledAttempts()));
    assertThat(flow.throttledAttempts()).isPositive();
  }

  @Test
  void write_changeOfCapacity_isAnEventAndTrafficIsNone() {
    assertThat(lines(STARVED_INDEX))
        .anyMatch(
            line -> line.matches("headroom_scaling_events_total\\{kind=\"update-table\".* 1 .*"))
        .noneMatch(line -> line.contains("first-throttle") || line.contains("flow-"));
  }

  @Test
  void write_onDemandWithoutMaximum_hasNoLimitAndNoBurst() {
    assertThat(lines(ON_DEMAND))
        .noneMatch(
            line ->
                line.startsWith("headroom_capacity_provisioned")
                    || line.startsWith("headroom_burst_balance"))
        .anyMatch(line -> line.startsWith("headroom_partitions{source="));
  }

  @Test
  void write_runWithAShadow_countsWhoThrottled() {
    Series one = Series.of(0, 1, 0);
    Shadow shadow =
        new Shadow(
            new Agreement(9, 0, 2, 1),
            List.of(
                new FlowAgreement(
                    "lookup",
                    1,
                    Series.of(4, 4, 4),
                    Series.of(3, 3, 3),
                    one,
                    Series.of(1, 0, 1),
                    one)));
    assertThat(lines(ON_DEMAND.withShadow(shadow)))
        .filteredOn(line -> line.startsWith("headroom_shadow") && line.endsWith("03.25"))
        .containsExactly(
            agreement("both_admitted") + " 9 1795766403.25",
            agreement("both_throttled") + " 1 1795766403.25",
            agreement("only_shadow") + " 2 1795766403.25",
            agreement("only_real") + " 1 1795766403.25");
  }

  private static String agreement(String word) {
    return "headroom_shadow_agreement_total{agreement=\""
        + word
        + "\",flow=\"lookup\",operation=\"GetItem\",source=\"simulated\",table=\"orders\"}";
  }

  @Test
  void write_anyOutcome_keepsFamiliesAndSeriesTogetherInTime() {
    List<String> lines = lines(STARVED_INDEX);
    assertThat(lines.getLast()).isEqualTo("# EOF");
    List<String> seriesInOrder = new ArrayList<>();
    double before = 0;
    for (String line : lines) {
      if (line.startsWith("#")) {
        continue;
      }
      String series = line.substring(0, line.lastIndexOf('}') + 1);
      double at = Double.parseDouble(line.substring(line.lastIndexOf(' ')));
      if (seriesInOrder.isEmpty() || !seriesInOrder.getLast().equals(series)) {
        seriesInOrder.add(series);
      } else {
        assertThat(at).as(line).isGreaterThan(before);
      }
      before = at;
    }
    assertThat(seriesInOrder).doesNotHaveDuplicates().hasSizeGreaterThan(15);
  }

  @Test
  void write_anyOutcome_usesNamesOfTheMeters() {
    PrometheusPage page = new PrometheusPage();
    EveryMeter.use(new Meters(page.registry(), Meters.Source.SIMULATED));
    String live = page.text();
    assertThat(
            lines(STARVED_INDEX).stream()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" ")[2]))
        .allMatch(name -> Pattern.compile("(?m)^" + name + "[_{ ]").matcher(live).find());
  }
}
