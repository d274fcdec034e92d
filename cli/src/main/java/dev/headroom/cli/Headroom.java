package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.document.Suggestion;
import dev.headroom.outcome.Version;
import dev.headroom.reports.ReportException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code headroom} command: tells whether a DynamoDB table will throttle. */
@Command(
    name = "headroom",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Headroom.VersionProvider.class,
    exitCodeOnInvalidInput = ExitCode.BAD_INPUT,
    exitCodeOnExecutionException = ExitCode.BAD_INPUT,
    usageHelpAutoWidth = true,
    description = "Tells, before a DynamoDB table meets its traffic, whether it will throttle.")
public final class Headroom implements Runnable {

  private static final List<Class<?>> SUBCOMMANDS =
      List.of(
          CheckCommand.class,
          DiffCommand.class,
          SweepCommand.class,
          RecommendCommand.class,
          InitCommand.class,
          ImportCommand.class,
          TablesCommand.class,
          ServeCommand.class,
          LoadCommand.class,
          CompareCommand.class,
          OpenMetricsCommand.class,
          EvidenceCommand.class);

  private static final String[] FOOTER = {
    "",
    "'headroom COMMAND --help' explains a command.",
    "",
    "Exit codes:",
    "  0  every gate holds",
    "  1  a gate failed",
    "  2  bad input or usage",
    "  3  inconclusive: nothing ran, a gate had no data, or interrupted"
  };

  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String... args) {
    AtomicBoolean finished = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!finished.get()) {
                    Runtime.getRuntime().halt(Interruption.end());
                  }
                }));
    CommandLine command = commandLine(args);
    int exitCode;
    try {
      exitCode = command.execute(args);
    } catch (OutOfMemoryError e) {
      exitCode = outOfMemory(command);
    }
    finished.set(true);
    System.exit(exitCode);
  }

  /**
   * The command for these arguments, with its way of reporting errors. It has the one subcommand
   * that they begin with, because picocli takes a tenth of a second to read the annotations of all;
   * every one of them if they begin with none.
   */
  static CommandLine commandLine(String... args) {
    CommandLine command = new CommandLine(new Headroom());
    List<Class<?>> meant =
        SUBCOMMANDS.stream().filter(c -> args.length > 0 && name(c).equals(args[0])).toList();
    (meant.isEmpty() ? SUBCOMMANDS : meant).forEach(command::addSubcommand);
    command
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((error, failed) -> misused(error))
        .setExecutionExceptionHandler((error, failed, parsed) -> report(error, failed));
    command.getCommandSpec().usageMessage().footer(FOOTER);
    return command;
  }

  private static String name(Class<?> subcommand) {
    return Objects.requireNonNull(subcommand.getAnnotation(Command.class)).name();
  }

  private static int misused(ParameterException error) {
    CommandLine command = error.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("error: " + message(error, command));
    err.println("See '" + command.getCommandSpec().qualifiedName() + " --help'.");
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  private static String message(ParameterException error, CommandLine command) {
    if (error instanceof UnmatchedArgumentException unmatched) {
      String word = unmatched.getUnmatched().getFirst();
      if (unmatched.isUnknownOption()) {
        List<String> options =
            command.getCommandSpec().options().stream().map(o -> o.longestName()).toList();
        return "Unknown option \"" + word + '"' + Suggestion.forWord(word, options);
      }
      if (!command.getSubcommands().isEmpty()) {
        return "Unknown command \""
            + word
            + '"'
            + Suggestion.forWord(word, command.getSubcommands().keySet());
      }
    }
    return String.valueOf(error.getMessage());
  }

  /** Bad input is told in words; only an error of our own shows a stack trace. */
  private static int report(Exception error, CommandLine command) {
    PrintWriter err = command.getErr();
    switch (error) {
      case InvalidInputException invalid -> {
        for (Problem problem : invalid.problems()) {
          err.println("error: " + problem);
        }
      }
      case ReportException report -> err.println("error: " + report.getMessage());
      case RuntimeException e when e.getCause() instanceof OutOfMemoryError -> {
        return outOfMemory(command);
      }
      default -> {
        err.println(
            "error: this is a fault of Headroom itself; please report it with these lines:");
        error.printStackTrace(err);
      }
    }
    err.flush();
    return ExitCode.BAD_INPUT;
  }

  private static int outOfMemory(CommandLine command) {
    command
        .getErr()
        .println(
            "error: out of memory; HEADROOM_OPTS=-Xmx4g gives more, fewer trials or a shorter"
                + " duration need less");
    command.getErr().flush();
    return ExitCode.BAD_INPUT;
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "A command is missing; there are "
            + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }

  /** The version of the build. */
  static final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"headroom " + Version.CURRENT};
    }
  }
}
