package dev.headroom.metrics;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Counts what happens under the names of {@link MeterNames}, all with one source. Several sources
 * may share a registry. No tag ever holds a key. Thread-safe.
 */
public final class Meters {

  /** Who tells what happened. */
  public enum Source {
    /** A prediction, or the engine that runs beside a load. */
    SIMULATED,
    /** A client. */
    OBSERVED,
    /** The endpoint that throttles. */
    ENDPOINT
  }

  /** What the shadow and the real table made of the same attempt. */
  public enum Agreement {
    BOTH_ADMITTED,
    BOTH_THROTTLED,
    /** Throttled by the shadow alone. */
    ONLY_SHADOW,
    /** Throttled by the real table alone. */
    ONLY_REAL;

    /** What two decisions come to. */
    public static Agreement of(boolean isThrottledByShadow, boolean isThrottledForReal) {
      if (isThrottledByShadow) {
        return isThrottledForReal ? BOTH_THROTTLED : ONLY_SHADOW;
      }
      return isThrottledForReal ? ONLY_REAL : BOTH_ADMITTED;
    }

    /** The value of the tag. */
    String tag() {
      return word(this);
    }
  }

  /**
   * What requests have in common.
   *
   * @param table their table; empty where they have none or several
   * @param operation such as {@code PutItem}
   * @param flow the part of a scenario that sends them; empty where that is not known
   */
  public record FlowTags(String table, String operation, String flow) {}

  /**
   * A request that has ended.
   *
   * @param table its table; empty where it has none or several
   * @param index the index that it read; empty for none
   * @param operation such as {@code PutItem}
   * @param flow the part of a scenario that sent it; empty where that is not known
   * @param outcome succeeded, throttled, partial or failed
   * @param reason why it was throttled; empty if it was not
   * @param admission normal, burst or adaptive; empty if it was not let in
   */
  public record RequestTags(
      String table,
      String index,
      String operation,
      String flow,
      String outcome,
      String reason,
      String admission) {}

  /**
   * What a table or an index looks like now.
   *
   * @param table its table
   * @param index its own name if it is an index; empty for the table
   * @param provisionedUnits units per second, by dimension; none where there is no limit
   * @param burstBalance 0 to 1, by dimension
   * @param partitions number of partitions; 0 where they cannot be seen
   * @param hottestUtilization of the busiest partition, 1 for all of its limit
   */
  public record ResourceGauges(
      String table,
      String index,
      Map<Dimension, Double> provisionedUnits,
      Map<Dimension, Double> burstBalance,
      int partitions,
      double hottestUtilization) {}

  private record OfferMeters(Counter count, Timer delay) {}

  private record RequestMeters(Counter count, Timer latency) {}

  private record CounterKey(String name, List<String> tags) {}

  private final MeterRegistry registry;
  private final Tags source;
  private final Map<CounterKey, Counter> counters = new ConcurrentHashMap<>();
  private final Map<FlowTags, OfferMeters> offers = new ConcurrentHashMap<>();
  private final Map<FlowTags, List<Counter>> agreements = new ConcurrentHashMap<>();
  private final Map<RequestTags, RequestMeters> requests = new ConcurrentHashMap<>();
  private final Set<FlowTags> met = ConcurrentHashMap.newKeySet();
  private final MultiGauge provisioned;
  private final MultiGauge burst;
  private final MultiGauge partitions;
  private final MultiGauge utilization;

  /** Meters of one source. */
  public Meters(MeterRegistry registry, Source source) {
    this.registry = registry;
    this.source = Tags.of(MeterNames.SOURCE, word(source));
    this.provisioned =
        gauge(
            MeterNames.CAPACITY_PROVISIONED,
            "Capacity units per second that are provisioned, or the maximum of on-demand");
    this.burst = gauge(MeterNames.BURST_BALANCE, "Share of burst capacity that is left");
    this.partitions = gauge(MeterNames.PARTITIONS, "Number of partitions");
    this.utilization =
        gauge(
            MeterNames.PARTITION_UTILIZATION,
            "How much of its limit the busiest partition used in the latest second");
  }

