package dev.headroom.prediction;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it runs that are long, empty or out of all proportion could hang, fail, lose requests or
 * invent some.
 */
final class ExtremeRunsTest {

  private static final Duration YEAR = Duration.ofDays(400);

  private static Outcome predict(ScenarioBuilder scenario) {
    return new Predictor(1).predict(scenario.build());
  }

  private static TrafficBuilder puts(double perSecond) {
    return flow("puts", Operation.PUT_ITEM).rate(perSecond);
  }

  private static void assertAllServed(Outcome outcome, long requests) {
    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.offered()).isEqualTo(requests);
    assertThat(flow.succeeded()).isEqualTo(requests);
    assertThat(flow.attempts()).isEqualTo(requests);
    assertThat(flow.series().offered().sum()).isEqualTo((double) requests);
    ResourceTotals totals = outcome.resources().getFirst().totals();
    assertThat(totals.consumedWriteUnits()).isEqualTo((double) requests);
    assertThat(totals.allThrottleEvents()).isZero();
  }

  @Test
  void run_of400DaysAtARequestADay_servesEveryOne() {
    Outcome outcome = predict(scenario().flow(puts(1.0 / 86_400)).lasting(YEAR));

    assertAllServed(outcome, 400);
    assertThat(outcome.flows().getFirst().series().offered().size()).isBetween(5_000, 10_080);
  }

  @Test
  void run_ofARequestIn30Days_servesTheFew() {
    Outcome outcome =
        predict(scenario().flow(puts(1.0 / (30 * 86_400)).poisson()).lasting(YEAR).seed(7));

    long offered = outcome.flows().getFirst().offered();
    assertThat(offered).isBetween(3L, 30L);
    assertAllServed(outcome, offered);
  }

  @Test
  void run_ofNoTraffic_isEmptyAndKeepsItsCapacity() {
    Outcome without = predict(scenario().lasting(YEAR));
    Outcome atRateZero = predict(scenario().flow(puts(0)).lasting(Duration.ofDays(3)));

    assertThat(without.flows()).isEmpty();
    assertThat(without.events()).isEmpty();
    assertAllServed(atRateZero, 0);
    for (Outcome outcome : List.of(without, atRateZero)) {
      ResourceOutcome table = outcome.resources().getFirst();
      assertThat(table.totals().consumedWriteUnits()).isZero();
      assertThat(Objects.requireNonNull(table.series().provisionedWriteUnits()).sum())
          .isCloseTo(5.0 * outcome.duration().toSeconds(), within(1e-3));
      assertThat(Objects.requireNonNull(table.series().burstBalanceWrite()).max()).isEqualTo(1);
    }
  }

  @Test
  void run_ofASecond_servesItsRequests() {
    Outcome outcome =
        predict(
            scenario()
                .table(table().provisioned(5, 50))
                .flow(puts(40))
                .lasting(Duration.ofSeconds(1)));

    assertAllServed(outcome, 40);
    assertThat(outcome.flows().getFirst().series().offered().size()).isEqualTo(1);
  }

  @Test
  void flow_afterTheEndOfTheRun_sendsNothing() {
    RateShape ending = new RateShape.Spike(0, 1, Duration.ofMinutes(9), Duration.ofMinutes(2));
    Outcome outcome =
        predict(
            scenario()
                .lasting(Duration.ofMinutes(10))
                .flow(flow("late", Operation.PUT_ITEM).rate(1).start(Duration.ofMinutes(10)))
                .flow(flow("first", Operation.PUT_ITEM).rate(ending))
                .flow(flow("waiting", Operation.PUT_ITEM).rate(1).after("first")));

    assertThat(outcome.flows())
        .extracting(FlowOutcome::name, FlowOutcome::offered, FlowOutcome::succeeded)
        .containsExactly(tuple("late", 0L, 0L), tuple("first", 60L, 60L), tuple("waiting", 0L, 0L));
    assertThat(outcome.events()).extracting(Event::kind).doesNotContain("flow-start");
  }

  @Test
  void table_with20Indexes_writesToEach() {
    TableBuilder table = table().provisioned(5, 100);
    TrafficBuilder puts = puts(80);
    for (int i = 0; i < 20; i++) {
      table.index("index-" + i, 5, i == 13 ? 40 : 100);
      puts.touches("index-" + i);
    }
    Outcome outcome =
        predict(
            scenario()
                .table(table)
                .flow(puts)
                .override("gsi.mode", "COUPLED")
                .lasting(Duration.ofMinutes(20)));

    assertThat(outcome.resources()).hasSize(21);
    long served = outcome.flows().getFirst().succeeded();
    assertThat(served / 1_200.0).as("what the narrow index takes").isCloseTo(40, within(1.0));
    for (ResourceOutcome resource : outcome.resources()) {
      assertThat(resource.totals().consumedWriteUnits()).isEqualTo((double) served);
      assertThat(resource.totals().allThrottleEvents() > 0)
          .isEqualTo(resource.name().equals("index-13"));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e6, 1e9})
  void run_atAHugeRate_isServedByWhatTheTableHas(double perSecond) {
    Outcome outcome =
        predict(
            scenario()
                .table(table().provisioned(5, 1_000_000))
                .override("quota.table", "1000000000")
                .flow(puts(perSecond))
                .lasting(Duration.ofSeconds(20)));

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.offered()).isEqualTo((long) (20 * perSecond));
    assertThat(flow.succeeded() + flow.failed()).isEqualTo(flow.offered());
    assertThat(outcome.resources().getFirst().totals().consumedWriteUnits())
        .isEqualTo((double) flow.succeeded());
    assertThat((double) flow.succeeded()).isBetween(19.0e6, 21.1e6);
  }

  @Test
  void table_of100kPartitions_spreadsItsLoad() {
    Outcome outcome =
        predict(
            scenario()
                .table(table().provisioned(5, 2_000_000))
                .override("quota.table", "1000000000")
                .partitions(100_000)
                .flow(puts(1_000_000))
                .lasting(Duration.ofMinutes(1)));

    assertAllServed(outcome, 60_000_000);
    ResourceOutcome table = outcome.resources().getFirst();
    assertThat(table.series().partitions().max()).isEqualTo(100_000);
    assertThat(table.hotPartitions().getFirst().share()).isBetween(1e-5, 1.3e-5);
  }
}
