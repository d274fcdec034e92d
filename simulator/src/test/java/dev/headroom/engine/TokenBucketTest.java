package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.Gen;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Without it a partition's limit could drift with the number of refills, or overflow. */
final class TokenBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;

  @Test
  void refill_anyNumberOfTimes_givesTheSameTokens() {
    Gen.check(
        500,
        gen -> {
          long rate = gen.magnitude(1, 40_000_000);
          long cap = gen.magnitude(rate, 400 * rate);
          long debt = -gen.between(0, cap);
          TokenBucket often = new TokenBucket(rate, cap, debt);
          TokenBucket once = new TokenBucket(rate, cap, debt);
          long now = 0;
          for (int i = gen.between(1, 50); i > 0; i--) {
            now += gen.magnitude(1, 100 * SECOND);
            often.refill(now);
          }
          once.refill(now);
          assertThat(often.tokens())
              .isEqualTo(once.tokens())
              .isEqualTo(exact(rate, cap, debt, now));
        });
  }

  private static long exact(long rate, long cap, long start, long nanos) {
    return BigInteger.valueOf(rate)
        .multiply(BigInteger.valueOf(nanos))
        .divide(BigInteger.valueOf(SECOND))
        .add(BigInteger.valueOf(start))
        .min(BigInteger.valueOf(cap))
        .longValueExact();
  }

  @Test
  void refill_lessThanAMilliUnit_isCarried() {
    TokenBucket bucket = new TokenBucket(3, 100, 0);
    for (int i = 1; i <= 1_000; i++) {
      bucket.refill(i * SECOND / 1_000);
    }
    assertThat(bucket.tokens()).isEqualTo(3);
  }

  @Test
  void refill_whenFull_keepsNoRemainder() {
    TokenBucket bucket = new TokenBucket(1, 5, 5);
    bucket.refill(SECOND - 1);
    bucket.take(5);
    bucket.refill(SECOND);
    assertThat(bucket.tokens()).isZero();
  }

  @Test
  void refill_earlierInstant_countsAsTheLatest() {
    TokenBucket bucket = new TokenBucket(1_000, 10_000, 0);
    bucket.refill(2 * SECOND);
    bucket.refill(SECOND);
    bucket.refill(2 * SECOND);
    assertThat(bucket.tokens()).isEqualTo(2_000);
  }

  @Test
  void refill_longTimeAtHugeRate_doesNotOverflow() {
    long rate = 40_000_000_000L;
    TokenBucket bucket = new TokenBucket(rate, 300 * rate, -7 * rate);
    bucket.refill(20 * SECOND + 1);
    assertThat(bucket.tokens()).isEqualTo(13 * rate + 40);
    bucket.refill(1_000_000 * HOUR);
    assertThat(bucket.tokens()).isEqualTo(300 * rate);
  }
}
