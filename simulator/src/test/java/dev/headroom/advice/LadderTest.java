package dev.headroom.advice;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A step that is too large would make "one step cheaper" say little. */
final class LadderTest {

  @ParameterizedTest
  @CsvSource({
    "FINE, 1, 0",
    "FINE, 200, 199",
    "FINE, 202, 200",
    "FINE, 500, 498",
    "FINE, 505, 500",
    "FINE, 1000, 995",
    "FINE, 1010, 1000",
    "FINE, 2000, 1990",
    "FINE, 2020, 2000",
    "COARSE, 20, 19",
    "COARSE, 22, 20",
    "COARSE, 50, 48",
    "COARSE, 55, 50",
    "COARSE, 110, 100"
  })
  void below_eachStretch_hasItsStep(Ladder ladder, long units, long below) {
    assertThat(ladder.below(units)).isEqualTo(below);
    assertThat(ladder.plus(below, 1)).isEqualTo(units);
  }

  @ParameterizedTest
  @EnumSource(Ladder.class)
  void steps_onTheWayUp_areNeverLargerThanPromised(Ladder ladder) {
    double most = ladder == Ladder.FINE ? 0.01 : 0.1;
    long units = Ladder.LOWEST;
    for (int i = 0; i < 400; i++) {
      long next = ladder.plus(units, 1);
      assertThat(next - units).isLessThanOrEqualTo(Math.max(1, (long) (most * next)));
      assertThat(ladder.atLeast((double) next)).isEqualTo(next);
      units = next;
    }
  }

  @Test
  void between_severalSteps_isUndoneByPlus() {
    assertThat(Ladder.FINE.between(195, 530)).isEqualTo(5 + 150 + 6);
    assertThat(Ladder.FINE.plus(530, -161)).isEqualTo(195);
    assertThat(Ladder.FINE.plus(3, -10)).isEqualTo(Ladder.LOWEST);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.2, 1", "200.5, 202", "501, 505", "4210, 4220"})
  void atLeast_anyNumber_isTheNextRung(double units, long rung) {
    assertThat(Ladder.FINE.atLeast(units)).isEqualTo(rung);
  }
}
