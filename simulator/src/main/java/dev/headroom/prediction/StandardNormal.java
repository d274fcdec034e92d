package dev.headroom.prediction;

/** Quantiles of the standard normal distribution. */
final class StandardNormal {

  private static final double STEP = 1e-4;

  private StandardNormal() {}

  /** The value below which a probability lies (bisection on the distribution function). */
  static double quantile(double probability) {
    double low = -9;
    double high = 9;
    while (high - low > STEP) {
      double middle = (low + high) / 2;
      if (distribution(middle) < probability) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Abramowitz and Stegun, Handbook of Mathematical Functions, 26.2.17; error below 7.5e-8. */
  private static double distribution(double x) {
    double t = 1 / (1 + 0.2316419 * Math.abs(x));
    double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    double tail =
        density
            * t
            * (0.319381530
                + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return x >= 0 ? 1 - tail : tail;
  }
}
