package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A comparison with the wrong exit code would let a wrong model decide about capacity. */
final class CompareCommandTest {

  @TempDir private static Path folder;
  private static Path predicted;
  private static Path scaled;

  @BeforeAll
  static void predict() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("launch.yaml"),
            """
            apiVersion: headroom/v1
            name: launch
            table: {name: orders, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 50}
            state: {burst: 0}
            duration: 3m
            trials: 1
            traffic:
              - {name: put, operation: PutItem, rate: 60/s, itemSize: 500B, client: {sdk: none}}
            """);
    predicted = outcome(scenario, "predicted");
    scaled = outcome(scenario, "scaled", "--set", "table.writeCapacityUnits=40");
  }

  private static Path outcome(Path scenario, String name, Object... options) {
    Object[] arguments = {"check", scenario, "-o", folder.resolve(name)};
    Object[] all = new Object[arguments.length + options.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    CommandRun.of(all);
    return folder.resolve(name).resolve("outcome.json");
  }

  @Test
  void compare_sameOutcome_passes() {
    CommandRun run = CommandRun.of("compare", predicted, predicted);

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("PASS  launch: all 3 checks are within tolerance");
  }

  @Test
  void compare_lessCapacity_failsAndWritesReports() throws IOException {
    Path out = folder.resolve("out");

    CommandRun run = CommandRun.of("compare", predicted, scaled, "-o", out);

    assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out()).contains("Likely cause", "20 % less write capacity", "compare.html");
    assertThat(Files.readString(out.resolve("comparison.json")))
        .contains("\"schema\" : \"headroom/comparison/v1\"", "\"verdict\" : \"failed\"");
    assertThat(Files.readString(out.resolve("junit.xml")))
        .contains("failures=\"3\"", "write units of orders within 5 %");
    assertThat(Files.readString(out.resolve("summary.md"))).contains("20 % less write capacity");
    assertThat(Files.readString(out.resolve("compare.html"))).contains("20 % less write capacity");
  }

  @Test
  void compare_withWiderTolerance_passes() {
    CommandRun run =
        CommandRun.of(
            "compare",
            predicted,
            scaled,
            "--tolerance",
            "units=50%",
            "--tolerance",
            "throttled-share=40");

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCode.PASSED);
  }

  @Test
  void compare_measurements_areTakenFromCloudWatch() throws IOException {
    Path csv =
        Files.writeString(
            folder.resolve("ConsumedWriteCapacityUnits.csv"),
            """
            Timestamp,ConsumedWriteCapacityUnits,WriteThrottleEvents
            2026-11-27T08:00:00Z,2400,1200
            2026-11-27T08:01:00Z,2400,1200
            2026-11-27T08:02:00Z,2400,1200
            """);

    CommandRun run = CommandRun.of("compare", predicted, csv);

    assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.FAILED);
    assertThat(run.out())
        .contains("measured by CloudWatch", "write throttle events of orders within 2 points");
  }

  @Test
  void compare_withoutCommonTime_isInconclusive() {
    CommandRun run = CommandRun.of("compare", predicted, scaled, "--shift", "1h");

    assertThat(run.exitCode()).isEqualTo(ExitCode.INCONCLUSIVE);
    assertThat(run.out()).startsWith("INCONCLUSIVE").contains("the runs share no time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--tolerance=unit=5% | there is no tolerance \"unit\"",
        "--tolerance=units=few | must be a number such as 2.5%",
        "--shift=soon | --shift must be a time such as 17s"
      })
  void compare_badOption_isBadUsage(String option, String message) {
    CommandRun run = CommandRun.of("compare", predicted, scaled, option);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message).doesNotContain("Exception");
  }

  @Test
  void compare_filesThatAreNoOutcome_areBadInput() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"schema\": \"headroom/");
    for (Path file : new Path[] {broken, folder.resolve("missing.json"), folder}) {
      CommandRun run = CommandRun.of("compare", predicted, file);

      assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err()).startsWith("error: " + file).doesNotContain("Exception");
    }
  }
}
