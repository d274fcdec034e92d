package dev.headroom.traffic;

import dev.headroom.chance.Chance;
import java.time.Duration;

/**
 * How long a client pauses before it sends a refused request again. Immutable.
 *
 * <p>The names of the jitters are those of M. Brooker, "Exponential Backoff and Jitter", AWS
 * Architecture Blog, March 2015.
 */
public sealed interface Backoff {

  /**
   * The pause before an attempt.
   *
   * @param comingAttempt 2 for the first retry
   * @param previousNanos the request's pause before its latest attempt; 0 if there was none
   */
  long delayNanos(int comingAttempt, long previousNanos, Chance chance);

  /** How far a pause lies below its ceiling. */
  enum Jitter {
    /** At the ceiling. */
    NONE,
    /** Between half of the ceiling and the ceiling. */
    EQUAL,
    /** Between nothing and the ceiling. */
    FULL
  }

  /**
   * A ceiling that doubles with every attempt.
   *
   * @param base ceiling of the pause before the first retry; zero for retries at once
   * @param cap the highest ceiling
   * @param jitter where in the ceiling the pauses lie
   */
  record Exponential(Duration base, Duration cap, Jitter jitter) implements Backoff {

    public Exponential {
      if (base.isNegative() || cap.isNegative()) {
        throw new IllegalArgumentException("pauses must not be negative: " + base + ", " + cap);
      }
    }

    @Override
    public long delayNanos(int comingAttempt, long previousNanos, Chance chance) {
      long shortest = shortestNanos(comingAttempt);
      return shortest + chance.nextLong(longestNanos(comingAttempt) - shortest + 1);
    }

    /** The lower end of {@link #delayNanos}; pauses are spread evenly between both ends. */
    public long shortestNanos(int comingAttempt) {
      long ceiling = longestNanos(comingAttempt);
      return switch (jitter) {
        case NONE -> ceiling;
        case EQUAL -> ceiling / 2;
        case FULL -> 0;
      };
    }

    /** The upper end of {@link #delayNanos}. */
    public long longestNanos(int comingAttempt) {
      if (comingAttempt < 2) {
        throw new IllegalArgumentException("comingAttempt must be at least 2: " + comingAttempt);
      }
      int doublings = comingAttempt - 2;
      long highest = cap.toNanos();
      boolean isCapped = doublings >= Long.SIZE - 1 || base.toNanos() > highest >> doublings;
      return base.isZero() ? 0 : isCapped ? highest : base.toNanos() << doublings;
    }
  }

  /**
   * Between the base and three times the latest pause.
   *
   * @param base the shortest pause
   * @param cap the longest pause
   */
  record Decorrelated(Duration base, Duration cap) implements Backoff {

    @Override
    public long delayNanos(int comingAttempt, long previousNanos, Chance chance) {
      long shortest = base.toNanos();
      long longest = 3 * Math.max(shortest, previousNanos);
      return Math.min(cap.toNanos(), shortest + chance.nextLong(longest - shortest + 1));
    }
  }
}
