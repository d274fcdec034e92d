package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Without it a client in mode adaptive could slow down or recover otherwise than the SDK's. */
final class AdaptiveRateLimiterTest {

  private static final long SECOND = 1_000_000_000L;
  private static final double EPSILON = 1e-4;

  @Test
  void rates_afterThePublishedAnswers_areThePublishedOnes() throws IOException {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1);
    for (String[] vector : vectors()) {
      long nowNanos = Math.round(Double.parseDouble(vector[0]) * SECOND);
      limiter.take(nowNanos, 1);
      if (Boolean.parseBoolean(vector[1])) {
        limiter.throttle(nowNanos, 1);
      } else {
        limiter.succeed(nowNanos, 1);
      }
      assertThat(limiter.measuredRate())
          .as(vector[0])
          .isCloseTo(Double.parseDouble(vector[2]), within(EPSILON));
      assertThat(limiter.fillRate())
          .as(vector[0])
          .isCloseTo(Double.parseDouble(vector[3]), within(EPSILON));
    }
  }

  @Test
  void rates_ofManyLikeClients_areThoseOfOne() throws IOException {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(7);
    for (String[] vector : vectors()) {
      long nowNanos = Math.round(Double.parseDouble(vector[0]) * SECOND);
      limiter.take(nowNanos, 7);
      if (Boolean.parseBoolean(vector[1])) {
        limiter.throttle(nowNanos, 7);
      } else {
        limiter.succeed(nowNanos, 7);
      }
      assertThat(limiter.fillRate()).isCloseTo(Double.parseDouble(vector[3]), within(EPSILON));
    }
  }

  private static List<String[]> vectors() throws IOException {
    try (var in = AdaptiveRateLimiterTest.class.getResourceAsStream("/vectors/adaptive-rate.csv")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .skip(1)
          .map(line -> line.split(","))
          .toList();
    }
  }

  @Test
  void waitNanos_beforeAnyThrottling_isNone() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1);
    limiter.succeed(SECOND, 1_000);

    assertThat(limiter.waitNanos(SECOND, 1_000_000)).isZero();
    assertThat(limiter.attemptsWithin(SECOND, 0)).isEqualTo(Long.MAX_VALUE);
  }

  /** Measured: a client whose first call is throttled waits 2.0 s before its next attempt. */
  @Test
  void waitNanos_afterTheFirstThrottle_isTwoSecondsPerAttempt() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1);
    limiter.throttle(0, 1);

    assertThat(limiter.waitNanos(0, 1)).isEqualTo(2 * SECOND);
    limiter.take(0, 1);
    assertThat(limiter.waitNanos(0, 1)).isEqualTo(4 * SECOND);
    assertThat(limiter.attemptsWithin(0, 4 * SECOND)).isEqualTo(1);
    assertThat(limiter.waitNanos(3 * SECOND, 1)).isEqualTo(SECOND);
    assertThat(limiter.waitNanos(9 * SECOND, 1)).isZero();
  }

  @Test
  void throttle_ofManyAtOnce_endsAtTheLowestRate() {
    AdaptiveRateLimiter limiter = new AdaptiveRateLimiter(1);
    limiter.succeed(SECOND / 10, 50_000);
    limiter.succeed(SECOND, 1);
    limiter.throttle(SECOND, Integer.MAX_VALUE);

    assertThat(limiter.fillRate()).isEqualTo(0.5);
  }
}
