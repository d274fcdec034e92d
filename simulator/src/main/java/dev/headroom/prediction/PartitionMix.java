package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.KeyRanges;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.KeyHash;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a flow's keys spread over the partitions of one resource.
 *
 * <p>The hottest keys are explicit and lie where their hash puts them; all other keys are mass that
 * every partition shares alike, so that a billion keys cost no more than a thousand.
 */
final class PartitionMix {

  /** Keys that are followed one by one. */
  private static final int EXPLICIT_KEYS = 1_000;

  /** Below this many keys an even distribution is placed key by key, since its clumps matter. */
  private static final int PLACED_KEYS = 10_000;

  /**
   * A key that is followed.
   *
   * @param weight its share of the flow's requests, 0 to 1
   */
  record ExplicitKey(String key, double weight, int partition) {}

  private final double[] weights;
  private final List<ExplicitKey> explicitKeys;
  private final int[] aliasOf;
  private final double[] ownShare;
  private final KeyDistribution.@Nullable Rolling rolling;
  private final long hashSeed;
  private final KeyRanges ranges;
  private long rollingSent;

  /**
   * A distribution laid over partitions.
   *
   * @param keys the distribution; {@code Partitions} must have one weight per partition
   * @param ranges the partitions
   * @param hashSeed places the keys
   */
  PartitionMix(KeyDistribution keys, KeyRanges ranges, long hashSeed) {
    this.ranges = ranges;
    this.hashSeed = hashSeed;
    this.weights = new double[ranges.count()];
    this.explicitKeys = new ArrayList<>();
    this.rolling = keys instanceof KeyDistribution.Rolling found ? found : null;
    switch (keys) {
      case KeyDistribution.Uniform uniform -> placeEvenly(0, uniform.count(), 1);
      case KeyDistribution.Zipf zipf -> placeZipf(zipf);
      case KeyDistribution.Hotspot hotspot -> {
        placeEvenly(0, hotspot.hotKeys(), hotspot.share());
        placeEvenly(hotspot.hotKeys(), hotspot.count() - hotspot.hotKeys(), 1 - hotspot.share());
      }
      case KeyDistribution.Single single -> place(single.key(), 1);
      case KeyDistribution.Weights named -> {
        double total = named.keys().stream().mapToDouble(WeightedKey::weight).sum();
        for (WeightedKey key : named.keys()) {
          place(key.key(), key.weight() / total);
        }
      }
      case KeyDistribution.Partitions direct -> {
        double total = direct.weights().stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < weights.length; i++) {
          weights[i] = direct.weights().get(i) / total;
        }
      }
      case KeyDistribution.Rolling ignored -> Arrays.fill(weights, 1.0 / weights.length);
    }
    this.aliasOf = new int[weights.length];
    this.ownShare = new double[weights.length];
    buildAliasTable();
  }

  private void placeEvenly(long first, long count, double share) {
    if (count <= 0 || share <= 0) {
      return;
    }
    if (count <= PLACED_KEYS) {
      for (long k = first; k < first + count; k++) {
        place(KeyHash.render(k), share / count);
      }
    } else {
      spread(share);
    }
  }

  private void placeZipf(KeyDistribution.Zipf zipf) {
    int explicit = (int) Math.min(EXPLICIT_KEYS, zipf.count());
    double head = 0;
    double[] raw = new double[explicit];
    for (int k = 1; k <= explicit; k++) {
      raw[k - 1] = StrictMath.pow(k, -zipf.exponent());
      head += raw[k - 1];
    }
    double tail = harmonicTail(explicit, zipf.count(), zipf.exponent());
    for (int k = 0; k < explicit; k++) {
      place(KeyHash.render(k), raw[k] / (head + tail));
    }
    spread(tail / (head + tail));
  }

  /** The sum of k^-s over first &lt; k &lt;= last, by the midpoint integral. */
  private static double harmonicTail(long first, long last, double s) {
    if (last <= first) {
      return 0;
    }
    double from = first + 0.5;
    double to = last + 0.5;
    if (Math.abs(s - 1) < 1e-9) {
      return StrictMath.log(to / from);
    }
    return (StrictMath.pow(to, 1 - s) - StrictMath.pow(from, 1 - s)) / (1 - s);
  }

  private void place(String key, double weight) {
    int partition = ranges.partitionOf(KeyHash.hash(hashSeed, key));
    weights[partition] += weight;
    if (explicitKeys.size() < EXPLICIT_KEYS) {
      explicitKeys.add(new ExplicitKey(key, weight, partition));
    }
  }

  private void spread(double share) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] += share / weights.length;
    }
  }

  /** Vose's alias method: every partition keeps a share of its slot and lends the rest to one. */
  private void buildAliasTable() {
    int count = weights.length;
    double[] scaled = new double[count];
    int[] small = new int[count];
    int[] large = new int[count];
    int smallCount = 0;
    int largeCount = 0;
    for (int i = 0; i < count; i++) {
      scaled[i] = weights[i] * count;
      if (scaled[i] < 1) {
        small[smallCount++] = i;
      } else {
        large[largeCount++] = i;
      }
    }
    while (smallCount > 0 && largeCount > 0) {
      int less = small[--smallCount];
      int more = large[largeCount - 1];
      ownShare[less] = scaled[less];
      aliasOf[less] = more;
      scaled[more] -= 1 - scaled[less];
      if (scaled[more] < 1) {
        largeCount--;
        small[smallCount++] = more;
      }
    }
    while (largeCount > 0) {
      ownShare[large[--largeCount]] = 1;
    }
    while (smallCount > 0) {
      ownShare[small[--smallCount]] = 1;
    }
  }

  int partitionCount() {
    return weights.length;
  }

  /** The share of requests that meets a partition; over time, for a key that rolls. */
  double weight(int partition) {
    return weights[partition];
  }

  /** The largest share that a partition may get within a short time. */
  double momentaryWeight(int partition) {
    return rolling == null ? weights[partition] : 1;
  }

  /** Keys that are followed one by one. */
  List<ExplicitKey> explicitKeys() {
    return explicitKeys;
  }

  /**
   * Draws partitions for requests.
   *
   * @param n number of requests
   * @param anew whether the requests are new; a retry does not move a rolling key on
   * @param counts is increased by the number of requests that each partition gets
   */
  void draw(long n, boolean anew, Chance chance, long[] counts) {
    if (rolling != null) {
      roll(n, anew, rolling, counts);
    } else if (weights.length == 1) {
      counts[0] += n;
    } else if (n <= 2L * weights.length) {
      for (long i = 0; i < n; i++) {
        int slot = (int) chance.nextLong(weights.length);
        counts[chance.nextDouble() < ownShare[slot] ? slot : aliasOf[slot]]++;
      }
    } else {
      drawMany(n, chance, counts);
    }
  }

  private void drawMany(long n, Chance chance, long[] counts) {
    long left = n;
    double weightLeft = 1;
    for (int i = 0; i < weights.length && left > 0; i++) {
      long drawn =
          i == weights.length - 1 ? left : chance.nextBinomial(left, weights[i] / weightLeft);
      counts[i] += drawn;
      left -= drawn;
      weightLeft -= weights[i];
    }
  }

  private void roll(long n, boolean anew, KeyDistribution.Rolling keys, long[] counts) {
    long position = rollingSent;
    long left = n;
    while (left > 0) {
      long key = position / keys.runRequests() % keys.count();
      long inRun = Math.min(left, keys.runRequests() - position % keys.runRequests());
      counts[ranges.partitionOf(KeyHash.hash(hashSeed, KeyHash.render(key)))] += inRun;
      position += inRun;
      left -= inRun;
    }
    if (anew) {
      rollingSent = position;
    }
  }
}
