package dev.headroom.prediction;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.engine.AdmissionControl;
import dev.headroom.engine.Charges;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.traffic.Client.OnGiveUp;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.Operation.Shape;
import dev.headroom.traffic.RetryQuota;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One flow in the course of one trial: makes its requests, has them admitted, and retries as its
 * client would.
 *
 * <p>Few requests are followed one by one, each at its own instant. Many requests of one step are
 * sent as batches, one per {@linkplain Cells cell}, and wait for retries in a {@link RetryWheel},
 * so that the work does not grow with the rate. Both are admitted by the same call.
 */
final class FlowRun {

  /** Up to this many requests of a step are followed one by one. */
  private static final long FOLLOWED_PER_STEP = 8;

  /** The requests of a step in which a bucket may run dry are sent in about this many parts. */
  private static final long STEP_PARTS = 32;

  /** A batch of requests that retries together is split into at most this many parts. */
  private static final long RETRY_PARTS = 16;

  /** Requests that are followed: one, or like batch requests sent at one instant. */
  private static final class Followed {
    final Cells items;
    final long requests;
    final long intendedNanos;
    final int attempt;
    final int resendRound;
    final boolean throttledBefore;

    Followed(
        Cells items,
        long requests,
        long intendedNanos,
        int attempt,
        int resendRound,
        boolean throttledBefore) {
      this.items = items;
      this.requests = requests;
      this.intendedNanos = intendedNanos;
      this.attempt = attempt;
      this.resendRound = resendRound;
      this.throttledBefore = throttledBefore;
    }
  }

  private final FlowPlan plan;
  private final Flow flow;
  private final List<Component> components;
  private final AdmissionControl admission;
  private final EventQueue queue;
  private final List<ResourceRecorder> resources;
  private final FlowRecorder recorder;
  private final KeyTally tally;
  private final Chance chance;
  private final CellSplitter splitter;
  private final RetryWheel wheel;
  private final RetryQuota quota;
  private final Charges charges = new Charges();
  private final Admission result;
  private final long[] milliUnits;
  private final Cells cells;
  private @Nullable Arrivals arrivals;
  private long startNanos;
  private long followedRetries;
  private long closedRequestsLeft = Long.MAX_VALUE;
  private int closedClientsLeft;
  private boolean ended;

  FlowRun(
      FlowPlan plan,
      List<Component> components,
      AdmissionControl admission,
      EventQueue queue,
      List<ResourceRecorder> resources,
      Periods periods,
      Chance chance) {
    this.plan = plan;
    this.flow = plan.flow();
    this.components = components;
    this.admission = admission;
    this.queue = queue;
    this.resources = resources;
    this.chance = chance.fork("requests");
    this.recorder = new FlowRecorder(flow, periods, plan.latency(), chance.fork("latency"));
    this.tally = new KeyTally(components);
    this.splitter = new CellSplitter(components, chance.fork("keys"));
    this.wheel =
        new RetryWheel(
            plan.retries().longestDelayNanos() + plan.latency().throttleNanos(),
            chance.fork("retries"));
    this.result = new Admission(admission.resources().size());
    this.milliUnits = new long[components.size()];
    this.cells = new Cells(components.size());
    this.quota = new RetryQuota(plan.retries(), flow.client().instances());
  }

  FlowPlan plan() {
    return plan;
  }

  List<Component> components() {
    return components;
  }

  KeyTally tally() {
    return tally;
  }

  FlowOutcome outcome() {
    return recorder.outcome();
  }

