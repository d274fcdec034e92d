package dev.headroom.comparison;

/** One number as predicted and as observed, in the same unit. */
public record Pair(double simulated, double observed) {

  private static final double PERCENT = 100;

  /** How much more was predicted than observed. */
  public double difference() {
    return simulated - observed;
  }

  /**
   * The prediction's error, in percent of what was observed, or of what was predicted where nothing
   * was observed.
   */
  public double errorPercent() {
    return difference() == 0 ? 0 : PERCENT * difference() / (observed == 0 ? simulated : observed);
  }

  /** Both over two other numbers; NaN where these are 0. */
  Pair over(Pair whole) {
    return new Pair(simulated / whole.simulated, observed / whole.observed);
  }

  Pair over(double divisor) {
    return new Pair(simulated / divisor, observed / divisor);
  }

  Pair plus(Pair other) {
    return new Pair(simulated + other.simulated, observed + other.observed);
  }

  double sum() {
    return simulated + observed;
  }
}
