package dev.headroom.comparison;

import dev.headroom.outcome.Shadow.Agreement;
import java.util.List;

/**
 * How far the shadow engine agreed with the service about the same attempts.
 *
 * @param total all attempts
 * @param worstMinutes for each flow the minute in which the numbers of throttled attempts are
 *     farthest apart
 */
public record ShadowComparison(Agreement total, List<Minute> worstMinutes) {

  public ShadowComparison {
    worstMinutes = List.copyOf(worstMinutes);
  }

  /** Share of the attempts that both answered alike, 0 to 1. */
  public double agreement() {
    long alike = total.bothAdmitted() + total.bothThrottled();
    return (double) alike / (alike + total.onlyShadow() + total.onlyReal());
  }

  /**
   * A flow in one minute.
   *
   * @param flow the flow's name
   * @param label which minute, for people
   * @param requests requests that were sent for the first time in it
   * @param counts what became of its attempts
   */
  public record Minute(String flow, String label, long requests, Agreement counts) {

    /** Throttled attempts. */
    public Pair throttled() {
      return new Pair(
          counts.bothThrottled() + counts.onlyShadow(), counts.bothThrottled() + counts.onlyReal());
    }

    /** How many more attempts the shadow throttled, in percent of the requests. */
    public double differencePercent() {
      return requests == 0 ? 0 : 100 * throttled().difference() / requests;
    }
  }
}
