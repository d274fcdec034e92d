package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.traffic.Arrivals;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateCurve;
import dev.headroom.traffic.RetryPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in every trial of a flow: costs, latencies, the client's rules. Immutable.
 *
 * @param flow the flow
 * @param globalTouches its touches of global secondary indexes, none of more than one write
 * @param cost what its requests cost
 * @param latency how long its attempts take
 * @param retries its client's rules
 * @param timeout its client's timeout, where calls are counted; else null
 * @param runStart the run's first instant
 * @param endNanos when its load ends for ever, from its start; empty if never
 */
record FlowPlan(
    Flow flow,
    List<IndexTouch> globalTouches,
    RequestCost cost,
    LatencyModel latency,
    RetryPolicy retries,
    @Nullable CallTimeout timeout,
    Instant runStart,
    OptionalLong endNanos) {

  static FlowPlan of(Flow flow, Scenario scenario) {
    Set<String> global =
        scenario.table().globalSecondaryIndexes().stream()
            .map(GlobalSecondaryIndex::indexName)
            .collect(Collectors.toSet());
    List<IndexTouch> globalTouches = new ArrayList<>();
    List<IndexTouch> localTouches = new ArrayList<>();
    for (IndexTouch touch : flow.indexes()) {
      if (global.contains(touch.indexName())) {
        addWrites(touch, globalTouches);
      } else {
        localTouches.add(touch);
      }
    }
    RequestCost cost = new RequestCost(flow, globalTouches, localTouches, scenario.profile());
    LatencyModel latency =
        new LatencyModel(flow.dimension(), cost.meanBytesPerRequest(), scenario.profile());
    Duration timeout = flow.client().timeout();
    return new FlowPlan(
        flow,
        List.copyOf(globalTouches),
        cost,
        latency,
        flow.client().retries(),
        timeout == null || !isCounted(flow)
            ? null
            : new CallTimeout(timeout.toNanos(), flow.client().retries(), latency),
        scenario.start(),
        flow.load() instanceof Load.Open open
            ? RateCurve.of(open.rate(), scenario.start()).endNanos()
            : OptionalLong.empty());
  }

  /** Whether the flow's requests may be so many and so simple that they are only counted. */
  static boolean isCounted(Flow flow) {
    boolean isSimple =
        switch (flow.operation().shape()) {
          case SINGLE, PAGE -> true;
          case BATCH, TRANSACTION -> false;
        };
    return isSimple && flow.load() instanceof Load.Open;
  }

  /** A second write of an index, as for a changed key, meets a partition of its own. */
  private static void addWrites(IndexTouch touch, List<IndexTouch> touches) {
    for (double left = touch.writesPerRequest(); left > 0; left--) {
      touches.add(
          new IndexTouch(touch.indexName(), Math.min(1, left), touch.entrySize(), touch.keys()));
    }
  }

  /** The arrivals of an open flow that begins at a time of the run. */
  Arrivals arrivals(long startNanos, Chance chance) {
    if (!(flow.load() instanceof Load.Open open)) {
      throw new IllegalStateException("a closed flow has no arrivals: " + flow.name());
    }
    double requestsPerAmount =
        open.unit() == Load.RateUnit.REQUESTS ? 1 : 1 / cost.meanUnitsPerRequest();
    return new Arrivals(
        RateCurve.of(open.rate(), runStart.plusNanos(startNanos)),
        requestsPerAmount,
        open.arrivals(),
        chance);
  }
}
