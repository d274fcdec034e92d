package dev.headroom.scenario;

import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.table.Table;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the parts of a scenario are read against.
 *
 * @param folder where relative files are looked for
 * @param problems takes what is wrong
 * @param assumptions takes what was assumed
 * @param table the table under test; null if it could not be read, then nothing that depends on it
 *     is judged
 * @param state the table's state
 */
record Context(
    Path folder,
    Problems problems,
    Assumptions assumptions,
    @Nullable Table table,
    InitialState state) {

  /** Number of partition keys where nothing says how many there are. */
  private static final long DEFAULT_KEYS = 1_000_000;

  void problem(Location location, String message) {
    problems.add(location, message);
  }

  /** How many partition keys the table has as far as is known, at least 1. */
  long keyCount() {
    Long items = state.items();
    return items == null || items == 0 ? DEFAULT_KEYS : items;
  }
}
