package dev.headroom.evidence;

import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.List;

/** Finds the levels on which a series stays for some time. */
final class Levels {

  private Levels() {}

  /**
   * A level.
   *
   * @param fromSeconds when it is reached, from the start of the run
   * @param value units per second
   */
  record Level(double fromSeconds, double value) {}

  /**
   * The levels of a series that is constant but for changes at an instant. A period in which it
   * changes holds the mean of both levels, which tells the instant.
   */
  static List<Level> heldExactly(Series series, int periodSeconds) {
    List<Level> levels = new ArrayList<>();
    for (int i = 0; i < series.size(); i++) {
      double value = series.get(i) / periodSeconds;
      boolean isHeld = i + 1 < series.size() && series.get(i + 1) == series.get(i);
      if (levels.isEmpty()) {
        levels.add(new Level(0, value));
      } else if (isHeld && value != levels.getLast().value()) {
        double before = levels.getLast().value();
        double mean = series.get(i - 1) / periodSeconds;
        double share = mean == before ? 0 : (mean - before) / (value - before);
        levels.add(new Level((i - share) * periodSeconds, value));
      }
    }
    return levels;
  }

  /**
   * The levels of noisy minutes that rise in steps; a rise over two minutes is one step.
   *
   * @param minutes units per second
   * @param least how far apart levels are
   * @return no level at all if the minutes also fall
   */
  static List<Level> risenTo(double[] minutes, double least) {
    List<Level> levels = new ArrayList<>();
    boolean isRising = false;
    for (int i = 0; i < minutes.length; i++) {
      double value = minutes[i];
      if (levels.isEmpty()) {
        levels.add(new Level(0, value));
        continue;
      }
      Level last = levels.getLast();
      if (value < last.value() - least) {
        return List.of();
      }
      if (isRising && value > last.value()) {
        levels.set(levels.size() - 1, new Level(last.fromSeconds(), value));
        isRising = false;
      } else {
        isRising = value > last.value() + least;
        if (isRising) {
          levels.add(new Level(i * OutcomeReader.MINUTE_SECONDS, value));
        }
      }
    }
    return levels;
  }
}
