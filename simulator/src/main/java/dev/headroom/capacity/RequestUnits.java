package dev.headroom.capacity;

import static dev.headroom.capacity.ServiceLimits.ITEM_MAX_BYTES;
import static dev.headroom.capacity.ServiceLimits.PAGE_MAX_BYTES;
import static dev.headroom.capacity.ServiceLimits.READ_UNIT_BYTES;
import static dev.headroom.capacity.ServiceLimits.WRITE_UNIT_BYTES;

/**
 * What requests cost, in thousandths of a capacity unit: half a read unit is 500. Sizes are bytes
 * as {@link ItemSize} counts them; an item or index entry that does not exist has size 0.
 *
 * <p>Batches cost the sum over their items, each rounded by itself. Transactions cost {@link
 * #transactionMilliUnits a multiple} of the sum.
 *
 * <p>Source: DynamoDB Developer Guide, read-write-operations, GSI, LSI and transaction-apis
 * (2026-04-13).
 */
public final class RequestUnits {

  /** Thousandths per unit. */
  public static final long MILLI_UNITS_PER_UNIT = 1000;

  /** What an eventually consistent read costs of a strongly consistent one. */
  private static final int EVENTUAL_DIVISOR = 2;

  /**
   * How many times a plain read a transactional one costs, where no {@link ModelProfile} says
   * otherwise.
   */
  private static final int TRANSACTION_MULTIPLIER = 2;

  private RequestUnits() {}

  /**
   * GetItem, and each key of a BatchGetItem or TransactGetItems. Projection, filter and count do
   * not make it cheaper.
   *
   * @param itemSizeBytes size of the whole item; 0 if there is none, which costs the minimum
   */
  public static long readMilliUnits(long itemSizeBytes, Consistency consistency) {
    return blocksRead(requireItem("itemSizeBytes", itemSizeBytes))
        * milliUnitsPerBlock(consistency);
  }

  /**
   * A page of a Query or Scan: the sizes of all items evaluated, filtered ones included, rounded
   * once. On an index these are the sizes of the entries.
   *
   * @param evaluatedBytes at most a page; 0 costs the minimum
   */
  public static long pageReadMilliUnits(long evaluatedBytes, Consistency consistency) {
    return blocksRead(require("evaluatedBytes", evaluatedBytes, PAGE_MAX_BYTES, "a page"))
        * milliUnitsPerBlock(consistency);
  }

  /**
   * A page that finds nothing: the minimum for each partition it had to search. How many units a
   * search of several partitions takes is not published; this is an assumption.
   *
   * @param partitionsSearched at least 1
   */
  public static long emptyPageReadMilliUnits(int partitionsSearched, Consistency consistency) {
    if (partitionsSearched < 1) {
      throw new IllegalArgumentException(
          "partitionsSearched must be at least 1: " + partitionsSearched);
    }
    return partitionsSearched * milliUnitsPerBlock(consistency);
  }

  /**
   * A page of a Query on a local secondary index that asks for attributes outside of the
   * projection: the entries rounded once, and every fetched item rounded by itself.
   *
   * @param entryBytes size of all index entries evaluated
   * @param fetchedItemSizesBytes sizes of the whole items fetched from the table
   */
  public static long localIndexFetchReadMilliUnits(
      long entryBytes, Consistency consistency, long... fetchedItemSizesBytes) {
    long milliUnits = pageReadMilliUnits(entryBytes, consistency);
    for (long size : fetchedItemSizesBytes) {
      milliUnits += readMilliUnits(size, consistency);
    }
    return milliUnits;
  }

  /**
   * What such a page counts towards {@link ServiceLimits#PAGE_MAX_BYTES}: the rounded sizes that it
   * is charged for.
   */
  public static long localIndexFetchPageBytes(long entryBytes, long... fetchedItemSizesBytes) {
    return localIndexFetchReadMilliUnits(entryBytes, Consistency.STRONG, fetchedItemSizesBytes)
        / MILLI_UNITS_PER_UNIT
        * READ_UNIT_BYTES;
  }

  /**
   * One write of one item or index entry.
   *
   * @param sizeBytes 0 costs the minimum
   */
  public static long writeMilliUnits(long sizeBytes) {
    return Math.max(1, ceilingOfDivision(requireItem("sizeBytes", sizeBytes), WRITE_UNIT_BYTES))
        * MILLI_UNITS_PER_UNIT;
  }

  /** PutItem: the larger of the item replaced, 0 if none, and the new one. */
  public static long putMilliUnits(long oldItemSizeBytes, long newItemSizeBytes) {
    return largerMilliUnits(
        requireItem("oldItemSizeBytes", oldItemSizeBytes),
        requireItem("newItemSizeBytes", newItemSizeBytes));
  }

