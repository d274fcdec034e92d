package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it an index could act before it is there, be backfilled faster than its capacity allows,
 * or be read and scaled before it is active.
 */
final class IndexCreationTest {

  /** Seconds from the call to the backfill's beginning. */
  private static final int CREATION_SECONDS = 180;

  private static Outcome predict(String scenario) {
    Scenario read =
        ScenarioReader.read(Path.of("test.yaml"), scenario.getBytes(StandardCharsets.UTF_8));
    return new Predictor(1).predict(read);
  }

  /** A table that gets an index of some capacity after ten minutes, with a write flow. */
  private static String scenario(
      String profile, int indexUnits, String items, int writesPerSecond) {
    return """
        apiVersion: headroom/v1
        duration: 1h
        trials: 1
        profile: %s
        table:
          name: orders
          readCapacityUnits: 5
          writeCapacityUnits: 500
          partitionKey: id
        state: {items: %s}
        traffic:
          - {name: writes, operation: PutItem, rate: %d/s, arrivals: even, client: {sdk: none}}
        changes:
          - name: created
            at: 10m
            createIndex:
              {name: by-status, partitionKey: status, readCapacityUnits: 5, writeCapacityUnits: %d}
        """
        .formatted(profile, items, writesPerSecond, indexUnits);
  }

  private static List<Double> creationTimes(Outcome outcome) {
    return outcome.events().stream()
        .filter(event -> event.kind().equals("index-creation"))
        .map(Event::atSeconds)
        .toList();
  }

  /** From the beginning of the backfill until the index is active. */
  private static double backfillSeconds(Outcome outcome) {
    List<Double> times = creationTimes(outcome);
    assertThat(times).hasSize(3);
    return times.get(2) - times.get(1);
  }

  private static double sum(Outcome outcome, int fromMinute, int toMinute) {
    ResourceOutcome index = outcome.resources().get(1);
    double[] units = index.series().consumedWriteUnits().toArray();
    double sum = 0;
    for (int minute = fromMinute; minute < toMinute; minute++) {
      sum += units[minute];
    }
    return sum;
  }

  @Test
  void index_beforeItsCreation_takesAndThrottlesNothing() {
    Outcome outcome = predict(scenario("documented", 1, "0", 100));

    ResourceOutcome index = outcome.resources().get(1);
    assertThat(sum(outcome, 0, 13)).isZero();
    assertThat(sum(outcome, 14, 60)).isPositive();
    assertThat(index.series().partitions().toArray()).startsWith(0, 0).endsWith(1, 1);
    assertThat(Objects.requireNonNull(index.series().provisionedWriteUnits()).toArray())
        .startsWith(0, 0)
        .endsWith(60, 60);
    assertThat(index.series().throttledRequests().toArray()[12]).isZero();
    assertThat(index.series().throttledRequests().toArray()[14]).isGreaterThan(5_000);
    assertThat(index.totals().throttleEvents())
        .containsOnlyKeys(ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED);
    assertThat(creationTimes(outcome)).startsWith(600.0, 600.0 + CREATION_SECONDS);
  }

  @Test
  void index_fromTheBeginningOfItsBackfill_takesTheWrites() {
    Outcome outcome = predict(scenario("documented", 200, "0", 100));

    assertThat(sum(outcome, 13, 14)).isEqualTo(6_000);
    assertThat(outcome.flows().getFirst().throttledAttempts()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    // 60,000 entries at 99 a second
    "documented, 100, 60k, 1, 606",
    // the writes of the day leave half of the capacity
    "documented, 100, 60k, 50, 1200",
    // it is free and takes no less for the writes of the day, but its least time
    "observed, 100, 60k, 50, 690",
    "observed, 100, 100k, 50, 1000",
    "observed, 100, 0, 50, 690"
  })
  void backfill_goesAtThePaceOfTheIndex(
      String profile, int indexUnits, String items, int writes, double seconds) {
    Outcome outcome = predict(scenario(profile, indexUnits, items, writes));

    assertThat(backfillSeconds(outcome)).isBetween(seconds, seconds * 1.02 + 2);
  }

  @Test
  void backfill_besideMoreWritesThanTheIndexTakes_doesNotEnd() {
    Outcome outcome = predict(scenario("documented", 100, "60k", 150));

    assertThat(creationTimes(outcome)).hasSize(2);
  }

