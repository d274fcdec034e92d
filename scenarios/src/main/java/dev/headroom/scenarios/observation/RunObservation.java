package dev.headroom.scenarios.observation;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Periods;
import dev.headroom.outcome.Version;
import dev.headroom.plan.PlannedDemands.Admission;
import dev.headroom.plan.PlannedItem;
import dev.headroom.plan.PlannedRequest;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.dsl.DynamoDbListener;
import dev.headroom.scenarios.shadow.ShadowService;
import dev.headroom.service.Demand;
import dev.headroom.service.HotKeys;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.traffic.BatchResend;
import dev.headroom.traffic.Client.Resend;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Operation.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * Counts all that the client sees of a run, and puts every attempt to the shadow as well.
 * Thread-safe.
 */
public final class RunObservation implements DynamoDbListener {

  private static final String TABLE = "";
  private static final int HOT_KEYS = 20;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double MILLI = ResourceState.MILLI;

  private final Scenario scenario;
  private final Periods periods;
  private final RunClock clock;
  private final ShadowService shadow;
  private final Consumer<SentRequest> whenFailed;
  private final Map<String, ResourceObservation> resources = new LinkedHashMap<>();
  private final Map<String, FlowObservation> flows = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final HotKeys hotKeys = new HotKeys();
  private final AtomicReference<CapacityMode> mode;

  /**
   * The observation of a run that has just begun.
   *
   * @param whenFailed hears of requests that failed for good
   */
  public RunObservation(
      Scenario scenario, RunClock clock, ShadowService shadow, Consumer<SentRequest> whenFailed) {
    this.scenario = scenario;
    this.periods = Periods.of(scenario.duration());
    this.clock = clock;
    this.shadow = shadow;
    this.whenFailed = whenFailed;
    this.mode = new AtomicReference<>(scenario.table().capacity());
    String table = scenario.table().name();
    resources.put(TABLE, new ResourceObservation(table, ResourceKind.TABLE, periods, clock));
    for (GlobalSecondaryIndex index : scenario.table().globalSecondaryIndexes()) {
      String name = index.indexName();
      resources.put(name, new ResourceObservation(name, ResourceKind.INDEX, periods, clock));
    }
    for (Flow flow : scenario.flows()) {
      flows.put(flow.name(), new FlowObservation(flow, periods, clock));
    }
  }

  /**
   * Writes the latencies of each flow to a file of its own as well.
   *
   * @param start when the run begins
   */
  public void writeLatencies(Path folder, Instant start) throws IOException {
    for (FlowObservation flow : flows.values()) {
      String name = flow.flow().name().replaceAll("[^\\p{L}\\p{N}._-]+", "-");
      Path file = folder.resolve("latency-" + name + ".hlog");
      flow.logTo(
          new LatencyLog(file, flow.flow().name(), start.toEpochMilli()), start.toEpochMilli());
    }
  }

  /** What is seen of a flow. */
  public FlowObservation flow(Flow flow) {
    return Objects.requireNonNull(flows.get(flow.name()));
  }

  /** What is seen of all flows. */
  public List<FlowObservation> flows() {
    return List.copyOf(flows.values());
  }

  /** Something has changed. */
  public void event(long runNanos, String kind, String resource, String detail) {
    synchronized (events) {
      events.add(new Event(runNanos / NANOS_PER_SECOND, kind, resource, detail));
    }
  }

  /** Says what capacity was in force up to a time; null stands for the table. */
  public void sample(long runNanos, Map<@Nullable String, CapacityMode> capacities) {
    capacities.forEach(
        (index, capacity) -> {
          ResourceObservation resource = resources.get(index == null ? TABLE : index);
          if (resource != null) {
            resource.sample(runNanos, capacity);
          }
        });
    CapacityMode ofTable = capacities.get(null);
    if (ofTable != null) {
      mode.set(ofTable);
    }
  }

  private static @Nullable SentRequest request(Call call) {
    return call.session().get(SentRequest.ATTRIBUTE);
  }

  @Override
  public void attemptStarted(Call call, int attempt, long nanoTime) {
    SentRequest sent = request(call);
    if (sent != null && clock.isWithin(clock.at(nanoTime))) {
      sent.sent(shadow.send(sent.flow().flow(), asked(call, sent)));
    }
  }