  /**
   * UpdateItem: the larger of the whole item before, 0 if none, and after, however little changes.
   */
  public static long updateMilliUnits(long itemSizeBeforeBytes, long itemSizeAfterBytes) {
    return largerMilliUnits(
        requireItem("itemSizeBeforeBytes", itemSizeBeforeBytes),
        requireItem("itemSizeAfterBytes", itemSizeAfterBytes));
  }

  /** DeleteItem: the deleted item; 0 if there is none, which costs the minimum. */
  public static long deleteMilliUnits(long itemSizeBytes) {
    return writeMilliUnits(requireItem("itemSizeBytes", itemSizeBytes));
  }

  /**
   * A put, update or delete whose condition does not hold: as if it had been written.
   *
   * @param attemptedItemSizeBytes size of the item that was to be written; 0 for a delete
   */
  public static long failedConditionMilliUnits(
      long existingItemSizeBytes, long attemptedItemSizeBytes) {
    return largerMilliUnits(
        requireItem("existingItemSizeBytes", existingItemSizeBytes),
        requireItem("attemptedItemSizeBytes", attemptedItemSizeBytes));
  }

  /**
   * The ConditionCheck of a transaction, before the transaction's multiplier: like a write of the
   * item that it looks at.
   */
  public static long conditionCheckMilliUnits(long itemSizeBytes) {
    return writeMilliUnits(requireItem("itemSizeBytes", itemSizeBytes));
  }

  /**
   * Writes to one secondary index that follow from one write to the table. A global index pays from
   * its own capacity, a local index from the table's.
   *
   * @param entryBeforeBytes size of the index entry before; 0 if there was none
   * @param entryAfterBytes size of the index entry after; 0 if there is none
   */
  public static long indexWriteMilliUnits(
      long entryBeforeBytes, long entryAfterBytes, IndexChange change) {
    requireItem("entryBeforeBytes", entryBeforeBytes);
    requireItem("entryAfterBytes", entryAfterBytes);
    return switch (change) {
      case UNTOUCHED -> 0;
      case ADDED -> writeMilliUnits(entryAfterBytes);
      case REMOVED -> writeMilliUnits(entryBeforeBytes);
      case UPDATED -> largerMilliUnits(entryBeforeBytes, entryAfterBytes);
      case MOVED -> writeMilliUnits(entryBeforeBytes) + writeMilliUnits(entryAfterBytes);
    };
  }

  /**
   * What reads or writes cost inside a transaction, which prepares and commits.
   *
   * @param milliUnits cost of all items outside of a transaction; reads strongly consistent
   * @param multiplier {@link ModelProfile#transactionMultiplier} for items, {@link
   *     ModelProfile#transactionIndexMultiplier} for index entries
   */
  public static long transactionMilliUnits(long milliUnits, int multiplier) {
    if (milliUnits < 0 || multiplier < 1) {
      throw new IllegalArgumentException(
          "milliUnits must not be negative and multiplier at least 1: "
              + milliUnits
              + ", "
              + multiplier);
    }
    return Math.multiplyExact(milliUnits, multiplier);
  }

  private static long milliUnitsPerBlock(Consistency consistency) {
    return switch (consistency) {
      case EVENTUAL -> MILLI_UNITS_PER_UNIT / EVENTUAL_DIVISOR;
      case STRONG -> MILLI_UNITS_PER_UNIT;
      case TRANSACTIONAL -> MILLI_UNITS_PER_UNIT * TRANSACTION_MULTIPLIER;
    };
  }

  private static long blocksRead(long sizeBytes) {
    return Math.max(1, ceilingOfDivision(sizeBytes, READ_UNIT_BYTES));
  }

  private static long largerMilliUnits(long oneSizeBytes, long otherSizeBytes) {
    return writeMilliUnits(Math.max(oneSizeBytes, otherSizeBytes));
  }

  private static long ceilingOfDivision(long sizeBytes, int unitBytes) {
    return (sizeBytes + unitBytes - 1) / unitBytes;
  }

  private static long requireItem(String argument, long sizeBytes) {
    return require(argument, sizeBytes, ITEM_MAX_BYTES, "an item");
  }

  private static long require(String argument, long sizeBytes, long maxBytes, String what) {
    if (sizeBytes < 0 || sizeBytes > maxBytes) {
      throw new IllegalArgumentException(
          "%s must be from 0 to %d bytes, the most that %s can have: %d"
              .formatted(argument, maxBytes, what, sizeBytes));
    }
    return sizeBytes;
  }
}
