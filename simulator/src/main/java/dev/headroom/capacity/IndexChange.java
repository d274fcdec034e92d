package dev.headroom.capacity;

/**
 * What a write to the table does to its item's entry in one secondary index. An entry exists if the
 * item has all key attributes of the index; it holds the keys and the projected attributes.
 *
 * <p>Source: DynamoDB Developer Guide, GSI and LSI, write capacity units (2026-04-13).
 */
public enum IndexChange {
  /** There was no entry, or its content stays: nothing is written. */
  UNTOUCHED(0),
  /** An entry appears. */
  ADDED(1),
  /** The entry disappears. */
  REMOVED(1),
  /** A projected attribute changes; the entry keeps its index key. */
  UPDATED(1),
  /** The index key changes: the old entry is deleted and a new one put. */
  MOVED(2);

  private final int writes;

  IndexChange(int writes) {
    this.writes = writes;
  }

  /** How many writes the index sees. */
  public int writes() {
    return writes;
  }

  /**
   * The change from one entry to another.
   *
   * @param existedBefore whether there was an entry
   * @param existsAfter whether there is one now
   * @param keyChanged whether the index key's values differ
   * @param projectedChanged whether any other projected attribute differs
   */
  public static IndexChange between(
      boolean existedBefore, boolean existsAfter, boolean keyChanged, boolean projectedChanged) {
    if (existedBefore && existsAfter) {
      return keyChanged ? MOVED : projectedChanged ? UPDATED : UNTOUCHED;
    }
    return existsAfter ? ADDED : existedBefore ? REMOVED : UNTOUCHED;
  }
}
