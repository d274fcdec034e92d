package dev.headroom.prediction;

import dev.headroom.alarm.Alarms;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Predicts what a scenario's traffic meets at its table.
 *
 * <p>The outcome depends on the scenario and its seed alone: trials have forked seeds and share
 * nothing, so that any number of threads gives the same bytes.
 *
 * <pre>{@code
 * Outcome outcome = new Predictor(Runtime.getRuntime().availableProcessors()).predict(scenario);
 * }</pre>
 */
public final class Predictor {

  private final int threads;
  private final Progress progress;

  /** Hears about finished trials; may be called from any thread. */
  @FunctionalInterface
  public interface Progress {
    void trialDone();
  }

  /** Predicts on a number of threads. */
  public Predictor(int threads) {
    this(threads, () -> {});
  }

  /** Predicts on a number of threads and tells how far it is. */
  public Predictor(int threads, Progress progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * {@linkplain #runTrials Runs trials} and sums up: the first trial's numbers, bands over all,
   * gates over all.
   */
  public Outcome predict(Scenario scenario) {
    return summedUp(scenario, runTrials(scenario));
  }

  /** What {@link #predict} makes of the trials of a scenario. */
  public static Outcome summedUp(Scenario scenario, List<Outcome> trials) {
    Outcome summary = TrialSummary.of(trials);
    return summary
        .withGates(GateEvaluator.evaluate(scenario.gates(), trials))
        .withAlarms(Alarms.judge(summary));
  }

  /**
   * Runs every trial; of those that nobody asked for only a few, where these settle it.
   *
   * @return one outcome per trial, in trial order
   */
  public List<Outcome> runTrials(Scenario scenario) {
    int first =
        scenario.isTrialCountGiven()
            ? scenario.trials()
            : Math.min(Calm.FEW_TRIALS, scenario.trials());
    List<Outcome> trials = new ArrayList<>(runTrials(scenario, 0, first, Patience.ENDLESS));
    if (first < scenario.trials() && !Calm.isIn(scenario, trials)) {
      trials.addAll(runTrials(scenario, first, scenario.trials(), Patience.ENDLESS));
    }
    return trials;
  }

  /**
   * Runs some of the trials.
   *
   * @param from number of the first, counted from 0
   * @param to number after that of the last
   * @param patience when a trial is given up
   * @return one outcome per trial, in trial order
   */
  public List<Outcome> runTrials(Scenario scenario, int from, int to, Patience patience) {
    List<FlowPlan> plans =
        scenario.flows().stream().map(flow -> FlowPlan.of(flow, scenario)).toList();
    List<Callable<Outcome>> tasks = new ArrayList<>();
    for (int trial = from; trial < to; trial++) {
      int number = trial;
      tasks.add(
          () -> {
            Outcome outcome =
                new TrialRun(scenario, plans, number, TrialRun.Stepping.ADAPTIVE, patience).run();
            progress.trialDone();
            return outcome;
          });
    }
    return Parallel.run(threads, tasks);
  }
}
