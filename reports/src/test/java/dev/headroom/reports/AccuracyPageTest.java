package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.evidence.EvidenceCase;
import dev.headroom.evidence.EvidenceCases;
import dev.headroom.evidence.EvidenceLine;
import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.EvidenceRunner;
import dev.headroom.evidence.LineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the engine to what was measured: a change that loses a published line, or gains one, shows
 * here. Without it the page would promise what predictions no longer keep.
 */
final class AccuracyPageTest {

  private static final Path PAGE = Path.of("../docs/accuracy.md");

  /** What to do about a page that is out of date. */
  private static final String UPDATE = "run: ./headroom evidence --markdown > docs/accuracy.md";

  private static List<String> quickCases() {
    return List.of(
        "B-LAB5", "B-LAB100", "B-KOV60", "B-SO5", "H-CENSUS", "S-AS1", "P-INIT", "P-KOV3");
  }

  @ParameterizedTest
  @MethodSource("quickCases")
  void page_asCheckedIn_saysWhatIsPredicted(String id) throws IOException {
    EvidenceCase evidence = EvidenceCases.packaged(id);
    List<EvidenceResult> results =
        new EvidenceRunner(2)
            .run(List.of(evidence), List.of(ModelProfile.observed(), ModelProfile.documented()));

    assertThat(Files.readString(PAGE))
        .as(UPDATE)
        .contains(new AccuracyPage(List.of(evidence), results).section(evidence));
  }

  @Test
  void page_asCheckedIn_hasEveryLineOnce() throws IOException {
    String page = Files.readString(PAGE);

    for (EvidenceCase evidence : EvidenceCases.packaged()) {
      assertThat(page).as(UPDATE).containsOnlyOnce("\n## " + evidence.id() + ": ");
      for (EvidenceLine line : evidence.lines()) {
        assertThat(page).as(UPDATE).containsOnlyOnce("\n| " + line.id() + " | ");
      }
    }
  }

  @Test
  void page_asCheckedIn_explainsEveryMissAndNoHit() throws IOException {
    List<String> rows = Files.readAllLines(PAGE);
    List<EvidenceLine> lines =
        EvidenceCases.packaged().stream().flatMap(evidence -> evidence.lines().stream()).toList();

    assertThat(rows).noneMatch(row -> row.contains(EvidenceWords.UNEXPLAINED));
    for (EvidenceLine line : lines) {
      String[] cells =
          rows.stream()
              .filter(row -> row.startsWith("| " + line.id() + " | "))
              .findFirst()
              .orElseThrow()
              .split(" \\| ");
      assertThat(line.whyMissed().containsKey("observed"))
          .as(line.id() + " observed")
          .isEqualTo(cells[4].endsWith("\u2717"));
      assertThat(line.whyMissed().containsKey("documented"))
          .as(line.id() + " documented")
          .isEqualTo(cells[5].contains("\u2717"));
    }
  }

  @Test
  void packaged_missUnderDocumented_errsOnTheSafeSide() {
    assertThat(EvidenceCases.packaged())
        .flatExtracting(EvidenceCase::lines)
        .extracting(line -> line.whyMissed().get("documented"))
        .filteredOn(Objects::nonNull)
        .allMatch(why -> why.contains("safe side"));
  }

  @Test
  void page_asCheckedIn_holdsNearlyEveryMustLine() throws IOException {
    long all =
        EvidenceCases.packaged().stream()
            .flatMap(evidence -> evidence.lines().stream())
            .filter(line -> line.kind() == LineKind.MUST)
            .count();
    long missed =
        EvidenceCases.packaged().stream()
            .flatMap(evidence -> evidence.lines().stream())
            .filter(line -> line.kind() == LineKind.MUST)
            .filter(line -> line.whyMissed().containsKey("observed"))
            .count();

    assertThat(missed).isLessThanOrEqualTo(all / 20);
    assertThat(Files.readString(PAGE))
        .as(UPDATE)
        .contains("| `observed` | %d of %d |".formatted(all - missed, all));
  }
}
