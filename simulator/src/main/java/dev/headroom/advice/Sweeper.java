package dev.headroom.advice;

import dev.headroom.advice.Sweep.Row;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Parallel;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** Predicts a scenario under many settings, several at a time. */
public final class Sweeper {

  private final int threads;
  private final Predictor.Progress progress;

  /**
   * A sweeper.
   *
   * @param threads how many settings are predicted at a time
   * @param progress hears about finished trials
   */
  public Sweeper(int threads, Predictor.Progress progress) {
    this.threads = threads;
    this.progress = progress;
  }

  /**
   * One combination of values.
   *
   * @param values as given
   * @param scenario the scenario with these values
   */
  public record Setting(List<String> values, Scenario scenario) {}

  /**
   * Predicts every setting.
   *
   * @param keys what is varied
   * @param settings at least one, all of the same scenario
   */
  public Sweep sweep(List<String> keys, List<Setting> settings) {
    Scenario first = settings.getFirst().scenario();
    List<Callable<Row>> tasks = new ArrayList<>();
    settings.forEach(setting -> tasks.add(() -> row(setting)));
    return new Sweep(first.name(), keys, first.trials(), Parallel.run(threads, tasks));
  }

  private Row row(Setting setting) {
    Scenario scenario = setting.scenario();
    List<Outcome> trials = new Predictor(1, progress).runTrials(scenario);
    return new Row(
        setting.values(),
        Verdicts.of(GateEvaluator.evaluate(scenario.gates(), trials)),
        GateEvaluator.summary(trials));
  }
}
