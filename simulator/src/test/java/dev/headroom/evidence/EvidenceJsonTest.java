package dev.headroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Scripts read these results: a key or type that changes breaks them. */
final class EvidenceJsonTest {

  @Test
  void print_results_writesOnePerLineWithEveryKey() {
    var numbers =
        new EvidenceResult(
            "X-1", "X-1.1", LineKind.MUST, "", "s", "17.14", 1_000.0 / 3, true, "observed", "", "");
    var words =
        new EvidenceResult(
            "X-1",
            "X-1.2",
            LineKind.SHOULD,
            "",
            "s",
            "about 5 s",
            Double.POSITIVE_INFINITY,
            false,
            "documented",
            "",
            "It is \"cautious\".");

    assertThat(EvidenceJson.print(List.of(numbers, words)))
        .isEqualTo(
            """
            [
              {"case":"X-1","line":"X-1.1","kind":"must","measured":17.14,"predicted":333.333333,\
            "passed":true,"profile":"observed","note":""},
              {"case":"X-1","line":"X-1.2","kind":"should","measured":"about 5 s","predicted":null,\
            "passed":false,"profile":"documented","note":"It is \\"cautious\\"."}
            ]
            """);
  }

  @Test
  void print_nothing_isAnEmptyArray() {
    assertThat(EvidenceJson.print(List.of())).isEqualTo("[]\n");
  }

  @Test
  void print_roundNumbers_haveNoExponent() {
    var result =
        new EvidenceResult("X", "X.1", LineKind.MUST, "", "", "0", 1_000, true, "observed", "", "");

    assertThat(EvidenceJson.print(List.of(result))).contains("\"predicted\":1000,");
  }
}