  @Test
  void sharedBackfill_withinTheCapacity_throttlesNobodyButSavesNothing() {
    String held = scenario("documented", 100, "200k", 50);
    String burst =
        held.replace(
            "rate: 50/s", "rate: {spike: {base: 50/s, peak: 150/s, at: 30m, duration: 1m}}");

    assertThat(predict(held).flows().getFirst().throttledAttempts()).isZero();
    assertThat(predict(burst).flows().getFirst().throttledAttempts()).isBetween(2_700L, 3_000L);
    assertThat(predict(burst.replace("200k", "10k")).flows().getFirst().throttledAttempts())
        .isZero();
  }

  @Test
  void backfill_onDemand_goesAtThePaceOfItsPartitions() {
    Outcome outcome =
        predict(
            scenario("documented", 1, "2400k", 50)
                .replace("  readCapacityUnits: 5\n", "  billingMode: PAY_PER_REQUEST\n")
                .replace("  writeCapacityUnits: 500\n", "")
                .replace(", readCapacityUnits: 5, writeCapacityUnits: 1}", "}"));

    assertThat(backfillSeconds(outcome)).isBetween(600.0, 602.0);
  }

  @Test
  void creation_ofASecondIndex_waitsForTheFirst() {
    Outcome outcome =
        predict(
            scenario("documented", 100, "60k", 1)
                + """
                  - at: 11m
                    createIndex:
                      {name: by-day, partitionKey: day, readCapacityUnits: 5, writeCapacityUnits: 100}
                """);

    List<Double> times = creationTimes(outcome);
    assertThat(times).hasSize(6);
    assertThat(times.get(3)).isBetween(times.get(2), times.get(2) + 2);
  }

  @Test
  void activeIndex_isScaledAndReadFromThenOn() {
    Outcome outcome =
        predict(
            scenario("documented", 100, "60k", 90)
                .replace(
                    "writeCapacityUnits: 100}",
                    "writeCapacityUnits: 100, autoScaling: {write: {min: 100, max: 900,"
                        + " targetPercent: 50}}}")
                .replace(
                    "changes:",
                    "  - {name: reads, operation: Query, index: by-status, rate: 2/s, after: created}\n"
                        + "changes:")
                .replace("60k", "6k"));

    double active = creationTimes(outcome).get(2);
    assertThat(
            outcome.events().stream()
                .filter(event -> event.kind().equals("scale-out"))
                .map(Event::resource))
        .containsExactly("by-status");
    assertThat(
            outcome.events().stream()
                .filter(event -> event.kind().equals("scale-out"))
                .mapToDouble(Event::atSeconds))
        .allMatch(at -> at > active + 120);
    assertThat(
            outcome.events().stream()
                .filter(event -> event.kind().equals("flow-start"))
                .map(Event::atSeconds))
        .containsExactly(active);
  }

  @Test
  void createdIndex_afterASwitchOfTheTable_hasTheModeOfTheTable() {
    Outcome outcome =
        predict(
            scenario("documented", 1, "0", 100) + "  - {at: 1m, billingMode: PAY_PER_REQUEST}\n");

    assertThat(outcome.flows().getFirst().throttledAttempts()).isZero();
    assertThat(sum(outcome, 14, 15)).isEqualTo(6_000);
    assertThat(
            outcome.events().stream()
                .filter(event -> event.kind().equals("mode-switch"))
                .map(Event::resource))
        .containsOnly("orders");
  }

  @Test
  void change_ofAnIndexThatIsNotThereYet_isRefused() {
    Outcome outcome =
        predict(
            scenario("documented", 10, "0", 1)
                + "  - {at: 1m, index: by-status, writeCapacityUnits: 50}\n");

    assertThat(outcome.events())
        .contains(new Event(60, "update-refused", "by-status", "the index does not exist yet"));
  }

  @Test
  void creation_aboveTheQuota_neverHappens() {
    Outcome outcome = predict(scenario("documented", 50_000, "0", 1));

    assertThat(creationTimes(outcome)).isEmpty();
    assertThat(sum(outcome, 0, 60)).isZero();
    assertThat(outcome.events())
        .extracting(Event::kind, Event::resource)
        .contains(tuple("update-refused", "by-status"));
  }
}
