package dev.headroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.headroom.capacity.ModelProfile;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Holds the engine to what was measured: a change that loses a published line, or gains one, shows
 * here.
 */
final class EvidenceRunnerTest {

  private static final List<ModelProfile> OBSERVED = List.of(ModelProfile.observed());

  @Test
  void run_missedLine_saysWhy() {
    assertThat(run(EvidenceCases.packaged("B-LAB5"), OBSERVED))
        .filteredOn(result -> !result.passed())
        .allSatisfy(result -> assertThat(result.why()).isNotBlank());
  }

  /** The client model against published experiments on clients alone. */
  @ParameterizedTest
  @ValueSource(strings = {"C-AWSBO", "C-BRK"})
  void run_experimentOnClients_holdsEveryLine(String id) {
    assertThat(run(EvidenceCases.packaged(id), OBSERVED))
        .isNotEmpty()
        .allSatisfy(result -> assertThat(result.passed()).as(result.toString()).isTrue());
  }

  @Test
  void run_lineWithWrongTolerance_misses() {
    EvidenceCase evidence = EvidenceCases.packaged("H-HUNT1");
    EvidenceLine line = evidence.lines().getFirst();
    Check check = line.checks().getFirst();
    EvidenceCase wrong =
        evidence.withLines(
            List.of(
                line.withCheck(new Check(check.measure(), check.unit(), new Tolerance(0, 949)))));

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
}
