package dev.headroom.gate;

import dev.headroom.outcome.Series;

/** When throttling begins. */
final class FirstPeriod {

  /** The time to the first throttling where there is none. */
  static final Measurement NEVER =
      new Measurement(Double.POSITIVE_INFINITY, () -> "nothing was throttled");

  private FirstPeriod() {}

  /** The first period with a value above 0, or -1. */
  static int above0(Series series) {
    for (int period = 0; period < series.size(); period++) {
      if (series.get(period) > 0) {
        return period;
      }
    }
    return -1;
  }
}
