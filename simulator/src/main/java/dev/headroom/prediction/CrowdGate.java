package dev.headroom.prediction;

import dev.headroom.traffic.AdaptiveRateLimiter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Holds the counted calls of a {@link Crowd} back until slots of their clients and tokens of the
 * rate limiter are free; first come, first served. Tokens are shared out by step, slots at the
 * instant of each part. Not thread-safe.
 */
final class CrowdGate {

  private final @Nullable ClientSlots slots;
  private final @Nullable AdaptiveRateLimiter limiter;
  private final WaitingLine line = new WaitingLine();

  /** Parts of the present step that found no slot. */
  private final Deque<Part> refused = new ArrayDeque<>();

  private CrowdGate(@Nullable ClientSlots slots, @Nullable AdaptiveRateLimiter limiter) {
    this.slots = slots;
    this.limiter = limiter;
  }

  /** The gate of a flow, or null if its calls always begin at once. */
  static @Nullable CrowdGate of(FlowPlan plan, @Nullable AdaptiveRateLimiter limiter) {
    OptionalInt concurrency = plan.flow().client().concurrency();
    if (concurrency.isEmpty() && limiter == null) {
      return null;
    }
    return new CrowdGate(
        concurrency.isEmpty()
            ? null
            : new ClientSlots(plan.flow().client().slots(), plan.latency().meanNanos()),
        limiter);
  }

  /** Whether calls wait, or may have to. */
  boolean isBusy(double callsPerSecond) {
    return line.size() > 0
        || !refused.isEmpty()
        || (limiter != null && limiter.isEnabled())
        || (slots != null && slots.mayFill(callsPerSecond));
  }

  /** Whether waiting here is part of a call: a call that waits for a slot has not begun. */
  boolean isInsideCalls() {
    return slots == null;
  }

  /** Calls that arrive in a step, and those that wait: the ones that may begin in it. */
  WaitingLine.Entry beginning(long arriving, long fromNanos, long toNanos) {
    takeBackRefused(fromNanos);
    long middleNanos = fromNanos + (toNanos - fromNanos) / 2;
    if (arriving > 0) {
      line.add(arriving, middleNanos);
    }
    long most = line.size();
    if (slots != null) {
      most = Math.min(most, slots.supplyFor(toNanos - fromNanos));
    }
    if (limiter != null) {
      most = Math.min(most, limiter.attemptsWithin(fromNanos, toNanos - fromNanos));
      limiter.take(fromNanos, most);
    }
    return line.take(most);
  }

  private void takeBackRefused(long nowNanos) {
    while (!refused.isEmpty()) {
      Part part = refused.removeLast();
      line.putBack(part.requests(), part.atNanos() - part.waitedNanos());
      if (limiter != null) {
        limiter.take(nowNanos, -part.requests());
      }
    }
  }

  /** Removes the calls that have waited since before an instant. */
  long expire(long beforeNanos) {
    return line.takeArrivedBefore(beforeNanos).count();
  }

  /** Removes all calls. */
  long clear(long nowNanos) {
    takeBackRefused(nowNanos);
    return line.take(Long.MAX_VALUE).count();
  }

  /**
   * Sends what may be sent of a part, after earlier ones that wait.
   *
   * @param held slots of calls that wait for a retry
   */
  void pass(Part part, LongSupplier held, Consumer<Part> sending) {
    if (slots == null) {
      sending.accept(part);
      return;
    }
    long nowNanos = part.atNanos();
    long first = part.byAttempt()[1];
    if (first > 0) {
      refused.addLast(part.firstAttemptsAt(nowNanos, first));
    }
    if (first < part.requests()) {
      sending.accept(part.without(first));
    }
    while (!refused.isEmpty()) {
      Part next = refused.removeFirst();
      long begun = slots.begin(nowNanos, next.requests(), held.getAsLong());
      if (begun < next.requests()) {
        refused.addFirst(next.without(begun));
      }
      if (begun == 0) {
        return;
      }
      sending.accept(next.firstAttemptsAt(nowNanos, begun));
    }
  }
}
