package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Consistency;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Plays documented facts about DynamoDB through a whole prediction. Without it every part could be
 * right by itself and the prediction still contradict AWS's own examples.
 *
 * <p>DG is the Amazon DynamoDB Developer Guide as of 2026-04-13.
 */
final class SelfCheckTest {

  private static Outcome predict(ScenarioBuilder scenario) {
    return new Predictor(1).predict(scenario.build());
  }

  private static double firstThrottleSeconds(Outcome outcome) {
    return outcome.events().stream()
        .filter(event -> event.kind().equals("first-throttle"))
        .mapToDouble(Event::atSeconds)
        .findFirst()
        .orElse(Double.POSITIVE_INFINITY);
  }

  private static long throttleEvents(Outcome outcome) {
    return outcome.resources().stream()
        .mapToLong(resource -> resource.totals().allThrottleEvents())
        .sum();
  }

  /**
   * Idle for 300 seconds or more at 150 units saves 45,000, which carry 50 units per second too
   * many for 900 seconds, and the full allocation of the first second three more. Source: AWS
   * re:Post knowledge centre, throttled tables with spiky traffic.
   */
  @Test
  void burst_afterTenIdleMinutesAt150Units_carries200UnitsFor903Seconds() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(150, 5))
                .idleFor(Duration.ofMinutes(10))
                .lasting(Duration.ofMinutes(20))
                .flow(
                    TrafficBuilder.flow("get", Operation.GET_ITEM)
                        .consistency(Consistency.STRONG)
                        .rate(200)));
    assertThat(firstThrottleSeconds(outcome)).isCloseTo(903, within(1.0));
  }

  /** Up to 300 seconds of unused capacity are kept. Source: DG, burst-adaptive-capacity. */
  @Test
  void burst_afterFiveIdleMinutesAt100Units_carriesFourTimesTheRateFor100Seconds() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 100))
                .idleFor(Duration.ofMinutes(5))
                .lasting(Duration.ofMinutes(4))
                .flow(TrafficBuilder.flow("put", Operation.PUT_ITEM).rate(400)));
    assertThat(firstThrottleSeconds(outcome)).isCloseTo(100.3, within(0.5));
  }

  private static ScenarioBuilder fourPartitions(double hotPerSecond) {
    return ScenarioBuilder.scenario()
        .table(TableBuilder.table().provisioned(5, 400))
        .partitions(4)
        .burstFraction(0)
        .lasting(Duration.ofMinutes(10))
        .flow(
            TrafficBuilder.flow("put", Operation.PUT_ITEM)
                .rate(150 + hotPerSecond)
                .keys(new KeyDistribution.Partitions(List.of(50.0, 50.0, 50.0, hotPerSecond))));
  }

  /**
   * 400 units on four partitions of 100 carry 50 + 50 + 50 + 150. Source: DG,
   * burst-adaptive-capacity, the example of adaptive capacity.
   */
  @Test
  void adaptive_hotPartitionWithinTheTable_isNeverThrottled() {
    Outcome outcome = predict(fourPartitions(150));
    assertThat(throttleEvents(outcome)).isZero();
    assertThat(outcome.resources().getFirst().totals().admittedAdaptive()).isGreaterThan(0);
  }

  /**
   * The same example raised to 410 in all, ten above the table's capacity: ten per second, less the
   * 400 of the full first second. Source: DG, burst-adaptive-capacity ("as long as traffic does not
   * exceed the table's total provisioned capacity").
   */
  @Test
  void adaptive_hotPartitionBeyondTheTable_isThrottledByTheExcess() {
    Outcome outcome = predict(fourPartitions(260));
    assertThat((double) throttleEvents(outcome)).isCloseTo(10 * 600 - 400, within(10.0));
    assertThat(outcome.resources().getFirst().totals().throttleEvents())
        .containsOnlyKeys(ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED);
  }

  /**
   * One item takes 1,000 write units per second for ever; the first minute has the full bucket of
   * one second on top. Source: DG, bp-partition-key-design (limits of a partition).
   */
  @Test
  void partition_singleItemAtTwiceTheLimit_servesTheLimitForEver() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().onDemand())
                .lasting(Duration.ofMinutes(15))
                .flow(
                    TrafficBuilder.flow("put", Operation.PUT_ITEM)
                        .rate(2_000)
                        .oneKey()
                        .sortKeys(SortKeys.NONE)));
    Series consumed = outcome.resources().getFirst().series().consumedWriteUnits();
    assertThat(consumed.get(0) / 60).isCloseTo(1_017, within(2.0));
    for (int minute = 1; minute < consumed.size(); minute++) {
      assertThat(consumed.get(minute) / 60).isCloseTo(1_000, within(2.0));
    }
    assertThat(outcome.resources().getFirst().totals().throttleEvents())
        .containsOnlyKeys(ThrottlingReason.TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED);
  }

  /**
   * A new on-demand table serves 4,000 write units per second on uniform keys until it has grown,
   * half an hour after it served them. Source: DG, on-demand-capacity-mode, initial throughput.
   */
  @Test
  void onDemand_newTableAt5000Writes_serves4000UntilItHasGrown() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().onDemand())
                .override("split.heat", "OFF")
                .lasting(Duration.ofMinutes(35))
                .flow(TrafficBuilder.flow("put", Operation.PUT_ITEM).rate(5_000)));
    Series consumed = outcome.resources().getFirst().series().consumedWriteUnits();
    for (int minute = 1; minute < 30; minute++) {
      assertThat(consumed.get(minute) / 60).isCloseTo(4_000, within(8.0));
    }
    assertThat(consumed.get(34) / 60).isCloseTo(5_000, within(20.0));
    assertThat(outcome.resources().getFirst().series().partitions().get(34)).isEqualTo(8);
  }

  /** 12,000 read units per second likewise; replicas serve half as much again. */
  @Test
  void onDemand_newTableAt20000StrongReads_serves12000() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().onDemand())
                .override("split.heat", "OFF")
                .lasting(Duration.ofMinutes(10))
                .flow(
                    TrafficBuilder.flow("get", Operation.GET_ITEM)
                        .consistency(Consistency.STRONG)
                        .rate(20_000)));
    Series consumed = outcome.resources().getFirst().series().consumedReadUnits();
    for (int minute = 1; minute < consumed.size(); minute++) {
      assertThat(consumed.get(minute) / 60).isCloseTo(12_000, within(24.0));
    }
  }

  /**
   * Three items of 8 KB within a second, once a minute, fit 5 units per second: what the other 59
   * seconds save carries them. Source: DG, burst-adaptive-capacity.
   */
  @Test
  void burst_threeLargePutsOnceAMinute_fitFiveUnitsAfterTheFirst() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 5))
                .lasting(Duration.ofMinutes(12))
                .flow(
                    TrafficBuilder.flow("put", Operation.PUT_ITEM)
                        .size(8 * 1_024)
                        .rate(3.0 / 60)
                        .arrivals(new ArrivalProcess.Bursty(60, Duration.ofSeconds(1)))));
    Series throttled = outcome.flows().getFirst().series().throttledAttempts();
    assertThat(outcome.flows().getFirst().offered()).isEqualTo(36);
    assertThat(throttled.get(0)).isPositive();
    assertThat(throttled.sum()).isEqualTo(throttled.get(0));
  }

  /**
   * Puts of 98 units on 5 units complete, one after the other. Source: DG, autoscaling CLI
   * walk-through.
   */
  @Test
  void burst_putsLargerThanTheCapacity_completeInTime() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 5))
                .lasting(Duration.ofMinutes(10))
                .flow(
                    TrafficBuilder.flow("put", Operation.PUT_ITEM)
                        .size(98 * 1_024)
                        .rate(1 / 20.0)));
    assertThat(outcome.flows().getFirst().failed()).isZero();
    assertThat(outcome.flows().getFirst().succeeded()).isEqualTo(30);
  }

  /**
   * A put on a table with three starved indexes is one throttled request, with one event per
   * throttled index. Sources: DG, metrics-dimensions (ThrottledRequests, WriteThrottleEvents); DG,
   * GSI back-pressure.
   */
  @Test
  void events_putOnThreeStarvedIndexes_isOneRequestWithOneEventEach() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(
                    TableBuilder.table()
                        .provisioned(5, 1_000)
                        .index("by-a", 1, 1)
                        .index("by-b", 1, 1)
                        .index("by-c", 1, 1))
                .override("gsi.mode", "COUPLED")
                .lasting(Duration.ofSeconds(1))
                .flow(
                    TrafficBuilder.flow("put", Operation.PUT_ITEM)
                        .size(10 * 1_024)
                        .rate(2)
                        .touches("by-a")
                        .touches("by-b")
                        .touches("by-c")));
    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.offered()).isEqualTo(2);
    assertThat(flow.throttledRequests()).isEqualTo(1);
    assertThat(outcome.resources().getFirst().totals().allThrottleEvents()).isZero();
    for (ResourceOutcome index : outcome.resources().subList(1, 4)) {
      assertThat(index.totals().throttleEvents())
          .containsOnlyKeys(ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED)
          .containsValue(1L);
    }
  }

  private static Outcome batchOf25(Duration start) {
    return predict(
        ScenarioBuilder.scenario()
            .table(TableBuilder.table().provisioned(1, 1))
            .lasting(Duration.ofSeconds(1))
            .flow(
                TrafficBuilder.flow("load", Operation.BATCH_WRITE_ITEM)
                    .items(25)
                    .rate(new RateShape.Spike(0, 10, Duration.ZERO, Duration.ofMillis(100)))
                    .start(start)));
  }

  /**
   * A batch of 25 of which one passes is no throttled request but 24 events. Source: DG,
   * metrics-dimensions (ThrottledRequests counts a batch only if every item is throttled).
   */
  @Test
  void events_batchWith24Refused_areNoThrottledRequest() {
    Outcome outcome = batchOf25(Duration.ZERO);
    ResourceOutcome table = outcome.resources().getFirst();
    assertThat(outcome.flows().getFirst().offered()).isEqualTo(1);
    assertThat(table.totals().allThrottleEvents()).isEqualTo(24);
    assertThat(table.totals().throttledRequests()).isZero();
  }

  /** With a token and a half the second item overdraws. */
  @Test
  void events_batchOnOneAndAHalfTokens_admitsTwo() {
    ResourceOutcome table = batchOf25(Duration.ofMillis(500)).resources().getFirst();
    assertThat(table.totals().allThrottleEvents()).isEqualTo(23);
  }

  /**
   * Uniform keys and capacity above the demand: no request is throttled at any rate. Source:
   * Elhemali et al., USENIX ATC 2022, section 7 (microbenchmarks up to a million operations per
   * second).
   */
  @Test
  void capacity_aboveTheDemand_neverThrottles() {
    Outcome outcome =
        predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(1_200_000, 600_000))
                .lasting(Duration.ofMinutes(10))
                .flow(
                    TrafficBuilder.flow("get", Operation.GET_ITEM)
                        .consistency(Consistency.STRONG)
                        .rate(1_000_000)
                        .keys(new KeyDistribution.Uniform(1_000_000_000))
                        .poisson())
                .flow(
                    TrafficBuilder.flow("put", Operation.PUT_ITEM)
                        .size(900)
                        .rate(500_000)
                        .keys(new KeyDistribution.Uniform(1_000_000_000))
                        .poisson()));
    assertThat(throttleEvents(outcome)).isZero();
    assertThat(outcome.resources().getFirst().totals().consumedReadUnits())
        .isCloseTo(600_000_000, within(300_000.0));
  }
}
