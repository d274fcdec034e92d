package dev.headroom.scenarios.dsl;

import java.time.Duration;
import java.util.function.IntFunction;

/**
 * Whether what the service left out of a batch is sent again.
 *
 * @param times how often at most
 * @param pause before a resend, counted from 1
 */
record Resend(int times, IntFunction<Duration> pause) {

  static final Resend NEVER = new Resend(0, resend -> Duration.ZERO);

  Resend {
    if (times < 0) {
      throw new IllegalArgumentException("times is %d and must not be negative".formatted(times));
    }
  }
}
