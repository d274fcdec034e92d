package dev.headroom.comparison;

import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.Variables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Predicts scenarios that are written down in a test, as they stand or with something changed. */
final class Predictions {

  private final Path scenario;

  Predictions(Path folder, String yaml) throws IOException {
    scenario = Files.writeString(folder.resolve("scenario.yaml"), yaml);
  }

  Outcome with(String... settings) {
    return predict(null, List.of(settings));
  }

  Outcome ofProfile(String profile, String... settings) {
    return predict(profile, List.of(settings));
  }

  private Outcome predict(@Nullable String profile, List<String> settings) {
    return new Predictor(1)
        .predict(
            ScenarioReader.read(
                scenario, new ScenarioOverrides(null, 1, profile, settings, Variables.NONE, null)));
  }
}
