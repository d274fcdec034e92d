package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Charges;

/**
 * One place that a flow's requests touch: a partition of the table, or of an index.
 *
 * @param resource index of the resource in the run's admission control
 * @param mix how keys spread over its partitions
 * @param touchProbability the share of requests that touch it at all, 0 to 1
 */
record Component(int resource, PartitionMix mix, double touchProbability) {

  /** Stands for some partition, none of which can run dry. */
  static final int POOL = Charges.ANY_PARTITION;

  /** Stands for a request that does not touch the component. */
  static final int UNTOUCHED = -2;

  /** Draws partitions. */
  void draw(long n, boolean anew, Chance chance, PartitionCounts counts) {
    counts.clear(mix.partitionCount());
    long touching = touchProbability >= 1 ? n : chance.nextBinomial(n, touchProbability);
    if (touching > 0) {
      mix.draw(touching, anew, chance, counts);
    }
    counts.add(UNTOUCHED, n - touching);
  }
}
