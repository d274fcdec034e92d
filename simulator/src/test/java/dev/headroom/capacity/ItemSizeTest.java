package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it an item near a boundary of capacity units could be charged a unit too much or few. */
final class ItemSizeTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/item-sizes.csv", useHeadersInDisplayName = true)
  void value_publishedExample_hasItsSize(String type, String value, long bytes) {
    assertThat(ItemSize.ofValue(attributeValue(type, value))).isEqualTo(bytes);
  }

  @Test
  void item_withSeveralAttributes_countsNamesAndValues() {
    Map<String, AttributeValue> item =
        Map.of("id", new AttributeValue.Text("a1"), "größe", new AttributeValue.Numeric("12.5"));
    assertThat(ItemSize.ofItem(item)).isEqualTo(2 + 2 + 7 + 3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1e",
        "0x10",
        "NaN",
        "1_000",
        "1e126",
        "-1e-131",
        "1e999999",
        "123456789012345678901234567890123456789"
      })
  void number_thatDynamoDbCannotHold_isRefused(String text) {
    assertThatThrownBy(() -> ItemSize.ofNumber(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void number_veryLong_isRefusedBeforeItIsRead() {
    assertThatThrownBy(() -> ItemSize.ofNumber("9".repeat(1_000_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void value_nestedTooDeeply_isRefused() {
    AttributeValue value = new AttributeValue.BooleanOrNull();
    for (int i = 0; i < 33; i++) {
      value = new AttributeValue.ListOf(List.of(value));
    }
    AttributeValue tooDeep = value;
    assertThatThrownBy(() -> ItemSize.ofValue(tooDeep))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("32 levels");
  }

  @Test
  void set_withMixedElements_isRefused() {
    assertThatThrownBy(
            () ->
                new AttributeValue.SetOf(
                    List.of(new AttributeValue.Text("a"), new AttributeValue.Numeric("1"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static AttributeValue attributeValue(String type, String value) {
    return switch (type) {
      case "S" -> new AttributeValue.Text(value);
      case "N" -> new AttributeValue.Numeric(value);
      case "B" -> new AttributeValue.Binary(Integer.parseInt(value));
      case "BOOL", "NULL" -> new AttributeValue.BooleanOrNull();
      case "L" -> new AttributeValue.ListOf(elements(value, AttributeValue.Text::new));
      case "SS" -> new AttributeValue.SetOf(elements(value, AttributeValue.Text::new));
      case "NS" -> new AttributeValue.SetOf(elements(value, AttributeValue.Numeric::new));
      case "BS" ->
          new AttributeValue.SetOf(
              elements(value, length -> new AttributeValue.Binary(Integer.parseInt(length))));
      case "M" -> {
        Map<String, AttributeValue> entries = new HashMap<>();
        for (String entry : value.isEmpty() ? new String[0] : value.split("\\|")) {
          entries.put(entry.split("=")[0], new AttributeValue.Text(entry.split("=")[1]));
        }
        yield new AttributeValue.MapOf(entries);
      }
      default -> throw new AssertionError(type);
    };
  }

  private static List<AttributeValue> elements(
      String value, Function<String, AttributeValue> toElement) {
    return value.isEmpty() ? List.of() : Stream.of(value.split("\\|")).map(toElement).toList();
  }
}
