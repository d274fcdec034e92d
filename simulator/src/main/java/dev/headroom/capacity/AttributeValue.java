package dev.headroom.capacity;

import java.util.List;
import java.util.Map;

/** A value of an item's attribute, as far as its size depends on it. */
public sealed interface AttributeValue {

  /** A string. */
  record Text(String value) implements AttributeValue {}

  /** A number as text, such as {@code -12.5} or {@code 1.23e20}. */
  record Numeric(String value) implements AttributeValue {}

  /** Raw bytes, not their base64 form. */
  record Binary(int lengthBytes) implements AttributeValue {
    public Binary {
      if (lengthBytes < 0) {
        throw new IllegalArgumentException("lengthBytes must not be negative: " + lengthBytes);
      }
    }
  }

  /** True, false or null. */
  record BooleanOrNull() implements AttributeValue {}

  /** A list. */
  record ListOf(List<AttributeValue> elements) implements AttributeValue {
    public ListOf {
      elements = List.copyOf(elements);
    }
  }

  /** A map. */
  record MapOf(Map<String, AttributeValue> entries) implements AttributeValue {
    public MapOf {
      entries = Map.copyOf(entries);
    }
  }

  /** A set of strings, numbers or binaries. */
  record SetOf(List<AttributeValue> elements) implements AttributeValue {
    public SetOf {
      elements = List.copyOf(elements);
      for (AttributeValue element : elements) {
        boolean isScalar =
            element instanceof Text || element instanceof Numeric || element instanceof Binary;
        if (!isScalar || element.getClass() != elements.getFirst().getClass()) {
          throw new IllegalArgumentException(
              "elements of a set must be all strings, all numbers or all binaries: " + elements);
        }
      }
    }
  }
}
