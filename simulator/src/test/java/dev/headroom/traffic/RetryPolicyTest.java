package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.traffic.Client.RetryMode;
import dev.headroom.traffic.Client.Sdk;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it clients would retry sooner, later, or more often than the SDKs do. */
final class RetryPolicyTest {

  private static final long NANOS_PER_MILLI = 1_000_000;

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/retry-delays.csv", useHeadersInDisplayName = true)
  void delays_ofAnSdk_areItsOwn(
      Sdk sdk,
      RetryMode mode,
      int maxAttempts,
      @Nullable String longestMillis,
      long shortestTotalMillis,
      double meanTotalMillis,
      long longestTotalMillis) {
    RetryPolicy policy = RetryPolicy.of(sdk, mode, maxAttempts);
    long[] expected =
        longestMillis == null
            ? new long[0]
            : Stream.of(longestMillis.split(" ")).mapToLong(Long::parseLong).toArray();

    assertThat(policy.maxAttempts()).isEqualTo(maxAttempts).isEqualTo(expected.length + 1);
    long shortest = 0;
    long longest = 0;
    for (int attempt = 2; attempt <= maxAttempts; attempt++) {
      assertThat(policy.longestDelayNanos(attempt))
          .isEqualTo(expected[attempt - 2] * NANOS_PER_MILLI);
      shortest += policy.shortestDelayNanos(attempt);
      longest += policy.longestDelayNanos(attempt);
    }
    assertThat(shortest).isEqualTo(shortestTotalMillis * NANOS_PER_MILLI);
    assertThat(longest).isEqualTo(longestTotalMillis * NANOS_PER_MILLI);
    assertThat((shortest + longest) / 2.0).isEqualTo(meanTotalMillis * NANOS_PER_MILLI);
  }

  @Test
  void delay_drawnOften_isSpreadEvenlyBetweenItsBounds() {
    RetryPolicy policy = RetryPolicy.of(Clients.defaults(Sdk.JAVA_V2));
    Chance chance = new Chance(7);
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      long delay = policy.delayNanos(4, chance);
      assertThat(delay).isBetween(1000 * NANOS_PER_MILLI, 2000 * NANOS_PER_MILLI);
      sum += delay;
    }
    assertThat(sum / 10_000).isCloseTo(1500e6, within(10e6));
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/retried-answers.csv", useHeadersInDisplayName = true)
  void throttledAnswer_ofAKind_isRetriedAsMeasured(
      Sdk sdk, RetryMode mode, Operation.Shape shape, Limit limit, boolean retried) {
    RetryPolicy policy = RetryPolicy.of(sdk, mode, Clients.defaultMaxAttempts(sdk, mode));
    assertThat(policy.retries(shape, limit)).isEqualTo(retried);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_V2, LEGACY, 9, 0",
    "JAVA_V2, STANDARD, 3, 500",
    "BOTO3, LEGACY, 10, 0",
    "BOTO3, STANDARD, 3, 500",
    "NONE, LEGACY, 1, 0",
    "NONE, STANDARD, 1, 0"
  })
  void defaults_ofAnSdk_areItsOwn(Sdk sdk, RetryMode mode, int maxAttempts, int quotaTokens) {
    assertThat(Clients.defaultMaxAttempts(sdk, mode)).isEqualTo(maxAttempts);
    assertThat(RetryPolicy.of(sdk, mode, maxAttempts).quotaTokens()).isEqualTo(quotaTokens);
    assertThat(Clients.defaults(sdk).maxAttempts())
        .isEqualTo(Clients.defaultMaxAttempts(sdk, RetryMode.LEGACY));
  }

  @Test
  void none_withManyAttempts_makesOne() {
    assertThat(RetryPolicy.of(Sdk.NONE, RetryMode.STANDARD, 9).maxAttempts()).isEqualTo(1);
    assertThat(RetryPolicy.of(Sdk.NONE, RetryMode.STANDARD, 9).longestDelayNanos()).isEqualTo(0);
  }

  @Test
  void delay_withManyAttempts_neverOverflows() {
    RetryPolicy policy = RetryPolicy.of(Sdk.BOTO3, RetryMode.LEGACY, Integer.MAX_VALUE);
    assertThat(policy.longestDelayNanos()).isEqualTo(50_000_000L << 30);
  }

  @Test
  void attempts_belowOne_areRefused() {
    assertThatThrownBy(() -> RetryPolicy.of(Sdk.JAVA_V2, RetryMode.LEGACY, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxAttempts");
    assertThatThrownBy(() -> RetryPolicy.of(Clients.defaults(Sdk.JAVA_V2)).longestDelayNanos(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comingAttempt");
  }
}
