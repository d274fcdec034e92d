package dev.headroom.alarm;

import dev.headroom.outcome.Series;
import java.util.Arrays;

/**
 * Values of a metric or expression, one per period of an alarm; NaN where CloudWatch has no data.
 * Periods lie on the clock: a period of five minutes begins at minutes that five divides.
 */
final class Datapoints {

  private final int periodSeconds;
  private final long firstSeconds;
  private final double[] values;

  /**
   * Takes values over.
   *
   * @param periodSeconds length of a period
   * @param firstSeconds begin of the first period, since the start of the run; not above 0
   * @param values one per period
   */
  Datapoints(int periodSeconds, long firstSeconds, double[] values) {
    this.periodSeconds = periodSeconds;
    this.firstSeconds = firstSeconds;
    this.values = values;
  }

  /** Periods that cover a run, all without data. */
  static Datapoints missing(int periodSeconds, long startEpochSecond, double durationSeconds) {
    long first = -Math.floorMod(startEpochSecond, periodSeconds);
    int count = (int) Math.ceil((durationSeconds - first) / periodSeconds);
    double[] values = new double[count];
    Arrays.fill(values, Double.NaN);
    return new Datapoints(periodSeconds, first, values);
  }

  /** The period in which a second of the run lies. */
  int periodOf(long second) {
    return Math.toIntExact((second - firstSeconds) / periodSeconds);
  }

  /** The end of a period, since the start of the run. */
  double endSeconds(int period) {
    return firstSeconds + (period + 1.0) * periodSeconds;
  }

  /** Adds the values of a series up in each period. */
  void addSums(Series series, int seriesPeriodSeconds) {
    for (int i = 0; i < series.size(); i++) {
      int period = periodOf((long) i * seriesPeriodSeconds);
      values[period] = (Double.isNaN(values[period]) ? 0 : values[period]) + series.get(i);
    }
  }

  /** Removes the data of periods in which nothing happened. */
  void dropZeros() {
    for (int i = 0; i < values.length; i++) {
      values[i] = values[i] == 0 ? Double.NaN : values[i];
    }
  }

  int periodSeconds() {
    return periodSeconds;
  }

  long firstSeconds() {
    return firstSeconds;
  }

  /** The values themselves, which are still open to change while they are collected. */
  double[] values() {
    return values;
  }
}
