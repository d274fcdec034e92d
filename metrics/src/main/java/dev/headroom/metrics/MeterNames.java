package dev.headroom.metrics;

/**
 * Names of meters and of their tags, as Micrometer writes them; Prometheus has underscores for dots
 * and suffixes such as {@code _total}. Dashboards and alert rules are made of these.
 */
public final class MeterNames {

  /** Requests that a load asked for, counted when they begin. */
  public static final String OFFERED = "headroom.offered";

  /**
   * Requests that have ended, one for a batch, whatever became of it. A client's has all its
   * attempts in it; an endpoint cannot tell which belong together and counts each.
   */
  public static final String REQUESTS = "headroom.requests";

  /** Attempts, of which a client may need several for a request. */
  public static final String ATTEMPTS = "headroom.attempts";

  /** Operations on an item that a table or an index refused. */
  public static final String THROTTLE_EVENTS = "headroom.throttle.events";

  /** Capacity units consumed. */
  public static final String CAPACITY_CONSUMED = "headroom.capacity.consumed";

  /** Capacity units per second that are provisioned, or the maximum of on-demand. */
  public static final String CAPACITY_PROVISIONED = "headroom.capacity.provisioned";

  /** The share of burst capacity that is left, 0 to 1. */
  public static final String BURST_BALANCE = "headroom.burst.balance";

  /** How much of its limit the busiest partition used in the latest second, 1 for all. */
  public static final String PARTITION_UTILIZATION = "headroom.partition.utilization";

  /** Number of partitions. */
  public static final String PARTITIONS = "headroom.partitions";

  /** What the service did by itself: scaling, splits, growth. */
  public static final String SCALING_EVENTS = "headroom.scaling.events";

  /** Time from a request to its answer; of a client, from when it was intended to begin. */
  public static final String LATENCY = "headroom.latency";

  /** How late requests of a load begin: the injector itself is short of something if it grows. */
  public static final String INJECTOR_DELAY = "headroom.injector.delay";

  /** Attempts by what the shadow and the real table made of them. */
  public static final String SHADOW_AGREEMENT = "headroom.shadow.agreement";

  /** simulated (a prediction, or the shadow), observed (by a client) or endpoint. */
  public static final String SOURCE = "source";

  public static final String TABLE = "table";

  /** The index; empty for the table itself. */
  public static final String INDEX = "index";

  public static final String OPERATION = "operation";

  /**
   * What became of a request or an attempt: succeeded, throttled, partial (of a batch) or failed.
   */
  public static final String OUTCOME = "outcome";

  /** One of the sixteen reasons; empty where nothing was throttled. */
  public static final String REASON = "reason";

  /** normal, burst or adaptive; empty where nothing was let in. */
  public static final String ADMISSION = "admission";

  /** read or write. */
  public static final String DIMENSION = "dimension";

  /** The part of a scenario that sends; empty where that is not known. */
  public static final String FLOW = "flow";

  /** first or retry; empty where that is not known. */
  public static final String ATTEMPT = "attempt";

  /** What kind of event. */
  public static final String KIND = "kind";

  /** both_admitted, both_throttled, only_shadow or only_real: who throttled. */
  public static final String AGREEMENT = "agreement";

  private MeterNames() {}
}
