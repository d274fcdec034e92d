package dev.headroom.prediction;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tells where a verdict hangs on what was assumed: predicts again under the cautious profile, and
 * with empty burst buckets, and says what differs.
 */
public final class Sensitivity {

  private static final String CAUTIOUS_PROFILE = "documented";

  /** Enough to see most differences in a verdict: one trial that fails a gate decides it. */
  private static final int FEW_TRIALS = 4;

  /** Looked at before the others, because a variant that throttles takes long and shows it soon. */
  private static final int FIRST_TRIALS = 2;

  private final Predictor predictor;

  public Sensitivity(Predictor predictor) {
    this.predictor = predictor;
  }

  /**
   * What would change the verdict. Each variant is harder on the table, so that there is nothing to
   * tell where no gate passes, nor where both variants at once change nothing.
   *
   * @param outcome the scenario's outcome, gates evaluated
   * @return one sentence per assumption that decides the verdict
   */
  public List<String> of(Scenario scenario, Outcome outcome) {
    Set<String> passed =
        outcome.gates().stream()
            .filter(gate -> gate.verdict() == Verdict.PASSED)
            .map(GateResult::expression)
            .collect(Collectors.toSet());
    boolean isCautious = scenario.profile().name().equals(CAUTIOUS_PROFILE);
    boolean isBurstGiven = scenario.state().burstFraction() != null;
    boolean areBothOpen = !isCautious && !isBurstGiven;
    List<String> lines = new ArrayList<>();
    if (passed.isEmpty()
        || (areBothOpen && difference(passed, cautious(withEmptyBurst(scenario))).isEmpty())) {
      return lines;
    }
    if (!isCautious) {
      difference(passed, cautious(scenario))
          .ifPresent(
              found -> lines.add("The documented profile would change the verdict: " + found));
    }
    if (!isBurstGiven) {
      difference(passed, withEmptyBurst(scenario))
          .ifPresent(
              found ->
                  lines.add(
                      "Starting with no burst capacity saved would change the verdict: " + found));
    }
    return lines;
  }

  private static Scenario cautious(Scenario scenario) {
    return scenario.withProfile(
        ModelProfile.named(CAUTIOUS_PROFILE).withOverrides(scenario.profile().overrides()));
  }

  private static Scenario withEmptyBurst(Scenario scenario) {
    return scenario.withState(scenario.state().withBurstFraction(0));
  }

  private Optional<String> difference(Set<String> passed, Scenario variant) {
    int all = Math.min(FEW_TRIALS, variant.trials());
    int first = Math.min(FIRST_TRIALS, all);
    List<Outcome> trials =
        new ArrayList<>(predictor.runTrials(variant, 0, first, Patience.ENDLESS));
    Optional<String> found = difference(passed, variant, trials);
    if (found.isPresent() || all == first) {
      return found;
    }
    trials.addAll(predictor.runTrials(variant, first, all, Patience.ENDLESS));
    return difference(passed, variant, trials);
  }

  private static Optional<String> difference(
      Set<String> passed, Scenario variant, List<Outcome> trials) {
    String changed =
        GateEvaluator.evaluate(variant.gates(), trials).stream()
            .filter(gate -> passed.contains(gate.expression()))
            .filter(gate -> gate.verdict() != Verdict.PASSED)
            .map(
                gate ->
                    gate.expression()
                        + (gate.verdict() == Verdict.FAILED
                            ? " would fail"
                            : " would have no data"))
            .collect(Collectors.joining("; "));
    return changed.isEmpty() ? Optional.empty() : Optional.of(changed + ".");
  }
}
