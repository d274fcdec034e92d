package dev.headroom.engine;

import dev.headroom.capacity.ModelProfile;
import java.util.Arrays;

/**
 * The partitions of a table or index and the key ranges that they own. Partitions are only ever
 * split, never merged. Not thread-safe.
 *
 * <p>Source: Scaling DynamoDB part 3 (never merged).
 */
final class PartitionSet {

  private static final double HALF = 0.5;

  private final ModelProfile profile;
  private final KeyRanges ranges;

  /** Partition p at p + 1; before them the pool, {@link Charges#ANY_PARTITION}. */
  private Partition[] partitions;

  private int[] parents;

  /** Partitions of equal width. */
  PartitionSet(int count, ModelProfile profile) {
    this.profile = profile;
    ranges = KeyRanges.equal(count);
    partitions = new Partition[count + 1];
    partitions[0] = Partition.pool();
    parents = new int[count];
    for (int p = 0; p < count; p++) {
      partitions[p + 1] = new Partition(profile);
      parents[p] = p;
    }
  }

  int count() {
    return ranges.count();
  }

  KeyRanges ranges() {
    return ranges;
  }

  /** A partition, or the pool by {@link Charges#ANY_PARTITION}. */
  Partition get(int partition) {
    return partitions[partition + 1];
  }

  /** The partition that a partition was split from; itself if it has been there from the start. */
  int parent(int partition) {
    return parents[partition];
  }

  /**
   * Splits a partition; both parts have a full second of their limits.
   *
   * @param at the first place of the upper part, strictly inside its range
   * @param shareAbove the upper part's share of the history
   * @return the new partition, the upper part
   */
  int split(int partition, KeyPosition at, double shareAbove) {
    int upper = ranges.split(partition, at);
    reserve(upper + 1);
    place(partition, upper, shareAbove);
    return upper;
  }

  /** Splits every partition in the middle of its range. */
  void splitAll() {
    int before = count();
    ranges.splitAll();
    reserve(2 * before);
    for (int p = 0; p < before; p++) {
      place(p, p + before, HALF);
    }
  }

  private void place(int lower, int upper, double shareAbove) {
    partitions[lower + 1] = get(lower).lower(profile);
    partitions[upper + 1] = get(lower).splitUpper(shareAbove, profile);
    parents[upper] = lower;
  }

  private void reserve(int count) {
    if (parents.length < count) {
      partitions = Arrays.copyOf(partitions, 2 * count + 1);
      parents = Arrays.copyOf(parents, 2 * count);
    }
  }
}
