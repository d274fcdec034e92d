package dev.headroom.junit;

import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/** What is predicted of a scenario, worked out when it is first asked for. Thread-safe. */
final class Prediction {

  private final Scenario scenario;
  private @Nullable Outcome outcome;

  Prediction(Scenario scenario) {
    this.scenario = scenario;
  }

  synchronized Outcome outcome() {
    if (outcome == null) {
      outcome = new Predictor(Runtime.getRuntime().availableProcessors()).predict(scenario);
    }
    return outcome;
  }
}
