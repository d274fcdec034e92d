package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.evidence.EvidenceCase;
import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.LineKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A miss that is not seen, or counted as a hit, makes predictions look better than they are. */
final class EvidenceReportTest {

  private static final EvidenceCase CASE =
      new EvidenceCase(
          "X-100",
          "Three \u001b[31mwrites",
          List.of("https://example.org/x"),
          "2020",
          "Three writes on an empty table.",
          "Two passed.",
          List.of(),
          List.of());

  private static final List<EvidenceResult> RESULTS =
      List.of(
          result("X-100.1", LineKind.MUST, "17.14", 16.988, true, "observed", ""),
          result("X-100.1", LineKind.MUST, "17.14", 308.84, false, "documented", "It is cautious."),
          result("X-100.2", LineKind.MUST, "never", 4, false, "observed", "Nobody knows."),
          result("X-100.2", LineKind.MUST, "never", 4, false, "documented", "Nobody knows."),
          result(
              "X-100.3",
              LineKind.SHOULD,
              "about 5 s",
              Double.POSITIVE_INFINITY,
              true,
              "observed",
              "Seen, but fine"),
          result("X-100.3", LineKind.SHOULD, "about 5 s", Double.NaN, true, "documented", ""));

  @Test
  void render_results_showsMeasuredBesidePredictedAndEveryMiss() {
    assertThat(new EvidenceReport(Terminal.PLAIN).render(List.of(CASE), RESULTS, "observed", false))
        .isEqualTo(
            """
            X-100  Three \\u001b[31mwrites
                line     kind     measured  observed  documented  what must hold
              ✓ X-100.1  must       17.1 s    17 s ✓     309 s ✗  X-100.1 holds
              ✗ X-100.2  must        never     4 s ✗       4 s ✗  X-100.2 holds
              ✓ X-100.3  should  about 5 s   never ✓   no data ✓  X-100.3 holds
              X-100.1 misses under documented: It is cautious.
              X-100.2 misses under observed and documented: Nobody knows.

            1 of 2 must lines hold under observed
            1 of 1 should lines hold
            """);
  }

  @Test
  void render_describedCase_tellsSetUpAndOutcome() {
    assertThat(new EvidenceReport(Terminal.PLAIN).render(List.of(CASE), RESULTS, "observed", true))
        .contains(
            "Source    https://example.org/x",
            "Era       2020",
            "Set-up    Three writes on an empty table.",
            "Measured  Two passed.");
  }

  @Test
  void render_forAnotherProfile_judgesByThat() {
    List<EvidenceResult> documented =
        RESULTS.stream().filter(result -> result.profile().equals("documented")).toList();

    assertThat(
            new EvidenceReport(Terminal.PLAIN)
                .render(List.of(CASE), documented, "documented", false))
        .contains("✗ X-100.1", "0 of 2 must lines hold under documented")
        .doesNotContain("observed");
  }

  @Test
  void render_missWithoutReason_saysThatItIsNotKnown() {
    List<EvidenceResult> missed =
        List.of(result("X-100.1", LineKind.MUST, "1", 2, false, "observed", ""));

    assertThat(new EvidenceReport(Terminal.PLAIN).render(List.of(CASE), missed, "observed", false))
        .contains("X-100.1 misses under observed: the reason is not known.");
  }

  private static EvidenceResult result(
      String line,
      LineKind kind,
      String measured,
      double predicted,
      boolean passed,
      String profile,
      String note) {
    return new EvidenceResult(
        "X-100",
        line,
        kind,
        line + " holds",
        "s",
        measured,
        predicted,
        passed,
        profile,
        passed ? note : "",
        passed ? "" : note);
  }
}
