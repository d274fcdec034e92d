package dev.headroom.gate;

import static dev.headroom.capacity.ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.Cost;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.testing.FlowBuilder;
import dev.headroom.testing.OutcomeBuilder;
import dev.headroom.testing.ResourceBuilder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a gate could pass a run that it was written to stop. */
final class GateEvaluatorTest {

  /**
   * Three minutes: of 6,000 writes 60 are throttled and 6 fail, all in minute 2, and the index is
   * the bottleneck.
   */
  private static final Outcome TROUBLED =
      new OutcomeBuilder()
          .resource(
              ResourceBuilder.table(60, 3)
                  .reads(600, 1200, 300)
                  .provisionedReads(6000, 6000, 6000)
                  .writes(2000, 2700, 1300)
                  .provisionedWrites(3000, 3000, 3000)
                  .burstOfReads(1, 1, 1)
                  .burstOfWrites(0.9, 0.25, 0.4)
                  .hottest(0.3, 0.85, 0.5)
                  .throttled(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 0, 20, 5))
          .resource(
              ResourceBuilder.index("by-status", 60, 3)
                  .writes(1000, 1320, 600)
                  .provisionedReads(600, 600, 600)
                  .provisionedWrites(1200, 1200, 1200)
                  .hottest(0.2, 1.1, 0.1)
                  .throttled(INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 0, 75, 0))
          .flow(
              new FlowBuilder("checkout", 60, 2000, 2000, 1000)
                  .attempts(2000, 2100, 1000)
                  .throttledAttempts(0, 100, 0)
                  .throttledRequests(0, 50, 0)
                  .failed(0, 6, 0)
                  .latency(4, 9, 30, 900)
                  .latencySeries(new double[] {3, 7, 4}, new double[] {9, 600, 12}))
          .flow(
              new FlowBuilder("page", 60, 0, 1000, 0)
                  .attempts(0, 1010, 0)
                  .throttledAttempts(0, 10, 0)
                  .throttledRequests(0, 10, 0)
                  .latency(2, 12, 20, 40)
                  .latencySeries(new double[] {0, 2, 0}, new double[] {0, 20, 0}))
          .event(95.5, "first-throttle", "by-status")
          .event(96, "first-throttle", "orders")
          .build();

