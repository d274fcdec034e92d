package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.OutcomeJson;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.Variables;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a verdict could change from one machine to the next, and nobody could repeat it. */
final class ReproducibilityTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"burst-holds", "comfortable", "hot-key", "starved-index", "under-provisioned"})
  void outcome_ofOneSeed_hasTheSameBytesAtAnyParallelism(String name) throws IOException {
    Scenario scenario = scenario(name, 7);
    String first = json(scenario, 1);

    assertThat(json(scenario, 1)).isEqualTo(first);
    assertThat(json(scenario, 2)).isEqualTo(first);
    assertThat(json(scenario, 8)).isEqualTo(first);
    assertThat(json(scenario(name, 8), 1)).isNotEqualTo(first);
  }

  private static Scenario scenario(String name, long seed) {
    List<String> settings = List.of("duration=1m", "state.burst=0.1");
    return ScenarioReader.read(
        CommandRun.example(name + ".yaml"),
        new ScenarioOverrides(seed, 3, null, settings, Variables.NONE, null));
  }

  private static String json(Scenario scenario, int threads) throws IOException {
    StringWriter json = new StringWriter();
    OutcomeJson.write(new Predictor(threads).predict(scenario), json);
    return json.toString();
  }
}
