package dev.headroom.advice;

import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.KeyDistribution.Hotspot;
import dev.headroom.traffic.KeyDistribution.Single;
import dev.headroom.traffic.KeyDistribution.Uniform;
import dev.headroom.traffic.KeyDistribution.Weights;
import dev.headroom.traffic.KeyDistribution.Weights.WeightedKey;
import dev.headroom.traffic.KeyDistribution.Zipf;
import dev.headroom.traffic.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Predicts what would help against a key or a partition that takes more than the service gives to
 * one: other keys, or a cache.
 */
final class Remedies {

  private static final int MOST_SHARDS = 256;
  private static final List<Integer> HIT_PERCENTS = List.of(50, 80, 90, 95, 99);

  /** Keys of a table whose keys are changed so that the load is even. */
  private static final long MANY_KEYS = 1_000_000;

  private final Bench bench;
  private final Scenario scenario;
  private final Judgement failing;

  /**
   * Remedies.
   *
   * @param failing what became of a setting that is throttled all the same
   */
  Remedies(Bench bench, Judgement failing) {
    this.bench = bench;
    this.scenario = bench.hours().scenario().withTable(failing.table());
    this.failing = failing;
  }

  /** Those that have something to do, each with what it brings; empty where no limit was met. */
  List<Remedy> predict() {
    List<Remedy> remedies = new ArrayList<>();
    failing
        .bottleneck()
        .ifPresent(
            it -> {
              shards(it).ifPresent(remedies::add);
              if (it.reason().dimension() == Dimension.READ) {
                cache(it).ifPresent(remedies::add);
              }
              evenKeys(it).ifPresent(remedies::add);
            });
    return remedies;
  }

  /** The fewest suffixes that are enough. */
  private Optional<Remedy> shards(Bottleneck bottleneck) {
    Remedy last = null;
    for (int shards = 2; shards <= MOST_SHARDS; shards *= 2) {
      int count = shards;
      Optional<Scenario> changed = onOtherKeys(bottleneck, keys -> sharded(keys, count));
      if (changed.isEmpty()) {
        return Optional.empty();
      }
      last =
          remedy(
              "spread "
                  + (bottleneck.key() == null ? "each hot key" : bottleneck.key().key())
                  + " over "
                  + shards
                  + " suffixes ("
                  + (bottleneck.reason().dimension() == Dimension.WRITE
                      ? "write sharding; who reads it asks for all of them"
                      : "copies; who writes it writes all of them")
                  + ")",
              changed.get());
      if (last.verdict() == Verdict.PASSED) {
        break;
      }
    }
    return Optional.ofNullable(last);
  }

  /** The lowest share of hits that is enough. */
  private Optional<Remedy> cache(Bottleneck bottleneck) {
    Remedy last = null;
    for (int percent : HIT_PERCENTS) {
      List<Flow> flows = new ArrayList<>();
      boolean isStrong = false;
      for (Flow flow : scenario.flows()) {
        boolean isCached = Operation.CACHED.contains(flow.operation()) && reads(flow, bottleneck);
        isStrong |= isCached && flow.consistency() == Consistency.STRONG;
        flows.add(
            isCached ? flow.withCache(Math.max(flow.cacheHitRatio(), percent / 100.0)) : flow);
      }
      if (flows.equals(scenario.flows())) {
        return Optional.empty();
      }
      last =
          remedy(
              "answer "
                  + percent
                  + " % of the reads of "
                  + bottleneck.resource()
                  + " from a cache such as DAX"
                  + (isStrong ? ", which takes eventually consistent reads" : ""),
              scenario.withTraffic(flows, scenario.duration()));
      if (last.verdict() == Verdict.PASSED) {
        break;
      }
    }
    return Optional.ofNullable(last);
  }

  private Optional<Remedy> evenKeys(Bottleneck bottleneck) {
    return onOtherKeys(bottleneck, Remedies::even)
        .map(
            changed ->
                remedy(
                    "choose a partition key for "
                        + bottleneck.resource()
                        + " whose values take equal shares of the load",
                    changed));
  }

  /** The scenario with other keys of a table or an index; empty if that changes nothing. */
  private Optional<Scenario> onOtherKeys(
      Bottleneck bottleneck, UnaryOperator<KeyDistribution> change) {
    List<Flow> flows = new ArrayList<>();
    for (Flow flow : scenario.flows()) {
      List<IndexTouch> touches =
          flow.indexes().stream()
              .map(
                  touch ->
                      touch.indexName().equals(bottleneck.resource())
                          ? touch.withKeys(change.apply(touch.keys()))
                          : touch)
              .toList();
      flows.add(
          flow.withKeys(isOn(flow, bottleneck) ? change.apply(flow.keys()) : flow.keys(), touches));
    }
    return flows.equals(scenario.flows())
        ? Optional.empty()
        : Optional.of(scenario.withTraffic(flows, scenario.duration()));
  }

  private static boolean reads(Flow flow, Bottleneck bottleneck) {
    return flow.dimension() == Dimension.READ && isOn(flow, bottleneck);
  }

  private static boolean isOn(Flow flow, Bottleneck bottleneck) {
    return switch (bottleneck.reason().resourceKind()) {
      case TABLE -> flow.indexName() == null;
      case INDEX -> bottleneck.resource().equals(flow.indexName());
    };
  }

  /** The keys with each hot one spread over several. */
  private static KeyDistribution sharded(KeyDistribution keys, int shards) {
    return switch (keys) {
      case Single single -> new Uniform(shards);
      case Hotspot hot ->
          new Hotspot(
              hot.share(), hot.hotKeys() * shards, hot.count() + hot.hotKeys() * (shards - 1));
      case Weights weights -> sharded(weights, shards);
      case Uniform uniform -> uniform;
      case Zipf zipf -> zipf;
      case KeyDistribution.Partitions partitions -> partitions;
      case KeyDistribution.Rolling rolling -> rolling;
      case KeyDistribution.Walk walk -> walk;
    };
  }

  private static Weights sharded(Weights weights, int shards) {
    List<WeightedKey> keys = new ArrayList<>(weights.keys());
    WeightedKey hottest =
        keys.stream().max(Comparator.comparingDouble(WeightedKey::weight)).orElseThrow();
    keys.remove(hottest);
    for (int shard = 0; shard < shards; shard++) {
      keys.add(new WeightedKey(hottest.key() + "#" + shard, hottest.weight() / shards));
    }
    return new Weights(keys);
  }

  private static KeyDistribution even(KeyDistribution keys) {
    return switch (keys) {
      case Hotspot hot -> new Uniform(hot.count());
      case Zipf zipf -> new Uniform(zipf.count());
      case Single single -> new Uniform(MANY_KEYS);
      case Weights weights -> new Uniform(MANY_KEYS);
      case KeyDistribution.Partitions partitions -> new Uniform(MANY_KEYS);
      case KeyDistribution.Rolling rolling -> new Uniform(MANY_KEYS);
      case Uniform uniform -> uniform;
      case KeyDistribution.Walk walk -> walk;
    };
  }

  private Remedy remedy(String what, Scenario changed) {
    Judgement judgement = bench.hours().measure(changed, bench.required());
    return new Remedy(
        what,
        Verdicts.of(judgement.results()),
        judgement.value(GateMetric.THROTTLED_REQUESTS),
        judgement.value(GateMetric.COST_PER_MONTH));
  }
}
