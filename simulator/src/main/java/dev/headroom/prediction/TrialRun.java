package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.chance.Chance;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.ControlPlane;
import dev.headroom.engine.PartitionCount;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Version;
import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One run of a scenario in virtual time.
 *
 * <p>Time moves in steps: a second while every bucket holds more than the second can ask for, so
 * that the order of requests within it cannot matter; a twentieth of that where a bucket may run
 * dry or a flow retries.
 */
final class TrialRun {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Deviations by which a second's demand may exceed its mean before a bucket may run dry. */
  private static final double SAFE_DEVIATIONS = 6;

  private static final int HOT_KEYS = 20;

  /** How the run is cut into steps. */
  enum Stepping {
    /** As long as nothing depends on it. */
    ADAPTIVE,
    /** Always short. */
    SHORT
  }

  private final Scenario scenario;
  private final long durationNanos;
  private final Stepping stepping;
  private final List<ResourceState> resources = new ArrayList<>();
  private final List<ResourceRecorder> recorders = new ArrayList<>();
  private final List<FlowRun> flows = new ArrayList<>();
  private final EventQueue queue = new EventQueue();
  private final EventLog events = new EventLog();
  private final ControlPlane controlPlane;
  private final List<Part> parts = new ArrayList<>();
  private final double[][][] demandMilliUnits;

  TrialRun(Scenario scenario, List<FlowPlan> plans, int trial, Stepping stepping) {
    this.scenario = scenario;
    this.durationNanos = scenario.duration().toNanos();
    this.stepping = stepping;
    Chance chance = new Chance(scenario.seed()).fork("trial-" + trial);
    createResources();
    Periods periods = Periods.of(scenario.duration());
    for (ResourceState resource : resources) {
      recorders.add(
          new ResourceRecorder(resource, periods, durationNanos, scenario.profile(), events));
    }
    this.controlPlane =
        new ControlPlane(
            scenario.table(), resources, scenario.start(), scenario.profile(), events::add);
    AdmissionControl admission =
        new AdmissionControl(resources, chance.fork("replicas"), scenario.profile().bucketDebt());
    long hashSeed = chance.fork("key-hash").nextLong(Long.MAX_VALUE);
    for (FlowPlan plan : plans) {
      flows.add(
          new FlowRun(
              plan,
              components(plan, hashSeed),
              admission,
              queue,
              events,
              recorders,
              periods,
              durationNanos,
              endedNanos -> startFlowsAfter(plan.flow().name(), endedNanos),
              chance.fork("flow-" + plan.flow().name())));
    }
    this.demandMilliUnits = new double[resources.size()][Dimension.values().length][];
    for (int r = 0; r < resources.size(); r++) {
      for (Dimension dimension : Dimension.values()) {
        demandMilliUnits[r][dimension.ordinal()] =
            new double[resources.get(r).partitionCount() + 1];
      }
    }
  }

