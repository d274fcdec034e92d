package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.ModelProfile.DecreaseRule;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Without it capacity could be lowered more often, or more seldom, than the service allows. */
final class DecreaseQuotaTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-11-27T00:00:00Z");

  private static int takeAll(DecreaseQuota quota, Duration from, Duration to) {
    int taken = 0;
    for (Duration at = from; at.compareTo(to) < 0; at = at.plusMinutes(1)) {
      while (quota.allows(at.toNanos()) && taken < 1_000) {
        quota.take(at.toNanos());
        taken++;
      }
    }
    return taken;
  }

  @Test
  void docs_aWholeDay_allowsTwentySeven() {
    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.DOCS, MIDNIGHT, 0);

    assertThat(takeAll(quota, Duration.ZERO, Duration.ofDays(1))).isEqualTo(27);
  }

  @Test
  void docs_idleDay_leavesFourInHand() {
    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.DOCS, MIDNIGHT, 0);

    assertThat(takeAll(quota, Duration.ofHours(20), Duration.ofMinutes(20 * 60 + 59))).isEqualTo(4);
  }

  @Test
  void docs_usedBeforeTheStart_countsThemAgainstTheHoursGone() {
    Instant three = MIDNIGHT.plus(Duration.ofHours(3));

    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.DOCS, three, 6);

    assertThat(takeAll(quota, Duration.ZERO, Duration.ofMinutes(59))).isEqualTo(1);
  }

  @Test
  void lab_fourTaken_allowsTheNextAnHourAfterTheLast() {
    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.LAB, MIDNIGHT, 0);

    assertThat(takeAll(quota, Duration.ofMinutes(10), Duration.ofMinutes(70))).isEqualTo(4);
    assertThat(takeAll(quota, Duration.ofMinutes(70), Duration.ofMinutes(130))).isEqualTo(1);
    assertThat(takeAll(quota, Duration.ofMinutes(130), Duration.ofMinutes(131))).isEqualTo(1);
  }

  @Test
  void lab_nextDay_allowsFourAgain() {
    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.LAB, MIDNIGHT, 4);

    assertThat(quota.allows(Duration.ofMinutes(59).toNanos())).isFalse();
    assertThat(takeAll(quota, Duration.ofDays(1), Duration.ofMinutes(24 * 60 + 1))).isEqualTo(4);
  }

  @Test
  void none_always_allows() {
    DecreaseQuota quota = new DecreaseQuota(DecreaseRule.NONE, MIDNIGHT, 100);

    assertThat(takeAll(quota, Duration.ZERO, Duration.ofMinutes(1))).isEqualTo(1_000);
  }
}
