package dev.headroom.prediction;

import dev.headroom.capacity.ResourceKind;
import dev.headroom.chance.Chance;
import dev.headroom.cost.Bill;
import dev.headroom.cost.ClockHours;
import dev.headroom.cost.StoredData;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.ControlPlane;
import dev.headroom.engine.KeyRanges;
import dev.headroom.engine.PartitionKeeper;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.Version;
import dev.headroom.prediction.Outlook.Stride;
import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
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
  private final long periodNanos;
  private final Stepping stepping;
  private final Patience patience;
  private final ClockHours hours;
  private final List<ResourceState> resources = new ArrayList<>();
  private final List<PartitionKeeper> keepers = new ArrayList<>();
  private final List<ResourceRecorder> recorders = new ArrayList<>();
  private final List<FlowRun> flows = new ArrayList<>();
  private final EventQueue queue = new EventQueue();
  private final EventLog events = new EventLog();
  private final PlannedChanges changes;
  private final List<Part> parts = new ArrayList<>();
  private final PoolSettlement pools = new PoolSettlement(resources, flows);
  private final Outlook outlook;

  TrialRun(
      Scenario scenario, List<FlowPlan> plans, int trial, Stepping stepping, Patience patience) {
    this.scenario = scenario;
    this.patience = patience;
    this.durationNanos = scenario.duration().toNanos();
    this.stepping = stepping;
    Chance chance = new Chance(scenario.seed()).fork("trial-" + trial);
    createResources();
    Periods periods = Periods.of(scenario.duration());
    this.periodNanos = periods.seconds() * SECOND_NANOS;
    this.hours = new ClockHours(scenario.start(), scenario.duration());
    for (ResourceState resource : resources) {
      recorders.add(
          new ResourceRecorder(
              resource,
              periods,
              durationNanos,
              scenario.profile(),
              events,
              new UseRecorder(resource, hours)));
    }
    this.changes =
        new PlannedChanges(
            scenario.changes(),
            new ControlPlane(
                scenario.table(), resources, scenario.start(), 0, scenario.profile(), events),
            events,
            this::goOnAfter);
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
              endedNanos -> goOnAfter(plan.flow().name(), endedNanos),
              chance.fork("flow-" + plan.flow().name())));
    }
    for (int r = 0; r < resources.size(); r++) {
      keepPartitions(r, chance);
    }
    this.outlook = new Outlook(resources, flows, pools);
  }

  private void keepPartitions(int r, Chance chance) {
    ResourceState resource = resources.get(r);
    boolean keepsCollections = r == 0 && !scenario.table().localSecondaryIndexes().isEmpty();
    keepers.add(
        new PartitionKeeper(
            resource,
            new RecentTraffic(r, flows, scenario.profile(), keepsCollections),
            scenario.profile(),
            chance.fork("split-" + resource.name()),
            events));
  }

  private void createResources() {
    resources.addAll(
        InitialResources.of(
            scenario.table(), scenario.state(), scenario::weightedPartitions, scenario.profile()));
    for (ResourceState resource : resources) {
      if (resource.kind() == ResourceKind.INDEX && scenario.isCreatedLater(resource.name())) {
        resource.awaitCreation();
      }
    }
  }

  private List<Component> components(FlowPlan plan, long hashSeed) {
    Flow flow = plan.flow();
    int target = flow.indexName() == null ? 0 : resourceOf(flow.indexName());
    SortKeys sortKeys = target == 0 ? flow.sortKeys() : SortKeys.RANDOM;
    List<Component> components = new ArrayList<>();
    components.add(
        new Component(
            target, resources.get(target), mix(flow.keys(), sortKeys, target, hashSeed), 1));
    for (IndexTouch touch : plan.globalTouches()) {
      int index = resourceOf(touch.indexName());
      components.add(
          new Component(
              index,
              resources.get(index),
              mix(touch.keys(), SortKeys.RANDOM, index, hashSeed),
              touch.writesPerRequest()));
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

  private PartitionMix mix(KeyDistribution keys, SortKeys sortKeys, int resource, long hashSeed) {
    KeyRanges ranges = resources.get(resource).keyRanges();
    return new PartitionMix(new KeyLayout(keys, sortKeys, ranges, hashSeed), ranges);
  }

  /** The table and its indexes as they are now. */
  List<ResourceState> resources() {
    return resources;
  }

  /** Runs the trial and returns its outcome. */
  Outcome run() {
    long now = 0;
    Stride stride = Stride.SLOT;
    while (now < durationNanos && !isGivenUp()) {
      startFlows(now);
      boolean isWholeSecond = now % SECOND_NANOS == 0;
      if (isWholeSecond) {
        advance(now);
        stride = stride(now);
        sample(now, end(now, Stride.SECOND.atLeast(stride)));
      }
      Stride step = isWholeSecond ? stride : Stride.SLOT;
      long end = end(now, step);
      for (ResourceState resource : resources) {
        if (resource.backlog() > 0) {
          resource.advance(now);
        }
      }
      runStep(now, end, step == Stride.SLOT);
      now = end;
      if (step == Stride.MINUTE) {
        sample(now - 1, now - 1);
      }
      if (now % SECOND_NANOS == 0 || now == durationNanos) {
        endSecond(now);
      }
    }
    return outcome();
  }

  private boolean isGivenUp() {
    long throttled = 0;
    long failed = 0;
    for (FlowRun flow : flows) {
      if (flow.plan().flow().origin() == Flow.Origin.CLIENT) {
        throttled += flow.recorder().throttledRequests();
        failed += flow.recorder().failed();
      }
    }
    return throttled > patience.mostThrottled() || failed > patience.mostFailed();
  }

  private Stride stride(long now) {
    if (stepping == Stepping.SHORT) {
      return Stride.SLOT;
    }
    Stride stride = outlook.stride(now);
    boolean isChanging = changes.nextNanos() < end(now, Stride.MINUTE);
    return stride == Stride.MINUTE && isChanging ? Stride.SECOND : stride;
  }

  /** The end of a step, which never goes beyond a whole stride, a period or the run. */
  private long end(long now, Stride stride) {
    long length = Math.min(stride.nanos, periodNanos);
    return Math.min(durationNanos, now + length - now % length);
  }

  private void sample(long now, long until) {
    for (ResourceRecorder recorder : recorders) {
      recorder.sample(now, until);
    }
  }

  /** Brings everything to a whole second and lets the service do what it does by itself. */
  private void advance(long now) {
    int[] partitionsBefore = resources.stream().mapToInt(ResourceState::partitionCount).toArray();
    changes.advance(now);
    for (int r = 0; r < resources.size(); r++) {
      ResourceState resource = resources.get(r);
      resource.advance(now);
      PartitionKeeper keeper = keepers.get(r);
      if (keeper.nextLookNanos() <= now) {
        pools.settle(now, resource);
      }
      keeper.advance(now);
      if (resource.partitionCount() > partitionsBefore[r]) {
        followPartitions(now, r, partitionsBefore[r]);
      }
    }
  }

  /** Lays the flows' keys over partitions that have been split. */
  private void followPartitions(long now, int r, int before) {
    pools.settle(now, resources.get(r));
    for (FlowRun flow : flows) {
      flow.followPartitions(resources.get(r), r, before);
    }
    outlook.partitionsChanged(r);
  }

  private void endSecond(long now) {
    if (recorders.getFirst().endsPeriod(now)) {
      pools.settle(now);
    }
    for (ResourceRecorder recorder : recorders) {
      recorder.endSecond(now);
    }
  }

  private void runStep(long now, long end, boolean isShort) {
    parts.clear();
    for (FlowRun flow : flows) {
      flow.step(now, end, isShort, parts);
    }
    for (int part : inOrder(now)) {
      queue.runBefore(parts.get(part).atNanos());
      parts.get(part).send();
    }
    queue.runBefore(end);
  }

  /** The parts of a step by their instants: sorted as numbers of an instant and a place each. */
  private int[] inOrder(long stepNanos) {
    long[] keys = new long[parts.size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ((parts.get(i).atNanos() - stepNanos) << Integer.SIZE) | i;
    }
    Arrays.sort(keys);
    int[] order = new int[keys.length];
    for (int i = 0; i < keys.length; i++) {
      order[i] = (int) keys[i];
    }
    return order;
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

  /** Starts what waits for the end of a flow or of a change. */
  private void goOnAfter(String ended, long nowNanos) {
    changes.follow(ended, nowNanos);
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
        cost(),
        List.of(),
        null,
        List.of(),
        scenario.assumptions(),
        NotModelled.of(scenario));
  }

  private Cost cost() {
    InitialState state = scenario.state();
    return Bill.of(
        scenario.cost(),
        scenario.table(),
        hours,
        recorders.stream().map(ResourceRecorder::billedUse).toList(),
        new StoredData(state.dataSizeBytes(), state.items()));
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
