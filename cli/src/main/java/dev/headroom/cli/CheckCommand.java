package dev.headroom.cli;

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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom check}: predicts and gates. */
@Command(
    name = "check",
    description = "Predicts what the traffic of scenarios meets at their tables, and judges it.")
final class CheckCommand implements Callable<Integer> {

  /** What is written to standard output. */
  enum Format {
    CONSOLE,
    JSON,
    MARKDOWN
  }

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      description = "Scenario files; a folder stands for every scenario in it.")
  private List<Path> paths;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description =
          "Writes outcome.json, report.html, summary.md and junit.xml there; with several scenarios"
              + " into a folder for each.")
  private @Nullable Path folder;

  @Option(names = "--trials", paramLabel = "N", description = "Runs with different seeds.")
  private @Nullable Integer trials;

  @Option(names = "--seed", paramLabel = "N", description = "Seed of all chance.")
  private @Nullable Long seed;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = "Constants of the model: observed or documented.")
  private @Nullable String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Changes a key of the scenario, such as table.writeCapacityUnits=200.")
  private List<String> settings = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "What is printed: ${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}.")
  private Format format = Format.CONSOLE;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    List<Path> files = ScenarioFiles.expand(paths);
    if (format == Format.JSON && files.size() > 1) {
      throw new ParameterException(
          spec.commandLine(), "--format json prints one outcome; use -o for " + files.size());
    }
    int exitCode = files.isEmpty() ? ExitCode.INCONCLUSIVE : ExitCode.PASSED;
    if (files.isEmpty()) {
      output.problem("no scenario found");
    }
    ScenarioOverrides overrides = new ScenarioOverrides(seed, trials, profile, settings);
    for (Path file : files) {
      exitCode = ExitCode.gravest(exitCode, check(file, overrides, files.size() > 1, output));
    }
    return exitCode;
  }

  private int check(Path file, ScenarioOverrides overrides, boolean oneOfSeveral, Output output) {
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
      Path target = oneOfSeveral ? folder.resolve(ScenarioFiles.folderName(scenario)) : folder;
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
      return outcome.withMoreAssumptions(
          new Sensitivity(new Predictor(threads)).of(scenario, outcome));
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
