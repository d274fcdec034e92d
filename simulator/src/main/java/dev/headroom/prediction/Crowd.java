package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import java.util.List;

/**
 * The many single-item requests or pages of a flow, counted instead of followed: new ones and
 * retries of a step are laid together, split into cells, and sent in parts.
 */
final class Crowd {

  /** The requests of a step in which a bucket may run dry are sent in about this many parts. */
  private static final long STEP_PARTS = 32;

  private final FlowAdmission admission;
  private final FlowRecorder recorder;
  private final GivingUp givingUp;
  private final CellSplitter splitter;
  private final RetryWheel wheel;
  private final Chance chance;
  private final Cells passing;
  private final long[] newRequests;
  private final long[] left;
  private final long[] admittedByAttempt;
  private final long[] retriedByAttempt;
  private long requestsOfStep;

  Crowd(
      FlowPlan plan,
      FlowAdmission admission,
      FlowRecorder recorder,
      GivingUp givingUp,
      CellSplitter splitter,
      long durationNanos,
      Chance chance) {
    this.admission = admission;
    this.recorder = recorder;
    this.givingUp = givingUp;
    this.splitter = splitter;
    this.wheel =
        new RetryWheel(
            plan.retries(), plan.latency().throttleNanos(), durationNanos, chance.fork("retries"));
    this.chance = chance.fork("crowd");
    this.passing = new Cells(admission.components().size());
    int attempts = plan.retries().maxAttempts() + 1;
    this.newRequests = new long[attempts];
    this.left = new long[attempts];
    this.admittedByAttempt = new long[attempts];
    this.retriedByAttempt = new long[attempts];
  }

  /** Whether requests wait to be sent again. */
  boolean isRetrying() {
    return wheel.waiting() > 0;
  }

  /** How many requests that may go anywhere are sent again before an instant. */
  long retriesDueBefore(long endNanos) {
    return wheel.dueBefore(endNanos);
  }

  /** Lets retries that wait for the lower part of a split partition go to either part. */
  void follow(int component, int lower, int upper, double shareAbove) {
    wheel.move(
        new RetryWheel.Place(component, lower), new RetryWheel.Place(component, upper), shareAbove);
  }

  /** Sends new requests at one instant, where nothing can be refused. */
  void sendAtOnce(long nowNanos, long n) {
    passing.clear();
    splitter.split(n, passing);
    for (int cell = 0; cell < passing.size(); cell++) {
      long count = passing.count(cell);
      newRequests[1] = count;
      recorder.offered(nowNanos, count);
      settle(
          nowNanos,
          passing,
          cell,
          newRequests,
          count,
          admission.admit(nowNanos, passing, cell, count));
    }
  }

  /** Scatters new requests, and the retries that are due, over a step. */
  void scatter(long n, long fromNanos, long toNanos, List<Part> parts) {
    newRequests[1] = n;
    requestsOfStep = n;
    if (n > 0) {
      recorder.offered(fromNanos, n);
    }
    if (wheel.waiting() > 0) {
      wheel.advance(
          fromNanos,
          (place, byAttempt, due) -> {
            requestsOfStep = n + due;
            if (place.equals(RetryWheel.Place.ANY)) {
              byAttempt[1] = newRequests[1];
              newRequests[1] = 0;
            }
            scatter(place, byAttempt, fromNanos, toNanos, parts);
            byAttempt[1] = 0;
          });
    }
    if (newRequests[1] > 0) {
      scatter(RetryWheel.Place.ANY, newRequests, fromNanos, toNanos, parts);
    }
  }

  private void scatter(
      RetryWheel.Place place, long[] byAttempt, long fromNanos, long toNanos, List<Part> parts) {
    long total = 0;
    for (int attempt = 1; attempt < byAttempt.length; attempt++) {
      left[attempt] = byAttempt[attempt];
      total += byAttempt[attempt];
    }
    Cells cells = new Cells(admission.components().size());
    splitter.split(total, byAttempt[1] > 0, place.component(), place.partition(), cells);
    long largestPart = Math.ceilDiv(requestsOfStep, STEP_PARTS);
    for (int cell = 0; cell < cells.size(); cell++) {
      long count = cells.count(cell);
      long partCount = Math.ceilDiv(count, largestPart);
      for (long p = 0; p < partCount; p++) {
        long n = count * (p + 1) / partCount - count * p / partCount;
        long[] own = new long[left.length];
        Shares.take(left, total, n, chance, own);
        for (int attempt = 1; attempt < left.length; attempt++) {
          left[attempt] -= own[attempt];
        }
        total -= n;
        long atNanos = fromNanos + (long) (chance.nextDouble() * (toNanos - fromNanos));
        parts.add(new Part(this, atNanos, cells, cell, own, n));
      }
    }
  }

  /** Sends requests of one cell as a {@link Part}. */
  void send(long nowNanos, Cells cells, int cell, long[] byAttempt, long n) {
    settle(nowNanos, cells, cell, byAttempt, n, admission.admitTogether(nowNanos, cells, cell, n));
  }

  private void settle(
      long nowNanos, Cells cells, int cell, long[] byAttempt, long n, Admission answer) {
    recorder.attempted(nowNanos, n);
    Shares.take(byAttempt, n, answer.admitted(), chance, admittedByAttempt);
    for (int attempt = 1; attempt < byAttempt.length && answer.admitted() > 0; attempt++) {
      long admitted = admittedByAttempt[attempt];
      if (admitted > 0) {
        recorder.succeeded(nowNanos, admitted, attempt);
        admission.refund(admitted, attempt);
      }
    }
    if (answer.throttled() > 0) {
      recorder.throttled(nowNanos, answer.throttled(), byAttempt[1] - admittedByAttempt[1]);
      admission.countThrottledRequests(nowNanos);
      retry(nowNanos, admission.placeOfRetry(cells, cell), byAttempt);
    }
  }

  /** Lets what was not admitted wait for its next attempt, or fail. */
  private void retry(long nowNanos, RetryWheel.Place place, long[] byAttempt) {
    long failed = 0;
    for (int attempt = 1; attempt < byAttempt.length; attempt++) {
      long throttled = byAttempt[attempt] - admittedByAttempt[attempt];
      retriedByAttempt[attempt] = throttled == 0 ? 0 : admission.grantRetries(throttled, attempt);
      failed += throttled - retriedByAttempt[attempt];
    }
    if (failed > 0) {
      givingUp.giveUp(nowNanos, failed);
    }
    wheel.add(place, retriedByAttempt);
    if (givingUp.hasStopped()) {
      recorder.failed(nowNanos, wheel.clear());
    }
  }
}
