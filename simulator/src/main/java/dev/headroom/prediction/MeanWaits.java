package dev.headroom.prediction;

/** How long the counted calls that wait for an attempt have been held back so far, on average. */
final class MeanWaits {

  private final double[] nanos;
  private final long[] calls;

  MeanWaits(int attempts) {
    this.nanos = new double[attempts + 1];
    this.calls = new long[attempts + 1];
  }

  void add(int attempt, long count, long eachNanos) {
    nanos[attempt] += (double) count * eachNanos;
    calls[attempt] += count;
  }

  /** Removes calls, each with the mean, which is returned. */
  long take(int attempt, long count) {
    if (calls[attempt] == 0) {
      return 0;
    }
    double mean = nanos[attempt] / calls[attempt];
    calls[attempt] = Math.max(0, calls[attempt] - count);
    nanos[attempt] = mean * calls[attempt];
    return (long) mean;
  }
}
