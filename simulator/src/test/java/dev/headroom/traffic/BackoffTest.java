package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.Backoff.Decorrelated;
import dev.headroom.traffic.Backoff.Exponential;
import dev.headroom.traffic.Backoff.Jitter;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it retries could come in step, or after pauses that no client makes. */
final class BackoffTest {

  private static final Duration BASE = Duration.ofMillis(500);
  private static final Duration CAP = Duration.ofSeconds(20);

  @ParameterizedTest
  @CsvSource({"NONE, 2000, 2000, 2000", "EQUAL, 1000, 1500, 2000", "FULL, 0, 1000, 2000"})
  void delayNanos_drawnOften_isSpreadEvenlyBetweenItsBounds(
      Jitter jitter, long shortestMillis, double meanMillis, long longestMillis) {
    Exponential backoff = new Exponential(BASE, CAP, jitter);
    Chance chance = new Chance(7);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      long delay = backoff.delayNanos(4, 0, chance);
      assertThat(delay).isBetween(shortestMillis * 1_000_000, longestMillis * 1_000_000);
      sum += delay;
    }
    assertThat(sum / 10_000 / 1e6).isCloseTo(meanMillis, within(15.0));
  }

  @Test
  void longestNanos_ofAnyAttempt_neverExceedsTheCapNorOverflows() {
    Exponential backoff =
        new Exponential(Duration.ofHours(1), Duration.ofDays(36_500), Jitter.FULL);

    assertThat(backoff.longestNanos(3)).isEqualTo(Duration.ofHours(2).toNanos());
    for (int attempt = 2; attempt < 200; attempt++) {
      assertThat(backoff.longestNanos(attempt))
          .isPositive()
          .isLessThanOrEqualTo(Duration.ofDays(36_500).toNanos());
    }
    assertThat(backoff.longestNanos(Integer.MAX_VALUE))
        .isEqualTo(Duration.ofDays(36_500).toNanos());
  }

  @Test
  void longestNanos_withoutBase_isZeroAtAnyAttempt() {
    Exponential backoff = new Exponential(Duration.ZERO, CAP, Jitter.FULL);

    assertThat(backoff.longestNanos(2)).isZero();
    assertThat(backoff.longestNanos(100)).isZero();
    assertThat(backoff.delayNanos(50, 0, new Chance(1))).isZero();
  }

  @Test
  void longestNanos_ofTheFirstAttempt_isRefused() {
    assertThatThrownBy(() -> new Exponential(BASE, CAP, Jitter.NONE).longestNanos(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comingAttempt");
  }

  @Test
  void delayNanos_decorrelated_liesBetweenBaseAndThreeTimesTheLatest() {
    Decorrelated backoff = new Decorrelated(Duration.ofMillis(5), Duration.ofSeconds(2));
    Chance chance = new Chance(3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(backoff.delayNanos(2, 0, chance)).isBetween(5_000_000L, 15_000_000L);
      assertThat(backoff.delayNanos(9, 40_000_000, chance)).isBetween(5_000_000L, 120_000_000L);
      assertThat(backoff.delayNanos(9, 1_900_000_000L, chance)).isLessThanOrEqualTo(2_000_000_000L);
    }
  }
}
