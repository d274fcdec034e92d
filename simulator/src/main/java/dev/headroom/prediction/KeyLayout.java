package dev.headroom.prediction;

import dev.headroom.engine.KeyPosition;
import dev.headroom.engine.KeyRange;
import dev.headroom.engine.KeyRanges;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.KeyHash;
import dev.headroom.traffic.ZipfWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a flow's keys lie in the key space of one resource, and how much of its load they take.
 *
 * <p>The hottest keys lie where their hash puts them; all other keys are mass that is spread evenly
 * over the hash space, so that a billion keys cost no more than a thousand. Immutable.
 */
final class KeyLayout {

  /** Keys that are followed one by one. */
  private static final int FOLLOWED_KEYS = 1_000;

  /** Below this many keys an even distribution is placed key by key, since its clumps matter. */
  private static final int PLACED_KEYS = 10_000;

  /**
   * A key with a place of its own.
   *
   * @param weight its share of the flow's requests, 0 to 1
   */
  record PlacedKey(String key, long hash, double weight) {}

  /**
   * Load that is spread evenly over a part of the hash space.
   *
   * @param from where it begins, as a share of the hash space
   * @param to where it ends
   * @param weight its share of the flow's requests, 0 to 1
   */
  record Stretch(double from, double to, double weight) {

    /** How much of its weight falls into a part of the hash space. */
    double weightWithin(double begin, double end) {
      double overlap = Math.min(to, end) - Math.max(from, begin);
      return overlap <= 0 ? 0 : weight * overlap / (to - from);
    }
  }

  private final List<PlacedKey> byHash;
  private final List<PlacedKey> followed;
  private final List<Stretch> stretches;
  private final SortKeys sortKeys;
  private final KeyDistribution.@Nullable Rolling rolling;
  private final KeyDistribution.@Nullable Walk walk;
  private final long hashSeed;

  /**
   * Lays a distribution out.
   *
   * @param keys the distribution; {@code Partitions} must have one weight per partition
   * @param sortKeys how the items of a key lie in its collection
   * @param ranges the partitions of the start, on which {@code Partitions} lays its weights
   * @param hashSeed places the keys
   */
  KeyLayout(KeyDistribution keys, SortKeys sortKeys, KeyRanges ranges, long hashSeed) {
    this.sortKeys = sortKeys;
    this.hashSeed = hashSeed;
    this.rolling = keys instanceof KeyDistribution.Rolling found ? found : null;
    this.walk = keys instanceof KeyDistribution.Walk found ? found : null;
    Builder builder = new Builder(hashSeed);
    switch (keys) {
      case KeyDistribution.Uniform uniform -> builder.placeEvenly(0, uniform.count(), 1);
      case KeyDistribution.Zipf zipf -> builder.placeZipf(zipf);
      case KeyDistribution.Hotspot hotspot -> {
        builder.placeEvenly(0, hotspot.hotKeys(), hotspot.share());
        builder.placeEvenly(
            hotspot.hotKeys(), hotspot.count() - hotspot.hotKeys(), 1 - hotspot.share());
      }
      case KeyDistribution.Single single -> builder.place(single.key(), 1);
      case KeyDistribution.Weights named -> {
        double total = named.keys().stream().mapToDouble(WeightedKey::weight).sum();
        for (WeightedKey key : named.keys()) {
          builder.place(key.key(), key.weight() / total);
        }
      }
      case KeyDistribution.Partitions direct -> {
        double total = direct.weights().stream().mapToDouble(Double::doubleValue).sum();
        for (int i = 0; i < direct.weights().size(); i++) {
          KeyRange range = ranges.range(i);
          builder.stretches.add(
              new Stretch(
                  KeyPosition.fraction(range.from().hash()),
                  range.endFraction(),
                  direct.weights().get(i) / total));
        }
      }
      case KeyDistribution.Rolling ignored -> builder.stretches.add(new Stretch(0, 1, 1));
      case KeyDistribution.Walk ignored -> builder.stretches.add(new Stretch(0, 1, 1));
    }
    this.followed = List.copyOf(builder.followed);
    builder.placed.sort(Comparator.comparing(key -> KeyPosition.ofHash(key.hash())));
    this.byHash = List.copyOf(builder.placed);
    this.stretches = List.copyOf(builder.stretches);
  }

