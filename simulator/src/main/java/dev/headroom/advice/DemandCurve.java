package dev.headroom.advice;

import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the traffic asks for, minute by minute, where nothing holds it back. */
final class DemandCurve {

  /** Keeps a need of exactly 80 from becoming 81 through the noise of a double. */
  private static final double ROUNDING = 1e-6;

  private final Map<Dial, double[]> unitsByMinute = new LinkedHashMap<>();
  private final int secondsPerMinute;
  private final long burstSeconds;

  /**
   * The demand that an outcome shows.
   *
   * @param outcome of a run with capacity in plenty
   * @param burstSeconds how many seconds of its capacity a table saves
   */
  DemandCurve(Outcome outcome, long burstSeconds) {
    this.burstSeconds = burstSeconds;
    this.secondsPerMinute = Demand.minutes(outcome.resources().getFirst()).seconds(0);
    for (ResourceOutcome resource : outcome.resources()) {
      for (Dial dial : Dial.ofResource(resource.name())) {
        unitsByMinute.put(dial, Demand.unitsByMinute(outcome, resource, dial.dimension()));
      }
    }
  }

  /** How many minutes there are. */
  int minutes() {
    return unitsByMinute.values().iterator().next().length;
  }

  /** Length of a minute; in a long run its periods count as minutes. */
  int secondsPerMinute() {
    return secondsPerMinute;
  }

  /** All units of the run. */
  double total(Dial dial) {
    double sum = 0;
    for (double units : unitsOf(dial)) {
      sum += units;
    }
    return sum;
  }

  /** Mean of the busiest minute, units per second. */
  double peak(Dial dial) {
    double highest = 0;
    for (double units : unitsOf(dial)) {
      highest = Math.max(highest, units);
    }
    return highest / secondsPerMinute;
  }

  /**
   * The least provisioned capacity that serves all that some minutes ask for, units per second:
   * over any stretch of time a bucket gives what flows in and what it held before, which is never
   * more than {@code burstSeconds} of the capacity.
   */
  long needed(Dial dial, int fromMinute, int toMinute) {
    double[] units = unitsOf(dial);
    double highest = 0;
    for (int from = fromMinute; from < toMinute; from++) {
      double sum = 0;
      for (int to = from; to < toMinute; to++) {
        sum += units[to];
        long seconds = (long) (to - from + 1) * secondsPerMinute + burstSeconds;
        highest = Math.max(highest, sum / seconds);
      }
    }
    return Math.max(Ladder.LOWEST, (long) Math.ceil(highest - ROUNDING));
  }

  private double[] unitsOf(Dial dial) {
    double[] units = unitsByMinute.get(dial);
    if (units == null) {
      throw new IllegalArgumentException("no such table or index: " + dial.resource());
    }
    return units;
  }
}
