package dev.headroom.dashboards.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.capacity.Dimension;
import dev.headroom.metrics.Meters;
import dev.headroom.metrics.Meters.Agreement;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.Meters.RequestTags;
import dev.headroom.metrics.ServiceMeters;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.service.Decision;
import dev.headroom.service.Demand;
import dev.headroom.service.Demand.Part;
import dev.headroom.service.LiveTable;
import dev.headroom.service.ServiceSettings;
import dev.headroom.service.TableState;
import dev.headroom.service.ThrottledService;
import dev.headroom.table.CapacityMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Some seconds of real load on an endpoint, with a shadow beside it, that counts as a load run
 * does: writes that throttle, queries of an index that throttle more, retries, and a change of
 * capacity.
 */
public final class SmallRun implements AutoCloseable {

  /** What the endpoint, the shadow and the prediction have in common. */
  public static final Scenario SCENARIO =
      ScenarioReader.read(
          Path.of("small-run.yaml"),
          """
          apiVersion: headroom/v1
          name: small-run
          table:
            name: orders
            partitionKey: id
            readCapacityUnits: 20
            writeCapacityUnits: 30
            globalSecondaryIndexes:
              - {name: by-status, partitionKey: status, readCapacityUnits: 5, writeCapacityUnits: 80}
          state: {burst: 0}
          duration: 15s
          trials: 1
          traffic:
            - name: checkout
              operation: PutItem
              itemSize: 500B
              rate: 60/s
              arrivals: even
              keys: {uniform: {count: 1000}}
              indexes: {by-status: {writes: 1, keys: {weights: {OPEN: 1}}}}
            - name: open-orders
              operation: Query
              index: by-status
              itemSize: 1KB
              rate: 30/s
              arrivals: even
              keys: {weights: {OPEN: 1}}
          changes:
            - {at: 5s, writeCapacityUnits: 40}
          """
              .getBytes(UTF_8));

  private static final FlowTags CHECKOUT = new FlowTags("orders", "PutItem", "checkout");
  private static final FlowTags OPEN_ORDERS = new FlowTags("orders", "Query", "open-orders");
  private static final String INDEX = "by-status";
  private static final int MAX_ATTEMPTS = 3;
  private static final long UPDATE_AT_SECONDS = 5;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledExecutorService pace = Executors.newScheduledThreadPool(2);
  private final Queue<Future<?>> work = new ConcurrentLinkedQueue<>();
  private final AtomicLong keys = new AtomicLong();
  private final URI endpoint;
  private final Meters observed;
  private final Meters simulated;
  private final ServiceMeters shadowMeters;
  private final ThrottledService shadow;
  private final LiveTable shadowTable;

  /**
   * A run that has not begun.
   *
   * @param observed counts what the client sees
   * @param simulated counts what the shadow does
   */
  public SmallRun(URI endpoint, Meters observed, Meters simulated) {
    this.endpoint = endpoint;
    this.observed = observed;
    this.simulated = simulated;
    this.shadowMeters = new ServiceMeters(simulated);
    this.shadow =
        new ThrottledService(
            new ServiceSettings(SCENARIO.profile(), SCENARIO.seed(), 1, 0, 0, SCENARIO.start()),
            System::nanoTime,
            shadowMeters);
    this.shadowTable =
        shadow.create(
            SCENARIO.table(), "arn:shadow", SCENARIO.state(), SCENARIO::weightedPartitions);
    observed.expect("orders", "");
    observed.expect("orders", INDEX);
  }

