package dev.headroom.plan;

import dev.headroom.capacity.ItemSize;
import dev.headroom.chance.Chance;
import dev.headroom.plan.PlannedItem.IndexWrite;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.ItemAction;
import dev.headroom.traffic.SizeClasses;
import dev.headroom.traffic.SizeDistribution;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Draws what an item is beside its key. What an item that is there already is, follows from its key
 * alone, so that whoever puts it there and whoever meets it agree. Immutable.
 */
final class ItemPlan {

  /** An index of the table, global or local. */
  private record Index(String name, List<KeyAttribute> keySchema, Projection projection) {}

  /** An index that the flow writes to. */
  private record Touched(
      Index index, double writesPerItem, KeyDraw keys, @Nullable SizeClasses entrySizes) {}

  private final Flow flow;
  private final Table table;
  private final SizeClasses sizes;
  private final @Nullable SizeClasses previousSizes;
  private final List<Touched> touched = new ArrayList<>();
  private final Chance ofItems;

  /**
   * The items of a flow.
   *
   * @param keysOf draws the keys of an index that the flow writes to
   * @param chance what the items are drawn by
   */
  ItemPlan(Flow flow, Table table, Function<IndexTouch, KeyDraw> keysOf, Chance chance) {
    this.flow = flow;
    this.table = table;
    SizeDistribution replaced = flow.previousItemSize();
    boolean isDelete = flow.action() == ItemAction.DELETE;
    this.sizes = SizeClasses.of(isDelete && replaced != null ? replaced : flow.itemSize());
    this.previousSizes = replaced == null || isDelete ? null : SizeClasses.of(replaced);
    this.ofItems = chance;
    for (IndexTouch touch : flow.indexes()) {
      SizeDistribution entries = touch.entrySize();
      touched.add(
          new Touched(
              index(table, touch.indexName()),
              touch.writesPerRequest(),
              keysOf.apply(touch),
              entries == null ? null : SizeClasses.of(entries)));
    }
  }

