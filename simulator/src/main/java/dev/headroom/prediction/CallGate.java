package dev.headroom.prediction;

import dev.headroom.traffic.AdaptiveRateLimiter;
import org.jspecify.annotations.Nullable;

/**
 * Holds calls that are followed one by one back until a slot of their clients and a token of the
 * rate limiter are free; first come, first served. Not thread-safe.
 */
final class CallGate {

  /** Takes calls that begin, or that waited for a token until their time was over. */
  interface Calls {
    void accept(long nowNanos, long sinceNanos, long count);
  }

  private final long slots;
  private final @Nullable AdaptiveRateLimiter limiter;
  private final long longestWaitNanos;
  private final EventQueue queue;
  private final Calls beginning;
  private final Calls expired;
  private final WaitingLine line = new WaitingLine();
  private long inFlight;
  private boolean willWake;

  /**
   * A gate with all slots free.
   *
   * @param slots how many calls may be in flight
   * @param limiter null for no limiter
   * @param longestWaitNanos after which a waiting call has failed
   */
  CallGate(
      long slots,
      @Nullable AdaptiveRateLimiter limiter,
      long longestWaitNanos,
      EventQueue queue,
      Calls beginning,
      Calls expired) {
    this.slots = slots;
    this.limiter = limiter;
    this.longestWaitNanos = longestWaitNanos;
    this.queue = queue;
    this.beginning = beginning;
    this.expired = expired;
  }

  /** Calls that wait. */
  long waiting() {
    return line.size();
  }

  /** Lets calls come. */
  void arrive(long nowNanos, long count) {
    line.add(count, nowNanos);
    open(nowNanos);
  }

  /** Gives the slots of answered calls to others. */
  void leave(long nowNanos, long count) {
    inFlight -= count;
    open(nowNanos);
  }

  private void open(long nowNanos) {
    WaitingLine.Entry late = line.takeArrivedBefore(nowNanos - longestWaitNanos);
    if (late.count() > 0) {
      expired.accept(nowNanos, late.sinceNanos(), late.count());
    }
    for (long free = free(nowNanos); free > 0 && line.size() > 0; free = free(nowNanos)) {
      WaitingLine.Entry first = line.takeOfFirst(free);
      inFlight += first.count();
      if (limiter != null) {
        limiter.take(nowNanos, first.count());
      }
      beginning.accept(nowNanos, first.sinceNanos(), first.count());
    }
    wakeLater(nowNanos);
  }

  private long free(long nowNanos) {
    long tokens = limiter == null ? Long.MAX_VALUE : limiter.attemptsWithin(nowNanos, 0);
    return Math.min(slots - inFlight, tokens);
  }

  private void wakeLater(long nowNanos) {
    if (limiter == null || willWake || line.size() == 0 || inFlight >= slots) {
      return;
    }
    willWake = true;
    long tokenNanos = nowNanos + limiter.waitNanos(nowNanos, 1);
    long expiryNanos = line.firstSinceNanos() + Math.min(longestWaitNanos, Long.MAX_VALUE / 2) + 1;
    queue.add(
        Math.min(tokenNanos, expiryNanos),
        now -> {
          willWake = false;
          open(now);
        });
  }
}
