package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.AdaptiveMode;
import java.util.Arrays;

/**
 * What each partition may serve of its resource's provisioned capacity. Today as much as the whole
 * has left; before adaptive capacity became instant an even share, saved up for bursts by each
 * partition for itself, and raised by {@link AdaptiveBoost}. Not thread-safe.
 *
 * <p>Source: Elhemali et al., USENIX ATC 2022, section 4.1.
 */
final class PartitionShares {

  /** The burst of a resource whose partitions alone are limited: more than is ever asked of it. */
  private static final long UNLIMITED_SECONDS = 1_000_000;

  private final ModelProfile profile;
  private final boolean limited;
  private final double[] boosts = new double[Dimension.values().length];

  PartitionShares(ModelProfile profile) {
    this.profile = profile;
    this.limited = profile.adaptiveMode() == AdaptiveMode.BOOST;
    Arrays.fill(boosts, 1);
  }

  /** Whether partitions have a share of their own, and their resource no limit beside it. */
  boolean areLimited() {
    return limited;
  }

  /** Seconds of provisioned capacity that a resource as a whole keeps for bursts. */
  long burstSeconds() {
    return limited ? UNLIMITED_SECONDS : profile.tableBurstSeconds();
  }

  /** Limits every partition to its share, of whose burst capacity a part is saved. */
  void begin(PartitionSet partitions, DimensionState state, Dimension dimension, double fraction) {
    if (isShared(state)) {
      long rate = rate(state, dimension);
      long saved = rate + Math.round(fraction * (cap(rate) - rate));
      for (int p = 0; p < partitions.count(); p++) {
        partitions.get(p).limit(dimension, rate, cap(rate), saved);
      }
    }
  }

  /** Limits every partition to its share anew, after their number or the capacity has changed. */
  void limit(PartitionSet partitions, DimensionState state, Dimension dimension) {
    if (isShared(state)) {
      long rate = rate(state, dimension);
      for (int p = 0; p < partitions.count(); p++) {
        partitions.get(p).limit(dimension, rate, cap(rate));
      }
    }
  }

  /**
   * Raises the share of every partition.
   *
   * @param milliUnits per second
   * @return false if it is as high already
   */
  boolean raise(
      PartitionSet partitions,
      DimensionState state,
      Dimension dimension,
      double milliUnits,
      long nowNanos) {
    if (!isShared(state) || milliUnits <= rate(state, dimension)) {
      return false;
    }
    for (int p = 0; p < partitions.count(); p++) {
      partitions.get(p).refill(dimension, nowNanos);
    }
    boosts[dimension.ordinal()] = milliUnits / state.evenSharePerSecond();
    limit(partitions, state, dimension);
    return true;
  }

  private boolean isShared(DimensionState state) {
    return limited && state.evenSharePerSecond() != Long.MAX_VALUE;
  }

  /** What a partition may serve at present, milli-units per second. */
  long rate(DimensionState state, Dimension dimension) {
    long most =
        ResourceState.MILLI
            * (dimension == Dimension.READ
                ? profile.partitionMaxReadUnitsPerSecond()
                : profile.partitionMaxWriteUnitsPerSecond());
    double share = state.evenSharePerSecond() * boosts[dimension.ordinal()];
    return Math.max(1, Math.min(most, Math.round(share)));
  }

  private long cap(long rate) {
    return rate * (profile.tableBurstSeconds() + 1);
  }
}
