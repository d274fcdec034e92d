package dev.headroom.prediction;

import java.util.Arrays;

/**
 * How many requests meet which partition: a reusable buffer that costs as much as the partitions
 * met, not as many as there are. Not thread-safe.
 */
final class PartitionCounts {

  /** Slots before partition 0: for {@link Component#UNTOUCHED} and {@link Component#POOL}. */
  private static final int OFFSET = 2;

  private long[] countByPartition = new long[16];
  private int[] met = new int[16];
  private int size;

  /** Empties the buffer and makes room for a number of partitions. */
  void clear(int partitions) {
    for (int i = 0; i < size; i++) {
      countByPartition[met[i] + OFFSET] = 0;
    }
    size = 0;
    if (countByPartition.length < partitions + OFFSET) {
      countByPartition = new long[2 * partitions + OFFSET];
    }
  }

  /** Counts requests that meet a partition, the pool, or nothing. */
  void add(int partition, long requests) {
    if (requests == 0) {
      return;
    }
    if (countByPartition[partition + OFFSET] == 0) {
      if (size == met.length) {
        met = Arrays.copyOf(met, 2 * size);
      }
      met[size++] = partition;
    }
    countByPartition[partition + OFFSET] += requests;
  }

  /** How many different partitions are met, the pool and nothing included. */
  int size() {
    return size;
  }

  /** The i-th partition that is met. */
  int partition(int i) {
    return met[i];
  }

  /** How many requests meet the i-th partition. */
  long count(int i) {
    return countByPartition[met[i] + OFFSET];
  }

  /** Takes requests of the i-th partition away. */
  void take(int i, long requests) {
    countByPartition[met[i] + OFFSET] -= requests;
  }
}
