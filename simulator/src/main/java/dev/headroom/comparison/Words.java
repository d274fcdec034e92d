package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.FlowOutcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/** Numbers and names in the sentences of a comparison. */
final class Words {

  private static final MathContext THREE_DIGITS = new MathContext(3, RoundingMode.HALF_EVEN);

  private Words() {}

  /** A number with about three digits, such as {@code 12,431} or {@code 0.8}. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "none" : "infinite";
    }
    return Math.abs(value) >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : plain(BigDecimal.valueOf(value).round(THREE_DIGITS));
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }

  static String percent(double percent) {
    return number(percent) + " %";
  }

  /** Both sides of a number, such as {@code predicted 12, observed 15}. */
  static String both(Pair pair) {
    return "predicted " + number(pair.simulated()) + ", observed " + number(pair.observed());
  }

  /** A time of a run, such as {@code 1h 2m 5s}; {@code never} if it is infinite. */
  static String elapsed(double seconds) {
    if (Double.isInfinite(seconds)) {
      return "never";
    }
    Duration time = Duration.ofSeconds(Math.round(seconds));
    String parts =
        part(time.toHours(), "h")
            + part(time.toMinutesPart(), "m")
            + part(time.toSecondsPart(), "s");
    return parts.isEmpty() ? "0s" : parts.stripTrailing();
  }

  private static String part(long value, String unit) {
    return value == 0 ? "" : value + unit + " ";
  }

  static String word(Dimension dimension) {
    return switch (dimension) {
      case READ -> "read";
      case WRITE -> "write";
    };
  }

  /** Such as {@code write units of orders}. */
  static String units(UsageComparison usage) {
    return word(usage.dimension()) + " units of " + usage.resource();
  }

  static boolean isOf(FlowOutcome flow, UsageComparison usage) {
    return flow.dimension() == usage.dimension();
  }
}
