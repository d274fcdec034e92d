package dev.headroom.reports;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** How reports show numbers to people. */
final class Numbers {

  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;
  private static final int SECONDS_PER_DAY = 86_400;

  private Numbers() {}

  /** A whole number, such as {@code 12,431}. */
  static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** A measured number with about three digits after which nobody acts, such as {@code 0.5}. */
  static String amount(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "none" : "infinite";
    }
    double magnitude = Math.abs(value);
    if (magnitude == 0 || magnitude >= 100) {
      return decimals(value, 0);
    }
    if (magnitude >= 10) {
      return decimals(value, 1);
    }
    return magnitude >= 0.1 ? decimals(value, 2) : significant(value);
  }

  /** A share as percentage, such as {@code 3.2 %} for 0.032. */
  static String percent(double share) {
    return percentNumber(share) + " %";
  }

  /**
   * A gate's value with its unit, such as {@code 3.2 %} or {@code 31 ms}; a time that is infinite
   * never comes.
   */
  static String withUnit(double value, String unit) {
    if (Double.isInfinite(value)) {
      return "never";
    }
    if (unit.isEmpty()) {
      return value == Math.rint(value) && Math.abs(value) < 1e15
          ? count((long) value)
          : amount(value);
    }
    if (!Double.isFinite(value)) {
      return amount(value);
    }
    return switch (unit) {
      case "%" -> percent(value / 100);
      case "s" -> elapsed(value);
      case "ms" -> millis(value);
      case "USD" -> usd(value);
      default -> amount(value) + " " + unit;
    };
  }

  /** An amount of money, such as {@code 1,234.50 USD}. */
  static String usd(double value) {
    boolean isBelowCent = value != 0 && Math.abs(value) < 0.01;
    return (isBelowCent ? significant(value) : String.format(Locale.ROOT, "%,.2f", value)) + " USD";
  }

  /** A price as listed, such as {@code 0.00065}. */
  static String price(double usd) {
    return BigDecimal.valueOf(usd).stripTrailingZeros().toPlainString();
  }

  /** A time in milliseconds, such as {@code 4.2 ms} or {@code 10.4 s}. */
  static String millis(double millis) {
    if (!Double.isFinite(millis)) {
      return "none";
    }
    return millis >= 10_000 ? decimals(millis / 1_000, 1) + " s" : amount(millis) + " ms";
  }

  /** Time since the start of a run, such as {@code 12m 40s}. */
  static String elapsed(double seconds) {
    if (seconds > 0 && seconds < 10 && seconds != Math.rint(seconds)) {
      return decimals(seconds, 1) + "s";
    }
    long whole = Math.round(seconds);
    long days = whole / SECONDS_PER_DAY;
    long hours = whole % SECONDS_PER_DAY / SECONDS_PER_HOUR;
    long minutes = whole % SECONDS_PER_HOUR / SECONDS_PER_MINUTE;
    long rest = whole % SECONDS_PER_MINUTE;
    if (days > 0) {
      return days + "d" + (hours + minutes == 0 ? "" : " " + joined(hours, "h", minutes, "m"));
    }
    if (hours > 0) {
      return joined(hours, "h", minutes, "m");
    }
    return minutes > 0 ? joined(minutes, "m", rest, "s") : rest + "s";
  }

  /** Length of a run, without losing anything above a second. */
  static String duration(Duration duration) {
    var text = new StringBuilder();
    append(text, duration.toDays(), "d");
    append(text, duration.toHoursPart(), "h");
    append(text, duration.toMinutesPart(), "m");
    double seconds = duration.toSecondsPart() + duration.toNanosPart() / 1e9;
    if (seconds > 0 || text.isEmpty()) {
      text.append(text.isEmpty() ? "" : " ").append(decimals(seconds, 3)).append('s');
    }
    return text.toString();
  }

  private static void append(StringBuilder text, long value, String unit) {
    if (value > 0) {
      text.append(text.isEmpty() ? "" : " ").append(value).append(unit);
    }
  }

  private static String joined(long large, String largeUnit, long small, String smallUnit) {
    return small == 0 ? large + largeUnit : large + largeUnit + " " + small + smallUnit;
  }

  /** Never rounds a share below one up to 100, nor one above zero down to 0. */
  private static String percentNumber(double share) {
    double percent = share * 100;
    double rest = Math.abs(100 - percent);
    if (percent > 0 && percent < 0.1) {
      return significant(percent);
    }
    if (rest > 0 && rest < 0.05) {
      return percent < 100 ? ">99.9" : "100";
    }
    return decimals(percent, 1);
  }

  private static String significant(double value) {
    return BigDecimal.valueOf(value)
        .round(new MathContext(2, RoundingMode.HALF_EVEN))
        .stripTrailingZeros()
        .toPlainString();
  }

  private static String decimals(double value, int maxDecimals) {
    String text = String.format(Locale.ROOT, "%,." + maxDecimals + "f", value);
    if (maxDecimals == 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
