package dev.headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.endpoint.UnthrottledStore;
import dev.headroom.endpoint.upstream.StatelessUpstream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a load might not run, or leave nothing when it is interrupted. */
@DisabledOnOs(OS.WINDOWS)
final class LoadCommandTest {

  private static final long PATIENCE_SECONDS = 180;

  private static final String SCENARIO =
      """
      name: short
      table: {name: orders, partitionKey: id, readCapacityUnits: 20, writeCapacityUnits: 5}
      state: {burst: 0}
      duration: %s
      trials: 1
      traffic:
        - {name: writes, operation: PutItem, rate: 10/s, arrivals: even, itemSize: 800B, client: {sdk: none}}
        - {name: reads, operation: GetItem, rate: 5/s, itemSize: 800B}
      gates: [throttled_requests < 90%%]
      """;

  /** As the launcher gives them. */
  private static final List<String> JVM =
      List.of(
          "-Xmx700m",
          "-XX:TieredStopAtLevel=1",
          "--enable-native-access=ALL-UNNAMED",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "-Dlog4j2.shutdownHookEnabled=false");

  @TempDir private Path folder;

  @Test
  void load_embedded_leavesOutcomePredictionReportAndLogs() throws Exception {
    Path out = folder.resolve("out");
    Process process = start("8s", out, false, "embedded");

    String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();

    assertThat(errors).isEmpty();
    assertThat(process.exitValue()).as(printed).isEqualTo(ExitCode.PASSED);
    assertThat(printed).contains("observed");
    assertThat(out)
        .isDirectoryContaining("glob:**/report.html")
        .isDirectoryContaining("glob:**/summary.md")
        .isDirectoryContaining("glob:**/junit.xml")
        .isDirectoryContaining("glob:**/latency-writes.hlog")
        .isDirectoryContaining("glob:**/latency-reads.hlog");
    assertThat(out.resolve("gatling/index.html")).exists();
    assertThat(Files.readString(out.resolve("predicted.json"))).contains("\"simulated\"");
    String outcome = Files.readString(out.resolve("outcome.json"));
    assertThat(outcome)
        .contains("\"observed\"", "\"bothThrottled\"", "TableWriteProvisionedThroughputExceeded");
  }

  @ParameterizedTest
  @CsvSource({"TERM", "INT"})
  void load_interrupted_leavesWhatItSawAndIsInconclusive(String signal) throws Exception {
    JavaProcess.assumeReceived(signal);
    Path out = folder.resolve("out");
    Process process = start("10m", out, true, "embedded");
    try (var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      JavaProcess.signalWhenShown(process, err, "2 of 600 s", signal);

      assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INCONCLUSIVE);
      assertThat(err.lines().toList()).last().asString().contains("interrupted");
    } finally {
      process.destroyForcibly();
    }
    assertThat(Files.readString(out.resolve("outcome.json"))).contains("\"observed\"");
    assertThat(out.resolve("gatling/index.html")).exists();
  }

  @Test
  void load_storeGoneMidway_leavesWhatItSawAndIsInconclusive() throws Exception {
    Path out = folder.resolve("out");
    UnthrottledStore store = new UnthrottledStore(new StatelessUpstream(800));
    Process process = start("10m", out, true, store.uri().toString());
    try (var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      JavaProcess.awaitShown(err, "2 of 600 s");
      store.close();

      assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INCONCLUSIVE);
      assertThat(err.lines().toList()).anyMatch(line -> line.contains("gives no answers any more"));
    } finally {
      process.destroyForcibly();
      store.close();
    }
    assertThat(Files.readString(out.resolve("outcome.json"))).contains("\"observed\"");
    assertThat(out.resolve("gatling/index.html")).exists();
  }

  @Test
  void load_dryRun_saysWhatItWouldDo() throws IOException {
    CommandRun run = CommandRun.of("load", scenario("5s"), "--target", "embedded", "--dry-run");

    assertThat(run.exitCode()).isEqualTo(ExitCode.PASSED);
    assertThat(run.out()).contains("orders", "in 5 s", "USD");
  }

  @Test
  void load_indexMadeInTheRun_isBadInput() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("changing.yaml"),
            SCENARIO.formatted("5s")
                + """
                changes:
                  - at: 1s
                    createIndex: {name: by-day, partitionKey: day, readCapacityUnits: 1, writeCapacityUnits: 1}
                """);

    CommandRun run = CommandRun.of("load", scenario, "--target", "embedded");

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
  }

  @ParameterizedTest
  @CsvSource({"nowhere", "ftp://localhost"})
  void load_targetThatIsNone_isMisuse(String target) throws IOException {
    CommandRun run = CommandRun.of("load", scenario("5s"), "--target", target);

    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains("--target must be embedded, aws, or a URL");
  }

  private Path scenario(String duration) throws IOException {
    return Files.writeString(folder.resolve("short.yaml"), SCENARIO.formatted(duration));
  }

  private Process start(String duration, Path out, boolean showsProgress, String target)
      throws IOException {
    List<String> options = new ArrayList<>(JVM);
    if (showsProgress) {
      options.add("-Dheadroom.progress=true");
    }
    return JavaProcess.of(
            options, Headroom.class, "load", scenario(duration), "--target", target, "-o", out)
        .start();
  }
}
