package dev.headroom.evidence;

/**
 * The range in which a prediction holds.
 *
 * @param from lowest value, inclusive
 * @param to highest value, inclusive; infinite where there is no upper end
 */
public record Tolerance(double from, double to) {

  public Tolerance {
    if (!(from <= to)) {
      throw new IllegalArgumentException("from must not be above to: " + from + ", " + to);
    }
  }

  /** Whether a value lies inside; a value that is not a number lies nowhere. */
  public boolean contains(double value) {
    return value >= from && value <= to;
  }
}
