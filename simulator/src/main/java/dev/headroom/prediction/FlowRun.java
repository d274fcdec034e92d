package dev.headroom.prediction;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.chance.Chance;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.ResourceState;
import dev.headroom.engine.ResourceState.PooledDemand;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Periods;
import dev.headroom.traffic.Arrivals;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Flow.Origin;
import dev.headroom.traffic.Load;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One flow in the course of one trial: makes its requests, or has its clients make them, until it
 * ends.
 *
 * <p>Few requests of a step are {@linkplain FollowedRequests followed} one by one, each at its own
 * instant. Many go into the {@link Crowd}, where the work does not grow with their number. Both are
 * admitted by the same call.
 */
final class FlowRun implements GivingUp {

  private static final long SECOND_NANOS = 1_000_000_000L;

  /** Up to this many requests of a step are followed one by one. */
  static final long FOLLOWED_PER_STEP = 8;

  /** The batch requests of a step are sent in at most this many groups; few go one by one. */
  private static final long BATCH_GROUPS = 256;

  private final FlowPlan plan;
  private final Flow flow;
  private final EventQueue queue;
  private final EventLog events;
  private final FlowAdmission admission;
  private final FlowRecorder recorder;
  private final ReadCache cache;
  private final FollowedRequests followed;
  private final @Nullable Crowd crowd;
  private final @Nullable ReplicatedWrites replicated;
  private final LongConsumer whenEnded;
  private final Chance chance;
  private @Nullable Arrivals arrivals;
  private long startNanos;
  private long generatedUntilNanos;
  private boolean started;
  private boolean ended;
  private boolean stopped;
  private long closedRequestsLeft;
  private int closedClientsLeft;

  FlowRun(
      FlowPlan plan,
      List<Component> components,
      AdmissionControl control,
      EventQueue queue,
      EventLog events,
      List<ResourceRecorder> resources,
      Periods periods,
      long durationNanos,
      LongConsumer whenEnded,
      Chance chance) {
    this.plan = plan;
    this.flow = plan.flow();
    this.queue = queue;
    this.events = events;
    this.whenEnded = whenEnded;
    this.chance = chance;
    this.recorder = new FlowRecorder(plan, periods, chance.fork("latency"));
    this.cache = new ReadCache(plan, recorder, chance.fork("cache"));
    this.admission = new FlowAdmission(plan, components, control, resources, chance.fork("costs"));
    CellSplitter splitter = new CellSplitter(components, chance.fork("keys"));
    this.followed =
        new FollowedRequests(
            plan,
            cache,
            admission,
            recorder,
            this,
            splitter,
            queue,
            this::answered,
            chance.fork("followed"));
    this.crowd =
        FlowPlan.isCounted(flow)
            ? new Crowd(
                plan,
                admission,
                recorder,
                this,
                splitter,
                queue,
                durationNanos,
                chance.fork("crowd"))
            : null;
    this.replicated =
        flow.origin() == Origin.REPLICATION
            ? new ReplicatedWrites(admission, recorder, splitter)
            : null;
  }

  FlowPlan plan() {
    return plan;
  }

  List<Component> components() {
    return admission.components();
  }

  KeyTally tally() {
    return admission.tally();
  }

  /** What was counted so far. */
  FlowRecorder recorder() {
    return recorder;
  }

  FlowOutcome outcome() {
    return recorder.outcome();
  }

  boolean hasStarted() {
    return started;
  }

  /** Whether requests wait to be sent, or may have to within the next second. */
  boolean isRetrying() {
    return followed.isRetrying() || isCrowdBusy() || replicatedWaiting() > 0;
  }

  private long replicatedWaiting() {
    return replicated == null ? 0 : replicated.waiting();
  }

  private boolean isCrowdBusy() {
    return crowd != null
        && crowd.isBusy(expected(generatedUntilNanos, generatedUntilNanos + SECOND_NANOS));
  }

