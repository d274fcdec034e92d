package dev.headroom.cli;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.outcome.Version;
import dev.headroom.reports.ReportException;
import java.util.concurrent.atomic.AtomicBoolean;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code headroom} command: tells whether a DynamoDB table will throttle. */
@Command(
    name = "headroom",
    mixinStandardHelpOptions = true,
    versionProvider = Headroom.VersionProvider.class,
    exitCodeOnInvalidInput = ExitCode.BAD_INPUT,
    exitCodeOnExecutionException = ExitCode.BAD_INPUT,
    description = "Tells, before a DynamoDB table meets its traffic, whether it will throttle.",
    subcommands = {
      CheckCommand.class,
      InitCommand.class,
      TablesCommand.class,
      EvidenceCommand.class
    },
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every gate holds",
      "  1  a gate failed",
      "  2  bad input or usage",
      "  3  inconclusive: nothing ran, a gate had no data, or interrupted"
    })
public final class Headroom implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String... args) {
    AtomicBoolean finished = new AtomicBoolean();
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  if (!finished.get()) {
                    Runtime.getRuntime().halt(ExitCode.INCONCLUSIVE);
                  }
                }));
    int exitCode = commandLine().execute(args);
    finished.set(true);
    System.exit(exitCode);
  }

  /** The command with its subcommands and its way of reporting errors. */
  static CommandLine commandLine() {
    return new CommandLine(new Headroom())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(Headroom::report);
  }

  /** Bad input is told in words; only an error of our own shows a stack trace. */
  private static int report(Exception error, CommandLine command, CommandLine.ParseResult parsed)
      throws Exception {
    switch (error) {
      case InvalidInputException invalid -> {
        for (Problem problem : invalid.problems()) {
          command.getErr().println("error: " + problem);
        }
      }
      case ReportException report -> command.getErr().println("error: " + report.getMessage());
      default -> throw error;
    }
    command.getErr().flush();
    return ExitCode.BAD_INPUT;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command");
  }

  /** The version of the build. */
  static final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {"headroom " + Version.CURRENT};
    }
  }
}
