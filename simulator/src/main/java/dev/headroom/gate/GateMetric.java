package dev.headroom.gate;

import java.util.List;
import java.util.Locale;

/**
 * What a gate can measure.
 *
 * <p>The selector {@code minute} with the value {@code any} takes the worst minute instead of the
 * whole run; metrics without that selector are a worst moment already, or have no minutes.
 */
public enum GateMetric {
  /** Requests with at least one throttled attempt, of all that were offered. */
  THROTTLED_REQUESTS(Unit.PERCENT, Worse.HIGHER, Selector.FLOW, Selector.MINUTE),
  /** Throttled item-level operations, as CloudWatch counts them. */
  THROTTLE_EVENTS(Unit.COUNT, Worse.HIGHER, Selector.RESOURCE, Selector.MINUTE),
  /** Requests that failed for good, of all that were offered. */
  FAILED_REQUESTS(Unit.PERCENT, Worse.HIGHER, Selector.FLOW, Selector.MINUTE),
  /**
   * What the highest minute mean of consumed read units leaves of the capacity in force; the lowest
   * over all resources.
   */
  READ_HEADROOM(Unit.PERCENT, Worse.LOWER, Selector.RESOURCE, Selector.MINUTE),
  /** Likewise for write units. */
  WRITE_HEADROOM(Unit.PERCENT, Worse.LOWER, Selector.RESOURCE, Selector.MINUTE),
  /** The lowest share of burst capacity left, of reads or writes. */
  BURST_BALANCE_MIN(Unit.PERCENT, Worse.LOWER, Selector.RESOURCE, Selector.MINUTE),
  /** The highest consumption of a partition over its limit. */
  HOTTEST_PARTITION(Unit.PERCENT, Worse.HIGHER, Selector.RESOURCE, Selector.MINUTE),
  /** Time from the start of the run; infinite if nothing is ever throttled. */
  TIME_TO_FIRST_THROTTLE(Unit.SECONDS, Worse.LOWER, Selector.FLOW, Selector.RESOURCE),
  /** Median latency of the slowest flow, retries included. */
  LATENCY_P50(Unit.MILLISECONDS, Worse.HIGHER, Selector.FLOW, Selector.MINUTE),
  /** Likewise the 90th percentile. */
  LATENCY_P90(Unit.MILLISECONDS, Worse.HIGHER, Selector.FLOW),
  /** Likewise the 99th percentile. */
  LATENCY_P99(Unit.MILLISECONDS, Worse.HIGHER, Selector.FLOW, Selector.MINUTE),
  /** Likewise the 99.9th percentile. */
  LATENCY_P999(Unit.MILLISECONDS, Worse.HIGHER, Selector.FLOW),
  /** Attempts, retries included, over requests that were offered. */
  ATTEMPTS_PER_REQUEST(Unit.COUNT, Worse.HIGHER, Selector.FLOW, Selector.MINUTE),
  /** Cost of this run, repeated for a month. */
  COST_PER_MONTH(Unit.USD, Worse.HIGHER);

  /** The unit of a metric's values and thresholds. */
  public enum Unit {
    PERCENT("%"),
    COUNT(""),
    MILLISECONDS("ms"),
    SECONDS("s"),
    USD("USD");

    private final String symbol;

    Unit(String symbol) {
      this.symbol = symbol;
    }

    /** The unit for people; empty for a plain number. */
    public String symbol() {
      return symbol;
    }
  }

  /** What a metric can be restricted to. */
  public enum Selector {
    FLOW,
    RESOURCE,
    MINUTE;

    /** The name in a gate. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Which of two values is the worse. */
  enum Worse {
    HIGHER,
    LOWER
  }

  private final Unit unit;
  private final Worse worse;
  private final boolean isByFlow;
  private final boolean isByResource;
  private final boolean isByMinute;

  GateMetric(Unit unit, Worse worse, Selector... selectors) {
    this.unit = unit;
    this.worse = worse;
    List<Selector> accepted = List.of(selectors);
    this.isByFlow = accepted.contains(Selector.FLOW);
    this.isByResource = accepted.contains(Selector.RESOURCE);
    this.isByMinute = accepted.contains(Selector.MINUTE);
  }

  /** The name in a gate, such as {@code throttled_requests}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public Unit unit() {
    return unit;
  }

  /** Whether the metric can be restricted so. */
  public boolean accepts(Selector selector) {
    return switch (selector) {
      case FLOW -> isByFlow;
      case RESOURCE -> isByResource;
      case MINUTE -> isByMinute;
    };
  }

  Worse worse() {
    return worse;
  }
}