  private MultiGauge gauge(String name, String description) {
    return MultiGauge.builder(name).description(description).register(registry);
  }

  /** Counts a request that has ended. */
  public void request(RequestTags tags, Duration latency) {
    RequestMeters meters = requests.computeIfAbsent(tags, this::requestMeters);
    meters.count().increment();
    meters.latency().record(latency);
  }

  private RequestMeters requestMeters(RequestTags tags) {
    Tags common =
        flow(new FlowTags(tags.table(), tags.operation(), tags.flow()))
            .and(MeterNames.OUTCOME, tags.outcome());
    return new RequestMeters(
        Counter.builder(MeterNames.REQUESTS)
            .description("Requests that have ended, a batch counting once")
            .tags(
                common.and(
                    MeterNames.INDEX,
                    tags.index(),
                    MeterNames.REASON,
                    tags.reason(),
                    MeterNames.ADMISSION,
                    tags.admission()))
            .register(registry),
        timer(MeterNames.LATENCY, "Time from a request to its answer", common));
  }

  private Timer timer(String name, String description, Tags tags) {
    return Timer.builder(name)
        .description(description)
        .tags(tags)
        .publishPercentileHistogram()
        .minimumExpectedValue(Duration.ofNanos(100_000))
        .maximumExpectedValue(Duration.ofSeconds(10))
        .register(registry);
  }

  /**
   * Counts a request that a load asked for.
   *
   * @param delay how much later than intended it began
   */
  public void offered(FlowTags tags, Duration delay) {
    OfferMeters meters = offers.computeIfAbsent(tags, this::offerMeters);
    meters.count().increment();
    meters.delay().record(delay);
  }

  private OfferMeters offerMeters(FlowTags tags) {
    return new OfferMeters(
        Counter.builder(MeterNames.OFFERED)
            .description("Requests that a load asked for")
            .tags(flow(tags))
            .register(registry),
        timer(
            MeterNames.INJECTOR_DELAY, "How much later than intended requests begin", flow(tags)));
  }

  /**
   * Shows the attempts of a flow as 0 before there is one. Prometheus takes the first value of a
   * counter for where it begins, and sees no increase in what came before.
   */
  public void expect(FlowTags tags) {
    for (String attempt : List.of("first", "retry")) {
      for (String outcome : List.of("succeeded", "throttled")) {
        attempts(tags, attempt, outcome, 0);
      }
    }
  }

  /** Shows what a table or an index consumes and refuses as 0 before there is any. */
  public void expect(String table, String index) {
    for (Dimension dimension : Dimension.values()) {
      consumed(table, index, dimension, 0);
    }
    ResourceKind kind = index.isEmpty() ? ResourceKind.TABLE : ResourceKind.INDEX;
    for (ThrottlingReason reason : ThrottlingReason.values()) {
      if (reason.resourceKind() == kind) {
        throttleEvents(table, index, reason.dimension(), reason.awsName(), 0);
      }
    }
  }

  /**
   * Counts an attempt that has ended.
   *
   * @param attempt first of a call, or retry; empty where that is not known
   * @param outcome succeeded, throttled, partial or failed
   */
  public void attempt(FlowTags tags, String attempt, String outcome) {
    if (met.add(tags)) {
      expect(tags);
    }
    attempts(tags, attempt, outcome, 1);
  }

  private void attempts(FlowTags tags, String attempt, String outcome, int amount) {
    count(
        MeterNames.ATTEMPTS,
        "Attempts; divided by requests they tell how often clients retry",
        amount,
        MeterNames.TABLE,
        tags.table(),
        MeterNames.OPERATION,
        tags.operation(),
        MeterNames.FLOW,
        tags.flow(),
        MeterNames.ATTEMPT,
        attempt,
        MeterNames.OUTCOME,
        outcome);
  }

