package dev.headroom.endpoint;

import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.Table;
import java.util.Optional;
import java.util.function.Function;

/**
 * A table that an endpoint has from the start.
 *
 * @param table as a file declares it
 * @param state what is known of it
 * @param indexPartitions how many partitions an index has, by its name, where that is known
 */
record DeclaredTable(
    Table table, InitialState state, Function<String, Optional<Integer>> indexPartitions) {

  /** A table of which nothing else is known. */
  static DeclaredTable of(Table table) {
    return new DeclaredTable(table, InitialState.UNKNOWN, name -> Optional.empty());
  }

  /** The table of a scenario as its run would begin. */
  static DeclaredTable of(Scenario scenario) {
    return new DeclaredTable(scenario.table(), scenario.state(), scenario::weightedPartitions);
  }
}
