package dev.headroom.cli;

import static dev.headroom.cli.CommandRun.example;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What only a process of its own has: signals, closed pipes, an environment and an end. */
@DisabledOnOs(OS.WINDOWS)
final class ProcessTest {

  private static final long PATIENCE_SECONDS = 60;

  /** Minutes of work. */
  private static final String LONG =
      """
      table: {name: t, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 100}
      duration: 30d
      traffic: [{operation: PutItem, rate: 50/s}]
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"INT", "TERM"})
  void check_interrupted_isInconclusive(String signal) throws Exception {
    JavaProcess.assumeReceived(signal);
    Path scenario = Files.writeString(folder.resolve("long.yaml"), LONG);
    Process process =
        JavaProcess.of(List.of("-Dheadroom.progress=true"), Headroom.class, "check", scenario)
            .start();
    try (var err = new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8))) {
      JavaProcess.signalWhenShown(process, err, "long: trial 1 of", signal);

      assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.INCONCLUSIVE);
      assertThat(err.lines().toList()).last().asString().endsWith("headroom: interrupted");
      assertThat(process.getInputStream().readAllBytes()).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void check_withReaderGone_endsWithItsVerdict() throws Exception {
    Process process = start(List.of(), "check", example("comfortable.yaml"), "--trials", 1);
    process.getInputStream().close();

    assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.PASSED);
    assertThat(process.getErrorStream().readAllBytes()).isEmpty();
  }

  @Test
  void check_withColorsForcedAndForbidden_isPlain() throws Exception {
    ProcessBuilder builder =
        JavaProcess.of(List.of(), Headroom.class, "check", example("no-data.yaml"), "--trials", 1);
    builder.environment().put("CLICOLOR_FORCE", "1");
    assertThat(output(builder.start())).contains("\u001b[");

    builder.environment().put("NO_COLOR", "1");
    assertThat(output(builder.start())).startsWith("INCONCLUSIVE  ").doesNotContain("\u001b");
  }

  @Test
  void check_inTooLittleMemory_saysSo() throws Exception {
    Path scenario =
        Files.writeString(
            folder.resolve("large.yaml"),
            LONG.replace("30d", "3h") + "state: {partitions: 10000}\ntrials: 2\n");
    Process process = start(List.of("-Xmx12m"), "check", scenario);

    assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(new String(process.getErrorStream().readAllBytes(), UTF_8))
        .contains("error: out of memory; HEADROOM_OPTS=");
  }

  private static Process start(List<String> options, Object... arguments) throws IOException {
    return JavaProcess.of(options, Headroom.class, arguments).start();
  }

  private static String output(Process process) throws Exception {
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
    return output;
  }
}
