package dev.headroom.comparison;

import dev.headroom.outcome.Series;
import java.util.Arrays;

/**
 * Sums over periods, in their place on the time axis of a comparison: seconds since the simulated
 * run began. What falls into a part of a period is taken as that part of its sum.
 *
 * @param values one sum per period
 * @param periodSeconds length of a period
 * @param beginSeconds when the first period begins
 * @param endSeconds when the run ends, which may cut the last period short
 */
record Sampled(Series values, int periodSeconds, double beginSeconds, double endSeconds) {

  /** What falls between two times. */
  double sum(double fromSeconds, double toSeconds) {
    double sum = 0;
    int first = Math.max(0, (int) Math.floor((fromSeconds - beginSeconds) / periodSeconds));
    for (int i = first; i < values.size() && begin(i) < toSeconds; i++) {
      double covered = Math.min(end(i), toSeconds) - Math.max(begin(i), fromSeconds);
      if (covered > 0) {
        sum += values.get(i) * covered / (end(i) - begin(i));
      }
    }
    return sum;
  }

  /** When the first period with more than nothing begins; infinite if there is none. */
  double firstSeconds() {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) > 0) {
        return begin(i);
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** Sums over other periods from time 0 on; NaN where the run has none. */
  Series resampled(int otherPeriodSeconds, int count) {
    double[] sums = new double[count];
    Arrays.setAll(
        sums,
        i -> {
          double from = (double) i * otherPeriodSeconds;
          double to = from + otherPeriodSeconds;
          return to <= beginSeconds || from >= endSeconds ? Double.NaN : sum(from, to);
        });
    return Series.of(sums);
  }

  /** The sum of two of the same periods. */
  Sampled plus(Sampled other) {
    double[] sums = values.toArray();
    for (int i = 0; i < sums.length && i < other.values.size(); i++) {
      sums[i] += other.values.get(i);
    }
    return new Sampled(Series.of(sums), periodSeconds, beginSeconds, endSeconds);
  }

  /** Nothing, over the same periods. */
  Sampled nothing() {
    return new Sampled(
        Series.of(new double[values.size()]), periodSeconds, beginSeconds, endSeconds);
  }

  private double begin(int period) {
    return beginSeconds + (double) period * periodSeconds;
  }

  private double end(int period) {
    double end = begin(period) + periodSeconds;
    return begin(period) < endSeconds ? Math.min(end, endSeconds) : end;
  }
}
