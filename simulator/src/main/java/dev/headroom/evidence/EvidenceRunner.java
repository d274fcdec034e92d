package dev.headroom.evidence;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import dev.headroom.evidence.EvidenceCase.Replay;
import dev.headroom.evidence.EvidenceCase.Run;
import dev.headroom.evidence.EvidenceCase.Trial;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Predicts the runs of cases and judges their lines.
 *
 * <p>A line is judged by the median over {@value #TRIALS} trials. Runs that several cases share are
 * predicted once. The results depend on the cases alone, not on the number of threads.
 */
public final class EvidenceRunner {

  /** Trials of a scenario; splits, if nothing else, take random times. */
  public static final int TRIALS = 30;

  private static final long EXPERIMENTS_SEED = 1;

  private final Predictor predictor;
  private final Predictor.Progress progress;

  /** Runs on a number of threads. */
  public EvidenceRunner(int threads) {
    this(threads, () -> {});
  }

  /** Runs on a number of threads and tells how far it is. */
  public EvidenceRunner(int threads, Predictor.Progress progress) {
    this.predictor = new Predictor(threads, progress);
    this.progress = progress;
  }

  /** How many trials {@link #run} makes; progress is told after each. */
  public static int trials(List<EvidenceCase> cases, List<ModelProfile> profiles) {
    int ofScenarios = scenarios(cases).values().stream().mapToInt(Scenario::trials).sum();
    long ofExperiments = runs(cases, Trial.class).count();
    return profiles.size() * ofScenarios + Math.toIntExact(ofExperiments);
  }

  /**
   * Predicts and judges.
   *
   * @return for every line of every case one result per profile, in the given orders
   */
  public List<EvidenceResult> run(List<EvidenceCase> cases, List<ModelProfile> profiles) {
    Map<Sight, Reading> medians = new HashMap<>();
    scenarios(cases)
        .forEach(
            (file, scenario) -> {
              for (ModelProfile profile : profiles) {
                List<Outcome> trials =
                    predictor.runTrials(scenario.withProfile(replaying(scenario, profile)));
                for (EvidenceCase evidence : cases) {
                  for (Run run : evidence.runs()) {
                    if (run instanceof Replay replay && replay.file().equals(file)) {
                      read(evidence, run, profile.name(), trials, medians);
                    }
                  }
                }
              }
            });
    for (EvidenceCase evidence : cases) {
      runExperiments(evidence, profiles, medians);
    }
    List<EvidenceResult> results = new ArrayList<>();
    for (EvidenceCase evidence : cases) {
      for (EvidenceLine line : evidence.lines()) {
        for (ModelProfile profile : profiles) {
          results.add(judge(evidence.id(), line, profile.name(), medians));
        }
      }
    }
    return results;
  }

  /** What a check finds in a run of its case. */
  private record Sight(EvidenceLine line, Check check, String run, String profile) {}

  /** A profile with the era of a scenario, and with the quotas that belong to its set-up. */
  private static ModelProfile replaying(Scenario scenario, ModelProfile profile) {
    return profile.inEra(scenario.profile().era()).withOverrides(scenario.profile().overrides());
  }

  /** The scenarios that judged lines look at, by file. */
  private static Map<String, Scenario> scenarios(List<EvidenceCase> cases) {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    for (EvidenceCase evidence : cases) {
      runs(List.of(evidence), Replay.class)
          .forEach(
              replay -> {
                Scenario scenario = replay.scenario();
                scenarios.put(replay.file(), scenario.withTrials(TRIALS));
              });
    }
    return scenarios;
  }

  private static <R extends Run> Stream<R> runs(List<EvidenceCase> cases, Class<R> kind) {
    return cases.stream()
        .flatMap(evidence -> evidence.runs().stream())
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Experiments know nothing of the service, so that one run stands for all profiles. */
  private void runExperiments(
      EvidenceCase evidence, List<ModelProfile> profiles, Map<Sight, Reading> medians) {
    Chance chance = new Chance(EXPERIMENTS_SEED).fork(evidence.id());
    runs(List.of(evidence), Trial.class)
        .forEach(
            trial -> {
              Outcome outcome = trial.experiment().run(chance.fork(trial.name()));
              progress.trialDone();
              for (ModelProfile profile : profiles) {
                read(evidence, trial, profile.name(), List.of(outcome), medians);
              }
            });
  }

  private static void read(
      EvidenceCase evidence,
      Run run,
      String profile,
      List<Outcome> trials,
      Map<Sight, Reading> medians) {
    for (EvidenceLine line : evidence.lines()) {
      if (line.selection().runs().contains(run.name())) {
        for (Check check : line.checks()) {
          medians.put(new Sight(line, check, run.name(), profile), median(check.measure(), trials));
        }
      }
    }
  }

  private static Reading median(Measure measure, List<Outcome> trials) {
    List<Reading> readings =
        trials.stream()
            .map(measure::of)
            .sorted(Comparator.comparingDouble(Reading::value))
            .toList();
    return readings.get((readings.size() - 1) / 2);
  }

  private static EvidenceResult judge(
      String caseId, EvidenceLine line, String profile, Map<Sight, Reading> medians) {
    List<Reading> readings =
        line.checks().stream().map(check -> reading(line, check, profile, medians)).toList();
    List<String> details = new ArrayList<>();
    details.add(readings.getFirst().detail());
    boolean passed = true;
    for (int i = 0; i < readings.size(); i++) {
      Check check = line.checks().get(i);
      double value = readings.get(i).value();
      passed &= check.tolerance().contains(value);
      if (i > 0) {
        details.add(String.format(Locale.ROOT, "also %.4g %s", value, check.unit()));
      }
    }
    return new EvidenceResult(
        caseId,
        line.id(),
        line.kind(),
        line.statement(),
        line.checks().getFirst().unit(),
        line.measured(),
        readings.getFirst().value(),
        passed,
        profile,
        details.stream().filter(detail -> !detail.isEmpty()).collect(Collectors.joining("; ")),
        passed ? "" : line.whyMissed().getOrDefault(profile, ""));
  }

  private static Reading reading(
      EvidenceLine line, Check check, String profile, Map<Sight, Reading> medians) {
    List<String> runs = line.selection().runs();
    List<Reading> readings =
        runs.stream()
            .map(run -> Objects.requireNonNull(medians.get(new Sight(line, check, run, profile))))
            .toList();
    double value = line.selection().combine(readings.stream().map(Reading::value).toList());
    if (runs.size() == 1) {
      return new Reading(value, readings.getFirst().detail());
    }
    List<String> details = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      details.add(String.format(Locale.ROOT, "%s %.4g", runs.get(i), readings.get(i).value()));
    }
    return new Reading(value, String.join(", ", details));
  }
}