  private static final class Builder {
    private final long hashSeed;
    private final List<PlacedKey> placed = new ArrayList<>();
    private final List<PlacedKey> followed = new ArrayList<>();
    private final List<Stretch> stretches = new ArrayList<>();

    Builder(long hashSeed) {
      this.hashSeed = hashSeed;
    }

    void placeEvenly(long first, long count, double share) {
      if (count <= 0 || share <= 0) {
        return;
      }
      if (count <= PLACED_KEYS) {
        for (long k = first; k < first + count; k++) {
          place(KeyHash.render(k), share / count);
        }
      } else {
        stretches.add(new Stretch(0, 1, share));
      }
    }

    void placeZipf(KeyDistribution.Zipf zipf) {
      ZipfWeights weights = new ZipfWeights(zipf, FOLLOWED_KEYS);
      for (int k = 0; k < weights.hottestCount(); k++) {
        place(KeyHash.render(k), weights.shareOf(k));
      }
      if (weights.shareOfOthers() > 0) {
        stretches.add(new Stretch(0, 1, weights.shareOfOthers()));
      }
    }

    void place(String key, double weight) {
      PlacedKey place = new PlacedKey(key, KeyHash.hash(hashSeed, key), weight);
      placed.add(place);
      if (followed.size() < FOLLOWED_KEYS) {
        followed.add(place);
      }
    }
  }

  /** Keys with a place of their own, in the order of their hashes. */
  List<PlacedKey> placedKeys() {
    return byHash;
  }

  /** The keys that are followed one by one, hottest first where they differ. */
  List<PlacedKey> followedKeys() {
    return followed;
  }

  /** Load that has no key of its own. */
  List<Stretch> stretches() {
    return stretches;
  }

  /** How the items of a key lie in its collection. */
  SortKeys sortKeys() {
    return sortKeys;
  }

  /** The distribution, if one key after the other takes all load; else null. */
  KeyDistribution.@Nullable Rolling rolling() {
    return rolling;
  }

  /** The distribution, if it walks through the keys in order; else null. */
  KeyDistribution.@Nullable Walk walk() {
    return walk;
  }

  /** Where the k-th key of a rolling distribution lies. */
  long hashOf(long k) {
    return KeyHash.hash(hashSeed, KeyHash.render(k));
  }

  /** The share of requests that meets each partition. */
  double[] weights(KeyRanges ranges) {
    double[] weights = new double[ranges.count()];
    for (PlacedKey key : byHash) {
      weightsOf(key, ranges, (partition, weight) -> weights[partition] += weight);
    }
    int first = 0;
    for (int i = 0; i < weights.length && !stretches.isEmpty(); i++) {
      int partition = ranges.inKeyOrder(i);
      KeyRange range = ranges.range(partition);
      double begin = KeyPosition.fraction(range.from().hash());
      double end = range.endFraction();
      while (first + 1 < stretches.size() && stretches.get(first).to() <= begin) {
        first++;
      }
      for (int s = first; s < stretches.size() && stretches.get(s).from() < end; s++) {
        weights[partition] += stretches.get(s).weightWithin(begin, end);
      }
    }
    return weights;
  }

  /** Hands out the partitions that a key's requests meet, and the share of each. */
  void weightsOf(PlacedKey key, KeyRanges ranges, KeyRanges.CollectionPart receiver) {
    switch (sortKeys) {
      case RANDOM ->
          ranges.partsOfCollection(
              key.hash(), (partition, share) -> receiver.accept(partition, key.weight() * share));
      case INCREASING -> receiver.accept(lastOf(key.hash(), ranges), key.weight());
      case NONE -> receiver.accept(ranges.partitionOf(key.hash()), key.weight());
    }
  }

  /** The partition that owns the end of a collection, where increasing sort keys go. */
  private static int lastOf(long hash, KeyRanges ranges) {
    return ranges.partitionOf(new KeyPosition(hash, -1));
  }
}