  private void createResources() {
    Table table = scenario.table();
    InitialState state = scenario.state();
    ModelProfile profile = scenario.profile();
    double burst = burstFraction(state, profile);
    Long declaredBytes = table.statistics().tableSizeBytes();
    long bytes =
        state.dataSizeBytes() != null
            ? state.dataSizeBytes()
            : declaredBytes != null ? declaredBytes : 0;
    int partitions =
        state.partitions() != null
            ? state.partitions()
            : PartitionCount.initial(
                table.capacity(),
                state.everProvisioned(),
                table.warmThroughput(),
                state.previousPeak(),
                bytes,
                profile);
    resources.add(
        new ResourceState(
            table.name(), ResourceKind.TABLE, table.capacity(), partitions, burst, profile));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      int indexPartitions =
          scenario
              .weightedPartitions(index.indexName())
              .orElseGet(
                  () ->
                      PartitionCount.initial(
                          index.capacity(), null, index.warmThroughput(), null, 0, profile));
      resources.add(
          new ResourceState(
              index.indexName(),
              ResourceKind.INDEX,
              index.capacity(),
              indexPartitions,
              burst,
              profile));
    }
  }

  /** A table idle for its whole age has saved that many seconds of its capacity. */
  private static double burstFraction(InitialState state, ModelProfile profile) {
    if (state.burstFraction() != null) {
      return state.burstFraction();
    }
    Duration age = state.age() == null ? InitialState.DEFAULT_AGE : state.age();
    double saved = (double) age.toMillis() / 1_000 / profile.tableBurstSeconds();
    return Math.min(1, profile.tableBurstInitialFraction() + saved);
  }

  private List<Component> components(FlowPlan plan, long hashSeed) {
    Flow flow = plan.flow();
    int target = flow.indexName() == null ? 0 : resourceOf(flow.indexName());
    List<Component> components = new ArrayList<>();
    components.add(new Component(target, mix(flow.keys(), target, hashSeed), 1));
    for (IndexTouch touch : plan.globalTouches()) {
      int index = resourceOf(touch.indexName());
      components.add(
          new Component(index, mix(touch.keys(), index, hashSeed), touch.writesPerRequest()));
    }
    return components;
  }

  private int resourceOf(String indexName) {
    for (int r = 1; r < resources.size(); r++) {
      if (resources.get(r).name().equals(indexName)) {
        return r;
      }
    }
    return 0;
  }

  private PartitionMix mix(KeyDistribution keys, int resource, long hashSeed) {
    return new PartitionMix(keys, resources.get(resource).keyRanges(), hashSeed);
  }

  /** Runs the trial and returns its outcome. */
  Outcome run() {
    long now = 0;
    boolean mayRunDry = true;
    while (now < durationNanos) {
      startFlows(now);
      if (now % SECOND_NANOS == 0) {
        controlPlane.advance(now);
        for (int r = 0; r < resources.size(); r++) {
          resources.get(r).advance(now);
          recorders.get(r).sample(now, Math.min(durationNanos, now + SECOND_NANOS));
        }
        mayRunDry = stepping == Stepping.SHORT || mayRunDry(now);
      }
      boolean shortStep = mayRunDry || now % SECOND_NANOS != 0;
      long end = Math.min(durationNanos, now + (shortStep ? RetryWheel.SLOT_NANOS : SECOND_NANOS));
      for (ResourceState resource : resources) {
        if (resource.backlog() > 0) {
          resource.advance(now);
        }
      }
      runStep(now, end, shortStep);
      now = end;
      if (now % SECOND_NANOS == 0 || now == durationNanos) {
        for (ResourceRecorder recorder : recorders) {
          recorder.endSecond(now);
        }
      }
    }
    return outcome();
  }

  private void runStep(long now, long end, boolean shortStep) {
    parts.clear();
    for (FlowRun flow : flows) {
      flow.step(now, end, shortStep, parts);
    }
    parts.sort(Comparator.comparingLong(Part::atNanos));
    for (Part part : parts) {
      queue.runBefore(part.atNanos());
      part.send();
    }
    queue.runBefore(end);
  }

  private void startFlows(long now) {
    for (FlowRun run : flows) {
      if (run.hasStarted()) {
        continue;
      }
      Flow flow = run.plan().flow();
      if (flow.after() == null) {
        long start = flow.start().toNanos();
        if (start < now + SECOND_NANOS) {
          start(run, start, "begins at the time it is given");
        }
      }
    }
  }

  private void startFlowsAfter(String ended, long nowNanos) {
    for (FlowRun run : flows) {
      Flow flow = run.plan().flow();
      if (ended.equals(flow.after())) {
        start(run, nowNanos + flow.start().toNanos(), "begins after " + ended);
      }
    }
  }

  /** A flow that begins with the run is no event. */
  private void start(FlowRun run, long startNanos, String why) {
    if (startNanos > 0) {
      events.add(startNanos, "flow-start", run.plan().flow().name(), why);
    }
    run.start(startNanos);
  }

  /** Whether some bucket might be asked for more than it holds within the next second. */
  private boolean mayRunDry(long now) {
    for (double[][] ofResource : demandMilliUnits) {
      for (double[] demand : ofResource) {
        Arrays.fill(demand, 0);
      }
    }
    for (FlowRun run : flows) {
      if (run.isRetrying()) {
        return true;
      }
      addDemand(run, run.expected(now, now + SECOND_NANOS));
    }
    for (int r = 0; r < resources.size(); r++) {
      ResourceState resource = resources.get(r);
      if (resource.backlog() > 0) {
        return true;
      }
      for (Dimension dimension : Dimension.values()) {
        double[] demand = demandMilliUnits[r][dimension.ordinal()];
        int all = resource.partitionCount();
        if (demand[all] > 0 && demand[all] >= resource.available(dimension, false)) {
          return true;
        }
        for (int p = 0; p < all; p++) {
          if (demand[p] > 0 && demand[p] >= resource.available(p, dimension)) {
            return true;
          }
        }
      }
    }
    return false;
  }

  /** Adds the most that a flow may plausibly ask for, per partition and in all. */
  private void addDemand(FlowRun run, double requests) {
    if (requests <= 0) {
      return;
    }
    FlowPlan plan = run.plan();
    Flow flow = plan.flow();
    double operations =
        requests * (flow.operation().shape() == Shape.PAGE ? 1 : flow.itemsPerRequest());
    int dimension = flow.operation().dimension().ordinal();
    for (int c = 0; c < run.components().size(); c++) {
      Component component = run.components().get(c);
      double mean = plan.cost().meanMilliUnits(c);
      double deviation = plan.cost().deviationMilliUnits(c);
      double spread = Math.sqrt(mean * mean + deviation * deviation);
      double[] demand = demandMilliUnits[component.resource()][dimension];
      int all = demand.length - 1;
      demand[all] += most(operations, mean, spread);
      for (int p = 0; p < all; p++) {
        double share = component.mix().momentaryWeight(p);
        if (share > 0) {
          demand[p] += most(operations * share, mean, spread);
        }
      }
    }
  }

  private static double most(double operations, double mean, double spread) {
    return operations * mean + SAFE_DEVIATIONS * (Math.sqrt(operations) + 1) * spread;
  }

  private Outcome outcome() {
    return new Outcome(
        scenario.name(),
        Outcome.Source.SIMULATED,
        scenario.start(),
        scenario.seed(),
        1,
        scenario.profile().name(),
        scenario.profile().overrides(),
        Version.CURRENT,
        scenario.duration(),
        List.of(scenario.table()),
        recorders.stream().map(ResourceRecorder::outcome).toList(),
        flows.stream().map(FlowRun::outcome).toList(),
        events.inOrder(),
        hotKeys(),
        List.of(),
        null,
        List.of(),
        scenario.assumptions(),
        NotModelled.of(scenario));
  }

  private List<HotKey> hotKeys() {
    return flows.stream()
        .flatMap(flow -> flow.tally().hotKeys(resources).stream())
        .collect(
            Collectors.toMap(
                key -> List.of(key.resource(), key.key()),
                key -> key,
                HotKey::plus,
                LinkedHashMap::new))
        .values()
        .stream()
        .filter(key -> key.consumedUnits() > 0 || key.throttled() > 0)
        .sorted(
            Comparator.comparingLong(HotKey::throttled)
                .thenComparingDouble(HotKey::consumedUnits)
                .reversed()
                .thenComparing(HotKey::resource)
                .thenComparing(HotKey::key))
        .limit(HOT_KEYS)
        .toList();
  }
}
