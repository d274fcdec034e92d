package dev.headroom.engine;

/** Integer arithmetic that the buckets share. Amounts are milli-units. */
final class Refill {

  static final long NANOS_PER_SECOND = 1_000_000_000L;

  private Refill() {}

  /** A length of time in nanoseconds. */
  static long nanos(double seconds) {
    return Math.round(seconds * NANOS_PER_SECOND);
  }

  /** The longest time for which rate times time, plus a carried remainder, fits a long. */
  static long longestStepNanos(long ratePerSecond) {
    return (Long.MAX_VALUE - NANOS_PER_SECOND) / Math.max(1, ratePerSecond);
  }

  /**
   * How many of {@code n} like requests pass a bucket that lets a request pass while it holds any
   * token: the smallest k whose {@linkplain #share share} uses up the tokens.
   *
   * @param tokens what the bucket holds
   * @param n number of requests, from 1 to 3 * 10^9
   * @param milliUnits what all of them ask for together
   */
  static long admissible(long tokens, long n, long milliUnits) {
    if (tokens <= 0) {
      return 0;
    }
    if (tokens >= milliUnits || n == 1) {
      return n;
    }
    long k = Math.max(1, covered(tokens, n, milliUnits));
    while (share(milliUnits, k, n) < tokens) {
      k++;
    }
    return k;
  }

  /** How many of {@code n} like requests the tokens cover whole: the largest k whose share fits. */
  static long covered(long tokens, long n, long milliUnits) {
    if (tokens >= milliUnits) {
      return n;
    }
    long k = Math.max(0, Math.min(n, (long) ((double) tokens / milliUnits * n)));
    while (k > 0 && share(milliUnits, k, n) > tokens) {
      k--;
    }
    while (share(milliUnits, k + 1, n) <= tokens) {
      k++;
    }
    return k;
  }

  /**
   * What {@code k} of {@code n} like requests ask for: {@code milliUnits * k / n}, rounded down.
   */
  static long share(long milliUnits, long k, long n) {
    if (k == n) {
      return milliUnits;
    }
    long perRequest = milliUnits / n;
    return perRequest * k + (milliUnits - perRequest * n) * k / n;
  }

  /** How many of some requests begin within a part of the units they use together. */
  static long begun(long requests, long part, long milliUnits) {
    if (part >= milliUnits) {
      return requests;
    }
    return part <= 0 ? 0 : (long) Math.ceil((double) part / milliUnits * requests);
  }
}
