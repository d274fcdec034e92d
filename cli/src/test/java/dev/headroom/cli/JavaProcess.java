package dev.headroom.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Java as these tests run it, with their class path. */
final class JavaProcess {

  private JavaProcess() {}

  /** A process that is yet to start. */
  static ProcessBuilder of(List<String> options, Class<?> main, Object... arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.addAll(options);
    command.add("-classpath");
    command.add(System.getProperty("java.class.path") + File.pathSeparator);
    command.add(main.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command);
    List.of("NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE").forEach(builder.environment()::remove);
    return builder;
  }

  /** Goes on only where a signal reaches the processes that a test starts. */
  static void assumeReceived(String signal) throws IOException {
    assumeFalse(signal.equals("INT") && isInterruptIgnored(), "started in the background");
  }

  /** Shells start background jobs so, and a JVM leaves it at that. */
  private static boolean isInterruptIgnored() throws IOException {
    Path status = Path.of("/proc/self/status");
    return Files.isReadable(status)
        && Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) != 0);
  }

  /** Waits until a process has shown something, and sends it a signal. */
  static void signalWhenShown(Process process, Reader out, String expected, String signal)
      throws IOException, InterruptedException {
    awaitShown(out, expected);
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Waits until a process has shown something. */
  static void awaitShown(Reader out, String expected) throws IOException {
    StringBuilder shown = new StringBuilder();
    while (shown.indexOf(expected) < 0) {
      int c = out.read();
      assertThat(c).as("progress: " + shown).isNotNegative();
      shown.append((char) c);
    }
  }
}
