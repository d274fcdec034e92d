package dev.headroom.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that runs many command lines one after another. Its argument is a file with one command
 * line each line, arguments parted by tabs; for each it prints exit code, milliseconds and the
 * first error, parted by tabs.
 */
final class ManyRuns {

  private ManyRuns() {}

  public static void main(String[] arguments) throws IOException {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (String line : Files.readAllLines(Path.of(arguments[0]))) {
      long began = System.nanoTime();
      String result = result(List.of(line.split("\t", -1)));
      long millis = (System.nanoTime() - began) / 1_000_000;
      out.println(result.replace("\t", "\t" + millis + "\t"));
    }
  }

  private static String result(List<String> commandLine) {
    try {
      CommandRun run = CommandRun.of(commandLine.toArray());
      boolean isTrace = run.err().contains("\tat ");
      return run.exitCode() + "\t" + (isTrace ? "STACK TRACE " : "") + firstLine(run.err());
    } catch (OutOfMemoryError | StackOverflowError e) {
      return "-1\t" + e;
    }
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").replace('\t', ' ');
  }
}
