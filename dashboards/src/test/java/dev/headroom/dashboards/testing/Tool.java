package dev.headroom.dashboards.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that tests need, and that not every machine has: without it they are skipped on a
 * laptop, and fail in CI.
 */
public final class Tool {

  private static final int TIMEOUT_SECONDS = 60;

  /** What a program printed, both streams, and how it ended. */
  public record Result(int exitCode, String output) {}

  private Tool() {}

  /** Where a program is; the running test is skipped if it is nowhere, or fails where CI=true. */
  public static String require(String name) {
    Optional<Path> found =
        Stream.of(
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty()) {
      String message = "no " + name + " on the PATH";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(message);
      }
      assumeTrue(false, message);
    }
    return found.orElseThrow().toString();
  }

  /** Runs a program to its end. */
  public static Result run(Path folder, String name, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(require(name)));
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile("headroom", ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(command + " did not end");
      }
      return new Result(process.exitValue(), Files.readString(output, UTF_8));
    } finally {
      Files.delete(output);
    }
  }
}
