package dev.headroom.chance;

import java.util.SplittableRandom;

/**
 * A source of random draws, forked by name from one seed.
 *
 * <p>The same seed and name give the same draws on every machine: the generator is specified by the
 * platform and every function of a draw goes through {@link StrictMath}. Not thread-safe.
 */
public final class Chance {

  /** FNV-1a, 64 bit: offset basis and prime. Source: draft-eastlake-fnv. */
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;

  private static final long FNV_PRIME = 0x100000001b3L;

  /** Above this mean the normal approximation of Poisson and binomial draws is used. */
  private static final double NORMAL_FROM_MEAN = 64;

  private final long seed;
  private final SplittableRandom random;
  private boolean hasSecondNormal;
  private double secondNormal;

  /** Chance that follows from a seed alone. */
  public Chance(long seed) {
    this.seed = seed;
    this.random = new SplittableRandom(seed);
  }

  /** Independent chance for a named part; does not depend on draws made here. */
  public Chance fork(String name) {
    return new Chance(mix(seed ^ hash(name)));
  }

  /** A hash of a text, spread over all 64 bits. */
  public static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return mix(hash);
  }

  /** The finaliser of SplitMix64: a bijection that spreads every bit. */
  public static long mix(long value) {
    long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }

  /** Uniform in [0, 1). */
  public double nextDouble() {
    return random.nextDouble();
  }

  /** Uniform in [0, bound). */
  public long nextLong(long bound) {
    return random.nextLong(bound);
  }

  /** Normal with mean 0 and deviation 1 (polar method of Marsaglia, which draws them in pairs). */
  public double nextNormal() {
    if (hasSecondNormal) {
      hasSecondNormal = false;
      return secondNormal;
    }
    while (true) {
      double u = 2 * random.nextDouble() - 1;
      double v = 2 * random.nextDouble() - 1;
      double s = u * u + v * v;
      if (s > 0 && s < 1) {
        double scale = Math.sqrt(-2 * StrictMath.log(s) / s);
        hasSecondNormal = true;
        secondNormal = v * scale;
        return u * scale;
      }
    }
  }

  /** Exponential with the given mean. */
  public double nextExponential(double mean) {
    return -mean * StrictMath.log(1 - random.nextDouble());
  }

  /** Poisson: how many independent events happen where {@code mean} are expected. */
  public long nextPoisson(double mean) {
    if (mean <= 0) {
      return 0;
    }
    if (mean > NORMAL_FROM_MEAN) {
      return Math.max(0, Math.round(mean + Math.sqrt(mean) * nextNormal()));
    }
    // Inversion: walks along the distribution until the draw is used up.
    double left = random.nextDouble();
    double probability = StrictMath.exp(-mean);
    long count = 0;
    while (left >= probability && probability > 0) {
      left -= probability;
      count++;
      probability *= mean / count;
    }
    return count;
  }

  /** Binomial: how many of {@code n} independent tries succeed, each with the same probability. */
  public long nextBinomial(long n, double probability) {
    if (n <= 0 || probability <= 0) {
      return 0;
    }
    if (probability >= 1) {
      return n;
    }
    if (probability > 0.5) {
      return n - nextBinomial(n, 1 - probability);
    }
    double mean = n * probability;
    if (mean > NORMAL_FROM_MEAN) {
      double draw = Math.round(mean + Math.sqrt(mean * (1 - probability)) * nextNormal());
      return (long) Math.min((double) n, Math.max(0, draw));
    }
    // Inversion: walks along the distribution until the draw is used up.
    double odds = probability / (1 - probability);
    double left = random.nextDouble();
    double weight = StrictMath.exp(n * StrictMath.log1p(-probability));
    long successes = 0;
    while (left >= weight && successes < n && weight > 0) {
      left -= weight;
      weight *= odds * (n - successes) / (successes + 1);
      successes++;
    }
    return successes;
  }
}
