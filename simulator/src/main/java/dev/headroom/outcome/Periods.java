package dev.headroom.outcome;

import java.time.Duration;

/**
 * The periods into which a run's numbers are summed.
 *
 * @param seconds length of a period
 * @param count number of periods; the last may be cut short by the end of the run
 */
public record Periods(int seconds, int count) {

  private static final int MINUTE_SECONDS = 60;
  private static final int MAX_COUNT = 10_080;
  private static final Duration FINE_BELOW = Duration.ofMinutes(10);
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  /** Seconds for a run under ten minutes; else minutes, or as many as keep a series short. */
  public static Periods of(Duration duration) {
    long runSeconds = Math.max(1, Math.ceilDiv(duration.toNanos(), NANOS_PER_SECOND));
    long seconds = 1;
    if (duration.compareTo(FINE_BELOW) >= 0) {
      long minutes = Math.ceilDiv(runSeconds, MINUTE_SECONDS);
      seconds = MINUTE_SECONDS * Math.ceilDiv(minutes, MAX_COUNT);
    }
    return new Periods((int) seconds, (int) Math.ceilDiv(runSeconds, seconds));
  }

  /** The period that an instant of the run belongs to; the last for all that comes later. */
  public int of(long nowNanos) {
    return (int) Math.min(count - 1, nowNanos / (seconds * NANOS_PER_SECOND));
  }
}
