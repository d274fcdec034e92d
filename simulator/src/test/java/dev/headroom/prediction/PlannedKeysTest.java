package dev.headroom.prediction;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.chance.Chance;
import dev.headroom.engine.KeyRanges;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.plan.RequestPlan;
import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.KeyHash;
import dev.headroom.traffic.Operation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a real run could heat other partitions than the prediction that it is to confirm. */
final class PlannedKeysTest {

  private static final int PARTITIONS = 7;
  private static final int REQUESTS = 40_000;
  private static final long SEED = 11;

  static Stream<KeyDistribution> distributions() {
    return Stream.of(
        new KeyDistribution.Uniform(500),
        new KeyDistribution.Uniform(5_000_000),
        new KeyDistribution.Zipf(200, 1.2),
        new KeyDistribution.Zipf(2_000_000, 0.99),
        new KeyDistribution.Zipf(2_000_000, 1),
        new KeyDistribution.Hotspot(0.6, 3, 90_000),
        new KeyDistribution.Single("only"),
        new KeyDistribution.Weights(
            List.of(new WeightedKey("a", 7), new WeightedKey("b", 2), new WeightedKey("c", 1))),
        new KeyDistribution.Partitions(List.of(5.0, 1.0, 0.0, 2.0, 1.0, 0.0, 3.0)),
        new KeyDistribution.Rolling(400, 10));
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void request_keys_fallOnPartitionsAsPredicted(KeyDistribution keys) {
    RequestPlan plan = plan(keys);
    KeyRanges ranges = KeyRanges.equal(PARTITIONS);
    long hashSeed = new Chance(SEED).fork("trial-0").fork("key-hash").nextLong(Long.MAX_VALUE);
    double[] predicted = new KeyLayout(keys, SortKeys.NONE, ranges, hashSeed).weights(ranges);
    double[] met = new double[PARTITIONS];
    for (long number = 0; number < REQUESTS; number++) {
      String key = plan.request(number).items().getFirst().key();
      met[ranges.partitionOf(KeyHash.hash(hashSeed, key))]++;
    }

    for (int p = 0; p < PARTITIONS; p++) {
      double share = predicted[p];
      // A rolling distribution has 400 keys, which the prediction spreads as if they were many.
      double spread = keys instanceof KeyDistribution.Rolling ? 400 : REQUESTS;
      double deviation = Math.sqrt(share * (1 - share) / spread);
      assertThat(met[p] / REQUESTS).as("partition " + p).isCloseTo(share, within(4.5 * deviation));
    }
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void request_theHottestKeys_comeAsOftenAsPredicted(KeyDistribution keys) {
    RequestPlan plan = plan(keys);
    KeyRanges ranges = KeyRanges.equal(PARTITIONS);
    Map<String, Integer> met = new HashMap<>();
    for (long number = 0; number < REQUESTS; number++) {
      met.merge(plan.request(number).items().getFirst().key(), 1, Integer::sum);
    }

    new KeyLayout(keys, SortKeys.NONE, ranges, 1)
        .followedKeys().stream()
            .limit(5)
            .forEach(
                key -> {
                  double deviation = Math.sqrt(key.weight() * (1 - key.weight()) / REQUESTS);
                  assertThat((double) met.getOrDefault(key.key(), 0) / REQUESTS)
                      .as(key.key())
                      .isCloseTo(key.weight(), within(4.5 * deviation));
                });
  }

  @ParameterizedTest
  @MethodSource("distributions")
  void request_askedForAgain_isTheSame(KeyDistribution keys) {
    PlannedRequest once = plan(keys).request(1_234);

    assertThat(plan(keys).request(1_234)).isEqualTo(once);
  }

  private static RequestPlan plan(KeyDistribution keys) {
    Scenario scenario =
        scenario()
            .seed(SEED)
            .partitions(PARTITIONS)
            .table(table().provisioned(1_000, 1_000))
            .flow(flow("writes", Operation.PUT_ITEM).keys(keys).rate(10))
            .build();
    return RequestPlan.of(scenario.flows().getFirst(), scenario);
  }
}
