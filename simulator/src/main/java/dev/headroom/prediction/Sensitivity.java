package dev.headroom.prediction;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells where a verdict hangs on what was assumed: predicts again under the cautious profile, and
 * with empty burst buckets, and says what differs.
 */
public final class Sensitivity {

  private static final String CAUTIOUS_PROFILE = "documented";

  /** A difference in the verdict shows in few trials. */
  private static final int MAX_TRIALS = 5;

  private final Predictor predictor;

  public Sensitivity(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * What would change the verdict. Both variants are harder on the table, so that where nothing
   * passes there is nothing to tell.
   *
   * @param outcome the scenario's outcome, gates evaluated
   * @return one sentence per assumption that decides the verdict
   */
  public List<String> of(Scenario scenario, Outcome outcome) {
    List<String> lines = new ArrayList<>();
    if (outcome.gates().stream().noneMatch(gate -> gate.verdict() == Verdict.PASSED)) {
      return lines;
    }
    if (!scenario.profile().name().equals(CAUTIOUS_PROFILE)) {
      ModelProfile cautious =
          ModelProfile.named(CAUTIOUS_PROFILE).withOverrides(scenario.profile().overrides());
      difference(outcome, scenario.withProfile(cautious))
          .ifPresent(
              found -> lines.add("The documented profile would change the verdict: " + found));
    }
    InitialState state = scenario.state();
    if (state.burstFraction() == null) {
      difference(outcome, scenario.withState(state.withBurstFraction(0)))
          .ifPresent(
              found ->
                  lines.add(
                      "Starting with no burst capacity saved would change the verdict: " + found));
    }
    return lines;
  }

  private Optional<String> difference(Outcome outcome, Scenario variant) {
    Outcome varied = predictor.predict(variant.withTrials(Math.min(MAX_TRIALS, variant.trials())));
    String changed =
        varied.gates().stream()
            .filter(gate -> gate.verdict() != before(gate, outcome))
            .map(gate -> gate.expression() + " " + words(gate))
            .collect(Collectors.joining("; "));
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed + ".");
  }

  private static Verdict before(GateResult gate, Outcome outcome) {
    return outcome.gates().stream()
        .filter(other -> other.expression().equals(gate.expression()))
        .map(GateResult::verdict)
        .findFirst()
        .orElse(gate.verdict());
  }

  private static String words(GateResult gate) {
    return switch (gate.verdict()) {
      case PASSED -> "would pass";
      case FAILED -> "would fail";
      case INCONCLUSIVE -> "would have no data";
    };
  }
}
