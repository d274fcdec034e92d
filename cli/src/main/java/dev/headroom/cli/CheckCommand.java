package dev.headroom.cli;

import dev.headroom.advice.Advisor;
import dev.headroom.document.InvalidInputException;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.prediction.Sensitivity;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.JsonReport;
import dev.headroom.reports.MarkdownReport;
import dev.headroom.reports.Report;
import dev.headroom.reports.Reports;
import dev.headroom.review.Proposal;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.PlannedTables;
import dev.headroom.source.RunVariables;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom check}: predicts and gates. */
@Command(
    name = "check",
    sortOptions = false,
    description =
        "Predicts what a scenario's traffic meets at its table, and judges it by its gates.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom check examples/comfortable.yaml",
      "  headroom check scenarios/ -o target/headroom",
      "  headroom check orders.yaml --set table.writeCapacityUnits=800 --trials 1",
      "  headroom check orders.yaml --plan tfplan.json --only-if-changed --format markdown"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..*",
      paramLabel = "SCENARIO",
      description = "Scenario files; a folder stands for every scenario in it.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--scenario",
      paramLabel = "SCENARIO",
      description = "The same, for those who like to name it.")
  private List<Path> namedPaths = new ArrayList<>();

  @Option(
      names = "--plan",
      paramLabel = "FILE",
      description = {
        "A Terraform plan (terraform show -json): predicts",
        "each scenario with its table as it is before and",
        "after the plan. The gates judge the latter."
      })
  private @Nullable Path plan;

  @Option(
      names = "--only-if-changed",
      description = {
        "With --plan: says nothing about a scenario whose",
        "table keeps its capacity and all that bears on it."
      })
  private boolean isOnlyIfChanged;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Writes outcome.json, report.html, summary.md,",
        "junit.xml and headroom.sarif into this folder,",
        "with --plan review.json and review.md too; with",
        "several scenarios into a folder of its own for each."
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
    Output output = new Output(spec);
    paths.addAll(namedPaths);
    checkUsage();
    ScenarioFiles.Found found = ScenarioFiles.find(paths);
    if (format == Format.JSON && found.files().size() > 1) {
      throw new ParameterException(
          spec.commandLine(),
          "--format json prints one outcome; use -o DIR for " + found.files().size());
    }
    int exitCode = ExitCode.PASSED;
    for (Path empty : found.withoutScenario()) {
      output.problem(empty + ": holds no scenario");
      exitCode = ExitCode.gravest(exitCode, ExitCode.INCONCLUSIVE);
    }
    if (folder != null && !found.files().isEmpty()) {
      Reports.createFolder(folder);
    }
    ScenarioOverrides overrides = changes.overrides(List.of());
    PlannedTables planned = plan == null ? null : PlannedTables.read(plan, overrides.variables());
    Map<Path, Reading> readings = planned == null ? read(found.files(), overrides) : Map.of();
    FolderNames names = new FolderNames();
    for (Path file : found.files()) {
      boolean isFirst = file.equals(found.files().getFirst());
      if (format == Format.CONSOLE && !isFirst && !isOnlyIfChanged) {
        output.print(System.lineSeparator());
      }
      @Nullable FolderNames subfolders = found.files().size() > 1 ? names : null;
      exitCode =
          ExitCode.gravest(
              exitCode,
              planned == null
                  ? check(Objects.requireNonNull(readings.get(file)), subfolders, output)
                  : review(file, overrides, planned, subfolders, output));
    }
    return exitCode;
  }

  private void checkUsage() {
    if (paths.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'SCENARIO'");
    }
    if (isOnlyIfChanged && plan == null) {
      throw new ParameterException(spec.commandLine(), "--only-if-changed needs --plan");
    }
  }

  private int review(
      Path file,
      ScenarioOverrides overrides,
      PlannedTables planned,
      @Nullable FolderNames subfolders,
      Output output) {
    try {
      Proposal proposal = Proposal.of(file, overrides, planned.before(), planned.after());
      return new ReviewRun(output, format, folder, isOnlyIfChanged).run(proposal, subfolders);
    } catch (InvalidInputException e) {
      output.problems(e);
      return ExitCode.BAD_INPUT;
    }
  }

  /**
   * Reads all scenarios before the first is predicted.
   *
   * @throws InvalidInputException if all are sound, and none has a parameter for some variable
   */
  private static Map<Path, Reading> read(List<Path> files, ScenarioOverrides overrides) {
    RunVariables run = new RunVariables(overrides.variables());
    ScenarioOverrides shared = overrides.withVariables(run.variables());
    Map<Path, Reading> readings = new HashMap<>();
    for (Path file : files) {
      try {
        readings.put(file, new Sound(ScenarioReader.read(file, shared)));
      } catch (InvalidInputException e) {
        readings.put(file, new Faulty(e));
      }
    }
    if (readings.values().stream().allMatch(Sound.class::isInstance)) {
      run.requireParameters();
    }
    return readings;
  }

  private int check(Reading reading, @Nullable FolderNames subfolders, Output output) {
    return switch (reading) {
      case Sound(Scenario scenario) -> check(scenario, subfolders, output);
      case Faulty(InvalidInputException problems) -> {
        output.problems(problems);
        yield ExitCode.BAD_INPUT;
      }
    };
  }

  private int check(Scenario scenario, @Nullable FolderNames subfolders, Output output) {
    Outcome outcome = predict(scenario, output);
    print(outcome, output);
    if (folder != null) {
      List<Path> written =
          Reports.writeAll(outcome, FolderNames.target(folder, subfolders, scenario.name()));
      if (format == Format.CONSOLE) {
        output.print(new ConsoleReport(output.terminal()).renderWritten(written));
      }
    }
    return ExitCode.of(outcome);
  }

  private static Outcome predict(Scenario scenario, Output output) {
    int threads = Runtime.getRuntime().availableProcessors();
    try (Progress progress = output.progress(scenario.name(), scenario.trials())) {
      Predictor predictor = new Predictor(threads, progress::advance);
      Outcome outcome = predictor.predict(scenario);
      progress.say("what the verdict hangs on");
      return outcome
          .withAdvice(Advisor.advise(outcome))
          .withMoreAssumptions(new Sensitivity(new Predictor(threads)).of(scenario, outcome));
    }
  }

  private void print(Outcome outcome, Output output) {
    Report report =
        switch (format) {
          case CONSOLE -> new ConsoleReport(output.terminal());
          case JSON -> new JsonReport();
          case MARKDOWN -> new MarkdownReport();
        };
    try {
      report.write(outcome, output.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    output.out().flush();
  }

  /** What reading a scenario file gave. */
  private sealed interface Reading {}

  private record Sound(Scenario scenario) implements Reading {}

  private record Faulty(InvalidInputException problems) implements Reading {}
}
