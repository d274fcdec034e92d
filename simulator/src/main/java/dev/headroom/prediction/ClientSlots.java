package dev.headroom.prediction;

/**
 * Room for the calls that clients have in flight. Calls in service are counted, and leave evenly
 * over the mean latency of an attempt. Not thread-safe.
 */
final class ClientSlots {

  /** Calls that are sent at random instants leave no slot free if there are so many times more. */
  private static final double SUPPLY = 2;

  private final double slots;
  private final double latencyNanos;
  private double inService;
  private long lastNanos;

  /**
   * Slots that are all free.
   *
   * @param slots how many calls all clients may have in flight together
   * @param latencyNanos mean latency of an attempt
   */
  ClientSlots(long slots, double latencyNanos) {
    this.slots = slots;
    this.latencyNanos = latencyNanos;
  }

  /**
   * Begins as many calls as there is room for.
   *
   * @param held slots of calls that wait for a retry
   */
  long begin(long nowNanos, long wanted, long held) {
    double latencies = (nowNanos - lastNanos) / latencyNanos;
    lastNanos = nowNanos;
    inService *= Math.max(0, 1 - latencies);
    double usable = Math.max(0, slots - held);
    double room = usable * Math.max(1, latencies) - inService;
    long begun = Math.min(wanted, Math.round(Math.max(0, room)));
    inService = latencies > 1 ? Math.min(usable, begun) : inService + begun;
    return begun;
  }

  /** Calls to have at hand for a time, so that no slot is free although calls wait. */
  long supplyFor(long nanos) {
    return (long) Math.ceil(SUPPLY * slots * (1 + nanos / latencyNanos));
  }

  /** Whether so many calls in a second might find no slot, with a margin for chance. */
  boolean mayFill(double callsPerSecond) {
    return 2 * callsPerSecond * latencyNanos / 1e9 + 1 > slots;
  }
}
