package dev.headroom.scenarios.observation;

import java.time.Duration;

/**
 * Tells the time of a run: nanoseconds from its first instant. Before it begins all times are
 * negative. Thread-safe.
 */
public final class RunClock {

  private final long durationNanos;
  private volatile long originNanos = Long.MAX_VALUE;
  private volatile boolean hasBegun;

  /** The clock of a run that is to last for some time. */
  public RunClock(Duration duration) {
    this.durationNanos = duration.toNanos();
  }

  /** Says when the run begins, as {@link System#nanoTime} told it. */
  public void begin(long nanoTime) {
    originNanos = nanoTime;
    hasBegun = true;
  }

  /** The time of the run at an instant of {@link System#nanoTime}. */
  public long at(long nanoTime) {
    return hasBegun ? nanoTime - originNanos : -1;
  }

  /** Whether a time belongs to the run. */
  public boolean isWithin(long runNanos) {
    return runNanos >= 0 && runNanos < durationNanos;
  }

  /** How long the run is to last. */
  public long durationNanos() {
    return durationNanos;
  }
}
