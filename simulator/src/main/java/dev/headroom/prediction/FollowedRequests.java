package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.traffic.BatchResend;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Operation.Shape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The requests of a flow that are followed one by one, each with its own instants and keys: those
 * of clients, those of slow flows, and all batches and transactions.
 */
final class FollowedRequests {

  /** Batch requests that are sent and retried together are split into at most this many parts. */
  private static final long RETRY_PARTS = 16;

  /**
   * Requests that are followed: one, or like batch requests sent at one instant.
   *
   * @param items what they touch, or what is left of it
   * @param intendedNanos when they were to begin
   * @param deadlineNanos when their call has failed
   * @param resendRound how often unprocessed items have been sent again
   */
  private record Followed(
      Cells items,
      long requests,
      long intendedNanos,
      long deadlineNanos,
      int attempt,
      int resendRound,
      boolean throttledBefore) {

    Followed part(Cells ownItems, long ownRequests) {
      return new Followed(
          ownItems,
          ownRequests,
          intendedNanos,
          deadlineNanos,
          attempt,
          resendRound,
          throttledBefore);
    }

    Followed retry(Cells ownItems, long ownRequests) {
      return new Followed(
          ownItems, ownRequests, intendedNanos, deadlineNanos, attempt + 1, resendRound, true);
    }

    /** A call of its own for what is left. */
    Followed resend(long newDeadlineNanos) {
      return new Followed(
          items, requests, intendedNanos, newDeadlineNanos, 1, resendRound + 1, true);
    }
  }

  /** What has happened to partitions to which requests may wait to be sent again. */
  private interface Change {
    void applyTo(Cells items);
  }

  /** Hears when requests have been answered for good. */
  interface Answered {
    void at(long nanos, long requests);
  }

  private final FlowPlan plan;
  private final Flow flow;
  private final ReadCache cache;
  private final FlowAdmission admission;
  private final FlowRecorder recorder;
  private final GivingUp givingUp;
  private final CellSplitter splitter;
  private final EventQueue queue;
  private final Answered answered;
  private final Chance chance;
  private final List<Change> changes = new ArrayList<>();
  private final PartitionCounts drawn = new PartitionCounts();
  private final long timeoutNanos;
  private final @Nullable CallGate gate;
  private long waiting;

  FollowedRequests(
      FlowPlan plan,
      ReadCache cache,
      FlowAdmission admission,
      FlowRecorder recorder,
      GivingUp givingUp,
      CellSplitter splitter,
      EventQueue queue,
      Answered answered,
      Chance chance) {
    this.plan = plan;
    this.flow = plan.flow();
    this.cache = cache;
    this.admission = admission;
    this.recorder = recorder;
    this.givingUp = givingUp;
    this.splitter = splitter;
    this.queue = queue;
    this.answered = answered;
    this.chance = chance;
    Duration timeout = flow.client().timeout();
    this.timeoutNanos = timeout == null ? Long.MAX_VALUE / 2 : timeout.toNanos();
    this.gate = gate();
  }

  /** The gate of a flow that is never counted; a {@link Crowd} has a gate of its own. */
  private @Nullable CallGate gate() {
    boolean isLimited = flow.client().concurrency().isPresent() || admission.limiter() != null;
    if (FlowPlan.isCounted(flow) || !isLimited) {
      return null;
    }
    boolean isInsideCalls = flow.client().concurrency().isEmpty();
    return new CallGate(
        flow.client().slots(),
        admission.limiter(),
        isInsideCalls ? timeoutNanos : Long.MAX_VALUE / 2,
        queue,
        (now, since, n) -> beginEach(now, since, isInsideCalls ? since : now, n),
        (now, since, n) -> fail(now, n));
  }

  /** Whether requests wait to be sent again. */
  boolean isRetrying() {
    return waiting > 0 || (gate != null && gate.waiting() > 0);
  }

  /** How many requests wait to be sent again. */
  long retriesWaiting() {
    return waiting;
  }

  /** Lets requests that wait for the lower part of a split partition go to either part. */
  void follow(int component, int lower, int upper, double shareAbove) {
    note(items -> items.move(component, lower, upper, shareAbove, chance));
  }

  /** Lets requests that wait for a component's pool go wherever they would go now. */
  void poolChanged(int component) {
    note(items -> redrawPooled(items, component));
  }

