package dev.headroom.scenarios.observation;

import dev.headroom.plan.PlannedRequest;
import dev.headroom.scenarios.items.PlannedRequests;
import dev.headroom.scenarios.shadow.ShadowService;
import org.jspecify.annotations.Nullable;

/** A planned request on its way. Guarded by itself. */
public final class SentRequest {

  /** The attribute of a session that holds it. */
  public static final String ATTRIBUTE = "headroom.request";

  private final FlowObservation flow;
  private final PlannedRequests requests;
  private final PlannedRequest planned;
  private final long intendedNanos;
  private ShadowService.@Nullable Attempt shadow;
  private boolean isThrottledBefore;

  /**
   * A request that is about to be sent.
   *
   * @param intendedNanos when it was to be sent, from the start of the run
   */
  public SentRequest(
      FlowObservation flow, PlannedRequests requests, PlannedRequest planned, long intendedNanos) {
    this.flow = flow;
    this.requests = requests;
    this.planned = planned;
    this.intendedNanos = intendedNanos;
  }

  public FlowObservation flow() {
    return flow;
  }

  public PlannedRequests requests() {
    return requests;
  }

  public PlannedRequest planned() {
    return planned;
  }

  public long intendedNanos() {
    return intendedNanos;
  }

  /** Remembers what the shadow made of the attempt under way. */
  synchronized void sent(ShadowService.Attempt attempt) {
    shadow = attempt;
  }

  /** The attempt that was under way and has ended; null if none was. */
  synchronized ShadowService.@Nullable Attempt ended() {
    ShadowService.Attempt attempt = shadow;
    shadow = null;
    return attempt;
  }

  /** Notes that it was throttled; returns whether it is the first time. */
  synchronized boolean throttle() {
    boolean isFirst = !isThrottledBefore;
    isThrottledBefore = true;
    return isFirst;
  }
}