  /** Begins the flow. */
  void start(long nowNanos) {
    started = true;
    startNanos = nowNanos;
    generatedUntilNanos = nowNanos;
    switch (flow.load()) {
      case Load.Open open -> arrivals = plan.arrivals(nowNanos, chance.fork("arrivals"));
      case Load.Closed closed -> {
        closedRequestsLeft = closed.requests().orElse(Long.MAX_VALUE);
        closedClientsLeft = closed.count();
        for (int i = 0; i < closed.count(); i++) {
          queue.add(nowNanos, this::sendOfClient);
        }
      }
    }
  }

  /** Expected requests that reach the table in an interval, retries not counted. */
  double expected(long fromNanos, long toNanos) {
    if (ended || !started) {
      return 0;
    }
    double requests =
        switch (flow.load()) {
          case Load.Open open ->
              arrivals == null
                  ? 0
                  : arrivals.expected(Math.max(0, fromNanos - startNanos), toNanos - startNanos);
          case Load.Closed closed ->
              closed.count()
                  * (toNanos - fromNanos)
                  / (cache.meanNanos(plan.latency().meanNanos()) + closed.thinkTime().toNanos());
        };
    return requests * cache.missShare();
  }

  /** The most attempts to expect in an interval that begins now, retries counted. */
  double expectedAttempts(long fromNanos, long toNanos) {
    return expected(fromNanos, toNanos)
        + (crowd == null ? 0 : crowd.retriesDueBefore(toNanos))
        + followed.retriesWaiting()
        + replicatedWaiting();
  }

  /** Hands what a component consumed in its pool to the partitions there. */
  void settlePool(int component, PooledDemand pooled) {
    boolean isEventual =
        flow.dimension() == Dimension.READ && flow.consistency() == Consistency.EVENTUAL;
    admission.settlePool(
        component, (partition, units, requests) -> pooled.add(partition, units, isEventual));
  }

  /**
   * Lays the keys over partitions that have been split.
   *
   * @param resource whose partitions
   * @param index its index
   * @param before how many partitions there were
   */
  void followPartitions(ResourceState resource, int index, int before) {
    for (int c = 0; c < components().size(); c++) {
      Component component = components().get(c);
      if (component.resource() == index) {
        component.mix().layOver();
        tally().followPartitions(c);
        for (int upper = before; upper < resource.partitionCount(); upper++) {
          follow(c, resource.parentOf(upper), upper);
        }
      }
    }
  }

  /** Says that other partitions of a component are pooled now. */
  void poolChanged(int component) {
    followed.poolChanged(component);
  }

  /** Lets retries that wait for a partition go to the parts that it has been split into. */
  private void follow(int component, int lower, int upper) {
    PartitionMix mix = components().get(component).mix();
    double both = mix.weight(lower) + mix.weight(upper);
    if (both > 0) {
      double shareAbove = mix.weight(upper) / both;
      if (crowd != null) {
        crowd.follow(component, lower, upper, shareAbove);
      }
      followed.follow(component, lower, upper, shareAbove);
      if (replicated != null) {
        replicated.follow(component, lower, upper, shareAbove);
      }
    }
  }

  /**
   * Makes the requests of a step and lets due retries go.
   *
   * @param mayRunDry whether something may be refused in the step, so that instants matter
   * @param parts receives what is to be sent in the step, in no order
   */
  void step(long fromNanos, long toNanos, boolean mayRunDry, List<Part> parts) {
    long crowded = 0;
    Arrivals source = arrivals;
    if (source != null && !ended && toNanos > startNanos) {
      long from = generatedUntilNanos - startNanos;
      long to = toNanos - startNanos;
      generatedUntilNanos = toNanos;
      long n = source.draw(from, to);
      if (crowd != null && crowd.holdsBack() && mayRunDry) {
        crowded = cache.pass(fromNanos, n);
      } else if (n <= FOLLOWED_PER_STEP) {
        for (long i = 0; i < n; i++) {
          queue.add(startNanos + source.instant(i, n, from, to), now -> sendNew(now, 1));
        }
      } else {
        crowded = sendMany(n, Math.max(startNanos, fromNanos), toNanos, mayRunDry);
      }
      if (plan.endNanos().isPresent() && to >= plan.endNanos().getAsLong()) {
        end(toNanos, "all of its load has been sent");
      }
    }
    ReplicatedWrites writes = replicated;
    if (writes != null && writes.waiting() > 0) {
      queue.add(within(fromNanos, toNanos), writes::serve);
    }
    if (crowd != null && (crowded > 0 || isCrowdBusy())) {
      crowd.scatter(crowded, fromNanos, toNanos, parts);
    }
  }

