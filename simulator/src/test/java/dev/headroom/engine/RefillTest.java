package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.Gen;
import org.junit.jupiter.api.Test;

/** Without it a batch could be let in where its requests, one by one, would not. */
final class RefillTest {

  @Test
  void admissible_batch_isWhatOneAfterTheOtherGets() {
    Gen.check(
        2_000,
        gen -> {
          long n = gen.magnitude(1, 400);
          long all = gen.magnitude(n, 400 * 100_000);
          long tokens = gen.between(-1_000, 2 * all);
          long passed = 0;
          while (passed < n && tokens - Refill.share(all, passed, n) > 0) {
            passed++;
          }
          assertThat(Refill.admissible(tokens, n, all)).isEqualTo(passed);
        });
  }

  @Test
  void admissible_anyTokenLeft_letsOneOverdraw() {
    assertThat(Refill.admissible(1, 1, 400_000)).isEqualTo(1);
    assertThat(Refill.admissible(1, 25, 25_000)).isEqualTo(1);
    assertThat(Refill.admissible(1_500, 25, 25_000)).isEqualTo(2);
    assertThat(Refill.admissible(0, 1, 1)).isZero();
  }

  @Test
  void covered_batch_neverOverdraws() {
    Gen.check(
        2_000,
        gen -> {
          long n = gen.magnitude(1, 400);
          long all = gen.magnitude(n, 400 * 100_000);
          long tokens = gen.between(-1_000, 2 * all);
          long covered = Refill.covered(tokens, n, all);
          assertThat(covered).isBetween(0L, n);
          assertThat(Refill.share(all, covered, n)).isLessThanOrEqualTo(Math.max(0, tokens));
          if (covered < n) {
            assertThat(Refill.share(all, covered + 1, n)).isGreaterThan(tokens);
          }
        });
  }

  @Test
  void share_partsOfABatch_addUpToTheWhole() {
    Gen.check(
        2_000,
        gen -> {
          long n = gen.magnitude(1, 3_000_000_000L);
          long all = gen.magnitude(1, Long.MAX_VALUE / 4);
          long k = gen.between(0, n - 1);
          assertThat(Refill.share(all, 0, n)).isZero();
          assertThat(Refill.share(all, n, n)).isEqualTo(all);
          assertThat(Refill.share(all, k + 1, n) - Refill.share(all, k, n))
              .isBetween(all / n, all / n + 1);
        });
  }
}
