package dev.headroom.engine;

import org.jspecify.annotations.Nullable;

/**
 * The part of the key space that a partition owns.
 *
 * @param from its first place
 * @param to the first place after it; null where it ends with the key space
 */
public record KeyRange(KeyPosition from, @Nullable KeyPosition to) {

  /** Whether it owns a place. */
  public boolean contains(KeyPosition position) {
    return position.compareTo(from) >= 0 && (to == null || position.compareTo(to) < 0);
  }

  /** Whether a place lies strictly inside, so that both sides of it keep something. */
  public boolean canSplitAt(KeyPosition position) {
    return position.compareTo(from) > 0 && (to == null || position.compareTo(to) < 0);
  }

  /** The share of the hash space that it covers, 0 to 1; 0 inside an item collection. */
  public double hashShare() {
    return endFraction() - KeyPosition.fraction(from.hash());
  }

  /** Where it ends in the hash space, as a share of it. */
  public double endFraction() {
    return to == null ? 1 : KeyPosition.fraction(to.hash());
  }

  /** Whether all of it lies inside one item collection. */
  public boolean isInsideCollection() {
    return to != null && to.hash() == from.hash();
  }

  /** The share of a partition key's item collection that it covers, 0 to 1. */
  public double collectionShare(long hash) {
    if (Long.compareUnsigned(hash, from.hash()) < 0
        || (to != null && Long.compareUnsigned(hash, to.hash()) > 0)) {
      return 0;
    }
    double begin = hash == from.hash() ? KeyPosition.fraction(from.sort()) : 0;
    double end = to != null && hash == to.hash() ? KeyPosition.fraction(to.sort()) : 1;
    return end - begin;
  }

  /** The place in its middle: of the hash space, or of the one collection that it lies in. */
  public KeyPosition middle() {
    long lastHash = to == null ? -1 : to.hash() - 1;
    if (to != null && to.hash() == from.hash()) {
      return new KeyPosition(from.hash(), upperHalf(from.sort(), to.sort() - 1));
    }
    if (lastHash == from.hash()) {
      return new KeyPosition(from.hash(), upperHalf(from.sort(), -1));
    }
    return KeyPosition.ofHash(upperHalf(from.hash(), lastHash));
  }

  /** The first of the upper half of the unsigned numbers from first to last. */
  private static long upperHalf(long first, long last) {
    return first + Long.divideUnsigned(last - first, 2) + 1;
  }
}