  private static Index index(Table table, String name) {
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      if (index.indexName().equals(name)) {
        return new Index(name, index.keySchema(), index.projection());
      }
    }
    for (LocalSecondaryIndex index : table.localSecondaryIndexes()) {
      if (index.indexName().equals(name)) {
        return new Index(name, index.keySchema(), index.projection());
      }
    }
    throw new IllegalArgumentException("no such index: " + name);
  }

  /** Whether a write finds an item in its place. */
  boolean findsItems() {
    return flow.action() == ItemAction.DELETE
        || previousSizes != null
        || touched.stream().anyMatch(it -> it.writesPerItem() > 1);
  }

  /** An item that is read. */
  PlannedItem read(String key, @Nullable String sortKey, @Nullable String indexKey) {
    return read(key, sortKey, indexKey, sizes.draw(chanceOf(key, sortKey)));
  }

  /**
   * An item that is read and has a given size.
   *
   * @param indexKey the partition key under which the index that the flow reads holds it; null for
   *     none
   */
  PlannedItem read(
      String key, @Nullable String sortKey, @Nullable String indexKey, long sizeBytes) {
    Map<String, String> indexKeys = new LinkedHashMap<>();
    String indexName = flow.indexName();
    if (indexName != null) {
      Index index = index(table, indexName);
      String ofIndex = indexKey == null ? key : indexKey;
      addKeys(index, ofIndex, key + '/' + sortKey, indexKeys);
    }
    long least = keyBytes(key, sortKey) + attributeBytes(indexKeys);
    return new PlannedItem(
        key, sortKey, Math.max(least, sizeBytes), 0, indexKeys, Map.of(), Map.of(), List.of());
  }

  /**
   * An item that is written.
   *
   * @param number how many items the flow writes before it
   * @param ofRequest draws what is new
   */
  PlannedItem write(String key, @Nullable String sortKey, long number, Chance ofRequest) {
    Chance ofItem = chanceOf(key, sortKey);
    boolean isDelete = flow.action() == ItemAction.DELETE;
    long sizeBytes = sizes.draw(isDelete ? ofItem : ofRequest);
    long previousBytes =
        isDelete || (previousSizes == null && findsItems())
            ? sizeBytes
            : previousSizes == null ? 0 : previousSizes.draw(ofItem);
    Map<String, String> before = new LinkedHashMap<>();
    Map<String, String> after = new LinkedHashMap<>();
    Map<String, Long> projected = new LinkedHashMap<>();
    Map<Touched, Integer> writes = new LinkedHashMap<>();
    for (Touched it : touched) {
      int count = (int) it.writesPerItem();
      count += ofItem.nextDouble() < it.writesPerItem() - count ? 1 : 0;
      String indexKey = it.keys().draw(number, ofItem);
      if (count == 0) {
        continue;
      }
      writes.put(it, count);
      String name = key + '/' + sortKey;
      addKeys(it.index(), indexKey, name, before);
      if (count == 1) {
        addKeys(it.index(), indexKey, name, after);
      } else {
        addKeys(it.index(), it.keys().draw(number, ofRequest), name + '/' + number, after);
      }
    }
    for (Touched it : writes.keySet()) {
      addProjected(it, key, sortKey, isDelete ? before : after, ofItem, projected);
    }
    long more = projected.entrySet().stream().mapToLong(ItemPlan::bytes).sum();
    long keyBytes = keyBytes(key, sortKey);
    long leastBefore = keyBytes + attributeBytes(before) + more;
    long leastAfter = keyBytes + attributeBytes(after) + more;
    long sizeBefore = previousBytes == 0 ? 0 : Math.max(leastBefore, previousBytes);
    long sizeAfter = isDelete ? 0 : Math.max(leastAfter, sizeBytes);
    List<IndexWrite> indexWrites = new ArrayList<>();
    writes.forEach(
        (it, count) -> {
          if (isDelete || count > 1) {
            indexWrites.add(entry(it.index(), key, sortKey, before, projected, sizeBefore));
          }
          if (!isDelete) {
            indexWrites.add(
                entry(
                    it.index(),
                    key,
                    sortKey,
                    after,
                    projected,
                    count == 1 ? Math.max(sizeBefore, sizeAfter) : sizeAfter));
          }
        });
    return new PlannedItem(
        key,
        sortKey,
        sizeAfter,
        sizeBefore,
        isDelete ? Map.of() : after,
        sizeBefore == 0 ? Map.of() : before,
        projected,
        indexWrites);
  }

  private Chance chanceOf(String key, @Nullable String sortKey) {
    return ofItems.fork("item-" + key + '/' + sortKey);
  }

  /** Adds those key attributes of an index that are not the table's own. */
  private void addKeys(Index index, String partitionKey, String name, Map<String, String> into) {
    for (int i = 0; i < index.keySchema().size(); i++) {
      KeyAttribute attribute = index.keySchema().get(i);
      if (!isTableKey(attribute.attributeName())) {
        String value =
            i == 0 ? partitionKey : Long.toHexString(Chance.hash(index.name() + '/' + name));
        into.putIfAbsent(attribute.attributeName(), KeyText.of(attribute.attributeType(), value));
      }
    }
  }

  private boolean isTableKey(String attribute) {
    return table.keySchema().stream().anyMatch(key -> key.attributeName().equals(attribute));
  }

  /** Fills the entry of an index that holds named attributes up to the size that it is to have. */
  private void addProjected(
      Touched it,
      String key,
      @Nullable String sortKey,
      Map<String, String> indexKeys,
      Chance chance,
      Map<String, Long> into) {
    Projection projection = it.index().projection();
    SizeClasses entrySizes = it.entrySizes();
    if (projection.type() != Projection.Type.INCLUDE || entrySizes == null) {
      return;
    }
    long entryBytes = entrySizes.draw(chance);
    String filled =
        projection.nonKeyAttributes().stream()
            .filter(name -> !isTableKey(name) && !indexKeys.containsKey(name))
            .findFirst()
            .orElse(null);
    if (filled != null) {
      long others = entryBytes(it.index(), key, sortKey, indexKeys, into);
      long nameBytes = into.containsKey(filled) ? 0 : ItemSize.ofText(filled);
      into.merge(filled, Math.max(0, entryBytes - others - nameBytes), Long::sum);
    }
  }

  private IndexWrite entry(
      Index index,
      String key,
      @Nullable String sortKey,
      Map<String, String> indexKeys,
      Map<String, Long> projected,
      long itemBytes) {
    return new IndexWrite(
        index.name(),
        Objects.requireNonNull(textOf(index.keySchema().getFirst(), key, sortKey, indexKeys)),
        index.keySchema().size() == 1
            ? null
            : textOf(index.keySchema().get(1), key, sortKey, indexKeys),
        index.projection().type() == Projection.Type.ALL
            ? itemBytes
            : entryBytes(index, key, sortKey, indexKeys, projected));
  }

  private @Nullable String textOf(
      KeyAttribute attribute, String key, @Nullable String sortKey, Map<String, String> indexKeys) {
    String name = attribute.attributeName();
    return name.equals(table.keySchema().getFirst().attributeName())
        ? key
        : isTableKey(name) ? sortKey : indexKeys.get(name);
  }

  /** The size of an entry that does not hold the whole item. */
  private long entryBytes(
      Index index,
      String key,
      @Nullable String sortKey,
      Map<String, String> indexKeys,
      Map<String, Long> projected) {
    long bytes = keyBytes(key, sortKey);
    for (KeyAttribute attribute : index.keySchema()) {
      String text = indexKeys.get(attribute.attributeName());
      bytes += text == null ? 0 : attributeBytes(attribute, text);
    }
    for (Map.Entry<String, Long> attribute : projected.entrySet()) {
      boolean isHeld = index.projection().nonKeyAttributes().contains(attribute.getKey());
      bytes += isHeld ? bytes(attribute) : 0;
    }
    return bytes;
  }

  private static long bytes(Map.Entry<String, Long> attribute) {
    return ItemSize.ofText(attribute.getKey()) + attribute.getValue();
  }

  private long keyBytes(String key, @Nullable String sortKey) {
    long bytes = attributeBytes(table.keySchema().getFirst(), key);
    return sortKey == null ? bytes : bytes + attributeBytes(table.keySchema().get(1), sortKey);
  }

  private long attributeBytes(Map<String, String> indexKeys) {
    long bytes = 0;
    for (Map.Entry<String, String> attribute : indexKeys.entrySet()) {
      bytes += attributeBytes(KeyAttributes.find(table, attribute.getKey()), attribute.getValue());
    }
    return bytes;
  }

  private static long attributeBytes(KeyAttribute attribute, String text) {
    long nameBytes = ItemSize.ofText(attribute.attributeName());
    return nameBytes
        + switch (attribute.attributeType()) {
          case "N" -> ItemSize.ofNumber(text);
          case "B" -> Base64.getDecoder().decode(text).length;
          default -> ItemSize.ofText(text);
        };
  }
}
