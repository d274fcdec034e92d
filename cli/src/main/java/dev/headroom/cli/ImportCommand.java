package dev.headroom.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom import}: makes scenarios of what was measured. */
@Command(
    name = "import",
    description = "Makes a scenario of traffic that was measured.",
    subcommands = ImportCloudWatchCommand.class)
final class ImportCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "A source is missing; there is "
            + String.join(", ", spec.commandLine().getSubcommands().keySet()));
  }
}
