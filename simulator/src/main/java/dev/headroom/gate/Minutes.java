package dev.headroom.gate;

import dev.headroom.outcome.Series;

/** The minutes of a run; where a period is longer than a minute, its periods. */
final class Minutes {

  private static final int SECONDS_PER_MINUTE = 60;

  private final int periodSeconds;
  private final int periods;

  Minutes(int periodSeconds, int periods) {
    this.periodSeconds = periodSeconds;
    this.periods = periods;
  }

  int count() {
    return (periods + periodsPerMinute() - 1) / periodsPerMinute();
  }

  /** The sum of a series over one minute. */
  double sum(Series series, int minute) {
    double sum = 0;
    for (int p = first(minute); p < first(minute + 1); p++) {
      sum += series.get(p);
    }
    return sum;
  }

  /** The largest value of a series in one minute; NaN if it has none. */
  double max(Series series, int minute) {
    double max = Double.NaN;
    for (int p = first(minute); p < first(minute + 1); p++) {
      double value = series.get(p);
      max = Double.isNaN(max) || value > max ? value : max;
    }
    return max;
  }

  /** The smallest value of a series in one minute; NaN if it has none. */
  double min(Series series, int minute) {
    double min = Double.NaN;
    for (int p = first(minute); p < first(minute + 1); p++) {
      double value = series.get(p);
      min = Double.isNaN(min) || value < min ? value : min;
    }
    return min;
  }

  /** Which minute it is, for people: from 1 on. */
  String label(int minute) {
    return "minute " + ((long) first(minute) * periodSeconds / SECONDS_PER_MINUTE + 1);
  }

  private int periodsPerMinute() {
    return Math.max(1, SECONDS_PER_MINUTE / periodSeconds);
  }

  private int first(int minute) {
    return Math.min(minute * periodsPerMinute(), periods);
  }
}
