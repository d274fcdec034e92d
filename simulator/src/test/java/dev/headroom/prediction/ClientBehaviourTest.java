package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it limits of the client, such as concurrency, timeouts and its rate limiter, could be
 * read and then not kept, or lose requests.
 */
final class ClientBehaviourTest {

  private static FlowOutcome run(int capacity, String duration, String flow) {
    String text =
        """
        table: {name: t, billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: %d}
        state: {burst: 0}
        duration: %s
        trials: 1
        traffic:
          - {name: f, itemSize: 500B, keys: {uniform: {count: 1M}}, %s}
        """
            .formatted(capacity, duration, flow);
    return new Predictor(1)
        .runTrials(ScenarioReader.read(Path.of("client.yaml"), text.getBytes(UTF_8)))
        .getFirst()
        .flows()
        .getFirst();
  }

  private static double p50(FlowOutcome flow) {
    return Objects.requireNonNull(flow.latencyMillis()).p50();
  }

  private static double max(FlowOutcome flow) {
    return Objects.requireNonNull(flow.latencyMillis()).max();
  }

  /**
   * A call takes 3.9 ms on average, so that ten slots serve 2,540 a second, give or take a tenth.
   */
  @Test
  void concurrency_belowTheLoad_limitsAttemptsAndLetsTheRestWait() {
    String load = "operation: PutItem, rate: 5000/s, client: {sdk: none";
    FlowOutcome free = run(20_000, "60s", load + "}");
    FlowOutcome bounded = run(20_000, "60s", load + ", concurrency: 5, instances: 2}");

    assertThat(free.succeeded()).isEqualTo(free.offered());
    assertThat((double) bounded.offered()).isCloseTo(300_000, within(3_000.0));
    assertThat(bounded.attempts() / 60.0).isBetween(2_290.0, 2_790.0);
    assertThat(bounded.failed()).isZero();
    assertThat(p50(bounded)).isGreaterThan(5_000);
  }

  @Test
  void concurrency_aboveTheLoad_changesNothing() {
    FlowOutcome flow =
        run(
            20_000,
            "60s",
            "operation: PutItem, rate: 1000/s, client: {sdk: none, concurrency: 1000}");

    assertThat(flow.succeeded()).isEqualTo(flow.offered());
    assertThat(max(flow)).isLessThan(100);
  }

  /** Calls that wait for a retry hold their slots, so that an overload cannot multiply itself. */
  @Test
  void concurrency_underThrottling_boundsTheAttempts() {
    String load = "operation: PutItem, rate: 1000/s, client: {sdk: java-v2";
    FlowOutcome free = run(100, "120s", load + "}");
    FlowOutcome bounded = run(100, "120s", load + ", concurrency: 50}");

    assertThat(bounded.attempts()).isLessThan(free.attempts() / 5);
    assertThat(bounded.succeeded()).isGreaterThan(100 * 110);
  }

  @ParameterizedTest
  @CsvSource({
    "'operation: PutItem, rate: 400/s'",
    "'operation: PutItem, rate: 30/s'",
    "'operation: PutItem, clients: {count: 60, thinkTime: 100ms}'",
    "'operation: BatchWriteItem, itemsPerRequest: 1, rate: 100/s'"
  })
  void timeout_underThrottling_endsEveryCallInTime(String load) {
    FlowOutcome flow = run(20, "120s", load + ", client: {sdk: java-v2, timeout: 2s}");

    assertThat(flow.failed()).isPositive();
    assertThat(flow.succeeded()).isPositive();
    assertThat(max(flow)).isLessThanOrEqualTo(2_001);
    long open = flow.offered() - flow.succeeded() - flow.failed();
    assertThat(open).isBetween(0L, flow.offered() / 20);
  }

  /** Followed and counted calls meet the same timeout: one fast flow is as many slow ones. */
  @Test
  void timeout_ofCountedCalls_cutsAsManyAttemptsAsOfFollowedOnes() {
    FlowOutcome counted =
        run(1, "120s", "operation: PutItem, rate: 400/s, client: {sdk: java-v2, timeout: 3s}");
    FlowOutcome followed =
        run(1, "120s", "operation: PutItem, rate: 40/s, client: {sdk: java-v2, timeout: 3s}");

    assertThat((double) counted.attempts() / counted.offered())
        .isCloseTo((double) followed.attempts() / followed.offered(), within(0.08));
  }

  @ParameterizedTest
  @CsvSource({
    "'operation: PutItem, rate: 60/s'",
    "'operation: PutItem, rate: 3000/s'",
    "'operation: PutItem, clients: {count: 20}'"
  })
  void adaptive_underThrottling_slowsAttemptsDown(String load) {
    FlowOutcome standard = run(20, "120s", load + ", client: {sdk: java-v2, mode: standard}");
    FlowOutcome adaptive = run(20, "120s", load + ", client: {sdk: java-v2, mode: adaptive}");

    assertThat((double) adaptive.throttledAttempts() / adaptive.attempts())
        .isLessThan(0.8 * standard.throttledAttempts() / standard.attempts());
    assertThat(adaptive.succeeded()).isGreaterThan(150);
    assertThat(adaptive.succeeded() + adaptive.failed()).isLessThanOrEqualTo(adaptive.offered());
  }

  @Test
  void batchWriter_underThrottling_resendsAtOnceUntilNoneIsLeft() {
    String load =
        "operation: BatchWriteItem, itemsPerRequest: 25, clients: {count: 1, requests: 40},"
            + " client: {sdk: boto3, mode: legacy, resendUnprocessed: ";
    FlowOutcome writer = run(50, "120s", load + "batch-writer}");
    FlowOutcome backoff = run(50, "120s", load + "true}");

    assertThat(writer.succeeded()).isEqualTo(40);
    assertThat(writer.attempts()).isGreaterThan(backoff.attempts());
  }

  /** A loader that never gives up: every request succeeds in the end. */
  @Test
  void retriesAtOnce_ofAClosedFlow_goOnUntilEveryRequestSucceeds() {
    FlowOutcome flow =
        run(
            50,
            "60s",
            "operation: PutItem, clients: {count: 20, requests: 2000},"
                + " client: {baseDelay: 0s, maxAttempts: 1000000}");

    assertThat(flow.succeeded()).isEqualTo(2_000);
    assertThat(flow.failed()).isZero();
    assertThat(flow.attempts()).isGreaterThan(20_000);
  }
}
