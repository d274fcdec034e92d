package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.traffic.Client.RetryMode;
import dev.headroom.traffic.Client.Sdk;
import org.junit.jupiter.api.Test;

/** Without it clients in mode standard would retry for ever under lasting throttling. */
final class RetryQuotaTest {

  private final RetryPolicy standard = RetryPolicy.of(Sdk.JAVA_V2, RetryMode.STANDARD, 3);

  /** Measured: 200 calls at once on one throttled client made 300 attempts. */
  @Test
  void take_withoutAnySuccess_grants100RetriesPerClient() {
    RetryQuota one = new RetryQuota(standard, 1);
    assertThat(one.take(60)).isEqualTo(60);
    assertThat(one.take(60)).isEqualTo(40);
    assertThat(one.take(1)).isEqualTo(0);
    assertThat(new RetryQuota(standard, 3).take(1000)).isEqualTo(300);
  }

  @Test
  void refund_ofSuccesses_givesBackTheRetrysCostOrOne() {
    RetryQuota quota = new RetryQuota(standard, 1);
    quota.take(100);
    quota.refund(4, 1);
    assertThat(quota.tokens()).isEqualTo(4);
    assertThat(quota.take(1)).isEqualTo(0);
    quota.refund(2, 3);
    assertThat(quota.tokens()).isEqualTo(14);
  }

  @Test
  void refund_ofManySuccesses_neverExceedsTheQuota() {
    RetryQuota quota = new RetryQuota(standard, 1);
    quota.take(1);
    quota.refund(Long.MAX_VALUE, 2);
    assertThat(quota.tokens()).isEqualTo(500);
    quota.refund(1, 1);
    assertThat(quota.tokens()).isEqualTo(500);
  }

  @Test
  void take_whereThrottlingIsFree_grantsAll() {
    RetryQuota quota = new RetryQuota(RetryPolicy.of(Clients.defaults(Sdk.JAVA_V2)), 1);
    assertThat(quota.take(1_000_000)).isEqualTo(1_000_000);
  }
}
