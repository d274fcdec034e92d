package dev.headroom.traffic;

import dev.headroom.capacity.ServiceLimits;
import dev.headroom.chance.Chance;
import java.util.Arrays;

/**
 * A size distribution as a list of sizes with probabilities, so that single draws and means over
 * many requests come from the same numbers.
 */
public final class SizeClasses {

  private static final int CLASSES = 512;

  /** How far, in standard deviations, the tails of a log-normal distribution are followed. */
  private static final double TAIL_DEVIATIONS = 4.5;

  /** The 99th percentile of the standard normal distribution. */
  private static final double NORMAL_P99 = 2.3263478740408408;

  private final long[] sizes;
  private final double[] cumulative;

  private SizeClasses(long[] sizes, double[] weights) {
    this.sizes = sizes;
    this.cumulative = new double[weights.length];
    double total = Arrays.stream(weights).sum();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i];
      cumulative[i] = sum / total;
    }
    cumulative[weights.length - 1] = 1;
  }

  /** The sizes of a distribution. */
  public static SizeClasses of(SizeDistribution distribution) {
    return switch (distribution) {
      case SizeDistribution.Fixed fixed ->
          new SizeClasses(new long[] {fixed.sizeBytes()}, new double[] {1});
      case SizeDistribution.Uniform uniform -> uniform(uniform);
      case SizeDistribution.LogNormal logNormal -> logNormal(logNormal);
      case SizeDistribution.Values values ->
          new SizeClasses(
              values.sizes().stream().mapToLong(size -> size.sizeBytes()).toArray(),
              values.sizes().stream().mapToDouble(size -> size.weight()).toArray());
    };
  }

  private static SizeClasses uniform(SizeDistribution.Uniform uniform) {
    long span = uniform.maxBytes() - uniform.minBytes() + 1;
    int count = (int) Math.min(CLASSES, span);
    long[] sizes = new long[count];
    double[] weights = new double[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = uniform.minBytes() + (long) ((i + 0.5) * span / count);
      weights[i] = 1;
    }
    return new SizeClasses(sizes, weights);
  }

  private static SizeClasses logNormal(SizeDistribution.LogNormal logNormal) {
    double location = StrictMath.log((double) logNormal.medianBytes());
    double scale = (StrictMath.log((double) logNormal.p99Bytes()) - location) / NORMAL_P99;
    long[] sizes = new long[CLASSES];
    double[] weights = new double[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      double z = TAIL_DEVIATIONS * (2 * (i + 0.5) / CLASSES - 1);
      double size = StrictMath.exp(location + scale * z);
      sizes[i] = Math.max(1, Math.min(ServiceLimits.ITEM_MAX_BYTES, Math.round(size)));
      weights[i] = StrictMath.exp(-z * z / 2);
    }
    return new SizeClasses(sizes, weights);
  }

  /** How many sizes there are. */
  public int count() {
    return sizes.length;
  }

  /** The i-th size. */
  public long sizeBytes(int index) {
    return sizes[index];
  }

  /** How likely the i-th size is, 0 to 1. */
  public double probability(int index) {
    return index == 0 ? cumulative[0] : cumulative[index] - cumulative[index - 1];
  }

  /** Draws a size, bytes. */
  public long draw(Chance chance) {
    if (sizes.length == 1) {
      return sizes[0];
    }
    int found = Arrays.binarySearch(cumulative, chance.nextDouble());
    return sizes[found >= 0 ? Math.min(found + 1, sizes.length - 1) : -found - 1];
  }

  /** The sum of several sizes, as a distribution of its own (normal approximation). */
  public SizeClasses timesIndependently(int items, long maxBytes) {
    if (items == 1 || sizes.length == 1) {
      long[] scaled = Arrays.stream(sizes).map(size -> Math.min(maxBytes, size * items)).toArray();
      return withSizes(scaled);
    }
    double mean = 0;
    double square = 0;
    for (int i = 0; i < sizes.length; i++) {
      mean += probability(i) * sizes[i];
      square += probability(i) * sizes[i] * sizes[i];
    }
    double deviation = Math.sqrt(Math.max(0, square - mean * mean) * items);
    long[] sums = new long[CLASSES];
    double[] weights = new double[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      double z = TAIL_DEVIATIONS * (2 * (i + 0.5) / CLASSES - 1);
      sums[i] = Math.max(1, Math.min(maxBytes, Math.round(mean * items + deviation * z)));
      weights[i] = StrictMath.exp(-z * z / 2);
    }
    return new SizeClasses(sums, weights);
  }

  private SizeClasses withSizes(long[] scaled) {
    double[] weights = new double[scaled.length];
    for (int i = 0; i < scaled.length; i++) {
      weights[i] = probability(i);
    }
    return new SizeClasses(scaled, weights);
  }
}
