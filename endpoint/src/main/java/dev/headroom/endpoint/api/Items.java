package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.AttributeValue;
import dev.headroom.capacity.ItemSize;
import dev.headroom.engine.KeyPosition;
import dev.headroom.service.LiveTable;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Items as the API writes them: their sizes, their keys, and their entries in indexes. */
final class Items {

  /** A key's place, with its partition key as text. */
  record Key(String text, KeyPosition position) {}

  private Items() {}

  /**
   * The size of an item, bytes; 0 for none.
   *
   * @throws IllegalArgumentException if it is no item
   */
  static long size(@Nullable ObjectNode item) {
    if (item == null) {
      return 0;
    }
    Map<String, AttributeValue> attributes = new LinkedHashMap<>();
    item.properties().forEach(entry -> attributes.put(entry.getKey(), value(entry.getValue())));
    return ItemSize.ofItem(attributes);
  }

  /** The size of all items of a list together, bytes. */
  static long sizeOfAll(JsonNode items) {
    long bytes = 0;
    for (JsonNode item : items) {
      bytes += item instanceof ObjectNode object ? size(object) : 0;
    }
    return bytes;
  }

  private static AttributeValue value(JsonNode node) {
    if (node.size() != 1 || !node.isObject()) {
      throw new IllegalArgumentException("not an attribute value");
    }
    Map.Entry<String, JsonNode> only = node.properties().iterator().next();
    JsonNode content = only.getValue();
    return switch (only.getKey()) {
      case "S" -> new AttributeValue.Text(content.asText());
      case "N" -> new AttributeValue.Numeric(content.asText());
      case "B" -> new AttributeValue.Binary(decodedLength(content.asText()));
      case "BOOL", "NULL" -> new AttributeValue.BooleanOrNull();
      case "L" -> new AttributeValue.ListOf(values(content));
      case "M" -> {
        Map<String, AttributeValue> entries = new LinkedHashMap<>();
        content.properties().forEach(entry -> entries.put(entry.getKey(), value(entry.getValue())));
        yield new AttributeValue.MapOf(entries);
      }
      case "SS" -> set(content, AttributeValue.Text::new);
      case "NS" -> set(content, AttributeValue.Numeric::new);
      case "BS" -> set(content, text -> new AttributeValue.Binary(decodedLength(text)));
      default -> throw new IllegalArgumentException("not an attribute value");
    };
  }

  private static List<AttributeValue> values(JsonNode list) {
    List<AttributeValue> values = new ArrayList<>();
    list.forEach(element -> values.add(value(element)));
    return values;
  }

  private static AttributeValue set(
      JsonNode set, java.util.function.Function<String, AttributeValue> element) {
    List<AttributeValue> values = new ArrayList<>();
    set.forEach(member -> values.add(element.apply(member.asText())));
    return new AttributeValue.SetOf(values);
  }

  private static int decodedLength(String base64) {
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return Math.max(0, base64.length() / 4 * 3 - padding);
  }

  /**
   * Where an item lies in its table or an index; null if it lacks the key, so that it is not there.
   *
   * @param schema the key schema of the table or the index
   */
  static @Nullable Key key(LiveTable table, List<KeyAttribute> schema, @Nullable JsonNode item) {
    if (item == null) {
      return null;
    }
    String partitionKey = keyText(item.get(schema.getFirst().attributeName()));
    String sortKey = schema.size() > 1 ? keyText(item.get(schema.get(1).attributeName())) : null;
    if (partitionKey == null || (schema.size() > 1 && sortKey == null)) {
      return null;
    }
    return new Key(partitionKey, table.position(partitionKey, sortKey));
  }

  /** A key attribute's value as text, the same for equal values; null if it is none. */
  static @Nullable String keyText(@Nullable JsonNode value) {
    if (value == null || value.size() != 1) {
      return null;
    }
    Map.Entry<String, JsonNode> only = value.properties().iterator().next();
    String text = only.getValue().asText();
    return switch (only.getKey()) {
      case "S", "B" -> text;
      case "N" -> number(text);
      default -> null;
    };
  }

  private static String number(String text) {
    try {
      return new BigDecimal(text).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }

  /**
   * What an index holds of an item; null if the item lacks a key attribute of the index.
   *
   * @param schema the index's key schema
   */
  static @Nullable ObjectNode entry(
      Table table, List<KeyAttribute> schema, Projection projection, @Nullable ObjectNode item) {
    if (item == null || schema.stream().anyMatch(key -> !item.has(key.attributeName()))) {
      return null;
    }
    if (projection.type() == Projection.Type.ALL) {
      return item;
    }
    Set<String> kept = new HashSet<>(projection.nonKeyAttributes());
    schema.forEach(key -> kept.add(key.attributeName()));
    table.keySchema().forEach(key -> kept.add(key.attributeName()));
    return item.deepCopy().retain(kept);
  }

  /** Whether two entries of an index have the same index key. */
  static boolean hasSameKey(List<KeyAttribute> schema, ObjectNode one, ObjectNode other) {
    return schema.stream()
        .allMatch(key -> one.get(key.attributeName()).equals(other.get(key.attributeName())));
  }

  /** The global secondary index of a name; null if there is none. */
  static @Nullable GlobalSecondaryIndex globalIndex(Table table, @Nullable String name) {
    return table.globalSecondaryIndexes().stream()
        .filter(index -> index.indexName().equals(name))
        .findFirst()
        .orElse(null);
  }
}
