package dev.headroom.comparison;

import org.jspecify.annotations.Nullable;

/**
 * What a resource admits while it throttles for a limit of its own, and how much saved capacity it
 * draws on before. Times are cut into buckets of ten seconds, or a period where that is longer.
 */
final class Saturation {

  private static final int BUCKET_SECONDS = 10;

  /** Below it, throttling may be a peak within a bucket that has capacity left on the whole. */
  private static final double LEAST_THROTTLED_SHARE = 0.05;

  private final Usage predicted;
  private final Usage seen;
  private final Timeline time;
  private final int periodSeconds;
  private final int bucketSeconds;

  Saturation(Usage predicted, Usage seen, Timeline time) {
    this.predicted = predicted;
    this.seen = seen;
    this.time = time;
    periodSeconds = Math.max(predicted.consumed().periodSeconds(), seen.consumed().periodSeconds());
    bucketSeconds = periodSeconds * Math.ceilDiv(BUCKET_SECONDS, periodSeconds);
  }

  /**
   * Units per second while the observed resource throttled: what it admitted, and what was
   * predicted for these times, which is what the prediction admitted while it throttled too, else
   * its capacity. Null if it never throttled for long, or nothing was predicted to hold it against.
   */
  @Nullable Pair admittedWhileThrottling() {
    double units = 0;
    double expected = 0;
    double seconds = 0;
    for (double from = begin() + bucketSeconds; from + bucketSeconds <= time.to(); ) {
      double to = from + bucketSeconds;
      if (isSaturated(seen, from)) {
        double known =
            isSaturated(predicted, from)
                ? predicted.consumed().sum(from, to)
                : capacity(predicted, from, to);
        if (known > 0) {
          expected += known;
          units += seen.consumed().sum(from, to);
          seconds += bucketSeconds;
        }
      }
      from = to;
    }
    return seconds == 0 ? null : new Pair(expected, units).over(seconds);
  }

  /** The first bucket of throttling may have begun with saved capacity: it does not count. */
  private boolean isSaturated(Usage usage, double from) {
    return isThrottled(usage, from) && isThrottled(usage, from - bucketSeconds);
  }

  private boolean isThrottled(Usage usage, double from) {
    double to = from + bucketSeconds;
    double throttled = usage.capacityThrottles().sum(from, to);
    double admitted = usage.consumed().sum(from, to) / Comparer.unitsPerOperation(predicted, seen);
    return throttled > 0 && throttled >= LEAST_THROTTLED_SHARE * (throttled + admitted);
  }

  private static double capacity(Usage usage, double from, double to) {
    return usage.provisioned() == null ? 0 : usage.provisioned().sum(from, to);
  }

  /**
   * Saved capacity that was used before the first throttling on each side, in seconds of the
   * predicted capacity: the area above it, less what was saved again in between. It tells what was
   * saved only where both have that capacity. Null where a side never throttles, no capacity is
   * known, or both are as near to each other as the periods tell.
   */
  @Nullable Pair burstSeconds() {
    double first = predicted.capacityThrottles().firstSeconds();
    double firstSeen = seen.capacityThrottles().firstSeconds();
    if (first >= time.to() || firstSeen >= time.to()) {
      return null;
    }
    double rate = capacity(predicted, first, first + periodSeconds) / periodSeconds;
    double rateSeen = capacity(predicted, firstSeen, firstSeen + periodSeconds) / periodSeconds;
    if (!(rate > 0) || !(rateSeen > 0)) {
      return null;
    }
    Pair burst =
        new Pair(
            burst(predicted.consumed(), rate, first) / rate,
            burst(seen.consumed(), rateSeen, firstSeen) / rateSeen);
    double resolution =
        predicted.consumed().sum(first, first + periodSeconds) / rate
            + seen.consumed().sum(firstSeen, firstSeen + periodSeconds) / rateSeen;
    return Math.abs(burst.difference()) > resolution ? burst : null;
  }

  /** The period in which throttling begins counts: saved capacity is used up within it. */
  private double burst(Sampled consumed, double unitsPerSecond, double firstThrottle) {
    double used = 0;
    for (double from = begin(); from <= firstThrottle; from += periodSeconds) {
      double above = consumed.sum(from, from + periodSeconds) - unitsPerSecond * periodSeconds;
      used = Math.max(0, used + above);
    }
    return used;
  }

  private double begin() {
    return time.from();
  }
}
