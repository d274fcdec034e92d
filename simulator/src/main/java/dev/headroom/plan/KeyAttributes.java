package dev.headroom.plan;

import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The attributes of which a table and its indexes make their keys. */
public final class KeyAttributes {

  private KeyAttributes() {}

  /** All of them, each once, the table's own first. */
  public static List<KeyAttribute> of(Table table) {
    return keys(table)
        .collect(
            Collectors.toMap(
                KeyAttribute::attributeName,
                key -> key,
                (first, again) -> first,
                LinkedHashMap::new))
        .values()
        .stream()
        .toList();
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static KeyAttribute find(Table table, String name) {
    return keys(table)
        .filter(key -> key.attributeName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no key attribute: " + name));
  }

  private static Stream<KeyAttribute> keys(Table table) {
    return Stream.of(
            table.keySchema().stream(),
            table.globalSecondaryIndexes().stream().flatMap(index -> index.keySchema().stream()),
            table.localSecondaryIndexes().stream().flatMap(index -> index.keySchema().stream()))
        .flatMap(stream -> stream);
  }
}
