package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;

/**
 * Splits and grows the partitions of one resource as time passes: for heat, for size, and on demand
 * for the traffic served so far; raises their shares where they have any. Not thread-safe.
 */
public final class PartitionKeeper {

  private final ResourceState resource;
  private final PartitionSplitter splitter;
  private final OnDemandGrowth growth;
  private final AdaptiveBoost boost;
  private final ServiceLog log;

  /**
   * A keeper.
   *
   * @param resource whose partitions it keeps
   * @param traffic tells where they can be cut
   * @param chance draws how long a split takes
   * @param log hears of what happens
   */
  public PartitionKeeper(
      ResourceState resource,
      KeyTraffic traffic,
      ModelProfile profile,
      Chance chance,
      ServiceLog log) {
    this.resource = resource;
    this.splitter = new PartitionSplitter(resource, profile, traffic, chance, log);
    this.growth = new OnDemandGrowth(profile);
    this.boost = new AdaptiveBoost(resource, profile, chance.fork("boost"), log);
    this.log = log;
  }

  /** When demand per partition is looked at next: pools must be settled before. */
  public long nextLookNanos() {
    return splitter.intervalEndNanos();
  }

  /** Lets everything happen that is due. */
  public void advance(long nowNanos) {
    splitter.advance(nowNanos);
    boost.advance(nowNanos);
    if (resource.capacity() instanceof CapacityMode.OnDemand) {
      grow(nowNanos);
    }
  }

  private void grow(long nowNanos) {
    long needed =
        growth.advance(
            nowNanos,
            resource.partitionCount(),
            resource.consumed(Dimension.READ),
            resource.consumed(Dimension.WRITE));
    int before = resource.partitionCount();
    resource.growTo(needed);
    if (resource.partitionCount() > before) {
      log.add(
          nowNanos,
          "growth",
          resource.name(),
          "%d partitions have become %d, to be ready for more than the highest traffic so far"
              .formatted(before, resource.partitionCount()));
    }
  }
}
