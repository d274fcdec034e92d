package dev.headroom.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.evidence.Levels.Level;
import dev.headroom.outcome.Series;
import org.junit.jupiter.api.Test;

/** A step that is not seen, or seen twice, would judge another staircase than the published one. */
final class LevelsTest {

  @Test
  void heldExactly_changeInsideAPeriod_isDatedByTheMeanOfThatPeriod() {
    assertThat(Levels.heldExactly(Series.of(60, 60, 165, 720, 720, 720), 60))
        .containsExactly(new Level(0, 1), new Level(170.45454545454544, 12));
  }

  @Test
  void heldExactly_changeInTheLastPeriod_isNoLevelYet() {
    assertThat(Levels.heldExactly(Series.of(60, 60, 90), 60)).containsExactly(new Level(0, 1));
  }

  @Test
  void risenTo_noisyMinutesWithARiseOverTwo_areTwoSteps() {
    double[] minutes = {1000, 1010, 990, 1600, 2000, 1990, 2010, 2010, 3050, 3040};

    assertThat(Levels.risenTo(minutes, 500))
        .containsExactly(new Level(0, 1000), new Level(180, 2000), new Level(480, 3050));
  }

  @Test
  void risenTo_minutesThatFall_haveNoLevel() {
    assertThat(Levels.risenTo(new double[] {1000, 2000, 2000, 1400}, 500)).isEmpty();
  }
}
