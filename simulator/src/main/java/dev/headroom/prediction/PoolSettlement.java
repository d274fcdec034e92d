package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.engine.ResourceState;
import dev.headroom.engine.ResourceState.PooledDemand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Hands what was served from pools of partitions to the partitions themselves. */
final class PoolSettlement {

  private static final double NANOS_PER_SECOND = 1e9;

  private final List<ResourceState> resources;
  private final List<FlowRun> flows;
  private final Map<ResourceState, Long> settledNanos = new HashMap<>();

  PoolSettlement(List<ResourceState> resources, List<FlowRun> flows) {
    this.resources = resources;
    this.flows = flows;
  }

  /** Settles every resource. */
  void settle(long nowNanos) {
    resources.forEach(resource -> settle(nowNanos, resource));
  }

  /** Settles one resource. */
  void settle(long nowNanos, ResourceState resource) {
    int index = resources.indexOf(resource);
    long before = settledNanos.getOrDefault(resource, 0L);
    settledNanos.put(resource, nowNanos);
    for (Dimension dimension : Dimension.values()) {
      PooledDemand pooled = new PooledDemand(resource.partitionCount());
      for (FlowRun flow : flows) {
        if (flow.plan().flow().dimension() != dimension) {
          continue;
        }
        for (int c = 0; c < flow.components().size(); c++) {
          if (flow.components().get(c).resource() == index) {
            flow.settlePool(c, pooled);
          }
        }
      }
      resource.settlePool(dimension, pooled, (nowNanos - before) / NANOS_PER_SECOND);
    }
  }
}
