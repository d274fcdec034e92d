package dev.headroom.engine;

/**
 * Tokens that arrive at a rate, are kept up to a cap, and may be overdrawn by one request.
 *
 * <p>All amounts are milli-units (a thousandth of a capacity unit). Refilling is exact: what one
 * refill cannot express in whole milli-units is carried to the next, so that the number of refills
 * never changes the tokens. An instant before the latest one seen counts as the latest.
 *
 * <p>Not thread-safe; every method is O(1) and allocates nothing.
 */
final class TokenBucket {

  private final long ratePerSecond;
  private final long cap;
  private final long longestStepNanos;
  private long tokens;
  private long remainder;
  private long lastNanos;

  /**
   * A bucket that starts at instant 0.
   *
   * @param ratePerSecond milli-units per second
   * @param cap milli-units
   * @param tokens milli-units at the start
   */
  TokenBucket(long ratePerSecond, long cap, long tokens) {
    this.ratePerSecond = ratePerSecond;
    this.cap = cap;
    this.longestStepNanos = Refill.longestStepNanos(ratePerSecond);
    this.tokens = Math.min(cap, tokens);
  }

  /**
   * A bucket that goes on from the latest instant of this one.
   *
   * @param newRatePerSecond milli-units per second
   * @param newCap milli-units
   * @param newTokens milli-units that it begins with, as far as they fit
   */
  TokenBucket withLimits(long newRatePerSecond, long newCap, long newTokens) {
    TokenBucket bucket = new TokenBucket(newRatePerSecond, newCap, newTokens);
    bucket.lastNanos = lastNanos;
    return bucket;
  }

  /** Adds what has arrived since the latest instant. */
  void refill(long nowNanos) {
    long elapsedNanos = nowNanos - lastNanos;
    if (elapsedNanos <= 0) {
      return;
    }
    lastNanos = nowNanos;
    if (elapsedNanos > longestStepNanos) {
      refillLong(elapsedNanos);
      return;
    }
    long grown = ratePerSecond * elapsedNanos + remainder;
    long whole = grown / Refill.NANOS_PER_SECOND;
    remainder = grown - whole * Refill.NANOS_PER_SECOND;
    tokens += whole;
    if (tokens >= cap) {
      tokens = cap;
      remainder = 0;
    }
  }

  /** Takes a time whose product would overflow as whole seconds and a rest. */
  private void refillLong(long elapsedNanos) {
    long seconds = elapsedNanos / Refill.NANOS_PER_SECOND;
    if (seconds > (cap - tokens) / ratePerSecond) {
      tokens = cap;
      remainder = 0;
      return;
    }
    tokens += ratePerSecond * seconds;
    long nowNanos = lastNanos;
    lastNanos -= elapsedNanos - seconds * Refill.NANOS_PER_SECOND;
    refill(nowNanos);
  }

  /** Tokens as of the last refill; negative while in debt. */
  long tokens() {
    return tokens;
  }

  /** Takes tokens, into debt if need be. */
  void take(long milliUnits) {
    tokens -= milliUnits;
  }
}
