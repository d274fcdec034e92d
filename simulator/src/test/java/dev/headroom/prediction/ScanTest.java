package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it a Scan would seem to load all partitions at once, and never meet a partition's limit.
 */
final class ScanTest {

  /** Twenty partitions of 200 pages each, which cost 256 units if read strongly consistent. */
  private static final String TABLE =
      """
      table: {name: t, partitionKey: id, readCapacityUnits: 60000, writeCapacityUnits: 5}
      model: {quota.table: 80000}
      state: {dataSize: 4000MB, partitions: 20}
      trials: 1
      """;

  private static final String EACH_SECOND = "rate: 1/s, arrivals: even}";

  @Test
  void predict_oneScanner_walksThePartitionsOneAfterTheOther() {
    ResourceOutcome table =
        run("duration: 15m", "{operation: Scan, consistency: strong, rate: 1/s, arrivals: even}");

    assertThat(table.hotPartitions().getFirst().share()).isCloseTo(200.0 / 900, within(0.01));
    assertThat(table.hotPartitions().stream().filter(it -> it.share() > 0).count())
        .as("900 pages of 4,000 lie in the first five partitions")
        .isEqualTo(5);
  }

  @Test
  void predict_fastScanner_isThrottledByThePartitionThatItReads() {
    ResourceOutcome walked =
        run("duration: 2m", "{operation: Scan, consistency: strong, rate: 20/s}");
    ResourceOutcome spread =
        run("duration: 2m", "{operation: Scan, consistency: strong, rate: 20/s, keys: uniform}");

    assertThat(walked.totals().throttleEvents())
        .containsOnlyKeys(ThrottlingReason.TABLE_READ_KEY_RANGE_THROUGHPUT_EXCEEDED);
    assertThat(walked.totals().allThrottleEvents()).isPositive();
    assertThat(spread.totals().allThrottleEvents()).isZero();
  }

  @Test
  void predict_clients_eachWalkASegment() {
    ResourceOutcome table =
        run("duration: 2m", "{operation: Scan, clients: {count: 20, thinkTime: 1s}}");

    assertThat(table.hotPartitions()).allMatch(it -> it.share() < 0.06);
  }

  @Test
  void predict_scanOfAnEmptyTable_paysForEveryPartitionThatItSearches() {
    ResourceOutcome table =
        runOn(
            "{items: 0, partitions: 20}", "{operation: Scan, consistency: strong, " + EACH_SECOND);

    assertThat(table.totals().consumedReadUnits()).isEqualTo(60 * 20);
    assertThat(table.hotPartitions()).hasSize(20).allMatch(it -> it.share() == 1.0 / 20);
  }

  @Test
  void predict_clientsOfAnEmptyTable_eachPayForTheirSegment() {
    ResourceOutcome table =
        runOn(
            "{dataSize: 0B, partitions: 20}",
            "{operation: Scan, clients: {count: 4, thinkTime: 1s, requests: 40}}");

    assertThat(table.totals().consumedReadUnits()).isEqualTo(40 * 20 / 4 / 2.0);
  }

  @Test
  void predict_pagesLargerThanPartitions_chargeEachForItsPart() {
    ResourceOutcome table =
        runOn(
            "{dataSize: 5MB, partitions: 20}",
            "{operation: Scan, consistency: strong, " + EACH_SECOND);

    assertThat(table.totals().consumedReadUnits()).isEqualTo(60 * 256);
    assertThat(table.hotPartitions()).hasSize(20);
    assertThat(table.hotPartitions()).allMatch(it -> Math.abs(it.share() - 1.0 / 20) < 1e-4);
  }

  @Test
  void predict_scanOfAFewItems_paysForThePartitionsWithout() {
    ResourceOutcome table =
        runOn(
            "{items: 10, partitions: 100}",
            "{operation: Scan, consistency: strong, rate: 10/s, arrivals: even}");

    double empty = 100 * Math.pow(0.99, 10);
    assertThat(table.totals().consumedReadUnits() / 600).isCloseTo(3 + empty, within(1.0));
  }

  @ParameterizedTest
  @CsvSource({"1, strong, 60", "1, eventual, 30", "3, strong, 180"})
  void predict_queryThatFindsNothing_paysTheMinimum(int charge, String consistency, double units) {
    ResourceOutcome table =
        runOn(
            "{items: 1000000, partitions: 20}",
            "{minReadCharge.emptyPartition: " + charge + "}",
            "{operation: Query, itemsPerRequest: 0, consistency: "
                + consistency
                + ", "
                + EACH_SECOND);

    assertThat(table.totals().consumedReadUnits()).isEqualTo(units);
  }

  @Test
  void predict_queryOfACollectionThatWasSplit_searchesAllOfItsPartitions() {
    String text =
        """
        table: {name: t, partitionKey: id, sortKey: at, billingMode: PAY_PER_REQUEST}
        trials: 1
        duration: 40m
        traffic:
          - {operation: PutItem, keys: single, rate: 990/s, arrivals: even}
          - {operation: Query, keys: single, itemsPerRequest: 0, consistency: strong, rate: 10/s, arrivals: even}
        """;
    ResourceOutcome table = outcome(text);

    double[] units = table.series().consumedReadUnits().toArray();
    double[] partitions = table.series().partitions().toArray();
    assertThat(units[1]).isEqualTo(600);
    assertThat(partitions[39]).isGreaterThan(partitions[1]);
    assertThat(units[39]).isEqualTo(600 * (1 + partitions[39] - partitions[1]));
  }

  /** A minute on a table in a given state. */
  private static ResourceOutcome runOn(String state, String flow) {
    return runOn(state, "{quota.table: 80000}", flow);
  }

  private static ResourceOutcome runOn(String state, String model, String flow) {
    return outcome(
        TABLE
                .replaceFirst("state: .*", "state: " + state)
                .replaceFirst("model: .*", "model: " + model)
            + "duration: 1m\ntraffic:\n  - "
            + flow
            + "\n");
  }

  private static ResourceOutcome run(String duration, String flow) {
    String text = TABLE + duration + "\ntraffic:\n  - " + flow + "\n";
    return outcome(text);
  }

  private static ResourceOutcome outcome(String text) {
    Outcome outcome =
        new Predictor(1)
            .runTrials(ScenarioReader.read(Path.of("scan.yaml"), text.getBytes(UTF_8)))
            .getFirst();
    return outcome.resources().getFirst();
  }
}