  private static PlannedRequest asked(Call call, SentRequest sent) {
    PlannedRequest planned = sent.planned();
    if (call.resend() == 0) {
      return planned;
    }
    List<PlannedItem> left = sent.requests().askedFor(call.request(), planned);
    return new PlannedRequest(planned.number(), false, planned.pageKey(), left);
  }

  @Override
  public void attemptEnded(Call call, Attempt attempt) {
    SentRequest sent = request(call);
    ShadowService.Attempt ofShadow = sent == null ? null : sent.ended();
    if (sent == null || ofShadow == null) {
      return;
    }
    Flow flow = sent.flow().flow();
    long sentNanos = clock.at(attempt.startedNanos());
    Refusal refusal = Refusal.of(attempt, flow.dimension(), mode.get());
    sent.flow().attempted(sentNanos, refusal != null);
    shadow.compare(
        flow,
        sentNanos,
        attempt.number() == 1 && call.resend() == 0,
        ofShadow.isThrottled(),
        refusal != null);
    ofShadow.end();
    if (refusal != null) {
      throttled(sent, ofShadow.admissions(), refusal, sentNanos);
    } else {
      consumed(flow, ofShadow.admissions(), attempt, sentNanos);
    }
  }

  private void throttled(
      SentRequest sent, List<Admission> admissions, Refusal refusal, long sentNanos) {
    if (sent.throttle()) {
      sent.flow().throttled(sentNanos);
    }
    refusal
        .reasons()
        .forEach(
            (index, reason) -> {
              ResourceObservation resource = resource(index);
              refused(sent, resource, reason, admissions.size(), sentNanos);
              resource.requestThrottled(sentNanos);
            });
    synchronized (hotKeys) {
      for (Admission admission : admissions) {
        for (Demand.Part part : admission.expected().parts()) {
          String index = part.indexName() == null ? TABLE : part.indexName();
          if (refusal.reasons().containsKey(index)) {
            hotKeys.add(resource(index).name(), part.key(), 0, true);
          }
        }
      }
    }
  }

  private void refused(
      SentRequest sent,
      ResourceObservation resource,
      ThrottlingReason reason,
      long operations,
      long runNanos) {
    if (resource.throttled(runNanos, reason, operations)) {
      event(
          runNanos,
          "first-throttle",
          resource.name(),
          "first throttled request, of " + sent.flow().flow().name());
    }
  }

  private ResourceObservation resource(String index) {
    ResourceObservation found = resources.get(index);
    return found == null ? Objects.requireNonNull(resources.get(TABLE)) : found;
  }

  private void consumed(Flow flow, List<Admission> admissions, Attempt attempt, long sentNanos) {
    long endedNanos = clock.at(attempt.endedNanos());
    Dimension dimension = flow.dimension();
    for (ConsumedCapacity told : attempt.consumedCapacity()) {
      double ofIndexes = 0;
      if (told.hasGlobalSecondaryIndexes()) {
        for (var index : told.globalSecondaryIndexes().entrySet()) {
          double units = index.getValue().capacityUnits();
          ofIndexes += units;
          resource(index.getKey()).consumed(endedNanos, dimension, units);
        }
      }
      Double all = told.capacityUnits();
      if (all != null) {
        resource(TABLE).consumed(endedNanos, dimension, all - ofIndexes);
      }
    }
    if (attempt.httpStatus() != 200) {
      return;
    }
    for (Admission admission : admissions) {
      for (Demand.Part part : admission.actual().parts()) {
        ResourceObservation resource =
            resource(part.indexName() == null ? TABLE : part.indexName());
        resource.admitted(sentNanos, part.localIndexName() == null ? 1 : 0);
        synchronized (hotKeys) {
          hotKeys.add(resource.name(), part.key(), part.milliUnits(), false);
        }
      }
    }
  }

