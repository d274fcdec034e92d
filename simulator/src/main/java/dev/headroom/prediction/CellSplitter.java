package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import java.util.Arrays;
import java.util.List;

/**
 * Splits a number of requests into cells.
 *
 * <p>Each component's counts per partition are drawn by themselves. Then they are laid side by
 * side, each from a random partition on, and cut wherever one of them changes. So every component
 * keeps its exact counts, and there are never more cells than partitions of all components
 * together, however many requests there are.
 */
final class CellSplitter {

  /** Says that no component is held to a partition. */
  static final int UNPINNED = -1;

  private final List<Component> components;
  private final Chance chance;
  private final long[][] counts;
  private final int[] position;

  CellSplitter(List<Component> components, Chance chance) {
    this.components = components;
    this.chance = chance;
    this.counts = new long[components.size()][];
    for (int c = 0; c < components.size(); c++) {
      counts[c] = new long[components.get(c).mix().partitionCount() + 1];
    }
    this.position = new int[components.size()];
  }

  /** Splits new requests. */
  void split(long n, Cells into) {
    split(n, true, UNPINNED, 0, into);
  }

  /**
   * Splits requests that may be known to touch one partition.
   *
   * @param n number of requests
   * @param anew whether the requests are new, not retries
   * @param pinnedComponent the component whose partition is known, or {@link #UNPINNED}
   * @param pinnedPartition its partition
   * @param into receives the cells
   */
  void split(long n, boolean anew, int pinnedComponent, int pinnedPartition, Cells into) {
    for (int c = 0; c < components.size(); c++) {
      Arrays.fill(counts[c], 0);
      if (c == pinnedComponent) {
        counts[c][pinnedPartition] = n;
        position[c] = pinnedPartition;
      } else {
        components.get(c).draw(n, anew, chance, counts[c]);
        position[c] = components.size() == 1 ? 0 : (int) chance.nextLong(counts[c].length);
      }
    }
    long left = n;
    while (left > 0) {
      long run = left;
      for (int c = 0; c < components.size(); c++) {
        while (counts[c][position[c]] == 0) {
          position[c] = position[c] + 1 == counts[c].length ? 0 : position[c] + 1;
        }
        run = Math.min(run, counts[c][position[c]]);
      }
      int cell = into.add(run);
      for (int c = 0; c < components.size(); c++) {
        counts[c][position[c]] -= run;
        boolean untouched = position[c] == counts[c].length - 1;
        into.set(cell, c, untouched ? Component.UNTOUCHED : position[c]);
      }
      left -= run;
    }
  }
}
