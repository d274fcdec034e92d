package dev.headroom.scenarios.items;

import dev.headroom.capacity.AttributeValue.Binary;
import dev.headroom.capacity.AttributeValue.Numeric;
import dev.headroom.capacity.AttributeValue.Text;
import dev.headroom.capacity.ItemSize;
import dev.headroom.plan.KeyAttributes;
import dev.headroom.plan.PlannedItem;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Makes the items of a table: planned keys, and one attribute that fills them up to their planned
 * size. Immutable.
 */
public final class Items {

  /** The attribute that fills an item up; one byte long, so that sizes are met exactly. */
  static final String FILLER = "_";

  private final Table table;
  private final Map<String, KeyAttribute> keyAttributes = new LinkedHashMap<>();

  /** The items of a table. */
  public Items(Table table) {
    this.table = table;
    KeyAttributes.of(table).forEach(key -> keyAttributes.put(key.attributeName(), key));
  }

  /** The item after a write, or as it is read. */
  public Map<String, AttributeValue> after(PlannedItem item, String tag) {
    return item(item, item.indexKeys(), item.sizeBytes(), tag);
  }

  /** The item that a write replaces or deletes. */
  public Map<String, AttributeValue> before(PlannedItem item, String tag) {
    return item(item, item.previousIndexKeys(), item.previousBytes(), tag);
  }

  /** An item's key in the table. */
  public Map<String, AttributeValue> key(PlannedItem item) {
    Map<String, AttributeValue> key = new LinkedHashMap<>();
    key.put(table.keySchema().getFirst().attributeName(), value(partitionKey(), item.key()));
    String sortKey = item.sortKey();
    if (sortKey != null) {
      KeyAttribute attribute = table.keySchema().get(1);
      key.put(attribute.attributeName(), value(attribute, sortKey));
    }
    return key;
  }

  KeyAttribute partitionKey() {
    return table.keySchema().getFirst();
  }

  /**
   * Makes an item.
   *
   * @param tag where the filler begins, so that two versions of an item differ
   */
  private Map<String, AttributeValue> item(
      PlannedItem item, Map<String, String> indexKeys, long sizeBytes, String tag) {
    Map<String, AttributeValue> made = key(item);
    indexKeys.forEach(
        (name, text) ->
            made.put(name, value(Objects.requireNonNull(keyAttributes.get(name)), text)));
    item.projected()
        .forEach((name, bytes) -> made.put(name, AttributeValue.fromS(filler(bytes, tag))));
    long left = sizeBytes - size(made) - ItemSize.ofText(FILLER);
    if (left >= 0) {
      made.put(FILLER, AttributeValue.fromS(filler(left, tag)));
    }
    return made;
  }

  private static String filler(long bytes, String tag) {
    return tag.length() >= bytes
        ? tag.substring(0, (int) bytes)
        : tag + ".".repeat((int) (bytes - tag.length()));
  }

  /** The size of an item that is made of texts, numbers and binary data. */
  static long size(Map<String, AttributeValue> item) {
    Map<String, dev.headroom.capacity.AttributeValue> sized = new LinkedHashMap<>();
    item.forEach(
        (name, value) ->
            sized.put(
                name,
                switch (value.type()) {
                  case N -> new Numeric(value.n());
                  case B -> new Binary(value.b().asByteArrayUnsafe().length);
                  default -> new Text(value.s());
                }));
    return ItemSize.ofItem(sized);
  }

  /** The value of a key attribute that a plan has as text. */
  static AttributeValue value(KeyAttribute attribute, String text) {
    return switch (attribute.attributeType()) {
      case "N" -> AttributeValue.fromN(text);
      case "B" ->
          AttributeValue.fromB(SdkBytes.fromByteArrayUnsafe(Base64.getDecoder().decode(text)));
      default -> AttributeValue.fromS(text);
    };
  }

  /** A key attribute's value as a plan has it. */
  static @Nullable String text(@Nullable AttributeValue value) {
    return value == null
        ? null
        : switch (value.type()) {
          case N -> value.n();
          case B -> Base64.getEncoder().encodeToString(value.b().asByteArrayUnsafe());
          default -> value.s();
        };
  }
}
