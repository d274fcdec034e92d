package dev.headroom.cli;

import dev.headroom.advice.Sweep;
import dev.headroom.advice.SweepJson;
import dev.headroom.advice.Sweeper;
import dev.headroom.advice.Sweeper.Setting;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.reports.ConsoleReport;
import dev.headroom.reports.Reports;
import dev.headroom.reports.SweepReport;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code headroom sweep}: predicts a scenario under many settings. */
@Command(
    name = "sweep",
    sortOptions = false,
    description = "Predicts a scenario under every combination of values, a row each.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom sweep orders.yaml --vary table.writeCapacityUnits=100,200,400",
      "  headroom sweep orders.yaml --vary traffic.checkout.rate=50/s,100/s --trials 1",
      "  headroom sweep orders.yaml --vary table.writeCapacityUnits=100,200,400 -o out"
    })
final class SweepCommand implements Callable<Integer> {

  private static final int MAX_ROWS = 1_000;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "A scenario file.")
  private Path file;

  @Option(
      names = "--vary",
      required = true,
      paramLabel = "KEY=V,V…",
      description = {
        "A value of the scenario or its table, as for",
        "check --set, and what it is to be in turn. Given",
        "several times, every combination is predicted."
      })
  private List<String> varied = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "DIR",
      description = {"Writes sweep.json and sweep.html, a page with", "charts, into this folder."})
  private @Nullable Path folder;

  @Mixin private ScenarioOptions changes;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "What is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.CONSOLE;

  /** A key and its values. */
  private record Variation(String key, List<String> values) {}

  @Override
  public Integer call() {
    Output output = new Output(spec);
    List<Variation> variations = varied.stream().map(this::variation).toList();
    List<List<String>> combinations = combinations(variations);
    List<Setting> rows = new ArrayList<>();
    Set<String> problems = new LinkedHashSet<>();
    for (List<String> values : combinations) {
      try {
        rows.add(new Setting(values, ScenarioReader.read(file, overrides(variations, values))));
      } catch (InvalidInputException e) {
        e.problems().stream().map(Problem::toString).forEach(problems::add);
      }
    }
    if (!problems.isEmpty()) {
      problems.forEach(output::problem);
      return ExitCode.BAD_INPUT;
    }
    if (folder != null) {
      Reports.createFolder(folder);
    }
    Sweep sweep = sweep(variations, rows, output);
    output.print(
        switch (format) {
          case CONSOLE -> new SweepReport(sweep).console(output.terminal());
          case MARKDOWN -> new SweepReport(sweep).markdown();
          case JSON -> SweepJson.print(sweep);
        });
    if (folder != null) {
      List<Path> written = Reports.writeAll(sweep, folder);
      if (format == Format.CONSOLE) {
        output.print(new ConsoleReport(output.terminal()).renderWritten(written));
      }
    }
    return ExitCode.PASSED;
  }

  private static Sweep sweep(List<Variation> variations, List<Setting> rows, Output output) {
    int total = rows.stream().mapToInt(row -> row.scenario().trials()).sum();
    try (Progress progress = output.progress(rows.getFirst().scenario().name(), total)) {
      return new Sweeper(Runtime.getRuntime().availableProcessors(), progress::advance)
          .sweep(variations.stream().map(Variation::key).toList(), rows);
    }
  }

  private ScenarioOverrides overrides(List<Variation> variations, List<String> values) {
    List<String> settings = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      settings.add(variations.get(i).key() + "=" + values.get(i));
    }
    return changes.overrides(settings);
  }

  private Variation variation(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0) {
      throw new ParameterException(
          spec.commandLine(), "--vary must be KEY=VALUE,VALUE…, not '" + text + "'");
    }
    List<String> values = values(text.substring(equals + 1));
    if (values.contains("")) {
      throw new ParameterException(
          spec.commandLine(), "--vary has an empty value in '" + text + "'");
    }
    return new Variation(text.substring(0, equals), values);
  }

  /** Parts between commas, except those within brackets. */
  private static List<String> values(String text) {
    List<String> values = new ArrayList<>();
    int depth = 0;
    int begin = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      } else if (c == ',' && depth == 0) {
        values.add(text.substring(begin, i).strip());
        begin = i + 1;
      }
    }
    values.add(text.substring(begin).strip());
    return values;
  }

  /** Every combination; the last key's values change fastest. */
  private List<List<String>> combinations(List<Variation> variations) {
    long count = 1;
    for (Variation variation : variations) {
      count *= variation.values().size();
      if (count > MAX_ROWS) {
        throw new ParameterException(
            spec.commandLine(), "--vary asks for more than " + MAX_ROWS + " combinations");
      }
    }
    List<List<String>> combinations = List.of(List.of());
    for (Variation variation : variations) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> begun : combinations) {
        for (String value : variation.values()) {
          List<String> values = new ArrayList<>(begun);
          values.add(value);
          longer.add(values);
        }
      }
      combinations = longer;
    }
    return combinations;
  }
}