  @Override
  public void callEnded(Call call, CallResult result) {
    SentRequest sent = request(call);
    if (sent == null) {
      return;
    }
    long endedNanos = clock.at(result.endedNanos());
    DynamoDbResponse response = result.response();
    if (response == null) {
      fail(sent, endedNanos);
      return;
    }
    if (response instanceof ScanResponse page && call.request() instanceof ScanRequest scan) {
      sent.requests().scanned(scan, page.lastEvaluatedKey());
    }
    long left = unprocessed(response);
    if (left > 0) {
      partlyThrottled(sent, left, endedNanos);
    }
    Resend resend = sent.flow().flow().client().resend();
    if (left == 0 || resend == Resend.NEVER) {
      sent.flow().succeeded(endedNanos, latencyNanos(sent, result));
    } else if (resend == Resend.BACKOFF && call.resend() == BatchResend.ROUNDS) {
      fail(sent, endedNanos);
    }
  }

  /** From the intended start; a request that was sent before is measured from there. */
  private long latencyNanos(SentRequest sent, CallResult result) {
    long startedNanos = clock.at(result.startedNanos());
    return clock.at(result.endedNanos()) - Math.min(sent.intendedNanos(), startedNanos);
  }

  private void fail(SentRequest sent, long endedNanos) {
    sent.flow().failed(endedNanos);
    if (clock.isWithin(endedNanos)) {
      whenFailed.accept(sent);
    }
  }

  private void partlyThrottled(SentRequest sent, long left, long endedNanos) {
    if (sent.throttle()) {
      sent.flow().throttled(endedNanos);
    }
    ThrottlingReason reason = Refusal.likely(sent.flow().flow().dimension(), mode.get());
    refused(sent, resource(TABLE), reason, left, endedNanos);
  }

  private static long unprocessed(DynamoDbResponse response) {
    return switch (response) {
      case BatchGetItemResponse get ->
          get.unprocessedKeys().values().stream().mapToLong(keys -> keys.keys().size()).sum();
      case BatchWriteItemResponse write ->
          write.unprocessedItems().values().stream().mapToLong(List::size).sum();
      default -> 0;
    };
  }

  /**
   * What was observed.
   *
   * @param length how long the run has lasted
   * @param start when it began
   * @param assumptions what was taken for granted, one sentence each
   */
  public Outcome outcome(Duration length, Instant start, List<String> assumptions)
      throws IOException {
    long seconds = Math.max(1, Math.ceilDiv(length.toNanos(), (long) NANOS_PER_SECOND));
    int periodCount =
        (int) Math.min(periods.count(), Math.ceilDiv(seconds, (long) periods.seconds()));
    List<Event> seen;
    synchronized (events) {
      seen = events.stream().sorted(Comparator.comparingDouble(Event::atSeconds)).toList();
    }
    List<FlowOutcome> ofFlows = new ArrayList<>();
    for (FlowObservation flow : flows.values()) {
      ofFlows.add(flow.outcome(periodCount));
    }
    return new Outcome(
            scenario.name(),
            Outcome.Source.OBSERVED,
            start,
            scenario.seed(),
            1,
            scenario.profile().name(),
            scenario.profile().overrides(),
            Version.CURRENT,
            length,
            List.of(scenario.table()),
            resources.values().stream().map(it -> it.outcome(periodCount)).toList(),
            ofFlows,
            seen,
            hotKeys(),
            null,
            List.of(),
            null,
            List.of(),
            assumptions,
            unseen())
        .withShadow(shadow.outcome(length));
  }

  private List<String> unseen() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "A client sees neither partitions nor burst capacity, nor how the service let an operation"
            + " in: all that were let in count as normal.");
    if (scenario.flows().stream().anyMatch(it -> it.operation().shape() == Shape.BATCH)) {
      lines.add(
          "The service gives no reason for what it leaves of a batch: it counts as refused by the"
              + " table's own limit.");
    }
    return lines;
  }

  private List<HotKey> hotKeys() {
    synchronized (hotKeys) {
      return hotKeys.heaviest(HOT_KEYS).stream()
          .map(
              entry ->
                  new HotKey(
                      entry.getKey().resource(),
                      entry.getKey().key(),
                      entry.getValue().milliUnits() / MILLI,
                      entry.getValue().throttled()))
          .toList();
    }
  }
}
