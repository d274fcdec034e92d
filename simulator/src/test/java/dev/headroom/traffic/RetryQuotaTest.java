package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without it clients in mode standard would retry for ever under lasting throttling. */
final class RetryQuotaTest {

  private final RetryBudget standard =
      SdkRelease.newest(Sdk.JAVA_V2).policy(RetryMode.STANDARD).orElseThrow().budget();

  /** Measured: 200 calls at once on one throttled client made 300 attempts. */
  @Test
  void take_withoutAnySuccess_grants100RetriesPerClient() {
    RetryQuota one = RetryQuota.of(standard, 1);
    assertThat(one.take(60)).isEqualTo(60);
    assertThat(one.take(60)).isEqualTo(40);
    assertThat(one.take(1)).isEqualTo(0);
    assertThat(RetryQuota.of(standard, 3).take(1000)).isEqualTo(300);
  }

  @Test
  void refund_ofSuccesses_givesBackTheRetrysCostOrOne() {
    RetryQuota quota = RetryQuota.of(standard, 1);
    quota.take(100);
    quota.refund(4, 1);
    assertThat(quota.take(1)).isEqualTo(0);
    quota.refund(1, 1);
    assertThat(quota.take(2)).isEqualTo(1);
    quota.refund(2, 3);
    assertThat(quota.take(9)).isEqualTo(2);
  }

  @Test
  void refund_ofManySuccesses_neverExceedsTheQuota() {
    RetryQuota quota = RetryQuota.of(standard, 1);
    quota.take(1);
    quota.refund(Long.MAX_VALUE, 2);
    quota.refund(1, 1);
    assertThat(quota.take(1_000)).isEqualTo(100);
  }

  @Test
  void take_whereThrottlingIsFree_grantsAll() {
    RetryQuota quota = RetryQuota.of(SdkRelease.newest(Sdk.JAVA_V2).policy().budget(), 1);
    assertThat(quota.take(1_000_000)).isEqualTo(1_000_000);
  }

  /** A tenth of a token per request; a retry needs more than the token it takes. */
  @Test
  void take_fromTokensThatRequestsBringIn_grantsATenthOfThem() {
    RetryQuota quota = RetryQuota.of(new RetryBudget.Tokens(5_000, 1_000, 1, 100, 0, 0), 1);
    assertThat(quota.take(10)).isEqualTo(4);
    quota.start(1);
    assertThat(quota.take(1)).isEqualTo(1);
    quota.start(9);
    assertThat(quota.take(1)).isEqualTo(0);
    quota.start(1);
    assertThat(quota.take(1)).isEqualTo(1);
    quota.start(1_000_000);
    assertThat(quota.take(1_000)).isEqualTo(4);
  }

  @Test
  void take_whileTooManyAttemptsFail_grantsNone() {
    RetryQuota quota = RetryQuota.of(new RetryBudget.Breaker(0.1), 1);
    quota.start(20);
    assertThat(quota.take(2)).isEqualTo(2);
    assertThat(quota.take(1)).isEqualTo(0);
    quota.start(20);
    assertThat(quota.take(1)).isEqualTo(1);
    assertThat(quota.take(1)).isEqualTo(0);
  }
}