  private void sendNew(long nowNanos, long requests) {
    if (replicated != null) {
      replicated.arrive(nowNanos, requests);
      return;
    }
    long missed = cache.pass(nowNanos, requests);
    if (missed < requests) {
      goOn(nowNanos + cache.hitNanos(), requests - missed);
    }
    if (missed > 0) {
      followed.sendNew(nowNanos, missed);
    }
  }

  /** Sends many requests, or returns how many are to be scattered. */
  private long sendMany(long n, long fromNanos, long toNanos, boolean mayRunDry) {
    if (replicated != null) {
      sendInGroups(mayRunDry ? FOLLOWED_PER_STEP : 1, n, fromNanos, toNanos);
      return 0;
    }
    switch (flow.operation().shape()) {
      case SINGLE, PAGE -> {
        long missed = cache.pass(fromNanos, n);
        if (mayRunDry || crowd == null) {
          return missed;
        }
        crowd.sendAtOnce(fromNanos, missed);
      }
      case BATCH -> sendInGroups(Math.min(n, BATCH_GROUPS), n, fromNanos, toNanos);
      case TRANSACTION -> {
        for (long i = 0; i < n; i++) {
          queue.add(within(fromNanos, toNanos), followed::sendNew);
        }
      }
    }
    return 0;
  }

  private void sendInGroups(long groups, long n, long fromNanos, long toNanos) {
    for (long g = 0; g < groups; g++) {
      long requests = n * (g + 1) / groups - n * g / groups;
      queue.add(within(fromNanos, toNanos), now -> sendNew(now, requests));
    }
  }

  private long within(long fromNanos, long toNanos) {
    return fromNanos + (long) (chance.nextDouble() * (toNanos - fromNanos));
  }

  private void sendOfClient(long nowNanos) {
    if (ended) {
      return;
    }
    if (closedRequestsLeft == 0) {
      if (--closedClientsLeft == 0) {
        end(nowNanos, "all of its requests have been answered");
      }
      return;
    }
    closedRequestsLeft--;
    sendNew(nowNanos, 1);
  }

  /** Lets closed flows' clients go on after their pause, and others have the calls' slots. */
  private void answered(long doneNanos, long requests) {
    if (flow.client().concurrency().isPresent()) {
      queue.add(doneNanos, now -> followed.leave(now, requests));
    }
    goOn(doneNanos, requests);
  }

  private void goOn(long doneNanos, long requests) {
    if (flow.load() instanceof Load.Closed closed) {
      for (long i = 0; i < requests; i++) {
        queue.add(doneNanos + closed.thinkTime().toNanos(), this::sendOfClient);
      }
    }
  }

  @Override
  public void giveUp(long nowNanos, long requests) {
    recorder.failed(nowNanos, requests);
    if (flow.client().onGiveUp() == OnGiveUp.STOP) {
      stopped = true;
      end(nowNanos, "a request failed for good and the client stops then");
    }
  }

  @Override
  public boolean hasStopped() {
    return stopped;
  }

  private void end(long nowNanos, String why) {
    if (!ended) {
      ended = true;
      events.add(nowNanos, "flow-end", flow.name(), why);
      whenEnded.accept(nowNanos);
    }
  }
}
