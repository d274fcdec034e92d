package dev.headroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headroom.capacity.ModelProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Holds the engine to what was measured: a change that loses a published line, or gains one, shows
 * here.
 */
final class EvidenceRunnerTest {

  private static final List<ModelProfile> OBSERVED = List.of(ModelProfile.observed());

  @Test
  void run_packagedCases_missKnownLinesOnly() {
    List<EvidenceResult> results =
        new EvidenceRunner(2)
            .run(
                EvidenceCases.packaged(),
                List.of(ModelProfile.observed(), ModelProfile.documented()));

    assertThat(results).hasSize(2 * 23);
    assertThat(held(results, LineKind.MUST, "observed"))
        .containsExactly(
            "B-LAB5.1",
            "B-LAB5.2",
            "B-LAB5.3",
            "B-LAB5.4",
            "B-LAB5.5",
            "G-LAB2.1",
            "G-LAB2.2",
            "G-LAB2.3",
            "B-LAB100.1",
            "B-LAB100.2",
            "B-LAB100.3",
            "B-CSV.1",
            "B-CSV.2",
            "B-CSV.3",
            "B-CSV.4",
            "B-CSV.5",
            "B-CSV.6",
            "B-SO5.1",
            "H-DOC4.3",
            "H-DOC4.4",
            "H-HUNT1.1");
    assertThat(missed(results, "observed")).containsExactly("B-LAB5.7");
    assertThat(missed(results, "documented"))
        .containsExactly("B-LAB5.7", "B-LAB100.2", "B-LAB100.3");
  }

  @Test
  void run_missedLine_saysWhy() {
    assertThat(run(EvidenceCases.packaged("B-LAB5"), OBSERVED))
        .filteredOn(result -> !result.passed())
        .allSatisfy(result -> assertThat(result.note()).isNotBlank());
  }

  @Test
  void run_lineWithWrongTolerance_misses() {
    EvidenceCase evidence = EvidenceCases.packaged("H-HUNT1");
    EvidenceLine line = evidence.lines().getFirst();
    EvidenceCase wrong = evidence.withLines(List.of(line.withTolerance(new Tolerance(0, 949))));

    assertThat(run(wrong, OBSERVED))
        .singleElement()
        .satisfies(
            result -> {
              assertThat(result.passed()).isFalse();
              assertThat(result.predicted()).isBetween(950.0, 1_050.0);
            });
  }

  @Test
  void run_onAnyNumberOfThreads_givesTheSameResults() {
    List<EvidenceCase> cases = List.of(EvidenceCases.packaged("B-LAB100"));

    assertThat(new EvidenceRunner(3).run(cases, OBSERVED))
        .isEqualTo(new EvidenceRunner(1).run(cases, OBSERVED));
  }

  @Test
  void trials_ofRunsThatCasesShare_countOnce() {
    List<EvidenceCase> cases =
        List.of(EvidenceCases.packaged("B-LAB5"), EvidenceCases.packaged("G-LAB2"));

    assertThat(EvidenceRunner.trials(cases, OBSERVED)).isEqualTo(EvidenceRunner.TRIALS);
  }

  @Test
  void contains_ofTolerance_includesItsEndsAndNoMissingNumber() {
    Tolerance tolerance = new Tolerance(4.5, 5.5);

    assertThat(tolerance.contains(4.5)).isTrue();
    assertThat(tolerance.contains(5.5)).isTrue();
    assertThat(tolerance.contains(5.51)).isFalse();
    assertThat(tolerance.contains(Double.NaN)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> new Tolerance(2, 1));
  }

  private static List<EvidenceResult> run(EvidenceCase evidence, List<ModelProfile> profiles) {
    return new EvidenceRunner(2).run(List.of(evidence), profiles);
  }

  private static List<String> held(List<EvidenceResult> results, LineKind kind, String profile) {
    return results.stream()
        .filter(result -> result.passed() && result.kind() == kind)
        .filter(result -> result.profile().equals(profile))
        .map(EvidenceResult::line)
        .toList();
  }

  private static List<String> missed(List<EvidenceResult> results, String profile) {
    return results.stream()
        .filter(result -> !result.passed() && result.profile().equals(profile))
        .map(EvidenceResult::line)
        .toList();
  }
}