  /** Runs it to its end. */
  public void run() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    every(60, CHECKOUT, this::put);
    every(30, OPEN_ORDERS, this::query);
    work.add(pace.scheduleAtFixedRate(this::show, 0, 200, TimeUnit.MILLISECONDS));
    work.add(pace.schedule(this::update, UPDATE_AT_SECONDS, TimeUnit.SECONDS));
    work.add(pace.schedule(end::countDown, SCENARIO.duration().toSeconds(), TimeUnit.SECONDS));
    end.await();
    pace.shutdownNow();
    calls.close();
    show();
    for (Future<?> each : work) {
      if (each.state() == Future.State.FAILED) {
        throw new IllegalStateException("a part of the run failed", each.exceptionNow());
      }
    }
  }

  private void every(int perSecond, FlowTags flow, Request request) {
    long periodNanos = NANOS_PER_SECOND / perSecond;
    AtomicLong next = new AtomicLong(System.nanoTime());
    work.add(
        pace.scheduleAtFixedRate(
            () -> {
              long intended = next.getAndAdd(periodNanos);
              work.add(calls.submit(() -> call(flow, intended, request)));
            },
            0,
            periodNanos,
            TimeUnit.NANOSECONDS));
  }

  /** Sends one attempt. */
  private interface Request {
    Throttled send(int attempt);
  }

  /** Who has throttled an attempt. */
  private record Throttled(boolean byShadow, boolean forReal) {}

  private void call(FlowTags flow, long intendedNanos, Request request) {
    observed.offered(flow, since(intendedNanos));
    String outcome = "throttled";
    for (int attempt = 1; attempt <= MAX_ATTEMPTS && outcome.equals("throttled"); attempt++) {
      Throttled throttled = request.send(attempt);
      outcome = throttled.forReal() ? "throttled" : "succeeded";
      String which = attempt == 1 ? "first" : "retry";
      observed.attempt(flow, which, outcome);
      simulated.attempt(flow, which, throttled.byShadow() ? "throttled" : "succeeded");
      simulated.shadowed(flow, Agreement.of(throttled.byShadow(), throttled.forReal()));
    }
    observed.request(
        new RequestTags(flow.table(), "", flow.operation(), flow.flow(), outcome, "", ""),
        since(intendedNanos));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(Math.max(0, System.nanoTime() - nanos));
  }

  private Throttled put(int attempt) {
    String id = "order-" + keys.incrementAndGet() % 1000;
    Demand demand = Demand.writes(List.of(part(null, id, 1_000), part(INDEX, "OPEN", 1_000)));
    String body =
        """
        {"TableName":"orders","ReturnConsumedCapacity":"INDEXES",
         "Item":{"id":{"S":"%s"},"status":{"S":"OPEN"},"v":{"S":"%s"}}}"""
            .formatted(id, "x".repeat(470));
    return send("PutItem", body, demand, attempt);
  }

  private Throttled query(int attempt) {
    String body =
        """
        {"TableName":"orders","IndexName":"by-status","ReturnConsumedCapacity":"INDEXES",
         "KeyConditionExpression":"#s = :s","ExpressionAttributeNames":{"#s":"status"},
         "ExpressionAttributeValues":{":s":{"S":"OPEN"}}}""";
    return send("Query", body, Demand.reads(true, List.of(part(INDEX, "OPEN", 500))), attempt);
  }

  private Part part(@Nullable String index, String key, long milliUnits) {
    return new Part(shadowTable, index, null, key, shadowTable.position(key, null), milliUnits);
  }

  private Throttled send(String operation, String body, Demand demand, int attempt) {
    boolean isByShadow = shadow.admit(demand) instanceof Decision.Throttled;
    JsonNode answer = post(operation, body, attempt);
    count(answer.path("ConsumedCapacity"), demand.dimension());
    JsonNode refused = answer.path("ThrottlingReasons").path(0);
    if (refused.isMissingNode()) {
      return new Throttled(isByShadow, false);
    }
    String resource = refused.path("resource").asText();
    int index = resource.indexOf("/index/");
    observed.throttleEvent(
        "orders",
        index < 0 ? "" : resource.substring(index + "/index/".length()),
        demand.dimension(),
        refused.path("reason").asText());
    return new Throttled(isByShadow, true);
  }

  private void count(JsonNode consumed, Dimension dimension) {
    JsonNode table = consumed.path("Table").path("CapacityUnits");
    observed.consumed("orders", "", dimension, table.asDouble());
    JsonNode index = consumed.path("GlobalSecondaryIndexes").path(INDEX).path("CapacityUnits");
    observed.consumed("orders", INDEX, dimension, index.asDouble());
  }

  private void update() {
    post(
        "UpdateTable",
        """
        {"TableName":"orders",
         "ProvisionedThroughput":{"ReadCapacityUnits":20,"WriteCapacityUnits":40}}""",
        1);
    Map<@Nullable String, CapacityMode> wanted = new HashMap<>();
    wanted.put(null, new CapacityMode.Provisioned(20, 40));
    shadow.update(shadowTable, wanted);
  }

  private JsonNode post(String operation, String body, int attempt) {
    HttpRequest request =
        HttpRequest.newBuilder(endpoint)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "DynamoDB_20120810." + operation)
            .header("amz-sdk-request", "attempt=" + attempt + "; max=" + MAX_ATTEMPTS)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return MAPPER.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void show() {
    shadowMeters.show(shadow.lookAtAll(table -> TableState.of(table, UnaryOperator.identity())));
  }

  @Override
  public void close() {
    pace.shutdownNow();
    calls.shutdownNow();
    http.close();
  }
}