  boolean hasStarted() {
    return arrivals != null || closedClientsLeft > 0 || ended;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether requests wait to be sent again. */
  boolean isRetrying() {
    return wheel.waiting() > 0 || followedRetries > 0;
  }

  /** Begins the flow. */
  void start(long nowNanos) {
    startNanos = nowNanos;
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

  /** Expected requests in an interval, retries not counted. */
  double expected(long fromNanos, long toNanos) {
    if (ended || !hasStarted()) {
      return 0;
    }
    return switch (flow.load()) {
      case Load.Open open ->
          arrivals == null
              ? 0
              : arrivals.expected(Math.max(0, fromNanos - startNanos), toNanos - startNanos);
      case Load.Closed closed ->
          closed.count()
              * (toNanos - fromNanos)
              / (plan.latency().meanNanos() + closed.thinkTime().toNanos());
    };
  }

  /**
   * Makes the requests of a step and lets due retries go.
   *
   * @param scattered whether the instant of a batch within the step may matter
   */
  void step(long fromNanos, long toNanos, boolean scattered) {
    if (wheel.waiting() > 0) {
      long due = wheel.due(fromNanos);
      wheel.drain(fromNanos, (kind, n) -> sendDue(kind, n, due, fromNanos, toNanos));
    }
    Arrivals source = arrivals;
    if (source == null || ended || toNanos <= startNanos) {
      return;
    }
    long from = Math.max(0, fromNanos - startNanos);
    long to = toNanos - startNanos;
    long n = source.draw(from, to);
    if (n > 0 && n <= FOLLOWED_PER_STEP) {
      for (long i = 0; i < n; i++) {
        queue.add(startNanos + source.instant(i, n, from, to), this::sendNew);
      }
    } else if (n > 0) {
      sendMany(n, Math.max(startNanos, fromNanos), toNanos, scattered);
    }
    if (plan.endNanos().isPresent() && to >= plan.endNanos().getAsLong()) {
      end(toNanos, "all of its load has been sent");
    }
  }

  private void end(long nowNanos, String why) {
    if (!ended) {
      ended = true;
      resources.getFirst().events().add(nowNanos, "flow-end", flow.name(), why);
    }
  }

  private void sendMany(long n, long fromNanos, long toNanos, boolean scattered) {
    switch (flow.operation().shape()) {
      case SINGLE, PAGE -> {
        cells.clear();
        splitter.split(n, cells);
        for (int cell = 0; cell < cells.size(); cell++) {
          if (scattered) {
            sendScattered(1, cells, cell, n, fromNanos, toNanos);
          } else {
            recorder.offered(fromNanos, cells.count(cell));
            sendBatch(fromNanos, cells, cell, 1, false);
          }
        }
      }
      case BATCH -> queue.add(within(fromNanos, toNanos), now -> sendNew(now, n));
      case TRANSACTION -> {
        for (long i = 0; i < n; i++) {
          queue.add(within(fromNanos, toNanos), this::sendNew);
        }
      }
    }
  }

  private long within(long fromNanos, long toNanos) {
    return fromNanos + (long) (chance.nextDouble() * (toNanos - fromNanos));
  }

  /**
   * Sends one cell, in parts at independent instants of the step. Independent, so that they meet an
   * empty bucket as often as the requests of other flows do.
   *
   * @param ofStep number of requests, the cell's among them, that make the step's parts
   */
  private void sendScattered(
      int attempt, Cells from, int cell, long ofStep, long fromNanos, long toNanos) {
    long n = from.count(cell);
    long parts = Math.ceilDiv(n, Math.ceilDiv(ofStep, STEP_PARTS));
    for (long p = 0; p < parts; p++) {
      Cells own = new Cells(components.size());
      own.addCopy(from, cell, n * (p + 1) / parts - n * p / parts);
      queue.add(
          within(fromNanos, toNanos),
          now -> {
            if (attempt == 1) {
              recorder.offered(now, own.count(0));
            }
            sendBatch(now, own, 0, attempt, true);
          });
    }
  }

  private void sendDue(RetryWheel.Kind kind, long n, long ofStep, long fromNanos, long toNanos) {
    cells.clear();
    splitter.split(n, false, kind.component(), kind.partition(), cells);
    for (int cell = 0; cell < cells.size(); cell++) {
      sendScattered(kind.attempt(), cells, cell, ofStep, fromNanos, toNanos);
    }
  }

  /** Sends a batch of single-item requests or pages that touch the same partitions. */
  private void sendBatch(long nowNanos, Cells from, int cell, int attempt, boolean together) {
    long n = from.count(cell);
    recorder.attempted(nowNanos, n);
    admit(nowNanos, from, cell, n, together);
    long admitted = result.admitted();
    if (admitted > 0) {
      if (attempt == 1) {
        recorder.succeededAtOnce(nowNanos, admitted);
      } else {
        recorder.succeededLater(nowNanos, admitted, () -> drawWaiting(attempt));
      }
      quota.refund(admitted, attempt);
    }
    long throttled = result.throttled();
    if (throttled > 0) {
      recorder.throttled(nowNanos, throttled, attempt == 1);
      countThrottledRequests(nowNanos);
      retryMany(nowNanos, from, cell, throttled, attempt);
    }
  }

  private long drawWaiting(int attempt) {
    long nanos = 0;
    for (int a = 2; a <= attempt; a++) {
      nanos += plan.latency().throttleNanos() + plan.retries().delayNanos(a, chance);
    }
    return nanos;
  }

  private void retryMany(long nowNanos, Cells from, int cell, long throttled, int attempt) {
    long retried = granted(throttled, attempt);
    if (retried < throttled) {
      giveUp(nowNanos, throttled - retried);
    }
    if (retried == 0 || ended && flow.client().onGiveUp() == OnGiveUp.STOP) {
      return;
    }
    int component = CellSplitter.UNPINNED;
    int partition = 0;
    if (result.reasonPartition() != Admission.NO_PARTITION) {
      component = componentOf(result.reasonResource());
      partition = result.reasonPartition();
    } else if (flow.keys() instanceof KeyDistribution.Rolling) {
      component = 0;
      partition = from.partition(cell, 0);
    }
    long earliest = nowNanos + plan.latency().throttleNanos();
    int next = attempt + 1;
    wheel.add(
        new RetryWheel.Kind(next, component, partition),
        retried,
        nowNanos,
        earliest + plan.retries().shortestDelayNanos(next),
        earliest + plan.retries().longestDelayNanos(next));
  }

  private int componentOf(int resource) {
    for (int c = 0; c < components.size(); c++) {
      if (components.get(c).resource() == resource) {
        return c;
      }
    }
    throw new AssertionError("only touched resources refuse");
  }

  private void giveUp(long nowNanos, long requests) {
    recorder.failed(nowNanos, requests);
    if (flow.client().onGiveUp() == OnGiveUp.STOP) {
      end(nowNanos, "a request failed for good and the client stops then");
    }
  }

  /** How many of the requests that were refused just now may be sent again. */
  private long granted(long refused, int attempt) {
    ThrottlingReason reason = result.reason();
    boolean retryable =
        reason != null
            && attempt < plan.retries().maxAttempts()
            && plan.retries().retries(flow.operation().shape(), reason.limit());
    return retryable ? quota.take(refused) : 0;
  }

  private void admit(long nowNanos, Cells from, int cell, long n, boolean together) {
    plan.cost().draw(n, chance, milliUnits);
    charges.clear(
        flow.operation().dimension(), flow.consistency() == Consistency.EVENTUAL && isRead());
    charge(from, cell, milliUnits);
    decide(nowNanos, n, together);
    tally.count(from, cell, milliUnits, n, result);
  }

  private boolean isRead() {
    return flow.operation().dimension() == Dimension.READ;
  }

  private void charge(Cells from, int cell, long[] units) {
    for (int c = 0; c < components.size(); c++) {
      int partition = from.partition(cell, c);
      if (partition != Component.UNTOUCHED) {
        charges.add(components.get(c).resource(), partition, units[c]);
      }
    }
  }

  private void decide(long nowNanos, long n, boolean together) {
    if (together) {
      admission.admitTogether(nowNanos, charges, n, result);
    } else {
      admission.admit(nowNanos, charges, n, result);
    }
    if (result.throttled() > 0) {
      for (int r = 0; r < resources.size(); r++) {
        if (result.throttled(r) > 0) {
          resources.get(r).noteThrottle(nowNanos, flow.name());
        }
      }
    }
  }

  /** Counts the refused requests of the latest decision, each with every resource that refused. */
  private void countThrottledRequests(long nowNanos) {
    for (int r = 0; r < resources.size(); r++) {
      resources.get(r).throttledRequests(nowNanos, result.throttled(r));
    }
  }

  private void sendNew(long nowNanos) {
    sendNew(nowNanos, 1);
  }

  private void sendNew(long nowNanos, long requests) {
    recorder.offered(nowNanos, requests);
    long itemsPerRequest = flow.operation().shape() == Shape.PAGE ? 1 : flow.itemsPerRequest();
    Cells items = new Cells(components.size());
    splitter.split(requests * itemsPerRequest, items);
    send(nowNanos, new Followed(items, requests, nowNanos, 1, 0, false));
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
    sendNew(nowNanos);
  }

  private void send(long nowNanos, Followed request) {
    recorder.attempted(nowNanos, request.requests);
    switch (flow.operation().shape()) {
      case SINGLE, PAGE -> {
        admit(nowNanos, request.items, 0, 1, false);
        settle(nowNanos, request, result.throttled() > 0);
      }
      case TRANSACTION -> sendTransaction(nowNanos, request);
      case BATCH -> sendBatchRequest(nowNanos, request);
    }
  }

  private void settle(long nowNanos, Followed request, boolean throttled) {
    if (throttled) {
      countThrottledRequests(nowNanos);
      throttle(nowNanos, request);
    } else {
      succeed(nowNanos, request, request.requests);
    }
  }

  /** Every item is charged at once, all or none. */
  private void sendTransaction(long nowNanos, Followed request) {
    Cells items = request.items;
    long[][] costs = new long[items.size()][components.size()];
    charges.clear(flow.operation().dimension(), false);
    for (int cell = 0; cell < items.size(); cell++) {
      plan.cost().draw(items.count(cell), chance, costs[cell]);
      charge(items, cell, costs[cell]);
    }
    decide(nowNanos, 1, false);
    for (int cell = 0; cell < items.size(); cell++) {
      tally.count(items, cell, costs[cell], 1, result);
    }
    if (result.throttled() > 0) {
      countThrottledRequests(nowNanos);
      recorder.throttled(nowNanos, 1, true);
      giveUp(nowNanos, 1);
      finishClient(nowNanos + plan.latency().throttleNanos());
    } else {
      succeed(nowNanos, request, 1);
    }
  }

  /** Every item is admitted by itself; a request is refused only if all of its items are. */
  private void sendBatchRequest(long nowNanos, Followed request) {
    Cells items = request.items;
    Cells unprocessed = new Cells(components.size());
    long refused = 0;
    long offered = items.total();
    for (int cell = 0; cell < items.size(); cell++) {
      admit(nowNanos, items, cell, items.count(cell), false);
      if (result.throttled() > 0) {
        refused += result.throttled();
        unprocessed.addCopy(items, cell, result.throttled());
      }
    }
    if (refused == 0) {
      succeed(nowNanos, request, request.requests);
    } else if (refused == offered) {
      countThrottledBatches(nowNanos, request.requests);
      throttle(nowNanos, request);
    } else {
      settlePartly(nowNanos, request, unprocessed, (double) refused / offered, offered);
    }
  }

  /** A refused batch request counts once, with the resource that refused its last item. */
  private void countThrottledBatches(long nowNanos, long requests) {
    if (requests > 0) {
      resources.get(result.reasonResource()).throttledRequests(nowNanos, requests);
    }
  }

  private void settlePartly(
      long nowNanos, Followed request, Cells unprocessed, double refusedShare, long offered) {
    double itemsPerRequest = (double) offered / request.requests;
    double allRefused = request.requests == 1 ? 0 : StrictMath.pow(refusedShare, itemsPerRequest);
    long refusedWhole = chance.nextBinomial(request.requests, allRefused);
    double someRefused = 1 - StrictMath.pow(1 - refusedShare, itemsPerRequest);
    long partly =
        request.requests == 1
            ? 1
            : chance.nextBinomial(
                request.requests - refusedWhole,
                Math.max(0, (someRefused - allRefused) / Math.max(1e-12, 1 - allRefused)));
    long whole = request.requests - refusedWhole - partly;
    long wholeItems = Math.round(refusedWhole * itemsPerRequest);
    long left = unprocessed.total();
    Cells ofRefused = new Cells(components.size());
    Cells ofPartly = new Cells(components.size());
    for (int cell = 0; cell < unprocessed.size(); cell++) {
      long count = unprocessed.count(cell);
      long taken = Math.min(count, left == 0 ? 0 : Math.round((double) count * wholeItems / left));
      if (taken > 0) {
        ofRefused.addCopy(unprocessed, cell, taken);
      }
      if (count > taken) {
        ofPartly.addCopy(unprocessed, cell, count - taken);
      }
    }
    if (refusedWhole > 0) {
      countThrottledBatches(nowNanos, refusedWhole);
      throttle(nowNanos, part(request, ofRefused, refusedWhole));
    }
    if (partly > 0) {
      if (!request.throttledBefore) {
        recorder.partlyThrottled(nowNanos, partly);
      }
      resend(nowNanos, part(request, ofPartly, partly));
    }
    if (whole > 0) {
      succeed(nowNanos, request, whole);
    }
  }

  private static Followed part(Followed request, Cells items, long requests) {
    return new Followed(
        items,
        requests,
        request.intendedNanos,
        request.attempt,
        request.resendRound,
        request.throttledBefore);
  }

  /** Sends what a batch left unprocessed again, if the client does that. */
  private void resend(long nowNanos, Followed request) {
    if (!flow.client().resendUnprocessed() || request.items.total() == 0) {
      succeed(nowNanos, request, request.requests);
      return;
    }
    int round = request.resendRound + 1;
    if (round > BatchResend.ROUNDS) {
      giveUp(nowNanos, request.requests);
      finishClient(nowNanos);
      return;
    }
    long waitNanos = BatchResend.delayNanos(round, chance) + plan.latency().throttleNanos();
    followedRetries++;
    Followed again =
        new Followed(request.items, request.requests, request.intendedNanos, 1, round, true);
    queue.add(
        nowNanos + waitNanos,
        now -> {
          followedRetries--;
          send(now, again);
        });
  }

  private void succeed(long nowNanos, Followed request, long requests) {
    if (request.intendedNanos == nowNanos) {
      recorder.succeededAtOnce(nowNanos, requests);
    } else {
      recorder.succeededLater(nowNanos, requests, () -> nowNanos - request.intendedNanos);
    }
    quota.refund(requests, request.attempt);
    if (isClosed()) {
      finishClient(nowNanos + plan.latency().draw(chance));
    }
  }

  private boolean isClosed() {
    return flow.load() instanceof Load.Closed;
  }

  /** Lets a closed flow's client go on after its pause. */
  private void finishClient(long doneNanos) {
    if (flow.load() instanceof Load.Closed closed) {
      queue.add(doneNanos + closed.thinkTime().toNanos(), this::sendOfClient);
    }
  }

  /** Deals with requests that were refused as a whole. */
  private void throttle(long nowNanos, Followed request) {
    recorder.throttled(nowNanos, request.requests, !request.throttledBefore);
    long retried = granted(request.requests, request.attempt);
    if (retried < request.requests) {
      giveUp(nowNanos, request.requests - retried);
      finishClient(nowNanos + plan.latency().throttleNanos());
    }
    long parts = Math.min(retried, RETRY_PARTS);
    for (long p = 0; p < parts; p++) {
      long requests = retried * (p + 1) / parts - retried * p / parts;
      Cells items = request.items;
      if (requests < request.requests) {
        items = new Cells(components.size());
        long before = retried * p / parts;
        for (int cell = 0; cell < request.items.size(); cell++) {
          long count = request.items.count(cell);
          long own =
              count * (before + requests) / request.requests - count * before / request.requests;
          if (own > 0) {
            items.addCopy(request.items, cell, own);
          }
        }
      }
      int next = request.attempt + 1;
      Followed again =
          new Followed(items, requests, request.intendedNanos, next, request.resendRound, true);
      followedRetries++;
      queue.add(
          nowNanos + plan.latency().throttleNanos() + plan.retries().delayNanos(next, chance),
          now -> {
            followedRetries--;
            send(now, again);
          });
    }
  }
}
