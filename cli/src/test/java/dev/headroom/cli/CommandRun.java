package dev.headroom.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;

/** One run of the command line inside the test's own process. */
public record CommandRun(int exitCode, String out, String err) {

  static final Path EXAMPLES = Path.of("../examples");

  /** Runs {@code headroom} with arguments. */
  public static CommandRun of(Object... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    String[] texts = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
    CommandLine command = Headroom.commandLine(texts);
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = command.execute(texts);
    return new CommandRun(exitCode, out.toString(), err.toString());
  }

  /** An example's path. */
  static Path example(String name) {
    return EXAMPLES.resolve(name);
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}
