package dev.headroom.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it the endpoint could start without its tables, or never end. */
final class ServeCommandTest {

  private static final long PATIENCE_SECONDS = 60;

  @TempDir private Path folder;

  private Path table(String name) throws IOException {
    return Files.writeString(
        folder.resolve(name + ".yaml"),
        "name: " + name + "\npartitionKey: pk\nreadCapacityUnits: 5\nwriteCapacityUnits: 7\n");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void serve_tableAndScenario_hasBothAndEndsWell() throws Exception {
    Path scenario =
        Files.writeString(
            folder.resolve("peak.yaml"),
            """
            apiVersion: headroom/v1
            table: {name: carts, partitionKey: pk, readCapacityUnits: 5, writeCapacityUnits: 9}
            state: {burst: 0.5}
            duration: 1m
            traffic: [{operation: PutItem, rate: 1/s}]
            """);
    Process process =
        JavaProcess.of(
                List.of(),
                Headroom.class,
                "serve",
                table("orders"),
                scenario,
                "--port",
                0,
                "--upstream",
                "none")
            .start();
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      List<String> greeting = new ArrayList<>();
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        greeting.add(line);
        if (line.startsWith("Ctrl-C")) {
          break;
        }
      }
      assertThat(greeting)
          .anyMatch(line -> line.matches("Table +orders"))
          .anyMatch(line -> line.matches("Table +carts"));
      URI uri = URI.create(greeting.getFirst().replaceAll(".* ", ""));
      try (HttpClient http = HttpClient.newHttpClient()) {
        String state =
            http.send(
                    HttpRequest.newBuilder(uri.resolve("/headroom/state")).build(),
                    BodyHandlers.ofString())
                .body();
        assertThat(state)
            .contains("\"name\":\"orders\"", "\"name\":\"carts\"")
            .containsPattern("\"capacityUnits\":9,\"availableUnits\":13[0-9]{2}\\.");
      }
      new ProcessBuilder("kill", "-TERM", Long.toString(process.pid())).start().waitFor();
      assertThat(process.waitFor(PATIENCE_SECONDS, SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(ExitCode.PASSED);
    } finally {
      process.destroyForcibly();
    }
  }

  static Stream<Arguments> serve_misused_saysWhatIsWrong() {
    return Stream.of(
        arguments(List.of("--upstream", "localhost:4566"), "--upstream must be embedded, none, or"),
        arguments(List.of("--upstream", "ftp://x"), "--upstream must be embedded, none, or"),
        arguments(
            List.of("--upstream", "https://dynamodb.eu-west-1.amazonaws.com"),
            "--upstream cannot be AWS"),
        arguments(List.of("--scale", "0"), "--scale must be above 0 and at most 1: 0.0"),
        arguments(List.of("--error-probability", "2"), "must be from 0 to 1: 2.0"),
        arguments(List.of("--port", "70000"), "--port must be from 0 to 65535: 70000"),
        arguments(List.of("--item-size", "3"), "--item-size must be from 8 to 409600: 3"),
        arguments(
            List.of("--profile", "wishful"), "--profile must be documented or observed: wishful"),
        arguments(List.of("missing.yaml"), "missing.yaml: does not exist"));
  }

  @ParameterizedTest
  @MethodSource
  void serve_misused_saysWhatIsWrong(List<String> arguments, String message) {
    List<String> line = new ArrayList<>(List.of("serve"));
    line.addAll(arguments);
    CommandRun run = CommandRun.of(line.toArray());
    assertThat(run.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err()).contains(message).doesNotContain("\tat ");
  }
}
