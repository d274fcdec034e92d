package dev.headroom.scenario;

import dev.headroom.source.Variables;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller changes in a scenario file before it is read. All of it is checked like the file's
 * own values.
 *
 * @param seed the seed; null for the file's
 * @param trials the number of trials; null for the file's
 * @param profile the profile's name; null for the file's
 * @param settings assignments such as {@code traffic[0].rate=900/s}, {@code
 *     traffic.checkout.rate=900/s} or {@code table.writeCapacityUnits=200}; the value is YAML
 * @param variables values for the parameters of the table's files
 * @param table the table to take whatever the file says; null for the file's
 */
public record ScenarioOverrides(
    @Nullable Long seed,
    @Nullable Integer trials,
    @Nullable String profile,
    List<String> settings,
    Variables variables,
    @Nullable Table table) {

  /** Changes nothing. */
  public static final ScenarioOverrides NONE =
      new ScenarioOverrides(null, null, null, List.of(), Variables.NONE, null);

  public ScenarioOverrides {
    settings = List.copyOf(settings);
  }

  /** Changes only what the assignments say. */
  public static ScenarioOverrides ofSettings(String... settings) {
    return new ScenarioOverrides(null, null, null, List.of(settings), Variables.NONE, null);
  }

  /** The same with another table. */
  public ScenarioOverrides withTable(Table other) {
    return new ScenarioOverrides(seed, trials, profile, settings, variables, other);
  }

  /** The same with other values for parameters. */
  public ScenarioOverrides withVariables(Variables other) {
    return new ScenarioOverrides(seed, trials, profile, settings, other, table);
  }

  /** The same with a further assignment. */
  public ScenarioOverrides withSetting(String setting) {
    List<String> more = new ArrayList<>(settings);
    more.add(setting);
    return new ScenarioOverrides(seed, trials, profile, more, variables, table);
  }
}
