package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** CI gates on the exit code and reads the JSON; both must say what the run said. */
final class EvidenceCommandTest {

  @Test
  void evidence_oneCase_describesItAndCountsItsLines() {
    CommandRun run = CommandRun.of("evidence", "--case", "B-LAB100");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out())
        .contains("B-LAB100.1", "Set-up", "observed", "documented")
        .endsWith("3 of 3 must lines hold under observed\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void evidence_json_printsNothingElse() {
    CommandRun run =
        CommandRun.of("evidence", "--case", "B-LAB100", "--profile", "observed", "--json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out())
        .isEqualTo(
            """
            [
              {"case":"B-LAB100","line":"B-LAB100.1","kind":"must","measured":0,\
            "predicted":0,"passed":true,"profile":"observed","note":""},
              {"case":"B-LAB100","line":"B-LAB100.2","kind":"must","measured":17.14,\
            "predicted":17.010248,"passed":true,"profile":"observed","note":""},
              {"case":"B-LAB100","line":"B-LAB100.3","kind":"must","measured":0,\
            "predicted":0,"passed":true,"profile":"observed","note":""}
            ]
            """);
  }

  @Test
  void evidence_markdown_printsThePage() {
    CommandRun run = CommandRun.of("evidence", "--case", "B-LAB100", "--markdown");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out())
        .startsWith("# How accurate predictions are\n")
        .contains("## B-LAB100: ", "| `observed` | 3 of 3 | 0 of 0 |")
        .contains("| `documented` | 1 of 3 | 0 of 0 |")
        .contains(
            """
            | B-LAB100.1 | must | The table throttles nothing | 0 events | 0 events ✓ | 0 events ✓ |
            """)
        .endsWith("it is on the safe side where the service lets index updates wait.\n");
  }

  @Test
  void evidence_jsonAndMarkdown_isBadInput() {
    assertThat(CommandRun.of("evidence", "--json", "--markdown").exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void evidence_fewerLinesThanAskedFor_fails() {
    CommandRun run =
        CommandRun.of(
            "evidence", "--case", "B-LAB100", "--profile", "documented", "--min-passed", "50");

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.err()).contains("fewer than 50.0 % of the must lines hold under documented");
  }

  @Test
  void evidence_missWithoutMinimum_passes() {
    CommandRun run =
        CommandRun.of(
            "evidence", "--case", "B-LAB100", "--profile", "documented", "--min-passed", "33.3");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("1 of 3 must lines hold under documented");
  }

  @Test
  void evidence_unknownCase_namesTheKnownOnes() {
    CommandRun run = CommandRun.of("evidence", "--case", "B-LAB6");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Unknown case 'B-LAB6'; known are B-LAB5, G-LAB2");
  }

  @Test
  void evidence_unknownProfile_namesTheKnownOnes() {
    CommandRun run = CommandRun.of("evidence", "--profile", "guessed");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("Unknown profile 'guessed'; known are documented, observed");
  }

  @Test
  void evidence_minimumThatIsNoPercentage_isBadInput() {
    assertThat(CommandRun.of("evidence", "--min-passed", "101").exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(CommandRun.of("evidence", "--min-passed", "NaN").exitCode())
        .isEqualTo(ExitCode.BAD_INPUT);
  }
}
