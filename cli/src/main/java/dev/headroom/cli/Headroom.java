package dev.headroom.cli;

import java.util.Objects;
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
    versionProvider = Headroom.Version.class,
    exitCodeOnInvalidInput = ExitCode.BAD_INPUT,
    exitCodeOnExecutionException = ExitCode.BAD_INPUT,
    description = "Tells, before a DynamoDB table meets its traffic, whether it will throttle.")
public final class Headroom implements Runnable {

  @Spec private CommandSpec spec;

  /** Runs one command and ends the process with its {@link ExitCode}. */
  public static void main(String... args) {
    System.exit(new CommandLine(new Headroom()).execute(args));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing a command");
  }

  /** Reads the version from the jar's manifest. */
  static final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
      String version = Headroom.class.getPackage().getImplementationVersion();
      return new String[] {"headroom " + Objects.requireNonNullElse(version, "(unpackaged)")};
    }
  }
}
