package dev.headroom.cli;

import dev.headroom.comparison.Comparer;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.ComparisonJson;
import dev.headroom.comparison.Tolerance;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.measured.MeasurementFiles;
import dev.headroom.measured.MeasurementOptions;
import dev.headroom.measured.Measurements;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.OutcomeFile;
import dev.headroom.reports.ComparisonReport;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.Reports;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom compare}: a prediction beside what was observed. */
@Command(
    name = "compare",
    sortOptions = false,
    description = "Tells how far a prediction is from what was observed, and why it may be.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom compare predicted/outcome.json observed/outcome.json -o out",
      "  headroom compare predicted/outcome.json measured.json queries.json --shift 17s",
      "  headroom compare predicted/outcome.json observed/outcome.json --tolerance units=10%%"
    })
final class CompareCommand implements Callable<Integer> {

  private static final Pattern SHIFT = Pattern.compile("(-?)([0-9]{1,9})(ms|s|m|h)");
  private static final String BY_CLOCK = "clock";

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "SIMULATED",
      description = "The outcome.json of a prediction: headroom check SCENARIO -o DIR.")
  private Path simulatedFile;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "OBSERVED",
      description = {
        "The outcome.json of a load run or of another",
        "prediction, or what CloudWatch measured: the files",
        "that 'headroom import cloudwatch' accepts."
      })
  private List<Path> observedFiles;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {
        "Writes comparison.json, compare.html with charts,",
        "summary.md and junit.xml into this folder."
      })
  private @Nullable Path folder;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "What is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.CONSOLE;

  @Option(
      names = "--tolerance",
      paramLabel = "NAME=VALUE",
      description = {
        "How far the prediction may be off:",
        "throttled-share=2% (percentage points), units=5%,",
        "shadow=1%, events=60s. These are the defaults."
      })
  private Map<String, String> tolerances = new LinkedHashMap<>();

  @Option(
      names = "--shift",
      paramLabel = "TIME",
      description = {
        "How long after the start of the observation the",
        "predicted run begins, such as 17s; 'clock' takes",
        "it from the times of day that both say. Default:",
        "both begin together."
      })
  private String shift = "0s";

  @Override
  public Integer call() {
    Tolerance tolerance = tolerance();
    Outcome simulated = outcome(simulatedFile, OutcomeFile.text(simulatedFile));
    Comparison comparison = compare(simulated, tolerance);
    Output output = new Output(spec);
    ComparisonReport report = new ComparisonReport(comparison);
    output.print(
        switch (format) {
          case CONSOLE -> report.console(output.terminal());
          case MARKDOWN -> report.markdown();
          case JSON -> ComparisonJson.print(comparison);
        });
    if (folder != null) {
      List<Path> written = Reports.writeAll(comparison, folder);
      if (format == Format.CONSOLE) {
        output.print(new ConsoleReport(output.terminal()).renderWritten(written));
      }
    }
    return ExitCode.of(comparison.verdict());
  }

  private Tolerance tolerance() {
    try {
      return Tolerance.DEFAULT.with(tolerances);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--tolerance: " + e.getMessage(), e);
    }
  }

  private static Outcome outcome(Path file, String text) {
    return OutcomeFile.parse(file.toString(), text);
  }

  private Comparison compare(Outcome simulated, Tolerance tolerance) {
    Path first = observedFiles.getFirst();
    String text = OutcomeFile.text(first);
    if (OutcomeFile.isResult(text)) {
      if (observedFiles.size() > 1) {
        throw new ParameterException(
            spec.commandLine(), "an outcome is compared with one other, not with several files");
      }
      Outcome observed = outcome(first, text);
      return Comparer.compare(simulated, observed, tolerance, shift(simulated, observed.start()));
    }
    Measurements measured = ofTable(simulated);
    return Comparer.compare(simulated, measured, tolerance, shift(simulated, measured.start()));
  }

  /** The measurements of the predicted table; of another one if there is no other. */
  private Measurements ofTable(Outcome simulated) {
    List<String> indexes =
        simulated.tables().stream()
            .flatMap(table -> table.globalSecondaryIndexes().stream())
            .map(GlobalSecondaryIndex::indexName)
            .toList();
    Measurements measured =
        MeasurementFiles.read(
            observedFiles,
            new MeasurementOptions(null, Map.of(), indexes),
            (name, indexNames) -> {
              throw new InvalidInputException(
                  Location.ofFile(name),
                  "cannot be compared directly; give the answer of aws cloudwatch get-metric-data");
            });
    String table = simulated.tables().stream().map(Table::name).findFirst().orElse("");
    if (measured.tables().size() < 2) {
      return measured;
    }
    if (!measured.tables().contains(table)) {
      throw new InvalidInputException(
          Location.ofFile(observedFiles.getFirst().toString()),
          "holds measurements of "
              + String.join(", ", measured.tables())
              + ", but not of "
              + table
              + ", which was predicted");
    }
    return measured.ofTable(table);
  }

  private Duration shift(Outcome simulated, Instant observedStart) {
    if (shift.equals(BY_CLOCK)) {
      return Duration.between(observedStart, simulated.start());
    }
    Matcher parts = SHIFT.matcher(shift);
    if (!parts.matches()) {
      throw new ParameterException(
          spec.commandLine(), "--shift must be a time such as 17s or 2m, or clock, not " + shift);
    }
    long number = Long.parseLong(parts.group(2));
    Duration length =
        switch (parts.group(3)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          default -> Duration.ofHours(number);
        };
    return parts.group(1).isEmpty() ? length : length.negated();
  }
}
