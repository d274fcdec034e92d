package dev.headroom.plan;

import dev.headroom.chance.Chance;
import dev.headroom.engine.KeyRanges;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.KeyHash;
import dev.headroom.traffic.ZipfWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Draws the partition keys of a distribution one by one. Immutable. */
interface KeyDraw {

  /** Keys of a Zipf distribution that are drawn by their exact weight. */
  int ZIPF_KEYS = 1_000;

  /** How many keys share the load that is laid on a partition. */
  int KEYS_PER_PARTITION = 64;

  /**
   * The key of an operation.
   *
   * @param number how many operations of the flow come before it
   */
  String draw(long number, Chance chance);

  /**
   * Draws from a distribution.
   *
   * @param ranges the partitions of the start, on which weights of partitions are laid
   * @param hashSeed places the keys
   */
  static KeyDraw of(KeyDistribution keys, KeyRanges ranges, long hashSeed) {
    return switch (keys) {
      case KeyDistribution.Uniform uniform ->
          (number, chance) -> KeyHash.render(chance.nextLong(uniform.count()));
      case KeyDistribution.Zipf zipf -> {
        ZipfWeights weights = new ZipfWeights(zipf, ZIPF_KEYS);
        yield (number, chance) -> KeyHash.render(weights.draw(chance));
      }
      case KeyDistribution.Hotspot hotspot ->
          (number, chance) ->
              KeyHash.render(
                  chance.nextDouble() < hotspot.share()
                      ? chance.nextLong(hotspot.hotKeys())
                      : hotspot.hotKeys() + chance.nextLong(hotspot.count() - hotspot.hotKeys()));
      case KeyDistribution.Single single -> (number, chance) -> single.key();
      case KeyDistribution.Weights named -> {
        double[] cumulative = cumulative(named.keys(), WeightedKey::weight);
        yield (number, chance) -> named.keys().get(drawn(cumulative, chance)).key();
      }
      case KeyDistribution.Partitions direct -> {
        double[] cumulative = cumulative(direct.weights(), Double::doubleValue);
        List<List<String>> byPartition = keysByPartition(direct.weights().size(), ranges, hashSeed);
        yield (number, chance) -> {
          List<String> there = byPartition.get(drawn(cumulative, chance));
          return there.get((int) chance.nextLong(there.size()));
        };
      }
      case KeyDistribution.Rolling rolling ->
          (number, chance) -> KeyHash.render(number / rolling.runRequests() % rolling.count());
      case KeyDistribution.Walk walk -> (number, chance) -> KeyHash.render(number % walk.pages());
    };
  }

  private static <T> double[] cumulative(List<T> parts, ToDoubleFunction<T> weight) {
    double[] sums = new double[parts.size()];
    double sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += weight.applyAsDouble(parts.get(i));
      sums[i] = sum;
    }
    return sums;
  }

  private static int drawn(double[] cumulative, Chance chance) {
    int found =
        Arrays.binarySearch(cumulative, chance.nextDouble() * cumulative[cumulative.length - 1]);
    return Math.min(cumulative.length - 1, found >= 0 ? found + 1 : -found - 1);
  }

  private static List<List<String>> keysByPartition(int count, KeyRanges ranges, long hashSeed) {
    List<List<String>> byPartition = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byPartition.add(new ArrayList<>());
    }
    int full = 0;
    for (long k = 0; full < count; k++) {
      String key = KeyHash.render(k);
      List<String> there = byPartition.get(ranges.partitionOf(KeyHash.hash(hashSeed, key)));
      if (there.size() < KEYS_PER_PARTITION) {
        there.add(key);
        full += there.size() == KEYS_PER_PARTITION ? 1 : 0;
      }
    }
    return byPartition;
  }
}
