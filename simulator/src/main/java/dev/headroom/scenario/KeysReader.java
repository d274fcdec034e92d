package dev.headroom.scenario;

import dev.headroom.capacity.ServiceLimits;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScenarioFile.HotspotFile;
import dev.headroom.scenario.ScenarioFile.KeysFile;
import dev.headroom.scenario.ScenarioFile.KeysWord;
import dev.headroom.scenario.ScenarioFile.RollingFile;
import dev.headroom.scenario.ScenarioFile.ZipfFile;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the file's keys into {@link KeyDistribution distributions}. */
final class KeysReader {

  private static final double DEFAULT_EXPONENT = 0.99;

  /** What the only key is called where the scenario does not name it. */
  private static final String SINGLE_KEY = "key";

  private final Context context;

  KeysReader(Context context) {
    this.context = context;
  }

  /** The distribution, or null after noting what is wrong with it. */
  @Nullable KeyDistribution read(Given<KeysFile> given) {
    KeysFile keys = given.value();
    if (keys.kind() != null) {
      return keys.kind().value() == KeysWord.SINGLE
          ? new KeyDistribution.Single(SINGLE_KEY)
          : new KeyDistribution.Uniform(context.keyCount());
    }
    if (keys.uniform() != null) {
      return new KeyDistribution.Uniform(countOr(keys.uniform().value().count()));
    }
    if (keys.zipf() != null) {
      return zipf(keys.zipf().value());
    }
    if (keys.hotspot() != null) {
      return hotspot(keys.hotspot().value());
    }
    if (keys.single() != null) {
      String key = keys.single().value().value();
      return isKey(key, keys.single()) ? new KeyDistribution.Single(key) : null;
    }
    if (keys.weights() != null) {
      return weights(keys.weights());
    }
    if (keys.partitions() != null) {
      return partitions(keys.partitions());
    }
    return keys.rolling() == null ? null : rolling(keys.rolling().value());
  }

  private long countOr(@Nullable Given<Count> count) {
    return count == null ? context.keyCount() : count.value().value();
  }

  private KeyDistribution zipf(ZipfFile zipf) {
    double exponent = zipf.exponent() == null ? DEFAULT_EXPONENT : zipf.exponent().value();
    return new KeyDistribution.Zipf(countOr(zipf.count()), exponent);
  }

  private @Nullable KeyDistribution hotspot(HotspotFile hotspot) {
    if (hotspot.share() == null) {
      return null;
    }
    long count = countOr(hotspot.of());
    long hotKeys = hotspot.keys() == null ? 1 : hotspot.keys().value().value();
    if (hotspot.share().value().value() == 0) {
      context.problem(hotspot.share().location(), "must be above 0");
      return null;
    }
    if (hotspot.keys() != null && hotKeys > count) {
      context.problem(
          hotspot.keys().location(), "must be at most the number of keys, " + Texts.count(count));
      return null;
    }
    return new KeyDistribution.Hotspot(hotspot.share().value().value(), hotKeys, count);
  }

  private @Nullable KeyDistribution weights(Given<Map<String, Given<Double>>> given) {
    List<WeightedKey> keys = new ArrayList<>();
    given
        .value()
        .forEach(
            (key, weight) -> {
              if (isKey(key, weight) && Weights.isPositive(weight, context)) {
                keys.add(new WeightedKey(key, weight.value()));
              }
            });
    boolean isFine = !keys.isEmpty() && keys.size() == given.value().size();
    return isFine ? new KeyDistribution.Weights(keys) : null;
  }

  private @Nullable KeyDistribution partitions(Given<List<Given<Double>>> given) {
    List<Double> weights = given.value().stream().map(Given::value).toList();
    if (weights.isEmpty()) {
      return null;
    }
    if (weights.stream().noneMatch(weight -> weight > 0)) {
      context.problem(given.location(), "must have at least one weight above 0");
      return null;
    }
    if (weights.stream().anyMatch(weight -> weight > 1e15)) {
      context.problem(given.location(), "must have weights of at most 1e15");
      return null;
    }
    return new KeyDistribution.Partitions(weights);
  }

  private static @Nullable KeyDistribution rolling(RollingFile rolling) {
    return rolling.count() == null || rolling.run() == null
        ? null
        : new KeyDistribution.Rolling(
            rolling.count().value().value(), rolling.run().value().value());
  }

  private boolean isKey(String key, Given<?> given) {
    int length = key.getBytes(StandardCharsets.UTF_8).length;
    if (length >= 1 && length <= ServiceLimits.PARTITION_KEY_MAX_BYTES) {
      return true;
    }
    context.problem(given.location(), "must have a key of 1 to 2,048 bytes");
    return false;
  }
}
