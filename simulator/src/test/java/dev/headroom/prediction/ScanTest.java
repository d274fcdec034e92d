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

  private static ResourceOutcome run(String duration, String flow) {
    String text = TABLE + duration + "\ntraffic:\n  - " + flow + "\n";
    Outcome outcome =
        new Predictor(1)
            .runTrials(ScenarioReader.read(Path.of("scan.yaml"), text.getBytes(UTF_8)))
            .getFirst();
    return outcome.resources().getFirst();
  }
}
