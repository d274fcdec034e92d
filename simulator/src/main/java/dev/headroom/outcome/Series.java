package dev.headroom.outcome;

import java.util.Arrays;

/** Numbers over the periods of a run, one per period. */
public final class Series {

  private final double[] values;

  private Series(double[] values) {
    this.values = values;
  }

  /** A copy of the given values. */
  public static Series of(double... values) {
    return new Series(values.clone());
  }

  public int size() {
    return values.length;
  }

  public double get(int period) {
    return values[period];
  }

  public double sum() {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }

  /** The largest value; 0 for an empty series. */
  public double max() {
    double max = values.length == 0 ? 0 : values[0];
    for (double value : values) {
      max = Math.max(max, value);
    }
    return max;
  }

  /** The smallest value; 0 for an empty series. */
  public double min() {
    double min = values.length == 0 ? 0 : values[0];
    for (double value : values) {
      min = Math.min(min, value);
    }
    return min;
  }

  public double[] toArray() {
    return values.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Series series && Arrays.equals(values, series.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
