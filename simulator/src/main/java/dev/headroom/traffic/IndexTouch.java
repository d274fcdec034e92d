package dev.headroom.traffic;

import org.jspecify.annotations.Nullable;

/**
 * How a flow's writes change one index.
 *
 * @param indexName the index
 * @param writesPerRequest index writes per item written: 0 for none, 1 for a put or update of the
 *     entry, 2 where the index key changes; fractions are a mean over requests
 * @param entrySize size of the index entry; null for the item's own size
 * @param keys the index's partition keys
 */
public record IndexTouch(
    String indexName,
    double writesPerRequest,
    @Nullable SizeDistribution entrySize,
    KeyDistribution keys) {

  /** The same touch of other keys. */
  public IndexTouch withKeys(KeyDistribution others) {
    return new IndexTouch(indexName, writesPerRequest, entrySize, others);
  }
}
