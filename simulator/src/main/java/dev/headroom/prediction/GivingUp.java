package dev.headroom.prediction;

/** What becomes of a flow when requests fail for good. */
interface GivingUp {

  /** Notes requests that failed for good. */
  void giveUp(long nowNanos, long requests);

  /** Whether the flow has stopped because of it. */
  boolean hasStopped();
}
