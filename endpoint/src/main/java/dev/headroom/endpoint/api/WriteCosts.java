package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.IndexChange;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.RequestUnits;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a write takes from a table and each of its indexes. A write whose condition fails takes what
 * it would have taken from the table, and nothing from indexes.
 */
final class WriteCosts {

  private final LiveTable table;
  private final Items.Key key;
  private final int multiplier;
  private final int indexMultiplier;
  private final List<Part> parts = new ArrayList<>();

  private WriteCosts(LiveTable table, Items.Key key, int multiplier, int indexMultiplier) {
    this.table = table;
    this.key = key;
    this.multiplier = multiplier;
    this.indexMultiplier = indexMultiplier;
  }

  /**
   * A write that changes an item.
   *
   * @param key the item's key in the table
   * @param before the item before; null if there was none
   * @param after the item after; null if there is none
   */
  static List<Part> of(
      LiveTable table, Items.Key key, @Nullable ObjectNode before, @Nullable ObjectNode after) {
    return new WriteCosts(table, key, 1, 1).all(before, after);
  }

  /** The same within a transaction, which takes a multiple. */
  static List<Part> of(
      LiveTable table,
      Items.Key key,
      @Nullable ObjectNode before,
      @Nullable ObjectNode after,
      ModelProfile profile) {
    return new WriteCosts(
            table, key, profile.transactionMultiplier(), profile.transactionIndexMultiplier())
        .all(before, after);
  }

  /** A write of which only the table's part is known. */
  static List<Part> ofTable(LiveTable table, Items.Key key, long milliUnits) {
    return List.of(new Part(table, null, null, key.text(), key.position(), milliUnits));
  }

  private List<Part> all(@Nullable ObjectNode before, @Nullable ObjectNode after) {
    long units = RequestUnits.updateMilliUnits(Items.size(before), Items.size(after));
    add(null, null, key, units * multiplier);
    for (LocalSecondaryIndex index : table.table().localSecondaryIndexes()) {
      addIndex(index.indexName(), true, index.keySchema(), index.projection(), before, after);
    }
    for (GlobalSecondaryIndex index : table.table().globalSecondaryIndexes()) {
      addIndex(index.indexName(), false, index.keySchema(), index.projection(), before, after);
    }
    return parts;
  }

  private void addIndex(
      String name,
      boolean isLocal,
      List<KeyAttribute> schema,
      Projection projection,
      @Nullable ObjectNode before,
      @Nullable ObjectNode after) {
    ObjectNode entryBefore = Items.entry(table.table(), schema, projection, before);
    ObjectNode entryAfter = Items.entry(table.table(), schema, projection, after);
    boolean isSameKey =
        entryBefore != null
            && entryAfter != null
            && Items.hasSameKey(schema, entryBefore, entryAfter);
    IndexChange change =
        IndexChange.between(
            entryBefore != null,
            entryAfter != null,
            !isSameKey,
            entryBefore != null && !entryBefore.equals(entryAfter));
    long sizeBefore = Items.size(entryBefore);
    long sizeAfter = Items.size(entryAfter);
    if (change == IndexChange.MOVED) {
      addEntry(name, isLocal, schema, before, RequestUnits.writeMilliUnits(sizeBefore));
      addEntry(name, isLocal, schema, after, RequestUnits.writeMilliUnits(sizeAfter));
    } else if (change != IndexChange.UNTOUCHED) {
      ObjectNode item = after != null && entryAfter != null ? after : before;
      long units = RequestUnits.indexWriteMilliUnits(sizeBefore, sizeAfter, change);
      addEntry(name, isLocal, schema, item, units);
    }
  }

  private void addEntry(
      String name,
      boolean isLocal,
      List<KeyAttribute> schema,
      @Nullable ObjectNode item,
      long milliUnits) {
    Items.Key entry = isLocal ? key : Items.key(table, schema, item);
    if (entry != null) {
      add(isLocal ? null : name, isLocal ? name : null, entry, milliUnits * indexMultiplier);
    }
  }

  private void add(
      @Nullable String index, @Nullable String localIndex, Items.Key at, long milliUnits) {
    parts.add(new Part(table, index, localIndex, at.text(), at.position(), milliUnits));
  }
}
