package dev.headroom.cli;

import dev.headroom.advice.Advisor;
import dev.headroom.document.InvalidInputException;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.prediction.Sensitivity;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.JsonReport;
import dev.headroom.reports.MarkdownReport;
import dev.headroom.reports.Report;
import dev.headroom.reports.Reports;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
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
      "  headroom check orders.yaml --set table.writeCapacityUnits=800 --trials 1"
    })
final class CheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      description = "Scenario files; a folder stands for every scenario in it.")
  private List<Path> paths;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Writes outcome.json, report.html, summary.md",
        "and junit.xml into this folder; with several",
        "scenarios into a folder of its own for each."
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
    FolderNames names = new FolderNames();
    for (Path file : found.files()) {
      boolean isFirst = file.equals(found.files().getFirst());
      if (format == Format.CONSOLE && !isFirst) {
        output.print(System.lineSeparator());
      }
      @Nullable FolderNames subfolders = found.files().size() > 1 ? names : null;
      exitCode = ExitCode.gravest(exitCode, check(file, overrides, subfolders, output));
    }
    return exitCode;
  }

  private int check(
      Path file, ScenarioOverrides overrides, @Nullable FolderNames subfolders, Output output) {
    Scenario scenario;
    try {
      scenario = ScenarioReader.read(file, overrides);
    } catch (InvalidInputException e) {
      output.problems(e);
      return ExitCode.BAD_INPUT;
    }
    Outcome outcome = predict(scenario, output);
    print(outcome, output);
    if (folder != null) {
      Path target =
          subfolders == null ? folder : folder.resolve(subfolders.unused(scenario.name()));
      List<Path> written = Reports.writeAll(outcome, target);
      if (format == Format.CONSOLE) {
        output.print(new ConsoleReport(output.terminal()).renderWritten(written));
      }
    }
    return exitCode(outcome);
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

  private static int exitCode(Outcome outcome) {
    int exitCode =
        outcome.flows().stream().mapToLong(flow -> flow.offered()).sum() == 0
            ? ExitCode.INCONCLUSIVE
            : ExitCode.PASSED;
    for (GateResult gate : outcome.gates()) {
      exitCode =
          ExitCode.gravest(
              exitCode,
              switch (gate.verdict()) {
                case PASSED -> ExitCode.PASSED;
                case FAILED -> ExitCode.FAILED;
                case INCONCLUSIVE -> ExitCode.INCONCLUSIVE;
              });
    }
    return exitCode;
  }
}
