package dev.headroom.capacity;

import static dev.headroom.capacity.ServiceLimits.NESTING_MAX_LEVELS;
import static dev.headroom.capacity.ServiceLimits.NUMBER_MAX_DIGITS;
import static dev.headroom.capacity.ServiceLimits.NUMBER_MAX_EXPONENT;
import static dev.headroom.capacity.ServiceLimits.NUMBER_MIN_EXPONENT;

import dev.headroom.document.Quoted;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Sizes of items in bytes, as capacity is charged for them. The overhead that storage is billed for
 * does not count.
 *
 * <p>Source: DynamoDB Developer Guide, CapacityUnitCalculations (2026-04-13). The exact size of
 * numbers and sets was found with DynamoDB Local 3.3.1, at the boundary of a write unit.
 */
public final class ItemSize {

  /** What a list or a map takes beside its content. Unit: bytes. */
  private static final int CONTAINER_BYTES = 3;

  /** What each element of a list or a map takes beside its content. Unit: bytes. */
  private static final int ELEMENT_BYTES = 1;

  /** True, false or null. Unit: bytes. */
  private static final int BOOLEAN_OR_NULL_BYTES = 1;

  /** What a number takes beside its digits, and all that zero takes. Unit: bytes. */
  private static final int NUMBER_BYTES = 1;

  /** What the sign of a negative number takes. Unit: bytes. */
  private static final int MINUS_BYTES = 1;

  /** Longer texts of numbers are refused, so that reading one stays cheap. Unit: characters. */
  private static final int NUMBER_TEXT_MAX_LENGTH = 1000;

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,6})?");

  private ItemSize() {}

  /** The size of an item: of all names and values. */
  public static long ofItem(Map<String, AttributeValue> attributes) {
    long bytes = 0;
    for (Map.Entry<String, AttributeValue> attribute : attributes.entrySet()) {
      bytes += ofText(attribute.getKey()) + ofValue(attribute.getValue());
    }
    return bytes;
  }

  /**
   * The size of a value.
   *
   * @throws IllegalArgumentException if a number is none, or nesting is deeper than DynamoDB allows
   */
  public static long ofValue(AttributeValue value) {
    return ofValue(value, 0);
  }

  /** The size of a text in UTF-8, such as an attribute's name. */
  public static long ofText(String text) {
    long bytes = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
      i += Character.charCount(c);
    }
    return bytes;
  }

  /**
   * The size of a number: zero takes one byte; others one byte, one per pair of decimal digits, and
   * one for a minus. Pairs are aligned at the decimal point; zero pairs at both ends do not count.
   *
   * @throws IllegalArgumentException if it is no number, or none that DynamoDB can hold
   */
  public static int ofNumber(String text) {
    if (text.length() > NUMBER_TEXT_MAX_LENGTH || !NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException("not a number: " + Quoted.of(text));
    }
    BigDecimal number = new BigDecimal(text).stripTrailingZeros();
    if (number.signum() == 0) {
      return NUMBER_BYTES;
    }
    int lowest = -number.scale();
    int highest = lowest + number.precision() - 1;
    if (number.precision() > NUMBER_MAX_DIGITS
        || highest > NUMBER_MAX_EXPONENT
        || highest < NUMBER_MIN_EXPONENT) {
      throw new IllegalArgumentException(
          "a number must have at most %d significant digits and an exponent from %d to %d: %s"
              .formatted(
                  NUMBER_MAX_DIGITS, NUMBER_MIN_EXPONENT, NUMBER_MAX_EXPONENT, Quoted.of(text)));
    }
    int pairs = Math.floorDiv(highest, 2) - Math.floorDiv(lowest, 2) + 1;
    return NUMBER_BYTES + pairs + (number.signum() < 0 ? MINUS_BYTES : 0);
  }

  private static long ofValue(AttributeValue value, int level) {
    if (level > NESTING_MAX_LEVELS) {
      throw new IllegalArgumentException(
          "values must not be nested deeper than " + NESTING_MAX_LEVELS + " levels");
    }
    return switch (value) {
      case AttributeValue.Text text -> ofText(text.value());
      case AttributeValue.Numeric number -> ofNumber(number.value());
      case AttributeValue.Binary binary -> binary.lengthBytes();
      case AttributeValue.BooleanOrNull any -> BOOLEAN_OR_NULL_BYTES;
      case AttributeValue.ListOf list -> {
        long bytes = CONTAINER_BYTES;
        for (AttributeValue element : list.elements()) {
          bytes += ELEMENT_BYTES + ofValue(element, level + 1);
        }
        yield bytes;
      }
      case AttributeValue.MapOf map -> {
        long bytes = CONTAINER_BYTES;
        for (Map.Entry<String, AttributeValue> entry : map.entries().entrySet()) {
          bytes += ELEMENT_BYTES + ofText(entry.getKey()) + ofValue(entry.getValue(), level + 1);
        }
        yield bytes;
      }
      case AttributeValue.SetOf set -> {
        long bytes = 0;
        for (AttributeValue element : set.elements()) {
          bytes += ofValue(element, level + 1);
        }
        yield bytes;
      }
    };
  }
}
