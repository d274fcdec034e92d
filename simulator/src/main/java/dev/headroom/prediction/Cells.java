package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import java.util.Arrays;

/**
 * Groups of like requests: each cell is one partition per component, and how many requests touch
 * just these partitions. A growing buffer; not thread-safe.
 */
final class Cells {

  private final int components;
  private int size;
  private int[] partitions;
  private long[] counts;

  Cells(int components) {
    this.components = components;
    this.partitions = new int[8 * components];
    this.counts = new long[8];
  }

  int size() {
    return size;
  }

  int components() {
    return components;
  }

  void clear() {
    size = 0;
  }

  int partition(int cell, int component) {
    return partitions[cell * components + component];
  }

  long count(int cell) {
    return counts[cell];
  }

  /** Appends a cell whose partitions the caller sets. */
  int add(long count) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
      partitions = Arrays.copyOf(partitions, 2 * size * components);
    }
    counts[size] = count;
    return size++;
  }

  void set(int cell, int component, int partition) {
    partitions[cell * components + component] = partition;
  }

  /** Appends a copy of another buffer's cell with a count of its own. */
  void addCopy(Cells other, int cell, long count) {
    int at = add(count);
    System.arraycopy(other.partitions, cell * components, partitions, at * components, components);
  }

  /** Moves a share of the requests of one partition, drawn by chance, to another. */
  void move(int component, int from, int to, double share, Chance chance) {
    for (int cell = 0, before = size; cell < before; cell++) {
      if (partition(cell, component) != from) {
        continue;
      }
      long moved = chance.nextBinomial(counts[cell], share);
      if (moved == counts[cell]) {
        set(cell, component, to);
      } else if (moved > 0) {
        counts[cell] -= moved;
        addCopy(this, cell, moved);
        set(size - 1, component, to);
      }
    }
  }

  /** Replaces a component's partition in a cell by those that its requests have been drawn to. */
  void spread(int cell, int component, PartitionCounts drawn) {
    for (int i = 1; i < drawn.size(); i++) {
      addCopy(this, cell, drawn.count(i));
      set(size - 1, component, drawn.partition(i));
    }
    counts[cell] = drawn.count(0);
    set(cell, component, drawn.partition(0));
  }

  long total() {
    long total = 0;
    for (int i = 0; i < size; i++) {
      total += counts[i];
    }
    return total;
  }
}
