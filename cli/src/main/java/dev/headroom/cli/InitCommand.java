package dev.headroom.cli;

import dev.headroom.document.Location;
import dev.headroom.scenario.ScenarioTemplate;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code headroom init}: writes a scenario to start from. */
@Command(
    name = "init",
    sortOptions = false,
    description = "Writes a commented scenario for a table, to be filled in.",
    footerHeading = "%nExample:%n",
    footer = "  headroom init --table orders.yaml -o orders-peak.yaml")
final class InitCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--table",
      required = true,
      paramLabel = "FILE",
      description = "A table file of any accepted format, see docs/table-files.md.")
  private Path tableFile;

  @Option(
      names = "--table-name",
      paramLabel = "N",
      description = "Which table is meant, where the file declares several.")
  private @Nullable String tableName;

  @Mixin private VariableOptions variables;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "The new file, which must not exist. Default: standard output.")
  private @Nullable Path target;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Table table =
        TableFiles.select(
            TableFiles.read(List.of(tableFile), variables.variables()),
            tableName,
            new Location("command line", 0, "--table-name"));
    String scenario = ScenarioTemplate.forTable(table, NewFile.pathFrom(target, tableFile));
    if (target == null) {
      output.print(scenario);
      return ExitCode.PASSED;
    }
    NewFile.write(target, scenario);
    output.print(
        String.format("Wrote %s. Fill in your traffic, then: headroom check %s%n", target, target));
    return ExitCode.PASSED;
  }
}
