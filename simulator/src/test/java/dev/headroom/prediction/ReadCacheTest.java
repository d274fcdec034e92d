package dev.headroom.prediction;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a cache could cost capacity, or hide load that does reach the table. */
final class ReadCacheTest {

  private static final double RATIO = 0.4;

  @ParameterizedTest
  @ValueSource(doubles = {3, 40, 3_000})
  void predict_readsBehindACache_onlyMissesConsume(double perSecond) {
    Outcome outcome = run(cached(Operation.GET_ITEM).rate(perSecond), 100_000);

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.offered()).isEqualTo(Math.round(perSecond * 600));
    assertThat(flow.succeeded()).isEqualTo(flow.offered());
    assertThat(flow.attempts()).isEqualTo(flow.offered());
    assertThat(readUnits(outcome) / flow.offered())
        .isCloseTo(0.5 * (1 - RATIO), within(2.5 * Math.sqrt(0.06 / flow.offered())));
  }

  @Test
  void predict_batchBehindACache_leavesOutTheItemsThatAreHit() {
    Outcome outcome = run(cached(Operation.BATCH_GET_ITEM).items(10).rate(100), 100_000);

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(readUnits(outcome) / flow.offered()).isCloseTo(10 * 0.5 * (1 - RATIO), within(0.01));
  }

  @Test
  void predict_hits_areAnsweredFast() {
    assertThat(latencyP50(cached(Operation.QUERY).rate(40))).isGreaterThan(1);
    assertThat(latencyP50(cached(Operation.QUERY).rate(40).cacheHitRatio(0.9)))
        .isCloseTo(0.4, within(0.001));
  }

  private static double latencyP50(TrafficBuilder flow) {
    FlowOutcome outcome = run(flow, 100_000).flows().getFirst();
    return Objects.requireNonNull(outcome.latencyMillis()).p50();
  }

  @Test
  void predict_clientsBehindACache_sendMoreSinceHitsAreFast() {
    TrafficBuilder clients =
        cached(Operation.GET_ITEM).closed(5, Duration.ofMillis(1), 1_000_000_000);

    long without = run(clients.cacheHitRatio(0), 100_000).flows().getFirst().offered();
    Outcome outcome = run(clients.cacheHitRatio(1), 100_000);

    assertThat(outcome.flows().getFirst().offered()).isGreaterThan(2 * without);
    assertThat(readUnits(outcome)).isZero();
  }

  @Test
  void predict_missesBeyondTheCapacity_areThrottledAndHitsAreNot() {
    Outcome outcome = run(cached(Operation.GET_ITEM).rate(1_000), 100);

    FlowOutcome flow = outcome.flows().getFirst();
    double missed = flow.offered() * (1 - RATIO);
    assertThat(flow.failed()).isPositive();
    assertThat(flow.succeeded() + flow.failed()).isEqualTo(flow.offered());
    assertThat(readUnits(outcome) * 2 + flow.failed()).isCloseTo(missed, within(missed * 0.01));
  }

  private static TrafficBuilder cached(Operation operation) {
    return flow("reads", operation).cacheHitRatio(RATIO);
  }

  private static Outcome run(TrafficBuilder flow, long readUnits) {
    return new Predictor(1)
        .runTrials(
            scenario()
                .table(table().provisioned(readUnits, 5))
                .burstFraction(0)
                .lasting(Duration.ofMinutes(10))
                .flow(flow)
                .build())
        .getFirst();
  }

  private static double readUnits(Outcome outcome) {
    return outcome.resources().getFirst().totals().consumedReadUnits();
  }
}
