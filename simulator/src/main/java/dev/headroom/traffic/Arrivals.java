package dev.headroom.traffic;

import dev.headroom.chance.Chance;

/**
 * The requests of an open flow over time. Times are nanoseconds from the start of the flow and only
 * move forward.
 */
public final class Arrivals {

  /** Keeps sums of a curve from missing a whole number by rounding. */
  private static final double ROUNDING = 1e-6;

  private final RateCurve curve;
  private final double requestsPerAmount;
  private final ArrivalProcess process;
  private final Chance chance;

  /**
   * The arrivals of a curve.
   *
   * @param curve requests or units over time
   * @param requestsPerAmount how many requests one of the curve's amounts stands for
   */
  public Arrivals(
      RateCurve curve, double requestsPerAmount, ArrivalProcess process, Chance chance) {
    this.curve = curve;
    this.requestsPerAmount = requestsPerAmount;
    this.process = process;
    this.chance = chance;
  }

  /** Expected number of requests in {@code [fromNanos, toNanos)}. */
  public double expected(long fromNanos, long toNanos) {
    return process instanceof ArrivalProcess.Bursty bursty
        ? cumulative(bursty, toNanos) - cumulative(bursty, fromNanos)
        : curve.amountBetween(fromNanos, toNanos) * requestsPerAmount;
  }

  /** Number of requests in {@code [fromNanos, toNanos)}. */
  public long draw(long fromNanos, long toNanos) {
    return process instanceof ArrivalProcess.Poisson
        ? chance.nextPoisson(expected(fromNanos, toNanos))
        : ceiling(toNanos) - ceiling(fromNanos);
  }

  /**
   * When the i-th of the {@code n} requests drawn for an interval arrives.
   *
   * @return nanoseconds from the start of the flow, within the interval
   */
  public long instant(long i, long n, long fromNanos, long toNanos) {
    if (process instanceof ArrivalProcess.Poisson) {
      return fromNanos + (long) (chance.nextDouble() * (toNanos - fromNanos));
    }
    double target = ceiling(fromNanos) + i - ROUNDING;
    long low = fromNanos;
    long high = toNanos - 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (cumulative(middle) >= target) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** The k-th request arrives when the sum reaches k, the first at once. */
  private long ceiling(long nanos) {
    return (long) Math.ceil(cumulative(nanos) - ROUNDING);
  }

  private double cumulative(long nanos) {
    return process instanceof ArrivalProcess.Bursty bursty
        ? cumulative(bursty, nanos)
        : curve.amountBetween(0, nanos) * requestsPerAmount;
  }

  /** All requests of a cycle fall, evenly spaced, into its first part. */
  private double cumulative(ArrivalProcess.Bursty bursty, long nanos) {
    long burstNanos = bursty.length().toNanos();
    long cycleNanos = (long) (burstNanos * bursty.peakToMean());
    long cycleStart = nanos / cycleNanos * cycleNanos;
    double done = Math.min(1, (double) (nanos - cycleStart) / burstNanos);
    return requestsPerAmount
        * (curve.amountBetween(0, cycleStart)
            + done * curve.amountBetween(cycleStart, cycleStart + cycleNanos));
  }
}
