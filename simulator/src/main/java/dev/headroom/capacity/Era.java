package dev.headroom.capacity;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * A time whose service is modelled. What a constant was at that time stands beside it in {@code
 * model-constants.yaml}.
 *
 * @param date its day
 */
public record Era(LocalDate date) implements Comparable<Era> {

  /** The service as it is. */
  public static final Era NOW = new Era(LocalDate.MAX);

  private static final String NOW_WORD = "now";
  private static final int MONTH_CHARACTERS = 7;

  /**
   * Reads {@code now}, a day such as {@code 2018-08-22}, or a month, of which the first day is
   * meant.
   *
   * @throws DateTimeException if it is none of these
   */
  public static Era parse(String text) {
    if (text.equals(NOW_WORD)) {
      return NOW;
    }
    return new Era(LocalDate.parse(text.length() == MONTH_CHARACTERS ? text + "-01" : text));
  }

  @Override
  public int compareTo(Era other) {
    return date.compareTo(other.date);
  }

  /** {@code now}, or the day. */
  @Override
  public String toString() {
    return equals(NOW) ? NOW_WORD : date.toString();
  }
}
