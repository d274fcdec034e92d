package dev.headroom.cli;

import dev.headroom.reports.Reports;
import dev.headroom.review.Proposal;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.source.RunVariables;
import dev.headroom.source.TableFiles;
import dev.headroom.source.Variables;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom diff}: what a change of settings does to the same traffic. */
@Command(
    name = "diff",
    sortOptions = false,
    description =
        "Predicts a scenario's traffic with the settings before and after a change; the gates judge"
            + " the latter.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom diff --before old/orders.yaml --after orders.yaml --scenario peak.yaml",
      "  headroom diff --after new-table.yaml --scenario peak.yaml --format markdown"
    })
final class DiffCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--before",
      paramLabel = "FILE",
      description = {
        "Table files before the change, see",
        "docs/table-files.md; given several times they",
        "are one set. Left out for a new table."
      })
  private List<Path> before = new ArrayList<>();

  @Option(
      names = "--after",
      paramLabel = "FILE",
      description = "Table files after it. Left out for a deleted table.")
  private List<Path> after = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  @Option(
      names = "--scenario",
      required = true,
      paramLabel = "SCENARIO",
      description = {
        "A scenario file. Its table is the one of the same",
        "name in the table files; tableName names another."
      })
  private Path scenario;

  @Option(
      names = "--only-if-changed",
      description = {"Says nothing if the table keeps its capacity and", "all that bears on it."})
  private boolean isOnlyIfChanged;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Writes review.json and review.md into this folder,",
        "and the reports that check writes, for the table",
        "after the change."
      })
  private @Nullable Path folder;

  @Mixin private ScenarioOptions changes;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "What is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.CONSOLE;

  @Override
  public Integer call() {
    if (before.isEmpty() && after.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "--before, --after or both must name a table file");
    }
    if (folder != null) {
      Reports.createFolder(folder);
    }
    ScenarioOverrides given = changes.overrides(List.of());
    RunVariables run = new RunVariables(given.variables());
    Proposal proposal =
        Proposal.of(
            scenario,
            given.withVariables(run.variables()),
            tables(before, run.variables()),
            tables(after, run.variables()));
    run.requireParameters();
    return new ReviewRun(new Output(spec), format, folder, isOnlyIfChanged).run(proposal, null);
  }

  private static List<Table> tables(List<Path> files, Variables variables) {
    return files.isEmpty() ? List.of() : TableFiles.read(files, variables);
  }
}
