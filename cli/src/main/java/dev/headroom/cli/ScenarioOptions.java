package dev.headroom.cli;

import dev.headroom.scenario.ScenarioOverrides;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that predicts a scenario file: what to change in it. */
final class ScenarioOptions {

  @Option(
      names = "--trials",
      paramLabel = "N",
      description = "Number of runs with different seeds, instead of the file's.")
  private @Nullable Integer trials;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "Seed of all chance, instead of the file's. The same seed gives the same outcome.")
  private @Nullable Long seed;

  @Option(
      names = "--profile",
      paramLabel = "P",
      description = {
        "How the service behaves: observed (fits",
        "published measurements) or documented (AWS's",
        "text taken literally), instead of the file's."
      })
  private @Nullable String profile;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = {
        "Changes a value of the scenario or its table:",
        "--set table.writeCapacityUnits=200",
        "--set traffic.checkout.rate=900/s"
      })
  private List<String> settings = new ArrayList<>();

  @Mixin private VariableOptions variables;

  /**
   * What the options change.
   *
   * @param furtherSettings assignments that come after those of {@code --set}
   * @throws dev.headroom.document.InvalidInputException if a variable is not an assignment
   */
  ScenarioOverrides overrides(List<String> furtherSettings) {
    List<String> all = new ArrayList<>(settings);
    all.addAll(furtherSettings);
    return new ScenarioOverrides(seed, trials, profile, all, variables.variables(), null);
  }
}
