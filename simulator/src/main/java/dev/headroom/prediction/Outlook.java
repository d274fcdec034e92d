package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.engine.ResourceState;
import dev.headroom.traffic.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks ahead: how long a step may be without anything in it depending on the order of its
 * requests, and which partitions have to be watched because they may run dry.
 */
final class Outlook {

  /** How long a step may be. */
  enum Stride {
    /** A bucket may run dry, or requests wait to be sent again. */
    SLOT(RetryWheel.SLOT_NANOS),
    /** All that a second may bring is there for everybody. */
    SECOND(1_000_000_000L),
    /** So little comes that every request is followed by itself. */
    MINUTE(60_000_000_000L);

    final long nanos;

    Stride(long nanos) {
      this.nanos = nanos;
    }

    /** The longer of both. */
    Stride atLeast(Stride other) {
      return nanos >= other.nanos ? this : other;
    }
  }

  /** Deviations by which demand may exceed its mean before a bucket may run dry. */
  private static final double SAFE_DEVIATIONS = 6;

  /** Partitions are looked at again when demand grows beyond what they were looked at for. */
  private static final double GROWTH = 1.05;

  /**
   * While some are watched, they are looked at again after so long, since demand may have fallen.
   */
  private static final long LOOK_AGAIN_NANOS = 10_000_000_000L;

  /** What one component may ask for within the next second. */
  private static final class Demand {
    final FlowRun flow;
    final int index;
    final Component component;
    final Dimension dimension;
    final double meanUnits;
    final double spreadUnits;
    double operations;
    double watchedFor;

    Demand(FlowRun flow, int index) {
      FlowPlan plan = flow.plan();
      this.flow = flow;
      this.index = index;
      this.component = flow.components().get(index);
      this.dimension = plan.flow().dimension();
      this.meanUnits = plan.cost().meanMilliUnits(index);
      double deviation = plan.cost().deviationMilliUnits(index);
      this.spreadUnits = Math.sqrt(meanUnits * meanUnits + deviation * deviation);
    }
  }

  /** The most that several demands together may plausibly ask for. */
  private static final class Most {
    private double mean;
    private double variance;
    private double largest;

    /** Adds some operations of a demand. */
    void add(Demand demand, double operations) {
      if (operations > 0) {
        mean += operations * demand.meanUnits;
        variance += operations * demand.spreadUnits * demand.spreadUnits;
        largest = Math.max(largest, demand.spreadUnits);
      }
    }

    double milliUnits() {
      return mean + SAFE_DEVIATIONS * (Math.sqrt(variance) + largest);
    }
  }

  /** One table or index. */
  private static final class View {
    final ResourceState resource;
    final List<Demand> demands = new ArrayList<>();
    boolean hasWatched = true;
    boolean isOutdated = true;
    boolean mustQueue;
    boolean queued;
    long lookedNanos;

    /** How much of what is asked for the resource as a whole can serve, by dimension. */
    final double[] servedShare = {1, 1};

    View(ResourceState resource) {
      this.resource = resource;
    }

    double most(Dimension dimension) {
      Most most = new Most();
      for (Demand demand : demands) {
        if (demand.dimension == dimension) {
          most.add(demand, demand.operations);
        }
      }
      return most.milliUnits();
    }
  }

  private final List<FlowRun> flows;
  private final List<View> views = new ArrayList<>();
  private final PoolSettlement pools;

  Outlook(List<ResourceState> resources, List<FlowRun> flows, PoolSettlement pools) {
    this.flows = flows;
    this.pools = pools;
    for (ResourceState resource : resources) {
      views.add(new View(resource));
    }
    for (FlowRun flow : flows) {
      for (int c = 0; c < flow.components().size(); c++) {
        views.get(flow.components().get(c).resource()).demands.add(new Demand(flow, c));
      }
    }
  }

  /** Says that a resource's partitions have changed. */
  void partitionsChanged(int resource) {
    views.get(resource).isOutdated = true;
  }

  /** How long a step from a whole second on may be; chooses the partitions to watch. */
  Stride stride(long nowNanos) {
    if (isQuiet(nowNanos)) {
      return Stride.MINUTE;
    }
    boolean mayRunDry = false;
    for (FlowRun flow : flows) {
      mayRunDry |= flow.isRetrying();
    }
    for (View view : views) {
      expect(view, nowNanos, nowNanos + Stride.SECOND.nanos);
      mayRunDry |= mayRunDry(view);
    }
    for (View view : views) {
      watch(nowNanos, view);
      mayRunDry |= view.hasWatched && isAsked(view);
    }
    return mayRunDry ? Stride.SLOT : Stride.SECOND;
  }

