package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without it a verdict that hangs on an assumption could be printed as if it were certain. */
final class SensitivityTest {

  private static final String EMPTY_BURST =
      "Starting with no burst capacity saved would change the verdict: throttled_requests == 0"
          + " would fail.";

  @Test
  void of_loadThatLivesOnSavedBurst_namesTheEmptyBucket() {
    assertThat(linesOf("rate: 150/s", "")).containsExactly(EMPTY_BURST);
  }

  @Test
  void of_loadFarBelowCapacity_saysNothing() {
    assertThat(linesOf("rate: 10/s", "")).isEmpty();
  }

  @Test
  void of_burstGivenByTheScenario_isNoAssumption() {
    assertThat(linesOf("rate: 150/s", "state: {burst: 1}")).isEmpty();
  }

  @Test
  void of_failingVerdict_saysNothing() {
    assertThat(linesOf("rate: 1500/s", "")).isEmpty();
  }

  /** A gate that failed and happens to hold in the few trials of a variant would not pass. */
  @Test
  void of_gateThatFails_isNeverSaidToPass() {
    String gates = "gates: [throttled_requests > 50%, throttled_requests == 0]";

    assertThat(linesOf("rate: 150/s", gates)).containsExactly(EMPTY_BURST);
  }

  private static List<String> linesOf(String rate, String more) {
    String text =
        """
        table: {name: t, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 100}
        duration: 30s
        trials: 6
        traffic: [{operation: PutItem, itemSize: 500B, %s}]
        %s
        """
            .formatted(rate, more);
    Scenario scenario = ScenarioReader.read(Path.of("test.yaml"), text.getBytes(UTF_8));
    Predictor predictor = new Predictor(1);
    return new Sensitivity(predictor).of(scenario, predictor.predict(scenario));
  }
}
