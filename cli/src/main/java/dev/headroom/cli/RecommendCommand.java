package dev.headroom.cli;

import dev.headroom.advice.Recommendation;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.RecommendationJson;
import dev.headroom.advice.Recommender;
import dev.headroom.document.InvalidInputException;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.reports.RecommendationReport;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code headroom recommend}: searches the cheapest settings that pass. */
@Command(
    name = "recommend",
    sortOptions = false,
    description =
        "Searches the cheapest setting of each billing mode that passes a scenario's gates.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  headroom recommend orders.yaml",
      "  headroom recommend orders.yaml --mode auto-scaling --write-back tables/orders.yaml"
    })
final class RecommendCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SCENARIO", description = "A scenario file.")
  private Path file;

  @Option(
      names = "--mode",
      paramLabel = "M",
      converter = ModeConverter.class,
      description = {
        "Whose changes are shown and written: provisioned,",
        "auto-scaling, on-demand or on-demand-maximum.",
        "Default: the cheapest that passes."
      })
  private @Nullable Mode mode;

  @Option(
      names = "--write-back",
      paramLabel = "FILE",
      description = {
        "Writes the setting into the file that declares",
        "the table: its values alone, all else stays.",
        "May be given several times, where values stand in",
        "several files; a Terraform file stands for its",
        "folder."
      })
  private List<Path> targets = new ArrayList<>();

  @Mixin private ScenarioOptions changes;

  @Option(
      names = "--format",
      paramLabel = "F",
      description = "What is printed: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format = Format.CONSOLE;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Scenario scenario;
    TableFileEdit edit;
    try {
      ScenarioOverrides overrides = changes.overrides(List.of());
      scenario = ScenarioReader.read(file, overrides);
      edit =
          targets.isEmpty()
              ? null
              : TableFileEdit.of(targets, overrides.variables(), scenario.table());
    } catch (InvalidInputException e) {
      output.problems(e);
      return ExitCode.BAD_INPUT;
    }
    Recommendation recommendation = recommend(scenario, output);
    Optional<Choice> chosen = chosen(recommendation);
    print(recommendation, chosen.orElse(null), output);
    if (chosen.isEmpty()) {
      if (edit != null) {
        output.problem("nothing was written: no setting" + wantedMode() + " passes the gates");
      }
      return ExitCode.FAILED;
    }
    if (edit != null) {
      for (String line : edit.write(chosen.get().table())) {
        output.note(line);
      }
    }
    return ExitCode.PASSED;
  }

  private static Recommendation recommend(Scenario scenario, Output output) {
    try (Progress progress = output.progress(scenario.name(), scenario.trials())) {
      return new Recommender(Runtime.getRuntime().availableProcessors(), progress::say)
          .recommend(scenario);
    }
  }

  private Optional<Choice> chosen(Recommendation recommendation) {
    return mode == null
        ? recommendation.cheapest()
        : recommendation.choices().stream()
            .filter(choice -> choice.mode() == mode && choice.verdict() == Verdict.PASSED)
            .findFirst();
  }

  private String wantedMode() {
    return mode == null ? "" : " of mode " + ModeConverter.word(mode);
  }

  private void print(Recommendation recommendation, @Nullable Choice chosen, Output output) {
    var report = new RecommendationReport(recommendation, chosen, !targets.isEmpty());
    output.print(
        switch (format) {
          case CONSOLE -> report.console(output.terminal());
          case MARKDOWN -> report.markdown();
          case JSON -> RecommendationJson.print(recommendation);
        });
  }

  /** Modes as words of the command line. */
  static final class ModeConverter implements ITypeConverter<Mode> {

    @Override
    public Mode convert(String word) {
      return Arrays.stream(Mode.values())
          .filter(mode -> word(mode).equals(word))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "must be one of "
                          + Arrays.stream(Mode.values())
                              .map(ModeConverter::word)
                              .collect(Collectors.joining(", "))
                          + ", not '"
                          + word
                          + "'"));
    }

    static String word(Mode mode) {
      return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