  private void note(Change change) {
    if (waiting > 0) {
      changes.add(change);
    } else {
      changes.clear();
    }
  }

  private void redrawPooled(Cells items, int component) {
    PartitionMix mix = admission.components().get(component).mix();
    for (int cell = 0, before = items.size(); cell < before; cell++) {
      if (items.partition(cell, component) == Component.POOL) {
        drawn.clear(mix.partitionCount());
        mix.draw(items.count(cell), false, chance, drawn);
        items.spread(cell, component, drawn);
      }
    }
  }

  /** Sends one new request. */
  void sendNew(long nowNanos) {
    sendNew(nowNanos, 1);
  }

  /** Sends new requests that stay together. */
  void sendNew(long nowNanos, long requests) {
    recorder.offered(nowNanos, requests);
    if (gate == null) {
      begin(nowNanos, nowNanos, nowNanos, requests);
    } else {
      gate.arrive(nowNanos, requests);
    }
  }

  /** Begins requests that waited together; only batch requests stay together. */
  private void beginEach(long nowNanos, long intendedNanos, long calledNanos, long requests) {
    long together = flow.operation().shape() == Shape.BATCH ? requests : 1;
    for (long begun = 0; begun < requests; begun += together) {
      begin(nowNanos, intendedNanos, calledNanos, together);
    }
  }

  private void begin(long nowNanos, long intendedNanos, long calledNanos, long requests) {
    Cells items = newCells();
    splitter.split(cache.items(requests), items);
    long deadlineNanos = calledNanos + timeoutNanos;
    send(nowNanos, new Followed(items, requests, intendedNanos, deadlineNanos, 1, 0, false));
  }

  private Cells newCells() {
    return new Cells(admission.components().size());
  }

  private void send(long nowNanos, Followed request) {
    if (givingUp.hasStopped()) {
      recorder.failed(nowNanos, request.requests);
      answered.at(nowNanos, request.requests);
      return;
    }
    recorder.attempted(nowNanos, request.requests);
    switch (flow.operation().shape()) {
      case SINGLE, PAGE -> {
        settle(nowNanos, request, admission.admit(nowNanos, request.items, 0, 1));
      }
      case TRANSACTION -> sendTransaction(nowNanos, request);
      case BATCH -> sendBatchRequest(nowNanos, request);
    }
  }

  private void settle(long nowNanos, Followed request, Admission answer) {
    if (answer.throttled() > 0) {
      admission.countThrottledRequests(nowNanos);
      throttle(nowNanos, request);
    } else {
      succeed(nowNanos, request, request.requests);
    }
  }

  /** Every item is charged at once, all or none; a refused transaction is not retried. */
  private void sendTransaction(long nowNanos, Followed request) {
    settle(nowNanos, request, admission.admitTransaction(nowNanos, request.items));
  }

  /** Every item is admitted by itself; a request is refused only if all of its items are. */
  private void sendBatchRequest(long nowNanos, Followed request) {
    Cells items = request.items;
    Cells unprocessed = newCells();
    long refused = 0;
    long offered = items.total();
    for (int cell = 0; cell < items.size(); cell++) {
      Admission answer = admission.admit(nowNanos, items, cell, items.count(cell));
      if (answer.throttled() > 0) {
        refused += answer.throttled();
        unprocessed.addCopy(items, cell, answer.throttled());
      }
    }
    if (refused == 0) {
      succeed(nowNanos, request, request.requests);
    } else if (refused == offered) {
      admission.countThrottledBatches(nowNanos, request.requests);
      throttle(nowNanos, request);
    } else {
      settlePartly(nowNanos, request, unprocessed, (double) refused / offered, offered);
    }
  }