  /** Whether the next minute brings so few requests that each is followed and none is refused. */
  private boolean isQuiet(long nowNanos) {
    long endNanos = nowNanos + Stride.MINUTE.nanos;
    for (FlowRun flow : flows) {
      double requests = flow.expected(nowNanos, endNanos);
      if (flow.isRetrying()
          || (!flow.hasStarted() && flow.plan().flow().start().toNanos() < endNanos)
          || requests + SAFE_DEVIATIONS * Math.sqrt(requests) > FlowRun.FOLLOWED_PER_STEP / 2.0) {
        return false;
      }
    }
    for (View view : views) {
      if (view.resource.backlog() > 0) {
        return false;
      }
      expect(view, nowNanos, endNanos);
      for (Dimension dimension : Dimension.values()) {
        double most = view.most(dimension);
        if (!view.resource.covers(dimension, most)
            || most > view.resource.partitionDepth(dimension)) {
          return false;
        }
      }
    }
    return true;
  }

  private static double operations(FlowRun run, double requests) {
    Flow flow = run.plan().flow();
    return requests * flow.operationsPerRequest();
  }

  private static void expect(View view, long fromNanos, long toNanos) {
    for (Demand demand : view.demands) {
      double requests = demand.flow.expectedAttempts(fromNanos, toNanos);
      demand.operations = operations(demand.flow, requests) * demand.component.touchProbability();
    }
  }

  /** Whether a resource as a whole may have too little for all; notes how much it has for them. */
  private static boolean mayRunDry(View view) {
    boolean hasBacklog = view.resource.backlog() > 0;
    boolean mayRunDry = hasBacklog;
    boolean queues = hasBacklog;
    for (Dimension dimension : Dimension.values()) {
      double most = view.most(dimension);
      if (most > 0 && !view.resource.covers(dimension, most)) {
        mayRunDry = true;
        queues |= dimension == Dimension.WRITE;
      }
      double available = view.resource.available(dimension, false);
      double serveable = Math.max(0, available) + view.resource.ratePerSecond(dimension);
      view.servedShare[dimension.ordinal()] = most > serveable ? serveable / most : 1;
    }
    view.mustQueue = queues && view.resource.queues(Dimension.WRITE);
    return mayRunDry;
  }

  /**
   * The operations of a demand that may get past the limits of whole resources: what the flow's
   * table or index refuses meets no partition of any other.
   */
  private double servedOperations(View view, Demand demand) {
    int dimension = demand.dimension.ordinal();
    View first = views.get(demand.flow.components().getFirst().resource());
    return demand.operations * Math.min(view.servedShare[dimension], first.servedShare[dimension]);
  }

  private static boolean isAsked(View view) {
    for (Demand demand : view.demands) {
      if (demand.operations > 0) {
        return true;
      }
    }
    return false;
  }

  /** Chooses the partitions that may be asked for more than they hold. */
  private void watch(long nowNanos, View view) {
    boolean isDue =
        view.isOutdated
            || view.mustQueue != view.queued
            || (view.hasWatched && nowNanos >= view.lookedNanos + LOOK_AGAIN_NANOS);
    for (Demand demand : view.demands) {
      isDue |= servedOperations(view, demand) > demand.watchedFor;
    }
    if (!isDue) {
      return;
    }
    view.isOutdated = false;
    view.queued = view.mustQueue;
    view.lookedNanos = nowNanos;
    pools.settle(nowNanos, view.resource);
    for (Demand demand : view.demands) {
      demand.watchedFor = GROWTH * servedOperations(view, demand);
    }
    int count = view.resource.partitionCount();
    boolean[] watched = new boolean[count];
    view.hasWatched = false;
    for (int p = 0; p < count; p++) {
      watched[p] = view.queued || mayRunDry(view, p);
      view.hasWatched |= watched[p];
    }
    for (Demand demand : view.demands) {
      demand.component.mix().watch(watched);
      demand.flow.poolChanged(demand.index);
    }
  }

  private static boolean mayRunDry(View view, int partition) {
    Most reads = new Most();
    Most writes = new Most();
    for (Demand demand : view.demands) {
      double share = demand.component.mix().momentaryWeight(partition);
      (demand.dimension == Dimension.READ ? reads : writes).add(demand, demand.watchedFor * share);
    }
    return view.resource.mayExceedPartition(reads.milliUnits(), writes.milliUnits());
  }
}
