package dev.headroom.cli;

import dev.headroom.source.Variables;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option {@code --var} of every command that reads table files. */
final class VariableOptions {

  @Option(
      names = "--var",
      paramLabel = "NAME=VALUE",
      description = {
        "The value of a parameter of the table files,",
        "such as a CloudFormation parameter; may be",
        "given several times."
      })
  private List<String> assignments = new ArrayList<>();

  /**
   * The values.
   *
   * @throws dev.headroom.document.InvalidInputException if one is not an assignment
   */
  Variables variables() {
    return Variables.parse(assignments);
  }
}
