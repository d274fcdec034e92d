package dev.headroom.scenario;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.AdaptiveMode;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.capacity.ModelProfile.RouterMode;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Table;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a run depends on its seed. */
final class Randomness {

  private Randomness() {}

  /**
   * Whether any flow draws lots, or the service does.
   *
   * @param partitions of the table at the start
   */
  static boolean isIn(
      Table table,
      InitialState state,
      int partitions,
      ModelProfile profile,
      List<Flow> flows,
      Duration duration) {
    return flows.stream().anyMatch(Randomness::drawsLots)
        || (profile.routerMode() == RouterMode.ROUTER && profile.routerCount() > 1)
        || hasRandomBoost(table, profile)
        || mayBeHot(profile, flows, duration)
        || mayBeOverfull(state, partitions, profile, flows, duration);
  }

  /**
   * Independent arrivals, keys or sizes from a distribution, reads that a cache may answer, or
   * waits between attempts with jitter.
   */
  private static boolean drawsLots(Flow flow) {
    return hasRandomArrivals(flow.load())
        || (flow.cacheHitRatio() > 0 && flow.cacheHitRatio() < 1)
        || hasRandomKeys(flow)
        || isRandom(flow.itemSize())
        || isRandom(flow.previousItemSize())
        || flow.client().retries().isRandom();
  }

  private static boolean hasRandomBoost(Table table, ModelProfile profile) {
    return profile.adaptiveMode() == AdaptiveMode.BOOST
        && table.capacity() instanceof CapacityMode.Provisioned
        && profile.adaptiveDelayMinSeconds() < profile.adaptiveDelayMaxSeconds();
  }

  /** Whether a partition may come near a limit: it is split then, and replicas may differ. */
  private static boolean mayBeHot(ModelProfile profile, List<Flow> flows, Duration duration) {
    boolean hasReplicas =
        profile.partitionReadModel() == ReadModel.REPLICA3
            && flows.stream()
                .filter(flow -> flow.dimension() == Dimension.READ)
                .anyMatch(flow -> flow.consistency() == Consistency.EVENTUAL);
    boolean mayBeSplit =
        profile.isSplitForHeat()
            && hasRandomSplits(profile)
            && duration.toSeconds() >= profile.splitSustainSeconds();
    return (hasReplicas || mayBeSplit)
        && MostAsked.of(flows, profile, duration).limitShare() >= profile.splitThreshold();
  }

  /** Whether a partition may come to hold too much data, which splits it. */
  private static boolean mayBeOverfull(
      InitialState state,
      int partitions,
      ModelProfile profile,
      List<Flow> flows,
      Duration duration) {
    double before = state.dataSizeBytes() == null ? 0 : state.dataSizeBytes();
    double most = before / partitions + MostAsked.of(flows, profile, duration).writtenBytes();
    return hasRandomSplits(profile) && most > profile.partitionSplitBytes();
  }

  private static boolean hasRandomSplits(ModelProfile profile) {
    return profile.splitDurationMedianSeconds() < profile.splitDurationP95Seconds();
  }

  private static boolean hasRandomArrivals(Load load) {
    return load instanceof Load.Open open && open.arrivals() instanceof ArrivalProcess.Poisson;
  }

  private static boolean hasRandomKeys(Flow flow) {
    return isRandom(flow.keys())
        || flow.indexes().stream()
            .anyMatch(
                index ->
                    index.writesPerRequest() > 0
                        && (isRandom(index.keys()) || isRandom(index.entrySize())));
  }

  private static boolean isRandom(KeyDistribution keys) {
    return switch (keys) {
      case KeyDistribution.Uniform uniform -> uniform.count() > 1;
      case KeyDistribution.Zipf zipf -> zipf.count() > 1;
      case KeyDistribution.Hotspot hotspot -> hotspot.count() > 1;
      case KeyDistribution.Single single -> false;
      case KeyDistribution.Weights weights -> weights.keys().size() > 1;
      case KeyDistribution.Partitions partitions -> partitions.weights().size() > 1;
      case KeyDistribution.Rolling rolling -> false;
      case KeyDistribution.Walk walk -> false;
    };
  }

  private static boolean isRandom(@Nullable SizeDistribution size) {
    return size != null && !(size instanceof SizeDistribution.Fixed);
  }
}
