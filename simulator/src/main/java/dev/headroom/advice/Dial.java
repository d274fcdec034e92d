package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be set for itself: the capacity of one dimension of the table or of an index.
 *
 * @param resource name of the table or index
 * @param dimension reads or writes
 */
record Dial(String resource, Dimension dimension) {

  /** Those of a table and of its indexes. */
  static List<Dial> of(Table table) {
    List<Dial> dials = new ArrayList<>(ofResource(table.name()));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      dials.addAll(ofResource(index.indexName()));
    }
    return dials;
  }

  /** Both of a table or an index. */
  static List<Dial> ofResource(String resource) {
    return List.of(new Dial(resource, Dimension.READ), new Dial(resource, Dimension.WRITE));
  }

  /** What it is, for people: {@code writes of orders}. */
  String words() {
    return (dimension == Dimension.READ ? "reads of " : "writes of ") + resource;
  }
}
