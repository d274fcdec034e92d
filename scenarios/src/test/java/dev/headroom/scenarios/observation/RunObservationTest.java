package dev.headroom.scenarios.observation;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.metrics.Meters;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.plan.RequestPlan;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.scenarios.dsl.Call;
import dev.headroom.scenarios.dsl.CallResult;
import dev.headroom.scenarios.items.PlannedRequests;
import dev.headroom.scenarios.shadow.ShadowService;
import dev.headroom.scenarios.testing.Scenarios;
import dev.headroom.traffic.Flow;
import io.gatling.core.session.Session$;
import io.gatling.javaapi.core.Session;
import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/** Without it what the client saw could be told otherwise than it was. */
final class RunObservationTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Scenario SCENARIO =
      Scenarios.of(
          """
          table:
            name: orders
            partitionKey: id
            readCapacityUnits: 10
            writeCapacityUnits: 1000
            globalSecondaryIndexes:
              - {name: by-day, partitionKey: day, projection: ALL, readCapacityUnits: 5, writeCapacityUnits: 1000}
          duration: 10s
          traffic:
            - {name: puts, operation: PutItem, rate: 5/s, itemSize: 1KB}
            - {name: batches, operation: BatchWriteItem, itemsPerRequest: 5, rate: 5/s, itemSize: 1KB}
          """);

  private final DefaultEventLoop eventLoop = new DefaultEventLoop();
  private final RunClock clock = new RunClock(SCENARIO.duration());
  private final Meters meters = new Meters(new PrometheusPage().registry(), Meters.Source.OBSERVED);
  private final List<SentRequest> failed = new ArrayList<>();
  private final RunObservation observation =
      new RunObservation(
          SCENARIO,
          clock,
          new ShadowService(SCENARIO, () -> 0, meters),
          new RunMeters(meters, meters),
          failed::add);

  RunObservationTest() {
    clock.begin(100);
  }

  @AfterEach
  void stop() {
    eventLoop.shutdownGracefully().syncUninterruptibly();
  }

  @Test
  void outcome_ofAThrottledPutThatSucceedsThen_hasBothAttempts() throws Exception {
    Call call = call(0);
    attempt(call, 1, SECOND, "IndexWriteProvisionedThroughputExceeded", "arn:x/index/by-day", 0);
    attempt(call, 2, 3 * SECOND, null, null, 2);
    end(call, 3 * SECOND, PutItemResponse.builder().build());

    Outcome outcome = outcome();

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.attempts()).isEqualTo(2);
    assertThat(flow.throttledAttempts()).isEqualTo(1);
    assertThat(flow.throttledRequests()).isEqualTo(1);
    assertThat(flow.succeeded()).isEqualTo(1);
    assertThat(requireNonNull(flow.latencyMillis()).max())
        .as("from the intended start")
        .isBetween(2_990.0, 3_010.0);
    ResourceOutcome table = outcome.resources().get(0);
    ResourceOutcome index = outcome.resources().get(1);
    assertThat(table.totals().consumedWriteUnits()).isEqualTo(1);
    assertThat(index.totals().consumedWriteUnits()).isEqualTo(1);
    assertThat(table.totals().throttleEvents()).isEmpty();
    assertThat(index.totals().throttleEvents())
        .containsExactly(
            Map.entry(
                dev.headroom.capacity.ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED,
                1L));
    assertThat(outcome.events())
        .extracting(event -> event.kind())
        .containsExactly("first-throttle");
  }

  @Test
  void outcome_ofABatchThatIsAnsweredInPart_countsWhatWasLeft() throws Exception {
    Call call = call(1);
    BatchWriteItemRequest request = (BatchWriteItemRequest) call.request();
    attempt(call, 1, SECOND, null, null, 3);
    end(
        call,
        SECOND,
        BatchWriteItemResponse.builder()
            .unprocessedItems(
                Map.of(
                    "orders",
                    request.requestItems().getOrDefault("orders", List.of()).subList(0, 2)))
            .build());

    Outcome outcome = outcome();

    FlowOutcome flow = outcome.flows().get(1);
    assertThat(flow.throttledRequests()).isEqualTo(1);
    assertThat(flow.throttledAttempts()).isZero();
    assertThat(flow.succeeded()).as("nothing is sent again").isEqualTo(1);
    assertThat(outcome.resources().getFirst().totals().allThrottleEvents()).isEqualTo(2);
  }

  @Test
  void outcome_ofAFailure_isHeardOf() throws Exception {
    Call call = call(0);
    attempt(call, 1, SECOND, "TableWriteProvisionedThroughputExceeded", "arn:x", 0);
    observation.callEnded(
        call, new CallResult(100, 100 + SECOND, 1, null, new IllegalStateException()));

    assertThat(outcome().flows().getFirst().failed()).isEqualTo(1);
    assertThat(failed).hasSize(1);
  }

  @Test
  void outcome_ofWhatIsSentBeforeTheRun_isNothing() throws Exception {
    Call call = call(0);
    observation.attemptStarted(call, 1, 50);
    observation.attemptEnded(
        call, new Attempt(1, 50, 60, 200, null, List.of(), List.of(), List.of()));

    assertThat(outcome().flows().getFirst().attempts()).isZero();
  }

  @Test
  void outcome_ofARunThatEndsEarly_endsThere() throws Exception {
    assertThat(observation.outcome(Duration.ofSeconds(4), Instant.EPOCH, List.of()).flows())
        .allSatisfy(flow -> assertThat(flow.series().offered().size()).isEqualTo(4));
  }

  private Outcome outcome() throws Exception {
    return observation.outcome(SCENARIO.duration(), Instant.EPOCH, List.of());
  }

  private Call call(int flowNumber) {
    Flow flow = SCENARIO.flows().get(flowNumber);
    PlannedRequests requests = new PlannedRequests(flow, SCENARIO.table(), "orders");
    SentRequest sent =
        new SentRequest(
            observation.flow(flow), requests, RequestPlan.of(flow, SCENARIO).request(0), 0);
    DynamoDbRequest request =
        flowNumber == 0 ? requests.put(sent.planned()) : requests.batchWrite(sent.planned());
    Session session =
        new Session(Session$.MODULE$.apply("scenario", 1, eventLoop))
            .set(SentRequest.ATTRIBUTE, sent);
    return new Call("request", session, request, 0);
  }

  private void attempt(
      Call call,
      int number,
      long runNanos,
      @Nullable String reason,
      @Nullable String resource,
      double units) {
    observation.attemptStarted(call, number, 100 + runNanos);
    observation.attemptEnded(
        call,
        new Attempt(
            number,
            100 + runNanos,
            100 + runNanos,
            reason == null ? 200 : 400,
            reason == null ? null : "ProvisionedThroughputExceededException",
            reason == null
                ? List.of()
                : List.of(ThrottlingReason.builder().reason(reason).resource(resource).build()),
            List.of(),
            List.of(
                ConsumedCapacity.builder()
                    .tableName("orders")
                    .capacityUnits(units)
                    .globalSecondaryIndexes(
                        Map.of("by-day", Capacity.builder().capacityUnits(units / 2).build()))
                    .build())));
  }

  private void end(Call call, long runNanos, DynamoDbResponse response) {
    observation.callEnded(call, new CallResult(100, 100 + runNanos, 1, response, null));
  }
}
