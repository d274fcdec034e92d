package dev.headroom.scenarios.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.RetryPolicy;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SdkRelease;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.retries.AdaptiveRetryStrategy;
import software.amazon.awssdk.retries.LegacyRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;

/** Without it a run could retry otherwise than its scenario says. */
final class ClientsTest {

  @ParameterizedTest
  @CsvSource({
    "JAVA_V2, LEGACY, 9",
    "JAVA_V2, STANDARD, 3",
    "JAVA_V2, ADAPTIVE, 3",
    "JS_V3, STANDARD, 4"
  })
  void retries_ofAnSdk_areOfItsKindAndNumber(Sdk sdk, RetryMode mode, int attempts) {
    RetryPolicy policy = SdkRelease.newest(sdk).policy(mode).orElseThrow();

    RetryStrategy strategy = Clients.retries(policy, new Chance(1));

    assertThat(strategy.maxAttempts()).isEqualTo(attempts);
    assertThat(strategy)
        .isInstanceOf(
            switch (mode) {
              case LEGACY -> LegacyRetryStrategy.class;
              case STANDARD, STANDARD_2026 -> StandardRetryStrategy.class;
              case ADAPTIVE -> AdaptiveRetryStrategy.class;
            });
  }

  @Test
  void retries_ofNoSdk_areNone() {
    RetryPolicy policy = SdkRelease.newest(Sdk.NONE).policy();

    assertThat(Clients.retries(policy, new Chance(1)).maxAttempts()).isEqualTo(1);
  }
}
