package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.capacity.ThrottlingReason.Limit;
import java.util.Arrays;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it clients would retry sooner, later, or more often than the SDKs do. */
final class SdkReleaseTest {

  private static final long NANOS_PER_MILLI = 1_000_000;

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/retry-delays.csv", useHeadersInDisplayName = true)
  void pauses_ofARelease_areItsOwn(
      Sdk sdk,
      String version,
      RetryMode mode,
      @Nullable Integer attempts,
      String longestMillis,
      long shortestTotalMillis,
      double meanTotalMillis,
      long longestTotalMillis) {
    RetryPolicy preset = SdkRelease.at(sdk, version).policy(mode).orElseThrow();
    RetryPolicy policy = attempts == null ? preset : preset.withMaxAttempts(attempts);
    long[] expected = Arrays.stream(longestMillis.split(" ")).mapToLong(Long::parseLong).toArray();

    assertThat(policy.maxAttempts()).isEqualTo(expected.length + 1);
    long shortest = 0;
    long longest = 0;
    for (int attempt = 2; attempt <= policy.maxAttempts(); attempt++) {
      assertThat(policy.backoff().longestNanos(attempt))
          .isEqualTo(expected[attempt - 2] * NANOS_PER_MILLI);
      shortest += policy.backoff().shortestNanos(attempt);
      longest += policy.backoff().longestNanos(attempt);
    }
    assertThat(shortest).isEqualTo(shortestTotalMillis * NANOS_PER_MILLI);
    assertThat(longest).isEqualTo(longestTotalMillis * NANOS_PER_MILLI);
    assertThat((shortest + longest) / 2.0).isEqualTo(meanTotalMillis * NANOS_PER_MILLI);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/vectors/retried-answers.csv", useHeadersInDisplayName = true)
  void throttledAnswer_ofAKind_isRetriedAsMeasured(
      Sdk sdk,
      String version,
      RetryMode mode,
      Operation.Shape shape,
      Limit limit,
      boolean retried) {
    RetryPolicy policy = SdkRelease.at(sdk, version).policy(mode).orElseThrow();

    assertThat(policy.retries(shape, limit)).isEqualTo(retried);
  }

  @ParameterizedTest
  @CsvSource({
    "JAVA_V2, 2.54.15, LEGACY",
    "JAVA_V1, 1.12.797, LEGACY",
    "BOTO3, 1.26.27, LEGACY",
    "BOTO3, 1.43.11, LEGACY",
    "BOTO3, 1.44.0, STANDARD",
    "AWS_CLI, 1.45.1, LEGACY",
    "AWS_CLI, 2.9.19, STANDARD",
    "AWS_CLI, 2.40.0, STANDARD",
    "JS_V2, 2.1693.0, LEGACY",
    "JS_V3, 3.899.0, STANDARD",
    "JS_V3, 3.1162.0, STANDARD"
  })
  void defaultMode_ofARelease_isItsOwn(Sdk sdk, String version, RetryMode mode) {
    SdkRelease release = SdkRelease.at(sdk, version);

    assertThat(release.knows(version)).isTrue();
    assertThat(release.modes().keySet().iterator().next()).isEqualTo(mode);
    assertThat(release.policy()).isSameAs(release.policy(mode).orElseThrow());
  }

  /** Measured with 200 calls at once: 300 attempts in mode standard, all of them in mode legacy. */
  @ParameterizedTest
  @CsvSource({
    "JAVA_V2, LEGACY, 1600",
    "JAVA_V2, STANDARD, 100",
    "BOTO3, LEGACY, 1600",
    "BOTO3, STANDARD, 100",
    "JS_V3, STANDARD, 100"
  })
  void quota_underLastingThrottling_allowsRetriesAsMeasured(Sdk sdk, RetryMode mode, long retries) {
    RetryPolicy policy = SdkRelease.newest(sdk).policy(mode).orElseThrow();

    assertThat(RetryQuota.of(policy.budget(), 1).take(1600)).isEqualTo(retries);
  }

  static Stream<Arguments> at_version_isTheNewestThatIsNotNewer() {
    return Stream.of(
        arguments(Sdk.JS_V3, "3.899", "3.899", true),
        arguments(Sdk.JS_V3, "3.1161.9", "3.899", false),
        arguments(Sdk.JS_V3, "3.1166", "3.1162", false),
        arguments(Sdk.JS_V3, "3.100", "3.899", false),
        arguments(Sdk.BOTO3, "1.44.2", "1.44", true),
        arguments(Sdk.BOTO3, "1.43.40", "1.43", true),
        arguments(Sdk.BOTO3, "1.30", "1.26", false),
        arguments(Sdk.BOTO3, "1.4", "1.26", false),
        arguments(Sdk.AWS_CLI, "2", "1.45", false));
  }

  @ParameterizedTest
  @MethodSource
  void at_version_isTheNewestThatIsNotNewer(
      Sdk sdk, String version, String expected, boolean known) {
    SdkRelease release = SdkRelease.at(sdk, version);

    assertThat(release.versions()).contains(expected);
    assertThat(release.knows(version)).isEqualTo(known);
  }

  @Test
  void none_atAnyVersion_neverRetries() {
    SdkRelease none = SdkRelease.newest(Sdk.NONE);

    assertThat(none.modes()).isEmpty();
    assertThat(none.policy().maxAttempts()).isEqualTo(1);
    assertThat(none.policy().longestDelayNanos()).isZero();
    assertThat(none.policy().retries(Operation.Shape.SINGLE, Limit.PROVISIONED_THROUGHPUT))
        .isFalse();
  }

  @Test
  void withMaxAttempts_belowOne_isRefused() {
    assertThatThrownBy(() -> SdkRelease.newest(Sdk.JAVA_V2).policy().withMaxAttempts(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("maxAttempts");
  }
}
