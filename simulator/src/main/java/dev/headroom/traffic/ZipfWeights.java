package dev.headroom.traffic;

import dev.headroom.chance.Chance;
import java.util.Arrays;

/**
 * How often the keys of a Zipf distribution are met: the hottest one by one, the sum of all others
 * by the midpoint integral. Immutable.
 */
public final class ZipfWeights {

  /** Closer to 1 than this an exponent counts as 1. */
  private static final double ONE = 1e-9;

  private final double exponent;
  private final long count;
  private final double[] hottest;

  /** Sums of the weights of the hottest keys. */
  private final double[] cumulative;

  private final double tail;

  /**
   * The weights of a distribution.
   *
   * @param mostHottest how many keys are weighed one by one, if there are so many
   */
  public ZipfWeights(KeyDistribution.Zipf zipf, int mostHottest) {
    this.exponent = zipf.exponent();
    this.count = zipf.count();
    this.hottest = new double[(int) Math.min(mostHottest, count)];
    this.cumulative = new double[hottest.length];
    double head = 0;
    for (int k = 0; k < hottest.length; k++) {
      hottest[k] = StrictMath.pow(k + 1, -exponent);
      head += hottest[k];
      cumulative[k] = head;
    }
    this.tail = count <= hottest.length ? 0 : integral(count + 0.5);
  }

  /** How many keys are weighed one by one. */
  public int hottestCount() {
    return hottest.length;
  }

  /** The share of requests that meets the k-th key, one of the hottest, counted from 0. */
  public double shareOf(int k) {
    return hottest[k] / total();
  }

  /** The share of requests that meets none of the hottest keys. */
  public double shareOfOthers() {
    return tail / total();
  }

  /** Draws a key, counted from 0. */
  public long draw(Chance chance) {
    double at = chance.nextDouble() * total();
    int found = Arrays.binarySearch(cumulative, at);
    int k = found >= 0 ? found + 1 : -found - 1;
    if (k < hottest.length) {
      return k;
    }
    double beyond = at - cumulative[hottest.length - 1];
    long rank = Math.round(inverse(beyond));
    return Math.max(hottest.length, Math.min(count - 1, rank - 1));
  }

  private double total() {
    return cumulative[hottest.length - 1] + tail;
  }

  /** The sum of k^-s over the keys behind the hottest, up to a rank. */
  private double integral(double to) {
    double from = hottest.length + 0.5;
    return isOne()
        ? StrictMath.log(to / from)
        : (StrictMath.pow(to, 1 - exponent) - StrictMath.pow(from, 1 - exponent)) / (1 - exponent);
  }

  /** The rank up to which the integral has a value. */
  private double inverse(double sum) {
    double from = hottest.length + 0.5;
    return isOne()
        ? from * StrictMath.exp(sum)
        : StrictMath.pow(
            StrictMath.pow(from, 1 - exponent) + sum * (1 - exponent), 1 / (1 - exponent));
  }

  private boolean isOne() {
    return Math.abs(exponent - 1) < ONE;
  }
}
