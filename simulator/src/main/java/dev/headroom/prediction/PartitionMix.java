package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.KeyPosition;
import dev.headroom.engine.KeyRanges;
import dev.headroom.traffic.KeyDistribution;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * How a flow's keys spread over the partitions of one resource.
 *
 * <p>Partitions that may run dry are watched: requests that meet them are drawn for each by itself.
 * All others are one pool, from which only a sum is drawn; what fell to each of them is drawn
 * later, {@linkplain #drawPooled for many steps at once}. Not thread-safe.
 */
final class PartitionMix {

  /** Of many pages that are read in order, about so many are looked up. */
  private static final long LOOK_UPS = 1_000;

  private final KeyLayout layout;
  private final KeyRanges ranges;
  private double[] weights;
  private int[] watched;
  private boolean[] isWatched;
  private boolean hasPool;

  /** Sums of the weights of the watched partitions, in their order. */
  private double[] cumulative;

  private long sentInOrder;

  /** By partition, as far as they were asked for. */
  private final Map<Integer, PageParts> pageParts = new HashMap<>();

  /** Negative until it is asked for. */
  private double searchedByPooledPage;

  /** A distribution laid over partitions, all of them watched. */
  PartitionMix(KeyLayout layout, KeyRanges ranges) {
    this.layout = layout;
    this.ranges = ranges;
    this.weights = new double[0];
    this.isWatched = new boolean[0];
    this.watched = new int[0];
    this.cumulative = new double[0];
    layOver();
  }

  /** Lays the distribution over the partitions as they are now, all of them watched. */
  void layOver() {
    weights = layout.weights(ranges);
    pageParts.clear();
    boolean[] all = new boolean[weights.length];
    Arrays.fill(all, true);
    watch(all);
  }

  /** Chooses the partitions to draw for one by one. */
  void watch(boolean[] chosen) {
    searchedByPooledPage = -1;
    isWatched = chosen.clone();
    watched = new int[weights.length];
    cumulative = new double[weights.length];
    hasPool = false;
    int count = 0;
    double sum = 0;
    for (int p = 0; p < weights.length; p++) {
      hasPool |= !chosen[p] && weights[p] > 0;
      if (chosen[p] && weights[p] > 0) {
        sum += weights[p];
        watched[count] = p;
        cumulative[count] = sum;
        count++;
      }
    }
    watched = Arrays.copyOf(watched, count);
    cumulative = Arrays.copyOf(cumulative, count);
  }

  KeyLayout layout() {
    return layout;
  }

  KeyRanges ranges() {
    return ranges;
  }

  int partitionCount() {
    return weights.length;
  }

  /** The share of requests that meets a partition; over time, for a key that rolls. */
  double weight(int partition) {
    return weights[partition];
  }

  /** Which partitions the pages read that begin in one. */
  PageParts pageParts(int partition) {
    return pageParts.computeIfAbsent(partition, p -> PageParts.of(layout, ranges, p, weights[p]));
  }

  /** How many partitions a page searches, on average, that begins somewhere in the pool. */
  double searchedByPooledPage() {
    if (searchedByPooledPage < 0) {
      searchedByPooledPage = 0;
      for (int p = 0; p < weights.length; p++) {
        if (isPooled(p)) {
          searchedByPooledPage += weights[p] / pooledWeight() * pageParts(p).searched();
        }
      }
    }
    return searchedByPooledPage;
  }

  /** The largest share that a partition may get within a short time. */
  double momentaryWeight(int partition) {
    return isInOrder() && weights[partition] > 0 ? 1 : weights[partition];
  }

  /** Whether one key after the other takes all load. */
  boolean isRolling() {
    return layout.rolling() != null;
  }

  /** Whether requests meet keys in an order, instead of by chance. */
  boolean isInOrder() {
    return isRolling() || layout.walk() != null;
  }

  /** How many requests have met the keys in their order so far. */
  long sentInOrder() {
    return sentInOrder;
  }

  /**
   * Draws partitions for requests.
   *
   * @param n number of requests
   * @param anew whether the requests are new; a retry does not move an order on
   * @param counts is increased by the number of requests that each partition, or the pool, gets
   */
  void draw(long n, boolean anew, Chance chance, PartitionCounts counts) {
    KeyDistribution.Rolling rolling = layout.rolling();
    if (rolling != null) {
      roll(n, anew, rolling, counts);
    } else if (layout.walk() != null) {
      walk(n, anew, layout.walk(), counts);
    } else if (watched.length == 0) {
      counts.add(Component.POOL, n);
    } else if (weights.length == 1) {
      counts.add(0, n);
    } else if (n <= 2L * watched.length) {
      for (long i = 0; i < n; i++) {
        counts.add(drawOne(chance), 1);
      }
    } else {
      drawMany(n, chance, counts);
    }
  }

  private int drawOne(Chance chance) {
    int found = Arrays.binarySearch(cumulative, chance.nextDouble());
    int at = found >= 0 ? found + 1 : -found - 1;
    return at < watched.length ? watched[at] : rest();
  }

  /** Where requests go that no watched partition gets. */
  private int rest() {
    return hasPool ? Component.POOL : watched[watched.length - 1];
  }

  private void drawMany(long n, Chance chance, PartitionCounts counts) {
    long left = n;
    double weightLeft = 1;
    for (int i = 0; i < watched.length && left > 0; i++) {
      double weight = weights[watched[i]];
      long drawn = chance.nextBinomial(left, weight / weightLeft);
      counts.add(watched[i], drawn);
      left -= drawn;
      weightLeft -= weight;
    }
    counts.add(rest(), left);
  }

  private void roll(long n, boolean anew, KeyDistribution.Rolling keys, PartitionCounts counts) {
    long position = sentInOrder;
    long left = n;
    while (left > 0) {
      long key = position / keys.runRequests() % keys.count();
      long inRun = Math.min(left, keys.runRequests() - position % keys.runRequests());
      counts.add(ranges.partitionOf(KeyPosition.ofHash(layout.hashOf(key))), inRun);
      position += inRun;
      left -= inRun;
    }
    if (anew) {
      sentInOrder = position;
    }
  }

  private void walk(long n, boolean anew, KeyDistribution.Walk keys, PartitionCounts counts) {
    long stride = Math.max(1, n / LOOK_UPS);
    for (long done = 0; done < n; done += stride) {
      long hash = KeyPosition.atFraction(keys.begin(sentInOrder + done));
      int partition = ranges.partitionOf(KeyPosition.ofHash(hash));
      counts.add(partition, Math.min(stride, n - done));
    }
    if (anew) {
      sentInOrder += n;
    }
  }

  /**
   * Draws which partitions of the pool requests have met that were counted together. Requests that
   * were laid out before the pool became empty, and are sent again after, have met any partition.
   */
  void drawPooled(long n, Chance chance, PartitionCounts counts) {
    double weightLeft = pooledWeight();
    long left = n;
    int last = -1;
    for (int p = 0; p < weights.length && left > 0; p++) {
      if (!isPooled(p) || weights[p] == 0) {
        continue;
      }
      long drawn = chance.nextBinomial(left, weights[p] / weightLeft);
      counts.add(p, drawn);
      left -= drawn;
      weightLeft -= weights[p];
      last = p;
    }
    if (left > 0) {
      counts.add(last, left);
    }
  }

  /** Spreads an amount over the partitions of the pool. */
  void spreadPooled(double amount, double[] byPartition) {
    double pooled = pooledWeight();
    for (int p = 0; p < weights.length; p++) {
      if (isPooled(p)) {
        byPartition[p] += amount * weights[p] / pooled;
      }
    }
  }

  /** Without a pool what returns to one, since it waited to be sent again, falls to them all. */
  private boolean isPooled(int partition) {
    return !hasPool || !isWatched[partition];
  }

  private double pooledWeight() {
    boolean isEveryOne = !hasPool || cumulative.length == 0;
    return 1 - (isEveryOne ? 0 : cumulative[cumulative.length - 1]);
  }
}
