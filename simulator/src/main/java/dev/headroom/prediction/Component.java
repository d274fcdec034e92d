package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Charges;
import dev.headroom.engine.ResourceState;

/**
 * One place that a flow's requests touch: a partition of the table, or of an index.
 *
 * @param resource index of the resource in the run's admission control
 * @param state that resource
 * @param mix how keys spread over its partitions
 * @param touchShare the share of requests that touch it at all once it exists, 0 to 1
 */
record Component(int resource, ResourceState state, PartitionMix mix, double touchShare) {

  /** Stands for some partition, none of which can run dry. */
  static final int POOL = Charges.ANY_PARTITION;

  /** Stands for a request that does not touch the component. */
  static final int UNTOUCHED = -2;

  /** The share of requests that touch it now. */
  double touchProbability() {
    return state.exists() ? touchShare : 0;
  }

  /** Draws partitions. */
  void draw(long n, boolean anew, Chance chance, PartitionCounts counts) {
    counts.clear(mix.partitionCount());
    double share = touchProbability();
    long touching = share >= 1 ? n : chance.nextBinomial(n, share);
    if (touching > 0) {
      mix.draw(touching, anew, chance, counts);
    }
    counts.add(UNTOUCHED, n - touching);
  }
}
