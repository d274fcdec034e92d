package dev.headroom.cost;

import java.time.Duration;
import java.time.Instant;

/**
 * The clock hours that a run touches, by which provisioned capacity is billed. The first and the
 * last may lie in the run in part.
 *
 * @param start the run's first instant
 * @param duration the run's length
 */
public record ClockHours(Instant start, Duration duration) {

  private static final int SECONDS_PER_HOUR = 3_600;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long NANOS_PER_HOUR = SECONDS_PER_HOUR * NANOS_PER_SECOND;

  /** How many there are. */
  public int count() {
    return of(duration.toNanos() - 1) + 1;
  }

  /** The number of the hour in which an instant of the run lies, from 0. */
  public int of(long nanosFromStart) {
    return (int) ((nanosIntoFirst() + nanosFromStart) / NANOS_PER_HOUR);
  }

  /** How much of an hour lies in the run, 0 to 1. */
  double share(int hour) {
    long begin = Math.max(0, hour * NANOS_PER_HOUR - nanosIntoFirst());
    long end = Math.min(duration.toNanos(), (hour + 1) * NANOS_PER_HOUR - nanosIntoFirst());
    return (double) (end - begin) / NANOS_PER_HOUR;
  }

  /** Length of the run in hours. */
  double length() {
    return (double) duration.toNanos() / NANOS_PER_HOUR;
  }

  /** Whether every hour lies in the run as a whole. */
  boolean areWhole() {
    return nanosIntoFirst() == 0 && duration.toNanos() % NANOS_PER_HOUR == 0;
  }

  private long nanosIntoFirst() {
    long seconds = Math.floorMod(start.getEpochSecond(), SECONDS_PER_HOUR);
    return seconds * NANOS_PER_SECOND + start.getNano();
  }
}
