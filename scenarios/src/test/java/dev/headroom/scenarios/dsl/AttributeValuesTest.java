package dev.headroom.scenarios.dsl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.math.BigDecimal;
import java.nio.CharBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Without these a value could be stored under another type than it has, or of another size. */
final class AttributeValuesTest {

  private static final SdkBytes BYTES = SdkBytes.fromUtf8String("b");

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("text", AttributeValue.fromS("text")),
        arguments(CharBuffer.wrap("built"), AttributeValue.fromS("built")),
        arguments(12, AttributeValue.fromN("12")),
        arguments(new BigDecimal("1E+3"), AttributeValue.fromN("1000")),
        arguments(true, AttributeValue.fromBool(true)),
        arguments(null, AttributeValue.fromNul(true)),
        arguments(new byte[] {'b'}, AttributeValue.fromB(BYTES)),
        arguments(BYTES, AttributeValue.fromB(BYTES)),
        arguments(AttributeValue.fromS("as it is"), AttributeValue.fromS("as it is")),
        arguments(Map.of("n", 1), AttributeValue.fromM(Map.of("n", AttributeValue.fromN("1")))),
        arguments(
            Arrays.asList("a", 1),
            AttributeValue.fromL(List.of(AttributeValue.fromS("a"), AttributeValue.fromN("1")))),
        arguments(Set.of("a"), AttributeValue.fromSs(List.of("a"))),
        arguments(Set.of(1.5), AttributeValue.fromNs(List.of("1.5"))),
        arguments(Set.of(BYTES), AttributeValue.fromBs(List.of(BYTES))));
  }

  @ParameterizedTest
  @MethodSource("values")
  void of_value_hasTheTypeOfDynamoDb(@Nullable Object value, AttributeValue expected) {
    assertThat(AttributeValues.of(value)).isEqualTo(expected);
  }

  @Test
  void of_whatDynamoDbLacks_isRefused() {
    assertThatThrownBy(() -> AttributeValues.of(Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AttributeValues.of(Set.of("a", 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> AttributeValues.of(new Object()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Object");
  }
}
