package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the traffic asks for, minute by minute, where nothing holds it back. */
final class DemandCurve {

  /** Keeps a need of exactly 80 from becoming 81 through the noise of a double. */
  private static final double ROUNDING = 1e-6;

  private final Map<Dial, double[]> unitsByMinute = new LinkedHashMap<>();
  private final int secondsPerMinute;
  private final ModelProfile profile;

  /**
   * The demand that an outcome shows.
   *
   * @param outcome of a run with capacity in plenty
   */
  DemandCurve(Outcome outcome, ModelProfile profile) {
    this.profile = profile;
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

  /** How many seconds of its capacity a table or an index saves at most. */
  private long burstSeconds(Dial dial) {
    return profile.tableBurstSeconds()
        * (dial.dimension() == Dimension.READ ? profile.tableEcBurstReplicas() : 1);
  }

  /**
   * About the least provisioned capacity with which saved capacity lasts through the run, units per
   * second: a bucket that is filled and emptied minute by minute.
   *
   * @param burstFraction how full it is at first; null for full
   */
  long lasting(Dial dial, @Nullable Double burstFraction) {
    double full = burstFraction == null ? 1 : burstFraction;
    long low = 0;
    long high = (long) Math.ceil(peak(dial));
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (lasts(dial, middle, full)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.max(Ladder.LOWEST, high);
  }

  private boolean lasts(Dial dial, long capacity, double full) {
    double most = (double) capacity * burstSeconds(dial);
    double saved = full * most;
    for (double units : unitsOf(dial)) {
      saved = Math.min(most, saved + (double) capacity * secondsPerMinute - units);
      if (saved < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The least provisioned capacity that serves all that some minutes ask for, units per second:
   * over any stretch of time a bucket gives what flows in and what it held before.
   */
  long needed(Dial dial, int fromMinute, int toMinute) {
    double[] units = unitsOf(dial);
    double highest = 0;
    for (int from = fromMinute; from < toMinute; from++) {
      double sum = 0;
      for (int to = from; to < toMinute; to++) {
        sum += units[to];
        long seconds = (long) (to - from + 1) * secondsPerMinute + burstSeconds(dial);
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
