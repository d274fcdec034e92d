package dev.headroom.scenario;

import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.SizeDistribution;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whether a run depends on its seed. */
final class Randomness {

  private Randomness() {}

  /**
   * Whether any flow draws lots: independent arrivals, keys or sizes from a distribution, reads
   * that a cache may answer, or waits between attempts with jitter.
   */
  static boolean isIn(List<Flow> flows) {
    return flows.stream()
        .anyMatch(
            flow ->
                hasRandomArrivals(flow.load())
                    || (flow.cacheHitRatio() > 0 && flow.cacheHitRatio() < 1)
                    || hasRandomKeys(flow)
                    || isRandom(flow.itemSize())
                    || isRandom(flow.previousItemSize())
                    || flow.client().retries().isRandom());
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
