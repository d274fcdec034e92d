package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.reports.Terminal;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;

/** Where a command writes: results to standard output, problems and progress to standard error. */
final class Output {

  private final CommandSpec spec;

  Output(CommandSpec spec) {
    this.spec = spec;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** What the terminal can show; colours only where a person looks and did not forbid them. */
  Terminal terminal() {
    boolean unicode = Charset.defaultCharset().name().startsWith("UTF");
    return new Terminal(Ansi.AUTO.enabled(), unicode);
  }

  void print(String text) {
    out().print(text);
    out().flush();
  }

  /** Everything that is wrong with an input, a line each. */
  void problems(InvalidInputException invalid) {
    for (Problem problem : invalid.problems()) {
      problem(problem.toString());
    }
  }

  void problem(String text) {
    err().println("error: " + text);
    err().flush();
  }

  /** Something that was done beside the result. */
  void note(String text) {
    err().println(text);
    err().flush();
  }

  /** Progress of long work, shown only on a terminal. */
  Progress progress(String what, int total) {
    return new Progress(err(), what, total, isProgressShown());
  }

  /** Whether a person looks at standard error; only the launcher can tell. */
  static boolean isProgressShown() {
    return Boolean.getBoolean("headroom.progress");
  }
}
