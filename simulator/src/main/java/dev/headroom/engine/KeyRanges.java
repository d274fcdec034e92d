package dev.headroom.engine;

import java.util.Arrays;

/**
 * The ranges of the 64-bit hash space that the partitions of a resource own, in order.
 *
 * <p>Hashes are unsigned. Not thread-safe.
 */
public final class KeyRanges {

  /** Lower bounds, inclusive, with the sign bit flipped so that signed order is unsigned order. */
  private final long[] lowerBounds;

  private KeyRanges(long[] lowerBounds) {
    this.lowerBounds = lowerBounds;
  }

  /** Ranges of equal width. */
  public static KeyRanges equal(int count) {
    long[] bounds = new long[count];
    long width = Long.divideUnsigned(-1L, count);
    long remainder = Long.remainderUnsigned(-1L, count);
    for (int i = 0; i < count; i++) {
      bounds[i] = (i * width + i * remainder / count) ^ Long.MIN_VALUE;
    }
    return new KeyRanges(bounds);
  }

  public int count() {
    return lowerBounds.length;
  }

  /** The partition that owns a hash; O(log n). */
  public int partitionOf(long hash) {
    int found = Arrays.binarySearch(lowerBounds, hash ^ Long.MIN_VALUE);
    return found >= 0 ? found : -found - 2;
  }
}
