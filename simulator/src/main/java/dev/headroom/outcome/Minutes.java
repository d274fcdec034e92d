package dev.headroom.outcome;

/** The minutes of a run; where a period is longer than a minute, its periods. */
public final class Minutes {

  private static final int SECONDS_PER_MINUTE = 60;

  private final int periodSeconds;
  private final int periods;

  /**
   * The minutes of series.
   *
   * @param periodSeconds length of a period
   * @param periods number of periods
   */
  public Minutes(int periodSeconds, int periods) {
    this.periodSeconds = periodSeconds;
    this.periods = periods;
  }

  public int count() {
    return (periods + periodsPerMinute() - 1) / periodsPerMinute();
  }

  /** The sum of a series over one minute. */
  public double sum(Series series, int minute) {
    double sum = 0;
    for (int p = first(minute); p < first(minute + 1); p++) {
      sum += series.get(p);
    }
    return sum;
  }

  /** The largest value of a series in one minute; NaN if it has none. */
  public double max(Series series, int minute) {
    double max = Double.NaN;
    for (int p = first(minute); p < first(minute + 1); p++) {
      double value = series.get(p);
      max = Double.isNaN(max) || value > max ? value : max;
    }
    return max;
  }

  /** The smallest value of a series in one minute; NaN if it has none. */
  public double min(Series series, int minute) {
    double min = Double.NaN;
    for (int p = first(minute); p < first(minute + 1); p++) {
      double value = series.get(p);
      min = Double.isNaN(min) || value < min ? value : min;
    }
    return min;
  }

  /** Which minute it is, for people: from 1 on. */
  public String label(int minute) {
    return "minute " + ((long) first(minute) * periodSeconds / SECONDS_PER_MINUTE + 1);
  }

  /** Length of a minute; the last one may be shorter, and a long period is longer. */
  public int seconds(int minute) {
    return (first(minute + 1) - first(minute)) * periodSeconds;
  }

  private int periodsPerMinute() {
    return Math.max(1, SECONDS_PER_MINUTE / periodSeconds);
  }

  private int first(int minute) {
    return Math.min(minute * periodsPerMinute(), periods);
  }
}
