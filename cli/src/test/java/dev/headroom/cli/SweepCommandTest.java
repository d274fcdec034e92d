package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A row under the wrong setting would send somebody to the wrong capacity. */
final class SweepCommandTest {

  @TempDir private Path folder;
  private Path scenario;

  @BeforeEach
  void write() throws IOException {
    scenario =
        Files.writeString(
            folder.resolve("sweep.yaml"),
            """
            apiVersion: headroom/v1
            name: sweep
            table: {name: t, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 10}
            state: {burst: 0}
            duration: 1m
            traffic:
              - {name: put, operation: PutItem, rate: 20/s, arrivals: even, client: {sdk: none}}
            """);
  }

  @Test
  void sweep_twoKeys_predictsEveryCombinationInOrder() {
    CommandRun run =
        CommandRun.of(
            "sweep",
            scenario,
            "--vary",
            "table.writeCapacityUnits=10,40",
            "--vary",
            "traffic.put.rate=20/s,5/s",
            "--format",
            "markdown");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.err()).isEmpty();
    List<String> rows = run.out().lines().filter(line -> line.contains("/s |")).toList();
    assertThat(rows)
        .satisfiesExactly(
            row -> assertThat(row).startsWith("| fail | 10 | 20/s | 4"),
            row -> assertThat(row).startsWith("| pass | 10 | 5/s | 0 %"),
            row -> assertThat(row).startsWith("| pass | 40 | 20/s | 0 %"),
            row -> assertThat(row).startsWith("| pass | 40 | 5/s | 0 %"));
  }

  @Test
  void sweep_aValueWithCommas_isOneValue() {
    CommandRun run =
        CommandRun.of(
            "sweep",
            scenario,
            "--vary",
            "traffic.put.rate={points: [[0s, 1/s], [1m, 5/s]]},20/s",
            "--format",
            "json");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out())
        .contains(
            "\"traffic.put.rate\" : \"{points: [[0s, 1/s], [1m, 5/s]]}\"",
            "\"traffic.put.rate\" : \"20/s\"");
  }

  @Test
  void sweep_console_drawsTheThrottledShare() {
    CommandRun run = CommandRun.of("sweep", scenario, "--vary", "table.writeCapacityUnits=10,40");

    assertThat(run.out()).contains("sweep", "throttled requests", "write headroom");
    assertThat(run.out().lines().filter(line -> line.matches(".*(█+|#+)$"))).hasSize(1);
  }

  @Test
  void sweep_badValues_areAllNamedAndNothingIsPredicted() {
    CommandRun run =
        CommandRun.of(
            "sweep",
            scenario,
            "--vary",
            "table.writeCapacityUnits=10,many",
            "--vary",
            "traffic.nobody.rate=1/s");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("table.writeCapacityUnits", "many"))
        .anySatisfy(line -> assertThat(line).contains("traffic.nobody.rate"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"table.writeCapacityUnits", "=1,2", "table.writeCapacityUnits=1,,2", "key="})
  void sweep_notAVariation_isBadUsage(String varied) {
    CommandRun run = CommandRun.of("sweep", scenario, "--vary", varied);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--vary").doesNotContain("Exception");
  }

  @Test
  void sweep_tooManyCombinations_isBadUsage() {
    String digits = "1,2,3,4,5,6,7,8,9,10";
    CommandRun run =
        CommandRun.of(
            "sweep",
            scenario,
            "--vary",
            "table.writeCapacityUnits=" + digits + "," + digits,
            "--vary",
            "table.readCapacityUnits=" + digits,
            "--vary",
            "trials=" + digits);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("more than 1000 combinations");
  }
}
