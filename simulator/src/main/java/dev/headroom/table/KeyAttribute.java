package dev.headroom.table;

/**
 * One attribute of a key schema.
 *
 * @param attributeName its name
 * @param attributeType {@code S}, {@code N} or {@code B}
 * @param keyType partition ({@code HASH}) or sort ({@code RANGE}) key
 */
public record KeyAttribute(String attributeName, String attributeType, KeyType keyType) {

  /** The part an attribute plays in a key. */
  public enum KeyType {
    HASH,
    RANGE
  }
}
