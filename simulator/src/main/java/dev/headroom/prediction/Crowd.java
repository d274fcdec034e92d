package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.engine.Admission;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
  private final EventQueue queue;
  private final @Nullable CallTimeout timeout;
  private final @Nullable CrowdGate gate;
  private final MeanWaits waits;
  private final Chance chance;
  private final Cells passing;
  private final long[] newRequests;
  private final long[] left;
  private final long[] admittedByAttempt;
  private final long[] retriedByAttempt;
  private final long[] heldBackByAttempt;
  private long requestsOfStep;
  private long heldBackNanos;
  private long waitingForTokens;

  Crowd(
      FlowPlan plan,
      FlowAdmission admission,
      FlowRecorder recorder,
      GivingUp givingUp,
      CellSplitter splitter,
      EventQueue queue,
      long durationNanos,
      Chance chance) {
    this.admission = admission;
    this.recorder = recorder;
    this.givingUp = givingUp;
    this.splitter = splitter;
    this.wheel =
        new RetryWheel(
            plan.retries(),
            plan.timeout(),
            plan.latency().throttleNanos(),
            durationNanos,
            chance.fork("retries"));
    this.queue = queue;
    this.timeout = plan.timeout();
    this.gate = CrowdGate.of(plan, admission.limiter());
    this.waits = new MeanWaits(plan.retries().maxAttempts());
    this.chance = chance.fork("crowd");
    this.passing = new Cells(admission.components().size());
    int attempts = plan.retries().maxAttempts() + 1;
    this.newRequests = new long[attempts];
    this.left = new long[attempts];
    this.admittedByAttempt = new long[attempts];
    this.retriedByAttempt = new long[attempts];
    this.heldBackByAttempt = new long[attempts];
  }

  /** Whether requests wait to be sent again, or may have to wait to be sent at all. */
  boolean isBusy(double callsPerSecond) {
    return retriesWaiting() > 0 || (gate != null && gate.isBusy(callsPerSecond));
  }

  /** Whether the client may hold calls back. */
  boolean holdsBack() {
    return gate != null;
  }

  private long retriesWaiting() {
    return wheel.waiting() + waitingForTokens;
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
          0,
          admission.admit(nowNanos, passing, cell, count));
    }
  }

  /** Scatters new requests, and the retries that are due, over a step. */
  void scatter(long arriving, long fromNanos, long toNanos, List<Part> parts) {
    if (arriving > 0) {
      recorder.offered(fromNanos, arriving);
    }
    long n = gate == null ? arriving : beginning(gate, arriving, fromNanos, toNanos);
    newRequests[1] = n;
    requestsOfStep = n;
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

  /** Lets arriving calls through the gate, as far as it is open. */
  private long beginning(CrowdGate through, long arriving, long fromNanos, long toNanos) {
    if (givingUp.hasStopped()) {
      recorder.failed(fromNanos, arriving + through.clear(fromNanos));
      return 0;
    }
    if (timeout != null && through.isInsideCalls()) {
      long expired = through.expire(fromNanos - timeout.nanos());
      if (expired > 0) {
        givingUp.giveUp(fromNanos, expired);
      }
    }
    WaitingLine.Entry beginning = through.beginning(arriving, fromNanos, toNanos);
    long middleNanos = fromNanos + (toNanos - fromNanos) / 2;
    heldBackNanos = Math.max(0, middleNanos - beginning.sinceNanos());
    return beginning.count();
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
        parts.add(new Part(this, atNanos, cells, cell, own, n, heldBackNanos));
      }
    }
  }

  /** Sends requests of one cell, or holds them back. */
  void send(Part part) {
    if (gate == null) {
      admit(part);
    } else {
      gate.pass(part, this::retriesWaiting, this::admit);
    }
  }

  private void admit(Part part) {
    settle(
        part.atNanos(),
        part.cells(),
        part.cell(),
        part.byAttempt(),
        part.requests(),
        part.waitedNanos(),
        admission.admitTogether(part.atNanos(), part.cells(), part.cell(), part.requests()));
  }

  private void settle(
      long nowNanos,
      Cells cells,
      int cell,
      long[] byAttempt,
      long n,
      long waitedNanos,
      Admission answer) {
    recorder.attempted(nowNanos, n);
    Shares.take(byAttempt, n, answer.admitted(), chance, admittedByAttempt);
    for (int attempt = 1; attempt < byAttempt.length; attempt++) {
      heldBackByAttempt[attempt] =
          attempt == 1 || gate == null ? waitedNanos : waits.take(attempt, byAttempt[attempt]);
      if (admittedByAttempt[attempt] > 0 && answer.admitted() > 0) {
        succeed(nowNanos, admittedByAttempt[attempt], attempt);
      }
    }
    if (answer.throttled() > 0) {
      recorder.throttled(nowNanos, answer.throttled(), byAttempt[1] - admittedByAttempt[1]);
      admission.countThrottledRequests(nowNanos);
      retry(nowNanos, admission.placeOfRetry(cells, cell), byAttempt);
    }
  }

  private void succeed(long nowNanos, long n, int attempt) {
    long late = 0;
    if (timeout != null) {
      late = chance.nextBinomial(n, 1 - timeout.answeredShare(attempt, usedNanos(attempt)));
      if (late > 0) {
        givingUp.giveUp(nowNanos, late);
      }
    }
    if (late < n) {
      recorder.succeeded(nowNanos, n - late, attempt, heldBackByAttempt[attempt]);
      admission.noteSuccesses(nowNanos, n - late, attempt);
    }
  }

  /** What being held back takes of a call's time. */
  private long usedNanos(int attempt) {
    return gate != null && gate.isInsideCalls() ? heldBackByAttempt[attempt] : 0;
  }

  /** Lets what was not admitted wait for its next attempt, or fail. */
  private void retry(long nowNanos, RetryWheel.Place place, long[] byAttempt) {
    long granted = 0;
    for (int attempt = 1; attempt < byAttempt.length; attempt++) {
      long throttled = byAttempt[attempt] - admittedByAttempt[attempt];
      retriedByAttempt[attempt] =
          throttled == 0 ? 0 : admission.grantRetries(nowNanos, throttled, attempt);
      granted += retriedByAttempt[attempt];
    }
    long tokensNanos = granted == 0 ? 0 : admission.retryTokensNanos(nowNanos, granted);
    long failed = 0;
    for (int attempt = 1; attempt < byAttempt.length; attempt++) {
      heldBackByAttempt[attempt] += tokensNanos;
      retriedByAttempt[attempt] -= tooLate(retriedByAttempt[attempt], attempt);
      failed += byAttempt[attempt] - admittedByAttempt[attempt] - retriedByAttempt[attempt];
      if (gate != null && retriedByAttempt[attempt] > 0) {
        waits.add(attempt + 1, retriedByAttempt[attempt], heldBackByAttempt[attempt]);
      }
    }
    if (failed > 0) {
      givingUp.giveUp(nowNanos, failed);
    }
    addToWheel(nowNanos + tokensNanos, nowNanos, place);
    if (givingUp.hasStopped()) {
      recorder.failed(nowNanos, wheel.clear());
    }
  }

  /** How many retries would begin after their calls' timeout. */
  private long tooLate(long retries, int attempt) {
    return timeout == null || retries == 0
        ? 0
        : chance.nextBinomial(retries, 1 - timeout.madeShare(attempt + 1, usedNanos(attempt)));
  }

  /** Begins the pauses of retries once they have their tokens. */
  private void addToWheel(long tokensNanos, long nowNanos, RetryWheel.Place place) {
    if (tokensNanos - nowNanos < RetryWheel.SLOT_NANOS) {
      wheel.add(place, retriedByAttempt);
      return;
    }
    long[] later = retriedByAttempt.clone();
    long sum = Arrays.stream(later).sum();
    waitingForTokens += sum;
    queue.add(
        tokensNanos,
        now -> {
          waitingForTokens -= sum;
          if (givingUp.hasStopped()) {
            recorder.failed(now, sum);
          } else {
            wheel.add(place, later);
          }
        });
  }
}
