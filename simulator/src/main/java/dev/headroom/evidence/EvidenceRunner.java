package dev.headroom.evidence;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.evidence.EvidenceCase.Run;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Predicts the runs of cases and judges their lines.
 *
 * <p>Where chance is modelled a line is judged by the median over {@value #TRIALS} trials. Runs
 * that several cases share are predicted once. The results depend on the cases alone, not on the
 * number of threads.
 */
public final class EvidenceRunner {

  /** Trials of a scenario in which anything is random. */
  public static final int TRIALS = 30;

  private final Predictor predictor;

  /** Runs on a number of threads. */
  public EvidenceRunner(int threads) {
    this.predictor = new Predictor(threads);
  }

  /** Runs on a number of threads and tells how far it is. */
  public EvidenceRunner(int threads, Predictor.Progress progress) {
    this.predictor = new Predictor(threads, progress);
  }

  /** How many trials {@link #run} makes; progress is told after each. */
  public static int trials(List<EvidenceCase> cases, List<ModelProfile> profiles) {
    return profiles.size() * scenarios(cases).values().stream().mapToInt(Scenario::trials).sum();
  }

  /**
   * Predicts and judges.
   *
   * @return for every line of every case one result per profile, in the given orders
   */
  public List<EvidenceResult> run(List<EvidenceCase> cases, List<ModelProfile> profiles) {
    Map<Judged, EvidenceResult> results = new HashMap<>();
    scenarios(cases)
        .forEach(
            (file, scenario) -> {
              for (ModelProfile profile : profiles) {
                List<Outcome> trials = predictor.runTrials(scenario.withProfile(profile));
                linesOn(file, cases)
                    .forEach(
                        line ->
                            results.put(
                                new Judged(line.line(), profile.name()),
                                judge(line.caseId(), line.line(), profile.name(), trials)));
              }
            });
    List<EvidenceResult> ordered = new ArrayList<>();
    for (EvidenceCase evidence : cases) {
      for (EvidenceLine line : evidence.lines()) {
        for (ModelProfile profile : profiles) {
          ordered.add(Objects.requireNonNull(results.get(new Judged(line, profile.name()))));
        }
      }
    }
    return ordered;
  }

  private record Judged(EvidenceLine line, String profile) {}

  private record CaseLine(String caseId, EvidenceLine line) {}

  /** The scenarios that judged lines look at, by file. */
  private static Map<String, Scenario> scenarios(List<EvidenceCase> cases) {
    Map<String, Scenario> scenarios = new LinkedHashMap<>();
    for (EvidenceCase evidence : cases) {
      for (Run run : evidence.runs()) {
        Scenario scenario = run.scenario();
        scenarios.put(run.file(), scenario.trials() == 1 ? scenario : scenario.withTrials(TRIALS));
      }
    }
    return scenarios;
  }

  private static Stream<CaseLine> linesOn(String file, List<EvidenceCase> cases) {
    return cases.stream()
        .flatMap(
            evidence -> {
              var runs =
                  evidence.runs().stream()
                      .filter(run -> run.file().equals(file))
                      .map(Run::name)
                      .collect(Collectors.toSet());
              return evidence.lines().stream()
                  .filter(line -> runs.contains(line.run()))
                  .map(line -> new CaseLine(evidence.id(), line));
            });
  }

  private static EvidenceResult judge(
      String caseId, EvidenceLine line, String profile, List<Outcome> trials) {
    List<Reading> readings =
        trials.stream()
            .map(line.measure()::of)
            .sorted(Comparator.comparingDouble(Reading::value))
            .toList();
    Reading median = readings.get((readings.size() - 1) / 2);
    boolean passed = line.tolerance().contains(median.value());
    return new EvidenceResult(
        caseId,
        line.id(),
        line.kind(),
        line.statement(),
        line.unit(),
        line.measured(),
        median.value(),
        passed,
        profile,
        note(median, passed ? "" : line.whyMissed().getOrDefault(profile, "")));
  }

  private static String note(Reading reading, String reason) {
    return Stream.of(reading.detail(), reason)
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(". "));
  }
}
