package dev.headroom.advice;

/**
 * The values of capacity that are tried, units per second: every whole number up to a first bound,
 * and from there on steps of 2, 5, 10, 20, 50 and so on.
 */
enum Ladder {
  /** Steps of one unit up to 200, then of at most 1 %. */
  FINE(200),
  /** Steps of one unit up to 20, then of at most 10 %. */
  COARSE(20);

  static final long LOWEST = 1;

  private final long singleUpTo;

  Ladder(long singleUpTo) {
    this.singleUpTo = singleUpTo;
  }

  /** The lowest value of the ladder that is not below the given one. */
  long atLeast(double units) {
    long whole = Math.max(LOWEST, (long) Math.ceil(units));
    long step = stepTo(whole);
    return Math.ceilDiv(whole, step) * step;
  }

  /** One step below a value. */
  long below(long units) {
    return units - stepTo(units);
  }

  /** So many steps above a value, or below it for a negative number; never below the lowest. */
  long plus(long units, int steps) {
    long moved = units;
    for (int i = 0; i < steps; i++) {
      moved += stepTo(moved + 1);
    }
    for (int i = 0; i > steps && moved > LOWEST; i--) {
      moved = below(moved);
    }
    return moved;
  }

  /** How many steps lead from a value to a higher one. */
  int between(long low, long high) {
    int steps = 0;
    for (long units = high; units > low; units = below(units)) {
      steps++;
    }
    return steps;
  }

  /** The step that ends at a value. */
  private long stepTo(long units) {
    for (long scale = 1; ; scale *= 10) {
      if (units <= singleUpTo * scale) {
        return scale;
      }
      if (2 * units <= 5 * singleUpTo * scale) {
        return 2 * scale;
      }
      if (units <= 5 * singleUpTo * scale) {
        return 5 * scale;
      }
    }
  }
}
