package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * Without it a verdict that chance may turn could rest on five trials, or one that nothing can turn
 * would wait for twenty.
 */
final class CalmTest {

  @Test
  void predict_loadFarBelowEveryLimit_endsAfterFiveTrials() {
    assertThat(trialsOf("rate: 10/s", "")).isEqualTo(5);
  }

  @Test
  void predict_trialsGiven_runsThemAll() {
    assertThat(trialsOf("rate: 10/s", "trials: 8")).isEqualTo(8);
  }

  @Test
  void predict_loadThatLivesOnSavedBurst_runsThemAll() {
    assertThat(trialsOf("rate: 105/s", "")).isEqualTo(20);
  }

  @Test
  void predict_burstHalfEmpty_runsThemAll() {
    assertThat(trialsOf("rate: 10/s", "state: {burst: 0.4}\nmodel: {table.burstSeconds: 3000}"))
        .isEqualTo(20);
  }

  @Test
  void predict_throttling_runsThemAll() {
    assertThat(trialsOf("rate: 500/s", "")).isEqualTo(20);
  }

  @Test
  void predict_hotPartition_runsThemAll() {
    assertThat(trialsOf("rate: 1300/s", "", 2_000)).isEqualTo(20);
  }

  @Test
  void predict_gateNearItsThreshold_runsThemAll() {
    assertThat(trialsOf("rate: 50/s", "gates: [write_headroom > 49%]")).isEqualTo(20);
  }

  private static int trialsOf(String rate, String more) {
    return trialsOf(rate, more, 100);
  }

  private static int trialsOf(String rate, String more, int writeCapacityUnits) {
    String text =
        """
        table: {name: t, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: %d}
        duration: 2m
        traffic: [{operation: PutItem, itemSize: 500B, keys: {uniform: {count: 1M}}, %s}]
        %s
        """
            .formatted(writeCapacityUnits, rate, more);
    Scenario scenario = ScenarioReader.read(Path.of("test.yaml"), text.getBytes(UTF_8));
    return new Predictor(1).predict(scenario).trials();
  }
}
