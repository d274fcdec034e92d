package dev.headroom.scenarios.load;

import org.HdrHistogram.Histogram;

/** How late the load generator sends: the health of the injector. Thread-safe. */
final class Lateness {

  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Histogram all = new Histogram(SIGNIFICANT_DIGITS);
  private long worstRecentNanos;

  /** A request was sent so much after it was to be. */
  synchronized void record(long lateNanos) {
    long late = Math.max(0, lateNanos);
    all.recordValue(late);
    worstRecentNanos = Math.max(worstRecentNanos, late);
  }

  /** The worst since this was asked last. */
  synchronized double worstRecentMillis() {
    double millis = worstRecentNanos / NANOS_PER_MILLI;
    worstRecentNanos = 0;
    return millis;
  }

  synchronized double p99Millis() {
    return all.getValueAtPercentile(99) / NANOS_PER_MILLI;
  }

  synchronized double maxMillis() {
    return all.getMaxValue() / NANOS_PER_MILLI;
  }
}
