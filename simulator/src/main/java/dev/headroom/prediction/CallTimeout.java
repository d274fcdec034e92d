package dev.headroom.prediction;

import dev.headroom.traffic.RetryPolicy;

/**
 * How likely a call is still within its timeout at each of its attempts, for calls that are counted
 * and whose past pauses nobody remembers. Pauses are spread evenly between their bounds; the
 * distribution of their sum is kept in {@value #CELLS} cells. Immutable.
 */
final class CallTimeout {

  private static final int CELLS = 500;

  private final long timeoutNanos;
  private final double cellNanos;

  /** By attempt and cell: how likely an attempt is made before the cell's end. */
  private final double[][] madeWithin;

  /** By attempt and cell: how likely an attempt is made and answered before the cell's end. */
  private final double[][] answeredWithin;

  CallTimeout(long timeoutNanos, RetryPolicy policy, LatencyModel latency) {
    this.timeoutNanos = timeoutNanos;
    this.cellNanos = (double) timeoutNanos / CELLS;
    int attempts = policy.maxAttempts();
    this.madeWithin = new double[attempts + 1][];
    this.answeredWithin = new double[attempts + 1][];
    double[] madeIn = new double[CELLS];
    madeIn[0] = 1;
    for (int attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1) {
        madeIn =
            later(
                madeIn,
                latency.throttleNanos() + policy.backoff().shortestNanos(attempt),
                latency.throttleNanos() + policy.backoff().longestNanos(attempt));
      }
      madeWithin[attempt] = sums(madeIn);
      answeredWithin[attempt] = answered(madeIn, attempt == 1 ? 0 : cellNanos / 2, latency);
    }
  }

  /** Puts off what happens in each cell by a time that is spread evenly between two ends. */
  private double[] later(double[] in, long shortestNanos, long longestNanos) {
    double[] later = new double[CELLS];
    double from = shortestNanos / cellNanos;
    double width = Math.max(1, (longestNanos - shortestNanos) / cellNanos);
    for (int cell = 0; cell < CELLS; cell++) {
      if (in[cell] > 0) {
        double start = cell + from;
        for (int to = (int) start; to < CELLS && to < start + width; to++) {
          double overlap = Math.min(to + 1, start + width) - Math.max(to, start);
          later[to] += in[cell] * overlap / width;
        }
      }
    }
    return later;
  }

  private double[] answered(double[] madeIn, double insideNanos, LatencyModel latency) {
    double[] within = new double[CELLS];
    for (int end = 0; end < CELLS; end++) {
      for (int cell = 0; cell <= end; cell++) {
        if (madeIn[cell] > 0) {
          double nanos = (end + 1 - cell) * cellNanos - insideNanos;
          within[end] += madeIn[cell] * latency.shareWithin((long) nanos);
        }
      }
    }
    return within;
  }

  private static double[] sums(double[] in) {
    double[] sums = new double[in.length];
    double sum = 0;
    for (int cell = 0; cell < in.length; cell++) {
      sum += in[cell];
      sums[cell] = sum;
    }
    return sums;
  }

  long nanos() {
    return timeoutNanos;
  }

  /** The share of calls that are answered in time, of those that make an attempt in time. */
  double answeredShare(int attempt, long waitedNanos) {
    double made = at(madeWithin[attempt], waitedNanos);
    return made == 0 ? 0 : Math.min(1, at(answeredWithin[attempt], waitedNanos) / made);
  }

  /** The share of calls that make an attempt in time, of those that made the one before it. */
  double madeShare(int attempt, long waitedNanos) {
    double before = at(madeWithin[attempt - 1], waitedNanos);
    return before == 0 ? 0 : Math.min(1, at(madeWithin[attempt], waitedNanos) / before);
  }

  /** How likely an attempt was made so early that a time after it is left. */
  double madeBefore(int attempt, long nanos) {
    return at(madeWithin[attempt], nanos);
  }

  private double at(double[] within, long usedNanos) {
    int cell = (int) ((timeoutNanos - usedNanos) / cellNanos) - 1;
    return cell < 0 ? 0 : within[Math.min(cell, CELLS - 1)];
  }
}
