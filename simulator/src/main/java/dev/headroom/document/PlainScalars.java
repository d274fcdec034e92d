package dev.headroom.document;

import java.util.Locale;

/** Tells what an unquoted YAML scalar stands for. */
final class PlainScalars {

  /** No number or keyword is longer; what is longer is text. */
  private static final int MAX_LENGTH = 64;

  private PlainScalars() {}

  static Node.Scalar.Kind kind(String text) {
    if (text.length() > MAX_LENGTH) {
      return isDigits(text) ? Node.Scalar.Kind.INTEGER : Node.Scalar.Kind.STRING;
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "", "~", "null" -> Node.Scalar.Kind.NULL;
      case "true", "false", "yes", "no", "on", "off" -> Node.Scalar.Kind.BOOLEAN;
      case ".nan", ".inf", "+.inf", "-.inf" -> Node.Scalar.Kind.DECIMAL;
      default -> number(text);
    };
  }

  private static Node.Scalar.Kind number(String text) {
    if (text.matches("[-+]?[0-9][0-9_]*")) {
      return Node.Scalar.Kind.INTEGER;
    }
    boolean decimal = text.matches("[-+]?([0-9][0-9_]*)?\\.?[0-9]+([eE][-+]?[0-9]+)?");
    boolean endsWithPoint = text.matches("[-+]?[0-9]+\\.");
    return decimal || endsWithPoint ? Node.Scalar.Kind.DECIMAL : Node.Scalar.Kind.STRING;
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