  private static final Outcome CALM =
      new OutcomeBuilder()
          .resource(
              ResourceBuilder.table(60, 3)
                  .writes(600, 600, 600)
                  .provisionedReads(6000, 6000, 6000)
                  .provisionedWrites(3000, 3000, 3000)
                  .burstOfWrites(1, 1, 1)
                  .hottest(0.1, 0.1, 0.1))
          .flow(
              new FlowBuilder("checkout", 60, 600, 600, 600)
                  .latency(2, 3, 4, 5)
                  .latencySeries(new double[] {2, 2, 2}, new double[] {4, 4, 4}))
          .build();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttled_requests == 0 | 1 | 60 throttled, 6,000 requests",
        "throttled_requests < 1% | 1 | 60 throttled, 6,000 requests",
        "throttled_requests{flow: page} < 1% | 1 | 10 throttled, 1,000 requests",
        "throttled_requests{minute: any} < 2% | 2 | minute 2: 60 throttled, 3,000 requests",
        "throttle_events == 0 | 100 | orders, by-status",
        "throttle_events{resource: orders} < 25 | 25 | orders",
        "throttle_events{minute: any} < 90 | 95 | orders, by-status, minute 2",
        "failed_requests == 0 | 0.1 | 6 failed, 6,000 requests",
        "failed_requests{flow: checkout, minute: any} < 0.3% | 0.3 | minute 2: 6 failed, 2,000 requests",
        "read_headroom > 80% | 80 | orders, minute 2: 1,200 of 6,000 read units",
        "write_headroom >= 0% | -10 | by-status, minute 2: 1,320 of 1,200 write units",
        "write_headroom{resource: orders} > 15% | 10 | orders, minute 2: 2,700 of 3,000 write units",
        "burst_balance_min > 30% | 25 | orders, writes, minute 2",
        "hottest_partition < 90% | 110 | by-status, minute 2",
        "hottest_partition{resource: orders} < 85% | 85 | orders, minute 2",
        "time_to_first_throttle > 2m | 95.5 | by-status",
        "time_to_first_throttle{resource: orders} > 2m | 96 | orders",
        "time_to_first_throttle{flow: checkout} > 2m | 60 | checkout",
        "latency_p50 < 4ms | 4 | checkout",
        "latency_p90 < 10ms | 12 | page",
        "latency_p99 < 25ms | 30 | checkout",
        "latency_p99{flow: page} < 15ms | 20 | page",
        "latency_p99{minute: any} < 0.5s | 600 | checkout, minute 2",
        "latency_p999 < 500ms | 900 | checkout",
        "attempts_per_request < 1.01 | 1.0183333333333333 | 6,110 attempts, 6,000 requests",
        "attempts_per_request{flow: checkout, minute: any} < 1.05 | 1.05 | minute 2: 2,100 attempts, 2,000 requests"
      })
  void gate_onATroubledRun_failsAndSaysWhere(String expression, double value, String detail) {
    GateResult result = evaluate(expression, TROUBLED);

    assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(result.value()).isEqualTo(value);
    assertThat(result.detail()).isEqualTo(detail);
    assertThat(result.expression()).isEqualTo(expression);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "throttled_requests == 0 | 0",
        "throttled_requests{minute: any} < 0.1% | 0",
        "throttle_events == 0 | 0",
        "failed_requests == 0 | 0",
        "read_headroom == 100% | 100",
        "write_headroom > 15% | 80",
        "burst_balance_min >= 100% | 100",
        "hottest_partition < 90% | 10",
        "time_to_first_throttle > 2m | Infinity",
        "time_to_first_throttle{flow: checkout} > 2m | Infinity",
        "latency_p50 <= 2ms | 2",
        "latency_p90 <= 3ms | 3",
        "latency_p99 != 3ms | 4",
        "latency_p999 < 6ms | 5",
        "attempts_per_request == 1 | 1"
      })
  void gate_onACalmRun_passes(String expression, double value) {
    GateResult result = evaluate(expression, CALM);

    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cost_per_month < 900 USD | the cost was not worked out",
        "throttled_requests{flow: chekout} == 0 | there is no flow chekout",
        "throttle_events{resource: other} == 0 | there is no table or index other",
        "throttled_requests{flow: idle} == 0 | no request was made",
        "time_to_first_throttle{flow: idle} > 1m | no request was made",
        "latency_p99{flow: idle} < 1s | no request was made",
        "latency_p99{flow: stuck} < 1s | no request of stuck came to an end",
        "latency_p99{minute: any} < 1s | no request of stuck came to an end",
        "write_headroom > 0% | on-demand capacity without a maximum has no headroom to measure",
        "burst_balance_min > 0% | there is no burst capacity"
      })
  void gate_withoutData_isInconclusive(String expression, String detail) {
    Outcome outcome =
        new OutcomeBuilder()
            .resource(ResourceBuilder.table(60, 1).writes(10))
            .flow(new FlowBuilder("idle", 60, 0))
            .flow(new FlowBuilder("stuck", 60, 10))
            .build();
    GateResult result = evaluate(expression, outcome);

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.value()).isNull();
    assertThat(result.detail()).isEqualTo(detail);
  }

  @ParameterizedTest
  @CsvSource({
    "throttled_requests == 0",
    "throttle_events == 0",
    "time_to_first_throttle > 1m",
    "hottest_partition < 90%",
    "write_headroom > 0%"
  })
  void gate_onARunWithoutRequests_isInconclusive(String expression) {
    Outcome outcome =
        new OutcomeBuilder()
            .resource(ResourceBuilder.table(60, 1).provisionedWrites(60))
            .flow(new FlowBuilder("idle", 60, 0))
            .build();

    assertThat(evaluate(expression, outcome).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void headroom_withPeriodsOfASecond_isOfMinuteMeans() {
    double[] writes = new double[90];
    double[] provisioned = new double[90];
    for (int second = 0; second < 90; second++) {
      writes[second] = second == 10 ? 600 : second < 60 ? 0 : 5;
      provisioned[second] = 20;
    }
    Outcome outcome =
        new OutcomeBuilder()
            .resource(ResourceBuilder.table(1, 90).writes(writes).provisionedWrites(provisioned))
            .build();
    GateResult result = evaluate("write_headroom > 40%", outcome);

    assertThat(result.value()).isEqualTo(50.0);
    assertThat(result.detail()).isEqualTo("orders, minute 1: 600 of 1,200 write units");
  }

  @Test
  void replicatedFlow_beside_countsOnlyWhereItIsNamed() {
    Outcome outcome =
        new OutcomeBuilder()
            .flow(new FlowBuilder("clients", 60, 100))
            .flow(new FlowBuilder("elsewhere", 60, 100).replicated().throttledRequests(50))
            .build();

    assertThat(evaluate("throttled_requests == 0", outcome).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(evaluate("throttled_requests{flow: elsewhere} == 0", outcome).value()).isEqualTo(50);
  }

  @Test
  void trials_inWhichAGateHoldsOftenEnough_passWithTheDecidingValue() {
    List<Outcome> trials = new ArrayList<>();
    for (int throttled = 1; throttled <= 20; throttled++) {
      trials.add(throttledRequests(throttled));
    }
    GateResult result = evaluate("throttled_requests < 2%", trials);
    assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(result.value()).isEqualTo(1.9);
    assertThat(result.detail()).isEqualTo("holds in 19 of 20 trials; 19 throttled, 1,000 requests");

    GateResult stricter = evaluate("throttled_requests < 1.9%", trials);
    assertThat(stricter.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(stricter.value()).isEqualTo(1.9);
    assertThat(stricter.detail()).startsWith("holds in 18 of 20 trials; ");
  }

  @Test
  void trials_equalityWithOneException_holdsIn95Percent() {
    List<Outcome> trials = new ArrayList<>();
    for (int trial = 0; trial < 20; trial++) {
      trials.add(throttledRequests(trial == 7 ? 3 : 0));
    }
    assertThat(evaluate("throttled_requests == 0", trials).verdict()).isEqualTo(Verdict.PASSED);
    assertThat(evaluate("throttled_requests == 0", trials).value()).isEqualTo(0.0);

    trials.set(8, throttledRequests(5));
    assertThat(evaluate("throttled_requests == 0", trials).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(evaluate("throttled_requests == 0", trials).value()).isEqualTo(0.3);
  }

  @Test
  void trials_partlyWithoutData_areInconclusiveUnlessTheOthersDecide() {
    Outcome idle = new OutcomeBuilder().flow(new FlowBuilder("checkout", 60, 0)).build();

    GateResult result = evaluate("throttled_requests == 0", List.of(throttledRequests(0), idle));
    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.detail())
        .isEqualTo("holds in 1 of 2 trials, 1 without data; 0 throttled, 1,000 requests");
    assertThat(evaluate("throttled_requests == 0", List.of(idle, throttledRequests(1))).verdict())
        .isEqualTo(Verdict.FAILED);
  }

  @Test
  void trials_none_areRefused() {
    assertThatThrownBy(() -> GateEvaluator.evaluate(List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void costPerMonth_ofRunOfHalfADay_isThatOfAMonth() {
    Cost cost =
        new Cost(
            "us-east-1",
            "test",
            730 / 12.0,
            List.of(new Cost.Item("orders", "provisioned reads", 1_200, "RCU-hour", 0.00013)),
            List.of(),
            List.of());
    Outcome outcome =
        new OutcomeBuilder().flow(new FlowBuilder("checkout", 60, 1000)).cost(cost).build();

    GateResult result = evaluate("cost_per_month < 9.49 USD", outcome);

    assertThat(result.value()).isCloseTo(9.49, within(1e-9));
    assertThat(result.detail()).isEqualTo("this run repeated for 730 hours, us-east-1");
    assertThat(evaluate("cost_per_month < 9.48 USD", outcome).verdict()).isEqualTo(Verdict.FAILED);
    assertThat(evaluate("cost_per_month < 9.50 USD", outcome).verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void costPerMonth_withoutAPrice_hasNoData() {
    Cost cost =
        new Cost(
            "mx-nowhere-1",
            "test",
            730,
            List.of(
                new Cost.Item("orders", "provisioned reads", 1_200, "RCU-hour", 0.00013),
                new Cost.Item("orders", "storage", 3, "GB-month", null)),
            List.of(),
            List.of());

    GateResult result =
        evaluate(
            "cost_per_month < 9 USD",
            new OutcomeBuilder().flow(new FlowBuilder("checkout", 60, 1000)).cost(cost).build());

    assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(result.detail()).contains("mx-nowhere-1");
  }

  @Test
  void verdicts_together_failBeforeTheyAreInconclusive() {
    GateResult passed = evaluate("throttled_requests == 0", CALM);
    GateResult failed = evaluate("throttled_requests == 0", TROUBLED);
    GateResult inconclusive = evaluate("cost_per_month < 1 USD", CALM);

    assertThat(Verdicts.of(List.of(passed, inconclusive, failed))).isEqualTo(Verdict.FAILED);
    assertThat(Verdicts.of(List.of(passed, inconclusive))).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(Verdicts.of(List.of(passed, passed))).isEqualTo(Verdict.PASSED);
    assertThat(Verdicts.of(List.of())).isEqualTo(Verdict.INCONCLUSIVE);
  }

  private static Outcome throttledRequests(int throttled) {
    return new OutcomeBuilder()
        .flow(new FlowBuilder("checkout", 60, 1000).throttledRequests(throttled))
        .build();
  }

  private static GateResult evaluate(String expression, Outcome outcome) {
    return evaluate(expression, List.of(outcome));
  }

  private static GateResult evaluate(String expression, List<Outcome> trials) {
    return GateEvaluator.evaluate(List.of(GateParser.parse(expression)), trials).getFirst();
  }
}