  private void settlePartly(
      long nowNanos, Followed request, Cells unprocessed, double refusedShare, long offered) {
    double itemsPerRequest = (double) offered / request.requests;
    long refusedWhole = 0;
    long partly = 1;
    if (request.requests > 1) {
      double allRefused = StrictMath.pow(refusedShare, itemsPerRequest);
      double someRefused = 1 - StrictMath.pow(1 - refusedShare, itemsPerRequest);
      refusedWhole = chance.nextBinomial(request.requests, allRefused);
      partly =
          chance.nextBinomial(
              request.requests - refusedWhole,
              Math.max(0, (someRefused - allRefused) / Math.max(1e-12, 1 - allRefused)));
    }
    long wholeItems = Math.round(refusedWhole * itemsPerRequest);
    long left = unprocessed.total();
    Cells ofRefused = newCells();
    Cells ofPartly = newCells();
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
      admission.countThrottledBatches(nowNanos, refusedWhole);
      throttle(nowNanos, request.part(ofRefused, refusedWhole));
    }
    if (ofPartly.size() > 0) {
      partly = Math.max(1, partly);
      if (!request.throttledBefore) {
        recorder.partlyThrottled(nowNanos, partly);
      }
      resend(nowNanos, request.part(ofPartly, partly));
    } else {
      partly = 0;
    }
    long whole = request.requests - refusedWhole - partly;
    if (whole > 0) {
      succeed(nowNanos, request, whole);
    }
  }

  /** Sends what a batch left unprocessed again, if the client does that. */
  private void resend(long nowNanos, Followed request) {
    if (flow.client().resend() == Resend.NEVER || request.items.total() == 0) {
      succeed(nowNanos, request, request.requests);
      return;
    }
    int round = request.resendRound + 1;
    boolean isAtOnce = flow.client().resend() == Resend.BATCH_WRITER;
    if (!isAtOnce && round > BatchResend.ROUNDS) {
      fail(nowNanos, request.requests);
      return;
    }
    long pauseNanos = isAtOnce ? 0 : BatchResend.PAUSES.delayNanos(round + 1, 0, chance);
    long waitNanos = pauseNanos + plan.latency().throttleNanos();
    sendLater(nowNanos, waitNanos, request.resend(nowNanos + waitNanos + timeoutNanos));
  }

  /** Sends requests after a time, or lets them fail if their call's time is over before. */
  private void sendLater(long nowNanos, long waitNanos, Followed request) {
    int seen = changes.size();
    waiting++;
    boolean isInTime = nowNanos + waitNanos < request.deadlineNanos;
    queue.add(
        isInTime ? nowNanos + waitNanos : request.deadlineNanos,
        now -> {
          waiting--;
          for (Change change : changes.subList(seen, changes.size())) {
            change.applyTo(request.items);
          }
          if (isInTime) {
            send(now, request);
          } else {
            fail(now, request.requests);
          }
        });
  }

  private void succeed(long nowNanos, Followed request, long requests) {
    long answeredNanos = nowNanos + plan.latency().draw(chance);
    if (answeredNanos > request.deadlineNanos) {
      waiting++;
      queue.add(
          request.deadlineNanos,
          now -> {
            waiting--;
            fail(now, requests);
          });
      return;
    }
    recorder.succeededAfter(nowNanos, requests, answeredNanos - request.intendedNanos);
    admission.noteSuccesses(nowNanos, requests, request.attempt);
    answered.at(answeredNanos, requests);
  }

  private void fail(long nowNanos, long requests) {
    givingUp.giveUp(nowNanos, requests);
    answered.at(nowNanos, requests);
  }

  /** Gives the slots of answered requests to others. */
  void leave(long nowNanos, long requests) {
    if (gate != null) {
      gate.leave(nowNanos, requests);
    }
  }

  /** Deals with requests that were refused as a whole. */
  private void throttle(long nowNanos, Followed request) {
    recorder.throttled(nowNanos, request.requests, request.throttledBefore ? 0 : request.requests);
    long retried = admission.grantRetries(nowNanos, request.requests, request.attempt);
    if (retried < request.requests) {
      givingUp.giveUp(nowNanos, request.requests - retried);
      answered.at(nowNanos + plan.latency().throttleNanos(), request.requests - retried);
    }
    long parts = Math.min(retried, RETRY_PARTS);
    for (long p = 0; p < parts; p++) {
      long requests = retried * (p + 1) / parts - retried * p / parts;
      Cells items = request.items;
      if (requests < request.requests) {
        items = newCells();
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
      long waitNanos =
          plan.latency().throttleNanos()
              + plan.retries().backoff().delayNanos(request.attempt + 1, 0, chance)
              + admission.retryTokensNanos(nowNanos, requests);
      sendLater(nowNanos, waitNanos, request.retry(items, requests));
    }
  }
}
