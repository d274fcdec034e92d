package dev.headroom.scenarios.dsl;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where in an item a value is.
 *
 * @param names of the attribute, and of members of Maps within it
 */
record AttributePath(List<String> names) {

  /** The value there; null if there is none. */
  @Nullable AttributeValue in(Map<String, AttributeValue> item) {
    AttributeValue value = AttributeValue.fromM(item);
    for (String name : names) {
      value = value.hasM() ? value.m().get(name) : null;
      if (value == null) {
        return null;
      }
    }
    return value;
  }

  /** The value there as text if it is text, a number or a Boolean; else null. */
  @Nullable String textIn(Map<String, AttributeValue> item) {
    AttributeValue value = in(item);
    return value == null ? null : text(value);
  }

  private static @Nullable String text(AttributeValue value) {
    return Optional.ofNullable(value.s())
        .or(() -> Optional.ofNullable(value.n()))
        .or(() -> Optional.ofNullable(value.bool()).map(String::valueOf))
        .orElse(null);
  }

  @Override
  public String toString() {
    return "attribute(" + String.join(", ", names) + ")";
  }
}
