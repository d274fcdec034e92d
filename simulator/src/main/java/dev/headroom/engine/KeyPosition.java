package dev.headroom.engine;

/**
 * A place in the key space: the hash of a partition key, and how far into that key's item
 * collection, in sort-key order.
 *
 * @param hash the partition key's hash, unsigned
 * @param sort the sort key's place inside the collection, unsigned: 0 is its beginning
 */
public record KeyPosition(long hash, long sort) implements Comparable<KeyPosition> {

  /** The first place of the key space. */
  public static final KeyPosition FIRST = ofHash(0);

  /** The width of the hash space, and of an item collection. */
  private static final double WIDTH = 0x1p64;

  /** Where an item collection begins. */
  public static KeyPosition ofHash(long hash) {
    return new KeyPosition(hash, 0);
  }

  /** An unsigned number as a share of all of them, 0 to 1. */
  public static double fraction(long unsigned) {
    double value = unsigned >= 0 ? unsigned : ((unsigned >>> 1) | (unsigned & 1)) * 2.0;
    return value / WIDTH;
  }

  /** The unsigned number at a share of all of them. */
  public static long atFraction(double fraction) {
    double value = Math.min(Math.max(0, fraction), Math.nextDown(1.0)) * WIDTH;
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
  }

  @Override
  public int compareTo(KeyPosition other) {
    int byHash = Long.compareUnsigned(hash, other.hash);
    return byHash != 0 ? byHash : Long.compareUnsigned(sort, other.sort);
  }
}
