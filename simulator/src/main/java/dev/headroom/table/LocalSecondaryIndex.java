package dev.headroom.table;

import java.util.List;

/**
 * A local secondary index: it shares the table's partitions and capacity.
 *
 * @param indexName its name
 * @param keySchema partition key first
 * @param projection what it holds
 */
public record LocalSecondaryIndex(
    String indexName, List<KeyAttribute> keySchema, Projection projection) {

  public LocalSecondaryIndex {
    keySchema = List.copyOf(keySchema);
  }
}
