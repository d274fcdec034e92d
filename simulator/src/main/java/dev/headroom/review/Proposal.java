package dev.headroom.review;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.Quoted;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.source.TableFiles;
import dev.headroom.table.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A change of the table that a scenario is about, before it is predicted.
 *
 * @param scenario the scenario's file
 * @param overrides what else is changed in it, on both sides
 * @param before the table as it is; null where there is none yet
 * @param after the table as it will be; null where it is deleted
 */
public record Proposal(
    Path scenario, ScenarioOverrides overrides, @Nullable Table before, @Nullable Table after) {

  /**
   * Finds the scenario's table among those of a change.
   *
   * @throws InvalidInputException if it is on neither side, if several are meant, or if the file is
   *     no scenario
   */
  public static Proposal of(
      Path scenario, ScenarioOverrides overrides, List<Table> before, List<Table> after) {
    List<Table> all = new ArrayList<>(before);
    all.addAll(after);
    Location place = Location.ofFile(scenario.toString());
    String name =
        ScenarioReader.tableName(scenario, overrides).orElseGet(() -> onlyName(all, place));
    Table old = find(before, name, place);
    Table changed = find(after, name, place);
    if (old == null && changed == null) {
      throw new InvalidInputException(
          place,
          "is about table "
              + Quoted.of(name)
              + ", which is not in the change; there are: "
              + names(all)
              + "; --set tableName=NAME takes another");
    }
    return new Proposal(scenario, overrides, old, changed);
  }

  /** In what the two sides differ. */
  public List<SettingsChange> changes() {
    return SettingsChanges.between(before, after);
  }

  String tableName() {
    return Objects.requireNonNull(after == null ? before : after).name();
  }

  private static String onlyName(List<Table> tables, Location place) {
    List<String> names = tables.stream().map(Table::name).distinct().toList();
    if (names.size() == 1) {
      return names.getFirst();
    }
    throw new InvalidInputException(
        place,
        "does not tell which table it is about: tableName must name one of: " + names(tables));
  }

  private static @Nullable Table find(List<Table> tables, String name, Location place) {
    return TableFiles.called(tables, name).isEmpty()
        ? null
        : TableFiles.select(tables, name, place);
  }

  private static String names(List<Table> tables) {
    return tables.stream()
        .map(table -> Quoted.plain(table.name()))
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
