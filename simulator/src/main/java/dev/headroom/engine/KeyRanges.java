package dev.headroom.engine;

import java.util.Arrays;

/**
 * Which partition of a resource owns which part of the key space.
 *
 * <p>Partitions are numbered in the order of their making: those of the start in key order, and
 * then one more with every split. A split partition keeps its number and the lower part of its
 * range. Not thread-safe.
 */
public final class KeyRanges {

  /** Where ranges begin, ascending, with the sign bit flipped: signed order is unsigned order. */
  private long[] fromHash;

  private long[] fromSort;

  /** The partition that owns each range. */
  private int[] partition;

  /** The place in these arrays of each partition's range. */
  private int[] place;

  private int count;

  private KeyRanges(int count) {
    this.count = count;
    this.fromHash = new long[count];
    this.fromSort = new long[count];
    this.partition = new int[count];
    this.place = new int[count];
    Arrays.fill(fromSort, Long.MIN_VALUE);
    for (int i = 0; i < count; i++) {
      partition[i] = i;
      place[i] = i;
    }
  }

  /** Ranges of equal width. */
  public static KeyRanges equal(int count) {
    KeyRanges ranges = new KeyRanges(count);
    long width = Long.divideUnsigned(-1L, count);
    long remainder = Long.remainderUnsigned(-1L, count);
    for (int i = 0; i < count; i++) {
      ranges.fromHash[i] = (i * width + i * remainder / count) ^ Long.MIN_VALUE;
    }
    return ranges;
  }

  public int count() {
    return count;
  }

  /** The partition that owns the beginning of a partition key's item collection; O(log n). */
  public int partitionOf(long hash) {
    return partition[placeOf(hash, 0)];
  }

  /** The partition that owns a place; O(log n). */
  public int partitionOf(KeyPosition position) {
    return partition[placeOf(position.hash(), position.sort())];
  }

  private int placeOf(long hash, long sort) {
    long flippedHash = hash ^ Long.MIN_VALUE;
    int found = Arrays.binarySearch(fromHash, 0, count, flippedHash);
    if (found < 0) {
      return -found - 2;
    }
    long flippedSort = sort ^ Long.MIN_VALUE;
    while (found + 1 < count
        && fromHash[found + 1] == flippedHash
        && fromSort[found + 1] <= flippedSort) {
      found++;
    }
    while (found > 0 && fromHash[found] == flippedHash && fromSort[found] > flippedSort) {
      found--;
    }
    return found;
  }

  /** The range of a partition. */
  public KeyRange range(int ofPartition) {
    int at = place[ofPartition];
    return new KeyRange(from(at), at + 1 == count ? null : from(at + 1));
  }

  private KeyPosition from(int at) {
    return new KeyPosition(fromHash[at] ^ Long.MIN_VALUE, fromSort[at] ^ Long.MIN_VALUE);
  }

  /** Receives the parts of an item collection. */
  @FunctionalInterface
  public interface CollectionPart {

    /**
     * Receives one part.
     *
     * @param share how much of the collection the partition owns, 0 to 1
     */
    void accept(int partition, double share);
  }

  /** Hands out the partitions that share an item collection, in sort-key order. */
  public void partsOfCollection(long hash, CollectionPart receiver) {
    int at = placeOf(hash, 0);
    do {
      receiver.accept(partition[at], range(partition[at]).collectionShare(hash));
      at++;
    } while (at < count && fromHash[at] == (hash ^ Long.MIN_VALUE));
  }

  /** The partition whose range is the i-th in key order. */
  public int inKeyOrder(int i) {
    return partition[i];
  }

  /**
   * Splits a partition.
   *
   * @param split keeps what lies before the position
   * @param at strictly inside its range
   * @return the new partition, which owns the rest
   */
  int split(int split, KeyPosition at) {
    if (!range(split).canSplitAt(at)) {
      throw new IllegalArgumentException("not inside partition " + split + ": " + at);
    }
    int after = place[split] + 1;
    fromHash = insert(fromHash, after, at.hash() ^ Long.MIN_VALUE);
    fromSort = insert(fromSort, after, at.sort() ^ Long.MIN_VALUE);
    if (partition.length == count) {
      partition = Arrays.copyOf(partition, fromHash.length);
      place = Arrays.copyOf(place, fromHash.length);
    }
    System.arraycopy(partition, after, partition, after + 1, count - after);
    partition[after] = count;
    count++;
    for (int i = after; i < count; i++) {
      place[partition[i]] = i;
    }
    return partition[after];
  }

  private long[] insert(long[] values, int at, long value) {
    long[] target = values.length == count ? new long[Math.max(4, 2 * count)] : values;
    System.arraycopy(values, 0, target, 0, at);
    System.arraycopy(values, at, target, at + 1, count - at);
    target[at] = value;
    return target;
  }

  /**
   * Splits every partition in the middle of its range.
   *
   * <p>Partition p keeps its lower half, and p + n of the n before gets its upper half.
   */
  void splitAll() {
    int before = count;
    KeyRanges doubled = new KeyRanges(2 * before);
    for (int i = 0; i < before; i++) {
      KeyPosition middle = range(partition[i]).middle();
      doubled.fromHash[2 * i] = fromHash[i];
      doubled.fromSort[2 * i] = fromSort[i];
      doubled.partition[2 * i] = partition[i];
      doubled.fromHash[2 * i + 1] = middle.hash() ^ Long.MIN_VALUE;
      doubled.fromSort[2 * i + 1] = middle.sort() ^ Long.MIN_VALUE;
      doubled.partition[2 * i + 1] = partition[i] + before;
    }
    for (int i = 0; i < 2 * before; i++) {
      doubled.place[doubled.partition[i]] = i;
    }
    fromHash = doubled.fromHash;
    fromSort = doubled.fromSort;
    partition = doubled.partition;
    place = doubled.place;
    count = doubled.count;
  }
}
