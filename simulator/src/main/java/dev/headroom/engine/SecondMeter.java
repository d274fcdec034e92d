package dev.headroom.engine;

/** Adds up what is consumed within the current second. Amounts are milli-units. */
final class SecondMeter {

  private long second = -1;
  private long consumed;

  /** Consumed so far within the second of an instant. */
  long consumed(long nowNanos) {
    long now = nowNanos / Refill.NANOS_PER_SECOND;
    if (now > second) {
      second = now;
      consumed = 0;
    }
    return consumed;
  }

  /** Adds to the second for which {@link #consumed} was asked last. */
  void add(long milliUnits) {
    consumed += milliUnits;
  }
}
