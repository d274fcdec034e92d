package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import java.util.List;

/**
 * Splits a number of requests into cells.
 *
 * <p>Each component's counts per partition are drawn by themselves. Then they are laid side by
 * side, each from a random partition on, and cut wherever one of them changes. So every component
 * keeps its exact counts, and there are never more cells than partitions that are met, however many
 * requests there are.
 */
final class CellSplitter {

  /** Says that no component is held to a partition. */
  static final int UNPINNED = -1;

  private final List<Component> components;
  private final Chance chance;
  private final PartitionCounts[] counts;
  private final int[] position;

  CellSplitter(List<Component> components, Chance chance) {
    this.components = components;
    this.chance = chance;
    this.counts = new PartitionCounts[components.size()];
    for (int c = 0; c < counts.length; c++) {
      counts[c] = new PartitionCounts();
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
    for (int c = 0; c < counts.length; c++) {
      if (c == pinnedComponent) {
        counts[c].clear(components.get(c).mix().partitionCount());
        counts[c].add(pinnedPartition, n);
      } else {
        components.get(c).draw(n, anew, chance, counts[c]);
      }
      int met = counts[c].size();
      position[c] = met == 1 || counts.length == 1 ? 0 : (int) chance.nextLong(met);
    }
    long left = n;
    while (left > 0) {
      long run = left;
      for (int c = 0; c < counts.length; c++) {
        while (counts[c].count(position[c]) == 0) {
          position[c] = position[c] + 1 == counts[c].size() ? 0 : position[c] + 1;
        }
        run = Math.min(run, counts[c].count(position[c]));
      }
      int cell = into.add(run);
      for (int c = 0; c < counts.length; c++) {
        counts[c].take(position[c], run);
        into.set(cell, c, counts[c].partition(position[c]));
      }
      left -= run;
    }
  }
}
