package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import java.util.ArrayList;
import java.util.List;

/**
 * The requests of a flow that are followed one by one, each with its own instants and keys: those
 * of clients, those of slow flows, and all batches and transactions.
 */
final class FollowedRequests {

  /** Batch requests that are sent and retried together are split into at most this many parts. */
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

  /** A partition that has been split while requests may wait to be sent to it again. */
  private record Split(int component, int lower, int upper, double shareAbove) {}

  /** Hears when a request has been answered for good. */
  interface Answered {
    void at(long nanos);
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
  private final List<Split> splits = new ArrayList<>();
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
  }

  /** Whether requests wait to be sent again. */
  boolean isRetrying() {
    return waiting > 0;
  }

  /** How many requests wait to be sent again. */
  long retriesWaiting() {
    return waiting;
  }

  /** Lets requests that wait for the lower part of a split partition go to either part. */
  void follow(int component, int lower, int upper, double shareAbove) {
    splits.add(new Split(component, lower, upper, shareAbove));
  }

  /** Sends one new request. */
  void sendNew(long nowNanos) {
    sendNew(nowNanos, 1);
  }

  /** Sends new requests that stay together. */
  void sendNew(long nowNanos, long requests) {
    long missed = cache.pass(nowNanos, requests);
    if (missed == 0) {
      answered.at(nowNanos + cache.hitNanos());
      return;
    }
    recorder.offered(nowNanos, missed);
    Cells items = newCells();
    splitter.split(cache.items(missed), items);
    send(nowNanos, new Followed(items, missed, nowNanos, 1, 0, false));
  }

  private Cells newCells() {
    return new Cells(admission.components().size());
  }

  private void send(long nowNanos, Followed request) {
    if (givingUp.hasStopped()) {
      recorder.failed(nowNanos, request.requests);
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
    if (flow.client().resend() == Resend.NEVER || request.items.total() == 0) {
      succeed(nowNanos, request, request.requests);
      return;
    }
    int round = request.resendRound + 1;
    boolean isAtOnce = flow.client().resend() == Resend.BATCH_WRITER;
    if (!isAtOnce && round > BatchResend.ROUNDS) {
      givingUp.giveUp(nowNanos, request.requests);
      answered.at(nowNanos);
      return;
    }
    long pauseNanos = isAtOnce ? 0 : BatchResend.PAUSES.delayNanos(round + 1, 0, chance);
    long waitNanos = pauseNanos + plan.latency().throttleNanos();
    Followed again =
        new Followed(request.items, request.requests, request.intendedNanos, 1, round, true);
    sendLater(nowNanos + waitNanos, again);
  }

  private void succeed(long nowNanos, Followed request, long requests) {
    recorder.succeededAfter(nowNanos, requests, nowNanos - request.intendedNanos);
    admission.refund(requests, request.attempt);
    answered.at(nowNanos + plan.latency().draw(chance));
  }

  /** Deals with requests that were refused as a whole. */
  private void throttle(long nowNanos, Followed request) {
    recorder.throttled(nowNanos, request.requests, request.throttledBefore ? 0 : request.requests);
    long retried = admission.grantRetries(request.requests, request.attempt);
    if (retried < request.requests) {
      givingUp.giveUp(nowNanos, request.requests - retried);
      answered.at(nowNanos + plan.latency().throttleNanos());
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
      int next = request.attempt + 1;
      Followed again =
          new Followed(items, requests, request.intendedNanos, next, request.resendRound, true);
      sendLater(
          nowNanos
              + plan.latency().throttleNanos()
              + plan.retries().backoff().delayNanos(next, 0, chance),
          again);
    }
  }

  private void sendLater(long atNanos, Followed request) {
    int seen = splits.size();
    waiting++;
    queue.add(
        atNanos,
        now -> {
          waiting--;
          for (Split split : splits.subList(seen, splits.size())) {
            request.items.move(split.component, split.lower, split.upper, split.shareAbove, chance);
          }
          send(now, request);
        });
  }
}
