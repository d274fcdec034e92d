package dev.headroom.prediction;

import dev.headroom.chance.Chance;

/**
 * One place that a flow's requests touch: a partition of the table, or of an index.
 *
 * @param resource index of the resource in the run's admission control
 * @param mix how keys spread over its partitions
 * @param touchProbability the share of requests that touch it at all, 0 to 1
 */
record Component(int resource, PartitionMix mix, double touchProbability) {

  /** Stands for a request that does not touch the component. */
  static final int UNTOUCHED = -1;

  /** Draws partitions; the slot after the last partition counts requests that touch none. */
  void draw(long n, boolean anew, Chance chance, long[] counts) {
    long touching = touchProbability >= 1 ? n : chance.nextBinomial(n, touchProbability);
    if (touching > 0) {
      mix.draw(touching, anew, chance, counts);
    }
    counts[mix.partitionCount()] += n - touching;
  }
}
