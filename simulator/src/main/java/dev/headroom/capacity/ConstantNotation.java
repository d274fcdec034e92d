package dev.headroom.capacity;

import dev.headroom.capacity.ModelConstant.Kind;
import dev.headroom.document.Quoted;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How people may write the value of a {@link ModelConstant}. */
final class ConstantNotation {

  private static final Pattern NUMBER =
      Pattern.compile("([0-9][0-9_]{0,24}(?:\\.[0-9]{1,24})?) ?([A-Za-z/]{0,8})");

  private static final String PER_SECOND = "per second";

  private static final Map<String, Map<String, BigDecimal>> FACTORS_BY_UNIT =
      Map.of(
          "seconds",
          factors("ms", "0.001", "s", "1", "m", "60", "h", "3600"),
          "milliseconds",
          factors("us", "0.001", "ms", "1", "s", "1000"),
          "bytes",
          factors(
              "B", "1", "KB", "1024", "MB", "1048576", "GB", "1073741824", "TB", "1099511627776"),
          PER_SECOND,
          factors("/s", "1", "k", "1000", "k/s", "1000", "M/s", "1000000"));

  private ConstantNotation() {}

  /** See {@link ModelConstant#canonical}. */
  static String canonical(ModelConstant constant, String value) {
    String text = value.strip();
    if (constant.kind() == Kind.CHOICE) {
      return constant.choices().stream()
          .filter(choice -> choice.equalsIgnoreCase(text))
          .findFirst()
          .orElseThrow(() -> refused(constant, text));
    }
    Matcher matcher = NUMBER.matcher(text);
    if (!matcher.matches()) {
      throw refused(constant, text);
    }
    String suffix = matcher.group(2);
    BigDecimal factor = suffix.isEmpty() ? BigDecimal.ONE : suffixes(constant).get(suffix);
    if (factor == null) {
      throw refused(constant, text);
    }
    BigDecimal number =
        new BigDecimal(matcher.group(1).replace("_", "")).multiply(factor).stripTrailingZeros();
    boolean fits = number.compareTo(constant.min()) >= 0 && number.compareTo(constant.max()) <= 0;
    if (!fits || (constant.kind() == Kind.WHOLE && number.scale() > 0)) {
      throw refused(constant, text);
    }
    return number.toPlainString();
  }

  private static IllegalArgumentException refused(ModelConstant constant, String text) {
    return new IllegalArgumentException("must be " + wanted(constant) + ", not " + Quoted.of(text));
  }

  private static String wanted(ModelConstant constant) {
    if (constant.kind() == Kind.CHOICE) {
      return "one of " + String.join(", ", constant.choices());
    }
    List<String> suffixes = suffixes(constant).keySet().stream().sorted().toList();
    return "a %s from %s to %s (%s%s)"
        .formatted(
            constant.kind() == Kind.WHOLE ? "whole number" : "number",
            constant.min().toPlainString(),
            constant.max().toPlainString(),
            constant.unit(),
            suffixes.isEmpty() ? "" : "; suffixes: " + String.join(", ", suffixes));
  }

  private static Map<String, BigDecimal> suffixes(ModelConstant constant) {
    String unit = constant.unit();
    return FACTORS_BY_UNIT.getOrDefault(unit.endsWith(PER_SECOND) ? PER_SECOND : unit, Map.of());
  }

  private static Map<String, BigDecimal> factors(String... suffixesAndFactors) {
    Map<String, BigDecimal> factors = new HashMap<>();
    for (int i = 0; i < suffixesAndFactors.length; i += 2) {
      factors.put(suffixesAndFactors[i], new BigDecimal(suffixesAndFactors[i + 1]));
    }
    return Map.copyOf(factors);
  }
}