  /** Counts an attempt that both the shadow and the real table have decided about. */
  public void shadowed(FlowTags tags, Agreement agreement) {
    agreements.computeIfAbsent(tags, this::agreementCounters).get(agreement.ordinal()).increment();
  }

  private List<Counter> agreementCounters(FlowTags tags) {
    return Stream.of(Agreement.values())
        .map(
            agreement ->
                Counter.builder(MeterNames.SHADOW_AGREEMENT)
                    .description("Attempts by who throttled them")
                    .tags(flow(tags).and(MeterNames.AGREEMENT, agreement.tag()))
                    .register(registry))
        .toList();
  }

  /** Counts an operation on an item that was refused. */
  public void throttleEvent(String table, String index, Dimension dimension, String reason) {
    throttleEvents(table, index, dimension, reason, 1);
  }

  private void throttleEvents(
      String table, String index, Dimension dimension, String reason, int amount) {
    count(
        MeterNames.THROTTLE_EVENTS,
        "Operations on an item that a table or an index refused",
        amount,
        MeterNames.TABLE,
        table,
        MeterNames.INDEX,
        index,
        MeterNames.DIMENSION,
        word(dimension),
        MeterNames.REASON,
        reason);
  }

  /** Counts capacity units that were consumed. */
  public void consumed(String table, String index, Dimension dimension, double units) {
    count(
        MeterNames.CAPACITY_CONSUMED,
        "Capacity units consumed",
        units,
        MeterNames.TABLE,
        table,
        MeterNames.INDEX,
        index,
        MeterNames.DIMENSION,
        word(dimension));
  }

  /** Counts something that the service did by itself. */
  public void scalingEvent(String table, String index, String kind) {
    count(
        MeterNames.SCALING_EVENTS,
        "What the service did by itself: scaling, splits, growth",
        1,
        MeterNames.TABLE,
        table,
        MeterNames.INDEX,
        index,
        MeterNames.KIND,
        kind);
  }

  private void count(String name, String description, double amount, String... tags) {
    counters
        .computeIfAbsent(
            new CounterKey(name, List.of(tags)),
            key ->
                Counter.builder(name)
                    .description(description)
                    .tags(source.and(tags))
                    .register(registry))
        .increment(amount);
  }

  /** Says what all tables and indexes look like now; others are forgotten. */
  public void show(List<ResourceGauges> resources) {
    List<MultiGauge.Row<?>> provisionedRows = new ArrayList<>();
    List<MultiGauge.Row<?>> burstRows = new ArrayList<>();
    List<MultiGauge.Row<?>> partitionRows = new ArrayList<>();
    List<MultiGauge.Row<?>> utilizationRows = new ArrayList<>();
    for (ResourceGauges resource : resources) {
      Tags tags =
          source.and(MeterNames.TABLE, resource.table(), MeterNames.INDEX, resource.index());
      resource
          .provisionedUnits()
          .forEach((d, units) -> provisionedRows.add(MultiGauge.Row.of(dimension(tags, d), units)));
      resource
          .burstBalance()
          .forEach((d, share) -> burstRows.add(MultiGauge.Row.of(dimension(tags, d), share)));
      if (resource.partitions() > 0) {
        partitionRows.add(MultiGauge.Row.of(tags, resource.partitions()));
        utilizationRows.add(MultiGauge.Row.of(tags, resource.hottestUtilization()));
      }
    }
    provisioned.register(provisionedRows, true);
    burst.register(burstRows, true);
    partitions.register(partitionRows, true);
    utilization.register(utilizationRows, true);
  }

  private static Tags dimension(Tags tags, Dimension dimension) {
    return tags.and(MeterNames.DIMENSION, word(dimension));
  }

  private Tags flow(FlowTags tags) {
    return source.and(
        MeterNames.TABLE,
        tags.table(),
        MeterNames.OPERATION,
        tags.operation(),
        MeterNames.FLOW,
        tags.flow());
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
