package dev.headroom.plan;

import dev.headroom.chance.Chance;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values of key attributes as text: the same for those who send them and who place them. */
final class KeyText {

  private static final String COUNTED = "key-";

  private KeyText() {}

  /**
   * What stands for a name in an attribute of a type: itself, a number, or binary data as Base64.
   *
   * @param attributeType {@code S}, {@code N} or {@code B}
   */
  static String of(String attributeType, String name) {
    return switch (attributeType) {
      case "N" -> number(name);
      case "B" -> Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
      default -> name;
    };
  }

  private static String number(String name) {
    String digits = name.startsWith(COUNTED) ? name.substring(COUNTED.length()) : name;
    try {
      return new BigDecimal(digits).stripTrailingZeros().toPlainString();
    } catch (NumberFormatException e) {
      return Long.toString(Chance.hash(name) >>> 1);
    }
  }
}
