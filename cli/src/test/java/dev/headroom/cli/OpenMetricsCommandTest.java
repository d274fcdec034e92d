package dev.headroom.cli;

import static dev.headroom.cli.CommandRun.example;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it a prediction might stand at another time than the run it is compared with. */
final class OpenMetricsCommandTest {

  @TempDir private Path folder;

  private Path outcome() {
    Path scenario = example("hot-key.yaml");
    CommandRun.of("check", scenario, "--trials=1", "--set=duration=1m", "-o", folder);
    return folder.resolve("outcome.json");
  }

  @Test
  void openmetrics_withStart_beginsThere() {
    CommandRun run = CommandRun.of("openmetrics", outcome(), "--start", "2026-11-27T08:00:00Z");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .containsPattern(
            "headroom_capacity_consumed_total\\{.*source=\"simulated\".*} 0 1795766400\n")
        .contains(" 1795766460\n")
        .doesNotContain(" 1795766461\n")
        .endsWith("# EOF\n");
  }

  @Test
  void openmetrics_withoutStart_beginsWithTheOutcome() {
    assertThat(CommandRun.of("openmetrics", outcome()).out()).contains("} 0 1767225600\n");
  }

  @Test
  void openmetrics_ofAnotherFile_saysSo() throws IOException {
    Path file = Files.writeString(folder.resolve("no.json"), "{}");
    CommandRun run = CommandRun.of("openmetrics", file);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("no.json", "is no outcome.json");
  }

  @Test
  void openmetrics_startThatIsNoInstant_isBadUsage() {
    CommandRun run = CommandRun.of("openmetrics", folder.resolve("o.json"), "--start", "8am");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--start", "8am");
  }
}
