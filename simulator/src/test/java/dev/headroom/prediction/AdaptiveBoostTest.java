package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.Event;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Series;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Without it experiments of the years before adaptive capacity became instant would be replayed on
 * a service that did not exist.
 */
final class AdaptiveBoostTest {

  /** 400 units over 4 partitions, nothing saved; the boost comes 10 minutes after throttling. */
  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      table: {name: skewed, readCapacityUnits: 1, writeCapacityUnits: 400}
      state: {partitions: 4, burst: 0}
      duration: 20m
      trials: 1
      era: 2018-04
      model: {adaptive.delayMin: 10m, adaptive.delayMax: 10m}
      traffic:
        - name: writes
          operation: PutItem
          rate: 300/s
          arrivals: even
          itemSize: 1KB
          keys: {partitions: [50, 50, 50, 150]}
          client: {sdk: none}
      """;

  @Test
  void predict_hotPartition_throttlesAboveItsShareUntilTheBoost() {
    Outcome outcome = predict(SCENARIO);

    assertThat(eventsInMinute(outcome, 5)).isBetween(2_900.0, 3_100.0);
    assertThat(eventsInMinute(outcome, 9)).isBetween(2_900.0, 3_100.0);
    assertThat(eventsInMinute(outcome, 11)).isZero();
    assertThat(outcome.events()).extracting(Event::kind).containsOnlyOnce("adaptive-capacity");
  }

  @Test
  void predict_tableWithoutCapacityLeft_isHardlyBoosted() {
    Outcome outcome =
        predict(
            SCENARIO
                .replace("rate: 300/s", "rate: 600/s")
                .replace("[50, 50, 50, 150]", "[100, 100, 100, 300]"));

    assertThat(eventsInMinute(outcome, 15)).isBetween(11_500.0, 12_100.0);
  }

  @Test
  void predict_savedCapacityOfOnePartition_isNotAvailableToAnother() {
    Outcome outcome = predict(SCENARIO.replace("burst: 0", "burst: 0.5"));

    // 150 seconds of 100 units carry 50 more per second for 300 seconds.
    assertThat(eventsInMinute(outcome, 4)).isZero();
    assertThat(eventsInMinute(outcome, 5)).isBetween(2_700.0, 3_100.0);
  }

  @Test
  void predict_onDemandTable_hasNoShares() {
    String onDemand =
        SCENARIO
            .replace(
                "readCapacityUnits: 1, writeCapacityUnits: 400", "billingMode: PAY_PER_REQUEST")
            .replace("burst: 0", "previousPeak: {writes: 1/s}");

    assertThat(predict(onDemand).resources().getFirst().totals().allThrottleEvents()).isZero();
  }

  private static double eventsInMinute(Outcome outcome, int minute) {
    return outcome.resources().getFirst().series().throttleEvents().values().stream()
        .map(series -> valueOf(series, minute))
        .reduce(0.0, Double::sum);
  }

  private static double valueOf(Series series, int minute) {
    return series.get(minute);
  }

  private static Outcome predict(String scenario) {
    return new Predictor(1)
        .predict(ScenarioReader.read(Path.of("era.yaml"), scenario.getBytes(UTF_8)));
  }
}
