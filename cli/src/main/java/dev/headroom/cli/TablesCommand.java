package dev.headroom.cli;

import dev.headroom.document.Problems;
import dev.headroom.reports.TablesReport;
import dev.headroom.source.TableFiles;
import dev.headroom.source.TableJson;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom tables}: prints what was read from table files. */
@Command(
    name = "tables",
    sortOptions = false,
    description = "Prints the tables that files declare, as Headroom reads them.")
final class TablesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description = {
        "Table files of any accepted format, see",
        "docs/table-files.md; a folder stands for the",
        "table files in it. All together are one set."
      })
  private List<Path> files;

  @Mixin private VariableOptions variables;

  @Option(names = "--json", description = "Prints an array of tables as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Problems problems = new Problems();
    List<Table> tables = TableFiles.read(files, variables.variables(), problems);
    problems.list().forEach(problem -> output.problem(problem.toString()));
    if (json) {
      output.print(TableJson.print(tables));
    } else if (!tables.isEmpty()) {
      output.print(new TablesReport(output.terminal()).render(tables));
    }
    return problems.isEmpty() ? ExitCode.PASSED : ExitCode.BAD_INPUT;
  }
}
