package dev.headroom.comparison;

import org.jspecify.annotations.Nullable;

/**
 * A change of capacity on both sides.
 *
 * @param kind such as {@code scale-out}
 * @param resource the table or index
 * @param simulatedSeconds when it was predicted; null if it was not
 * @param observedSeconds when it was observed, the nearest one of its kind; null if it was not
 */
public record EventComparison(
    String kind,
    String resource,
    @Nullable Double simulatedSeconds,
    @Nullable Double observedSeconds) {

  /** Seconds between both; infinite where one is missing. */
  public double apartSeconds() {
    return simulatedSeconds == null || observedSeconds == null
        ? Double.POSITIVE_INFINITY
        : Math.abs(simulatedSeconds - observedSeconds);
  }
}
