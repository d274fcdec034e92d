package dev.headroom.document;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Typed values of single nodes. Each method answers null after it has noted a problem, so that
 * reading goes on and finds the next one.
 */
public final class Scalars {

  /** Digits before and after the point beyond which a number is out of any range. */
  private static final int MAX_DIGITS = 40;

  private Scalars() {}

  /** Text: any single value, quoted or not, that is not empty. */
  public static @Nullable String text(Node node, Problems problems) {
    if (node instanceof Node.Scalar scalar && scalar.kind() != Node.Scalar.Kind.NULL) {
      if (!scalar.text().isBlank()) {
        return scalar.text();
      }
      problems.add(node.location(), "is empty");
      return null;
    }
    reject(node, "text", problems);
    return null;
  }

  /**
   * A whole number; a string that holds one is taken for it.
   *
   * @param min the lowest value allowed
   * @param max the highest value allowed
   */
  public static @Nullable Long integer(Node node, long min, long max, Problems problems) {
    BigDecimal number = number(node, "a whole number", problems);
    if (number == null) {
      return null;
    }
    if (number.stripTrailingZeros().scale() > 0) {
      reject(node, "a whole number", problems);
      return null;
    }
    if (!isWithin(node, number, BigDecimal.valueOf(min), BigDecimal.valueOf(max), problems)) {
      return null;
    }
    return number.longValueExact();
  }

  /**
   * A number; a string that holds one is taken for it.
   *
   * @param min the lowest value allowed
   * @param max the highest value allowed
   */
  public static @Nullable Double decimal(Node node, double min, double max, Problems problems) {
    BigDecimal number = number(node, "a number", problems);
    if (number == null
        || !isWithin(node, number, BigDecimal.valueOf(min), BigDecimal.valueOf(max), problems)) {
      return null;
    }
    return number.doubleValue();
  }

  /** True or false; YAML's yes, no, on and off are taken for them. */
  public static @Nullable Boolean bool(Node node, Problems problems) {
    if (node instanceof Node.Scalar scalar) {
      switch (scalar.text().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "on" -> {
          return true;
        }
        case "false", "no", "off" -> {
          return false;
        }
        default -> {}
      }
    }
    reject(node, "true or false", problems);
    return null;
  }

  /** One of an enum's names, in any case, with {@code -} for {@code _} if the user likes. */
  public static <E extends Enum<E>> @Nullable E constant(
      Node node, Class<E> type, Problems problems) {
    String names =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    if (node instanceof Node.Scalar scalar) {
      String wanted = scalar.text().replace('-', '_');
      for (E constant : type.getEnumConstants()) {
        if (constant.name().equalsIgnoreCase(wanted)) {
          return constant;
        }
      }
    }
    reject(node, "one of " + names, problems);
    return null;
  }

  /** Notes that a value is not what is wanted, or why it is not known. */
  static void reject(Node node, String wanted, Problems problems) {
    problems.add(
        node.location(),
        node instanceof Node.Unknown unknown
            ? unknown.reason()
            : "must be " + wanted + ", not " + describe(node));
  }

  /** What a node is, for messages: its value, or a word for its shape. */
  public static String describe(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> "a mapping";
      case Node.Sequence sequence -> "a list";
      case Node.Scalar scalar when scalar.kind() == Node.Scalar.Kind.NULL -> "null";
      case Node.Scalar scalar -> Quoted.of(scalar.text());
      case Node.Tagged tagged -> "a value with the YAML tag !" + Quoted.plain(tagged.tag());
      case Node.Unknown unknown -> "a value that is not known";
    };
  }

  private static @Nullable BigDecimal number(Node node, String wanted, Problems problems) {
    if (!(node instanceof Node.Scalar scalar) || scalar.kind() == Node.Scalar.Kind.NULL) {
      reject(node, wanted, problems);
      return null;
    }
    String text = scalar.text().strip();
    if (Placeholders.isIn(text)) {
      problems.add(
          node.location(),
          "is the placeholder " + Quoted.of(text) + "; put " + wanted + " in its place");
      return null;
    }
    if (isAmbiguousOctal(text)) {
      problems.add(
          node.location(),
          "may be octal or decimal: " + Quoted.of(text) + "; write it without leading zeros");
      return null;
    }
    if (!text.matches("[-+]?[0-9][0-9_]{0,80}(\\.[0-9]{0,80})?([eE][-+]?[0-9]{1,4})?")) {
      reject(node, wanted, problems);
      return null;
    }
    BigDecimal number = new BigDecimal(text.replace("_", ""));
    boolean huge = number.precision() - (long) number.scale() > MAX_DIGITS;
    if (number.signum() != 0 && (huge || number.scale() > 10 * MAX_DIGITS)) {
      problems.add(node.location(), "is out of range: " + Quoted.of(text));
      return null;
    }
    return number;
  }

  private static boolean isAmbiguousOctal(String text) {
    return text.matches("[-+]?0[0-7_]{1,80}");
  }

  private static boolean isWithin(
      Node node, BigDecimal number, BigDecimal min, BigDecimal max, Problems problems) {
    if (number.compareTo(min) < 0) {
      problems.add(node.location(), "must be at least " + plain(min) + ", not " + describe(node));
      return false;
    }
    if (number.compareTo(max) > 0) {
      problems.add(node.location(), "must be at most " + plain(max) + ", not " + describe(node));
      return false;
    }
    return true;
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }
}
