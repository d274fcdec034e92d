package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.testing.Gen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a table could save more, or less, for bursts than its capacity allows. */
final class CapacityBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long RATE = 100_000;
  private static final long ALLOWANCE = 300 * RATE;
  private static final boolean LEADER_ONLY = false;
  private static final boolean ANY_REPLICA = true;

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void refill_anyNumberOfTimes_givesTheSameTokens(int allowances) {
    Gen.check(
        500,
        gen -> {
          long rate = gen.magnitude(1, 400_000_000);
          long taken = gen.between(1, 400 * rate);
          CapacityBucket often = new CapacityBucket(rate, 300, allowances, 0.3);
          CapacityBucket once = new CapacityBucket(rate, 300, allowances, 0.3);
          often.take(taken, LEADER_ONLY);
          once.take(taken, LEADER_ONLY);
          long now = 0;
          for (int i = gen.between(1, 50); i > 0; i--) {
            now += gen.between(1, 60 * SECOND);
            often.refill(now);
          }
          once.refill(now);
          // What is carried must be the same too: it shows a moment later.
          long later = now + SECOND / rate / 2 + 1;
          for (CapacityBucket bucket : new CapacityBucket[] {often, once}) {
            bucket.take(rate / 2, ANY_REPLICA);
            bucket.refill(later);
          }
          assertThat(often.available(LEADER_ONLY)).isEqualTo(once.available(LEADER_ONLY));
          assertThat(often.available(ANY_REPLICA)).isEqualTo(once.available(ANY_REPLICA));
        });
  }

  @Test
  void refill_idle_savesAtMostTheAllowanceOnTopOfASecond() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 1, 0);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(RATE);
    bucket.refill(100 * SECOND);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(101 * RATE);
    assertThat(bucket.burstBalance()).isCloseTo(1.0 / 3, within(1e-12));
    bucket.refill(10_000 * SECOND);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(301 * RATE);
    assertThat(bucket.burstBalance()).isEqualTo(1);
  }

  @Test
  void refill_inDebt_paysItBeforeSaving() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 1, 0);
    bucket.take(5 * RATE, LEADER_ONLY);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(-4 * RATE);
    bucket.refill(4 * SECOND);
    assertThat(bucket.available(LEADER_ONLY)).isZero();
    assertThat(bucket.burstBalance()).isZero();
  }

  @Test
  void refill_earlierInstant_countsAsTheLatest() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 3, 0);
    bucket.refill(20 * SECOND);
    bucket.refill(SECOND);
    bucket.refill(20 * SECOND);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(21 * RATE);
  }

  @Test
  void refill_longTimeAtHugeRate_doesNotOverflow() {
    long rate = 40_000_000_000L;
    CapacityBucket bucket = new CapacityBucket(rate, 300, 3, 0);
    bucket.refill(2_000_000_000L * SECOND);
    assertThat(bucket.available(ANY_REPLICA)).isEqualTo(901 * rate);
  }

  @Test
  void available_threeAllowances_leaderIsOneOfThem() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 3, 1);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(RATE + ALLOWANCE);
    assertThat(bucket.available(ANY_REPLICA)).isEqualTo(RATE + 3 * ALLOWANCE);
  }

  @Test
  void take_leaderOnly_leavesOtherAllowances() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 3, 1);
    bucket.take(RATE + ALLOWANCE, LEADER_ONLY);
    assertThat(bucket.available(LEADER_ONLY)).isZero();
    assertThat(bucket.available(ANY_REPLICA)).isEqualTo(2 * ALLOWANCE);
  }

  @Test
  void take_anyReplica_drawsTheFullestDownToTheOthers() {
    CapacityBucket bucket = new CapacityBucket(RATE, 300, 3, 1);
    bucket.take(RATE + ALLOWANCE / 2, LEADER_ONLY);
    // The two others give half of what they hold before the leader's turn.
    bucket.take(ALLOWANCE, ANY_REPLICA);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(ALLOWANCE / 2);
    assertThat(bucket.available(ANY_REPLICA)).isEqualTo(3 * (ALLOWANCE / 2));
    // From here on all three give alike.
    bucket.take(3 * 600, ANY_REPLICA);
    assertThat(bucket.available(LEADER_ONLY)).isEqualTo(ALLOWANCE / 2 - 600);
  }

  @Test
  void take_anyReplica_inOneOrManySteps_drawsAlike() {
    Gen.check(
        300,
        gen -> {
          CapacityBucket many = new CapacityBucket(7_000, 300, 3, 0.5);
          CapacityBucket one = new CapacityBucket(7_000, 300, 3, 0.5);
          long uneven = gen.between(0, 900_000);
          many.take(uneven, LEADER_ONLY);
          one.take(uneven, LEADER_ONLY);
          long total = 0;
          for (int i = gen.between(1, 60); i > 0; i--) {
            long taken = gen.between(1, 60_000);
            many.take(taken, ANY_REPLICA);
            total += taken;
          }
          one.take(total, ANY_REPLICA);
          assertThat(many.available(ANY_REPLICA)).isEqualTo(one.available(ANY_REPLICA));
          assertThat(many.available(LEADER_ONLY)).isEqualTo(one.available(LEADER_ONLY));
        });
  }

  @Test
  void take_andRefill_conserveTokensWhileNothingIsFull() {
    Gen.check(
        300,
        gen -> {
          long rate = gen.magnitude(1_000, 1_000_000);
          CapacityBucket bucket = new CapacityBucket(rate, 300, 1, 0.5);
          long expected = bucket.available(LEADER_ONLY);
          long seconds = 0;
          for (int i = 0; i < 40; i++) {
            long step = gen.between(0, 3);
            seconds += step;
            bucket.refill(seconds * SECOND);
            long taken = gen.between(0, 5 * rate);
            bucket.take(taken, gen.chance(0.5));
            expected += step * rate - taken;
          }
          assertThat(bucket.available(LEADER_ONLY)).isEqualTo(expected);
        });
  }

  @Test
  void withRate_savedCapacity_staysForEveryKindOfRequest() {
    CapacityBucket bucket = new CapacityBucket(1_000, 300, 3, 1);
    CapacityBucket raised = bucket.withRate(2_000, 300);
    assertThat(raised.burstBalance()).isEqualTo(0.5);
    assertThat(raised.available(true) - raised.available(false)).isEqualTo(2 * 300_000L);
  }
}
