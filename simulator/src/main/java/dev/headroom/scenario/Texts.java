package dev.headroom.scenario;

import java.time.Duration;
import java.util.Locale;

/** Quantities as people write them in a scenario file. */
public final class Texts {

  private static final String[] SIZE_UNITS = {"TB", "GB", "MB", "KB"};

  private Texts() {}

  /** A duration in its largest unit without fraction, such as {@code 90s}. */
  public static String duration(Duration duration) {
    long nanos = duration.toNanos();
    if (nanos == 0) {
      return "0s";
    }
    if (nanos % Duration.ofDays(1).toNanos() == 0) {
      return duration.toDays() + "d";
    }
    if (nanos % Duration.ofHours(1).toNanos() == 0) {
      return duration.toHours() + "h";
    }
    if (nanos % Duration.ofMinutes(1).toNanos() == 0) {
      return duration.toMinutes() + "m";
    }
    if (nanos % Duration.ofSeconds(1).toNanos() == 0) {
      return duration.toSeconds() + "s";
    }
    return nanos / 1_000_000.0 + "ms";
  }

  /** A size in its largest unit without fraction, such as {@code 400KB}. */
  public static String bytes(long bytes) {
    for (int i = 0; i < SIZE_UNITS.length; i++) {
      long unit = 1L << (10 * (SIZE_UNITS.length - i));
      if (bytes >= unit && bytes % unit == 0) {
        return bytes / unit + SIZE_UNITS[i];
      }
    }
    return bytes + "B";
  }

  /** A number with separators, such as {@code 1,000,000}. */
  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }
}
