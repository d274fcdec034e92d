package dev.headroom.prediction;

import dev.headroom.gate.GateEvaluator;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a few trials settle what all would: none of them comes near a limit of the table,
 * and no gate near its threshold. Chance then has nothing to decide.
 */
final class Calm {

  /** Trials that are looked at first. */
  static final int FEW_TRIALS = 5;

  private static final double LEAST_BURST_BALANCE_PERCENT = 50;
  private static final double HOTTEST_PARTITION_PERCENT = 50;
  private static final double LEAST_HEADROOM_PERCENT = 10;

  private Calm() {}

  /** Whether these trials of a scenario are enough. */
  static boolean isIn(Scenario scenario, List<Outcome> trials) {
    return isAtLeast(LEAST_BURST_BALANCE_PERCENT, GateMetric.BURST_BALANCE_MIN, trials)
        && isAtMost(HOTTEST_PARTITION_PERCENT, GateMetric.HOTTEST_PARTITION, trials)
        && isAtMost(0, GateMetric.THROTTLE_EVENTS, trials)
        && isAtLeastIfAny(LEAST_HEADROOM_PERCENT, GateMetric.READ_HEADROOM, trials)
        && isAtLeastIfAny(LEAST_HEADROOM_PERCENT, GateMetric.WRITE_HEADROOM, trials)
        && scenario.gates().stream().allMatch(gate -> GateEvaluator.isDecided(gate, trials));
  }

  private static boolean isAtLeast(double least, GateMetric metric, List<Outcome> trials) {
    return GateEvaluator.value(metric, trials) != null && isAtLeastIfAny(least, metric, trials);
  }

  private static boolean isAtLeastIfAny(double least, GateMetric metric, List<Outcome> trials) {
    @Nullable Double value = GateEvaluator.value(metric, trials);
    return value == null || value >= least;
  }

  private static boolean isAtMost(double most, GateMetric metric, List<Outcome> trials) {
    @Nullable Double value = GateEvaluator.value(metric, trials);
    return value != null && value <= most;
  }
}
