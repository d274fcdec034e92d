package dev.headroom.plan;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An item that a request reads or writes.
 *
 * @param key its partition key in the table as text: of a number its digits, of binary data its
 *     Base64
 * @param sortKey its sort key as text; null where the table has none
 * @param sizeBytes its size; of a write that of the item afterwards, 0 for a deletion
 * @param previousBytes the size of the item that a write replaces or deletes; 0 for none
 * @param indexKeys attributes of which indexes make their keys, as text by name
 * @param previousIndexKeys the same of the item that a write replaces or deletes
 * @param projected what else of the item an index holds: sizes of attributes' values in bytes, by
 *     name
 * @param indexWrites what the write does to the indexes
 */
public record PlannedItem(
    String key,
    @Nullable String sortKey,
    long sizeBytes,
    long previousBytes,
    Map<String, String> indexKeys,
    Map<String, String> previousIndexKeys,
    Map<String, Long> projected,
    List<IndexWrite> indexWrites) {

  public PlannedItem {
    indexKeys = Map.copyOf(indexKeys);
    previousIndexKeys = Map.copyOf(previousIndexKeys);
    projected = Map.copyOf(projected);
    indexWrites = List.copyOf(indexWrites);
  }

  /** Whether it must be there before the write. */
  public boolean isReplaced() {
    return previousBytes > 0;
  }

  /**
   * A write of an entry of an index.
   *
   * @param indexName the index
   * @param key the entry's partition key as text
   * @param sortKey its sort key as text; null where the index has none
   * @param entryBytes its size
   */
  public record IndexWrite(
      String indexName, String key, @Nullable String sortKey, long entryBytes) {}
}
