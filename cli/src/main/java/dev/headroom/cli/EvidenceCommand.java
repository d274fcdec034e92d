package dev.headroom.cli;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.evidence.EvidenceCase;
import dev.headroom.evidence.EvidenceCases;
import dev.headroom.evidence.EvidenceJson;
import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.EvidenceRunner;
import dev.headroom.evidence.LineKind;
import dev.headroom.reports.AccuracyPage;
import dev.headroom.reports.EvidenceReport;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headroom evidence}: predicts published experiments and shows what was measured beside. */
@Command(
    name = "evidence",
    description = "Predicts published experiments, and prints what was measured beside.",
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  every case ran, whether or not its lines hold",
      "  1  fewer lines hold than --min-passed asks for",
      "  2  an unknown case or profile"
    })
final class EvidenceCommand implements Callable<Integer> {

  private static final double PERCENT = 100;

  @Spec private CommandSpec spec;

  @Option(
      names = "--case",
      paramLabel = "ID",
      description = "Runs this case only, and describes it; may be repeated.")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--profile",
      paramLabel = "P",
      description =
          "Judges under this profile only. Without, lines are judged under observed and documented"
              + " runs beside it.")
  private @Nullable String profile;

  @Option(
      names = "--min-passed",
      paramLabel = "PERCENT",
      description = "Fails if fewer percent of the must lines hold.")
  private @Nullable Double minPassedPercent;

  @Option(names = "--json", description = "Prints an array of results as JSON.")
  private boolean json;

  @Option(names = "--markdown", description = "Prints the page docs/accuracy.md.")
  private boolean markdown;

  @Override
  public Integer call() {
    Output output = new Output(spec);
    Double minPassed = minPassedPercent;
    if (minPassed != null && !(minPassed >= 0 && minPassed <= PERCENT)) {
      throw new ParameterException(
          spec.commandLine(), "--min-passed must be from 0 to 100, not " + minPassed);
    }
    if (json && markdown) {
      throw new ParameterException(spec.commandLine(), "--json and --markdown exclude each other");
    }
    List<ModelProfile> profiles = profiles();
    List<EvidenceCase> cases = cases();
    List<EvidenceResult> results = run(cases, profiles, output);
    String judged = profiles.getFirst().name();
    output.print(printed(cases, results, judged, output));
    if (minPassed != null && heldPercent(results, judged) < minPassed) {
      output.problem("fewer than " + minPassed + " % of the must lines hold under " + judged);
      return ExitCode.FAILED;
    }
    return ExitCode.PASSED;
  }

  private String printed(
      List<EvidenceCase> cases, List<EvidenceResult> results, String judged, Output output) {
    if (json) {
      return EvidenceJson.print(results);
    }
    return markdown
        ? new AccuracyPage(cases, results).markdown()
        : new EvidenceReport(output.terminal()).render(cases, results, judged, !ids.isEmpty());
  }

  private List<ModelProfile> profiles() {
    if (profile == null) {
      return List.of(ModelProfile.observed(), ModelProfile.documented());
    }
    if (!ModelProfile.names().contains(profile)) {
      throw unknown("profile", profile, ModelProfile.names());
    }
    return List.of(ModelProfile.named(profile));
  }

  private List<EvidenceCase> cases() {
    for (String id : ids) {
      if (!EvidenceCases.ids().contains(id)) {
        throw unknown("case", id, EvidenceCases.ids());
      }
    }
    return ids.isEmpty()
        ? EvidenceCases.packaged()
        : ids.stream().distinct().map(EvidenceCases::packaged).toList();
  }

  private ParameterException unknown(String noun, String given, List<String> known) {
    return new ParameterException(
        spec.commandLine(),
        "Unknown " + noun + " '" + given + "'; known are " + String.join(", ", known));
  }

  private static List<EvidenceResult> run(
      List<EvidenceCase> cases, List<ModelProfile> profiles, Output output) {
    int threads = Runtime.getRuntime().availableProcessors();
    int trials = EvidenceRunner.trials(cases, profiles);
    try (Progress progress = output.progress("evidence", trials)) {
      return new EvidenceRunner(threads, progress::advance).run(cases, profiles);
    }
  }

  private static double heldPercent(List<EvidenceResult> results, String judged) {
    List<EvidenceResult> must =
        results.stream()
            .filter(result -> result.profile().equals(judged) && result.kind() == LineKind.MUST)
            .toList();
    long held = must.stream().filter(EvidenceResult::passed).count();
    return must.isEmpty() ? PERCENT : PERCENT * held / must.size();
  }
}
