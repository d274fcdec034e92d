package dev.headroom.scenarios.dsl;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Java values as DynamoDB's attribute values. */
final class AttributeValues {

  private static final AttributeValue NULL = AttributeValue.builder().nul(true).build();

  private AttributeValues() {}

  /**
   * The attribute value of a Java value.
   *
   * @throws IllegalArgumentException if there is none for its type
   */
  static AttributeValue of(@Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case AttributeValue attribute -> attribute;
      case CharSequence text -> AttributeValue.fromS(text.toString());
      case BigDecimal number -> AttributeValue.fromN(number.toPlainString());
      case Number number -> AttributeValue.fromN(number.toString());
      case Boolean bool -> AttributeValue.fromBool(bool);
      case byte[] bytes -> AttributeValue.fromB(SdkBytes.fromByteArray(bytes));
      case SdkBytes bytes -> AttributeValue.fromB(bytes);
      case Map<?, ?> map -> AttributeValue.fromM(map(map));
      case Set<?> set -> set(set);
      case Iterable<?> list -> list(list);
      default ->
          throw new IllegalArgumentException(
              "There is no attribute value for %s, a %s. Give text, a number, a Boolean, bytes, a Map, a List, a Set or an AttributeValue"
                  .formatted(value, value.getClass().getName()));
    };
  }

  /** Attributes by name, in the order of the map. */
  static Map<String, AttributeValue> map(Map<?, ?> map) {
    Map<String, AttributeValue> result = new LinkedHashMap<>();
    map.forEach((name, value) -> result.put(String.valueOf(name), of(value)));
    return result;
  }

  private static AttributeValue list(Iterable<?> list) {
    List<AttributeValue> result = new ArrayList<>();
    list.forEach(value -> result.add(of(value)));
    return AttributeValue.fromL(result);
  }

  /** A set of DynamoDB, whose members are all text, all numbers or all bytes. */
  private static AttributeValue set(Set<?> set) {
    List<AttributeValue> members = set.stream().map(AttributeValues::of).toList();
    List<String> texts = members.stream().map(AttributeValue::s).toList();
    if (!members.isEmpty() && !texts.contains(null)) {
      return AttributeValue.fromSs(texts);
    }
    List<String> numbers = members.stream().map(AttributeValue::n).toList();
    if (!members.isEmpty() && !numbers.contains(null)) {
      return AttributeValue.fromNs(numbers);
    }
    List<SdkBytes> bytes = members.stream().map(AttributeValue::b).toList();
    if (!members.isEmpty() && !bytes.contains(null)) {
      return AttributeValue.fromBs(bytes);
    }
    throw new IllegalArgumentException(
        "A set in DynamoDB has at least one member, and its members are all text, all numbers or all bytes: "
            + set);
  }
}
