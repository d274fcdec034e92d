package dev.headroom.comparison;

import dev.headroom.outcome.Shadow.Agreement;
import java.util.List;

/**
 * How far the shadow engine agreed with the service about the same attempts.
 *
 * @param counts what became of all attempts
 * @param worstMinutes for each flow the minute in which the numbers of throttled attempts are
 *     farthest apart; one entry without name for the whole run where flows are not told apart
 */
public record ShadowComparison(Agreement counts, List<Minute> worstMinutes) {

  private static final double PERCENT = 100;

  public ShadowComparison {
    worstMinutes = List.copyOf(worstMinutes);
  }

  /** Share of the attempts that both answered alike, 0 to 1. */
  public double agreement() {
    double alike = counts.bothAdmitted() + counts.bothThrottled();
    return alike / (alike + counts.onlyShadow() + counts.onlyReal());
  }

  /**
   * A flow in one minute.
   *
   * @param flow the flow's name; empty for all together
   * @param label which minute, for people
   * @param requests requests made
   * @param bothThrottled attempts that both throttled
   * @param onlyShadow attempts that the shadow alone throttled
   * @param onlyReal attempts that the service alone throttled
   */
  public record Minute(
      String flow,
      String label,
      double requests,
      double bothThrottled,
      double onlyShadow,
      double onlyReal) {

    /** Throttled attempts, by the shadow as prediction and by the service. */
    public Pair throttledAttempts() {
      return new Pair(bothThrottled + onlyShadow, bothThrottled + onlyReal);
    }

    /** How many more the shadow throttled, in percent of the requests. */
    public double differencePercent() {
      return requests == 0 ? 0 : PERCENT * throttledAttempts().difference() / requests;
    }

    /**
     * How far both may be apart by chance, in percent of the requests.
     *
     * <p>Near a limit a millisecond decides which of two attempts is throttled, so that each
     * attempt that only one of both throttled may have gone either way: the difference of n such
     * coins has a standard deviation of the root of n.
     */
    double chancePercent() {
      return PERCENT * Chance.STANDARD_DEVIATIONS * Math.sqrt(onlyShadow + onlyReal) / requests;
    }
  }
}
