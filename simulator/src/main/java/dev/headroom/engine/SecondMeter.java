package dev.headroom.engine;

/** Adds up what is consumed, in all and within the current second. Amounts are milli-units. */
final class SecondMeter {

  private long total;
  private long endNanos;
  private long thisSecond;

  /** Consumed so far. */
  long total() {
    return total;
  }

  /** Consumed so far; counting begins again at 0. */
  long takeTotal() {
    long taken = total;
    total = 0;
    return taken;
  }

  /** Consumed so far within the second of an instant. */
  long thisSecond(long nowNanos) {
    if (nowNanos >= endNanos) {
      endNanos = (nowNanos / Refill.NANOS_PER_SECOND + 1) * Refill.NANOS_PER_SECOND;
      thisSecond = 0;
    }
    return thisSecond;
  }

  /** Adds to the second for which {@link #thisSecond} was asked last. */
  void add(long milliUnits) {
    total += milliUnits;
    thisSecond += milliUnits;
  }
}
