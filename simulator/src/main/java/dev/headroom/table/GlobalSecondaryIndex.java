package dev.headroom.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A global secondary index: a resource with partitions and capacity of its own.
 *
 * @param indexName its name
 * @param keySchema partition key first
 * @param projection what it holds
 * @param capacity its own capacity, of the table's mode
 * @param warmThroughput what it is warm for, if that was read
 */
public record GlobalSecondaryIndex(
    String indexName,
    List<KeyAttribute> keySchema,
    Projection projection,
    CapacityMode capacity,
    @Nullable Throughput warmThroughput) {

  public GlobalSecondaryIndex {
    keySchema = List.copyOf(keySchema);
  }

  /** The same index with another capacity. */
  public GlobalSecondaryIndex withCapacity(CapacityMode mode) {
    return new GlobalSecondaryIndex(indexName, keySchema, projection, mode, warmThroughput);
  }
}
