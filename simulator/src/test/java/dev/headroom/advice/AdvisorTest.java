package dev.headroom.advice;

import static dev.headroom.capacity.ThrottlingReason.INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_READ_KEY_RANGE_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_ACCOUNT_LIMIT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED;
import static dev.headroom.capacity.ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.testing.FlowBuilder;
import dev.headroom.testing.OutcomeBuilder;
import dev.headroom.testing.ResourceBuilder;
import dev.headroom.traffic.Operation;
import org.junit.jupiter.api.Test;

/** Without it a report could advise what does not help. */
final class AdvisorTest {

  @Test
  void run_withoutThrottling_needsNoAdvice() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(ResourceBuilder.table(60, 1).writes(60).provisionedWrites(6000))
                    .flow(new FlowBuilder("checkout", 60, 60))
                    .build()))
        .isEmpty();
  }

  /** 8,000 requests of 2 units in minute 2; half of them fail. */
  @Test
  void table_belowItsDemand_isToBeRaisedToTheBusiestMinuteWithWhatWasThrottled() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 2)
                            .writes(2000, 8000)
                            .provisionedWrites(6000, 6000)
                            .throttled(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 0, 4000))
                    .flow(new FlowBuilder("checkout", 60, 1000, 8000).failed(0, 4000))
                    .flow(new FlowBuilder("page", 60, 9000, 9000).operation(Operation.QUERY))
                    .build()))
        .containsExactly(
            "Raise writeCapacityUnits of table orders from 100 to at least 267, which the busiest"
                + " minute (minute 2) needed with throttled demand included.");
  }

  @Test
  void table_aboveItsMeanDemand_isTornByShorterPeaks() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 1)
                            .writes(4800)
                            .provisionedWrites(6000)
                            .throttled(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 7))
                    .flow(new FlowBuilder("checkout", 60, 4800).attempts(4807))
                    .build()))
        .singleElement()
        .asString()
        .startsWith(
            "table orders: the mean of the busiest minute, 80 write units per second, is below the"
                + " 100 provisioned;");
  }

  @Test
  void index_belowTheTablesWrites_isToBeRaisedBeforeTheTable() {
    assertThat(
            Advisor.advise(
                    new OutcomeBuilder()
                        .resource(
                            ResourceBuilder.table(60, 1)
                                .writes(600)
                                .provisionedWrites(6000)
                                .throttled(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 3))
                        .resource(
                            ResourceBuilder.index("by-status", 60, 1)
                                .writes(600)
                                .provisionedWrites(300)
                                .throttled(INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, 2400))
                        .flow(new FlowBuilder("checkout", 60, 3000).failed(2400))
                        .build())
                .getFirst())
        .isEqualTo(
            "Raise writeCapacityUnits of index by-status from 5 to at least 50, which the busiest"
                + " minute (minute 1) needed with throttled demand included; until then writes to"
                + " the table are throttled however much the table has.");
  }

  @Test
  void onDemandMaximum_belowTheDemand_isToBeRaised() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 1)
                            .writes(30_000)
                            .provisionedWrites(30_000)
                            .throttled(TABLE_WRITE_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED, 18_000))
                    .flow(new FlowBuilder("checkout", 60, 48_000).failed(18_000))
                    .build()))
        .first()
        .isEqualTo(
            "Raise the on-demand maximum maxWriteRequestUnits of table orders from 500 to at least"
                + " 800, which the busiest minute (minute 1) needed.");
  }

  @Test
  void accountQuota_belowTheDemand_isToBeRaised() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 1)
                            .writes(2_400_000)
                            .throttled(TABLE_WRITE_ACCOUNT_LIMIT_EXCEEDED, 600_000))
                    .flow(new FlowBuilder("checkout", 60, 3_000_000).failed(600_000))
                    .build()))
        .first()
        .isEqualTo(
            "Have the account's quota of 40,000 write units per second and table raised: table"
                + " orders needed 50,000 in the busiest minute (minute 1).");
  }

  @Test
  void hotKey_ofWrites_isToBeSplit() {
    assertThat(
            Advisor.advise(
                    new OutcomeBuilder()
                        .resource(
                            ResourceBuilder.table(60, 3)
                                .writes(90_000, 90_000, 90_000)
                                .partitions(4)
                                .hotPartition(2, 0.7, 1, 108_000)
                                .throttled(
                                    TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED,
                                    36_000,
                                    36_000,
                                    36_000))
                        .flow(
                            new FlowBuilder("checkout", 60, 180_000, 180_000, 180_000)
                                .failed(90_000, 90_000, 90_000))
                        .hotKey("orders", "2026-11-27", 180_000, 108_000)
                        .hotKey("orders", "2026-11-26", 2_000, 0)
                        .build())
                .getFirst())
        .isEqualTo(
            "Key 2026-11-27 takes 67 % of the load of table orders, about 2,500 write units per"
                + " second at its peak, and no setting lifts one key above 1,000: split it into at"
                + " least 3 keys (write sharding), or gather its writes.");
  }

  @Test
  void hotKey_ofReads_isToBeCached() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 3)
                            .reads(180_000, 180_000, 180_000)
                            .throttled(TABLE_READ_KEY_RANGE_THROUGHPUT_EXCEEDED, 9, 9, 9))
                    .flow(
                        new FlowBuilder("page", 60, 180_000, 180_000, 180_000)
                            .operation(Operation.QUERY))
                    .hotKey("orders", "home", 540_000, 27)
                    .build()))
        .singleElement()
        .asString()
        .endsWith(
            "no setting lifts one key above 3,000: answer repeated reads from a cache such as DAX,"
                + " or keep 2 copies under different keys.");
  }

  @Test
  void hotPartition_withoutAHotKey_needsOtherKeys() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 1)
                            .writes(90_000)
                            .partitions(4)
                            .hotPartition(2, 0.7, 1, 900)
                            .throttled(TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED, 900))
                    .flow(new FlowBuilder("checkout", 60, 90_000))
                    .build()))
        .containsExactly(
            "Choose keys that spread the load of table orders: partition 2 of 4 takes 70 % of it,"
                + " and no setting lifts a partition above 1,000 write units per second.");
  }

  @Test
  void evenLoad_aboveAllPartitions_needsWarmThroughput() {
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(60, 1)
                            .writes(240_000)
                            .partitions(4)
                            .hotPartition(0, 0.26, 1, 15_000)
                            .throttled(TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED, 60_000))
                    .flow(new FlowBuilder("checkout", 60, 300_000).failed(60_000))
                    .build()))
        .first()
        .isEqualTo(
            "Give table orders a warm throughput of at least 5,000 write units per second before the"
                + " peak (minute 1): its 4 partitions serve 1,000 each.");
  }

  @Test
  void throttling_thatEndsSoon_canBeOutwaited() {
    double[] offered = new double[120];
    double[] throttled = new double[120];
    double[] failed = new double[120];
    for (int second = 0; second < 120; second++) {
      offered[second] = 100;
      boolean isBusy = second >= 30 && second < 70;
      throttled[second] = isBusy ? 20 : 0;
      failed[second] = isBusy ? 1 : 0;
    }
    assertThat(
            Advisor.advise(
                new OutcomeBuilder()
                    .resource(
                        ResourceBuilder.table(1, 120)
                            .writes(offered)
                            .provisionedWrites(offered)
                            .throttled(TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED, throttled))
                    .flow(
                        new FlowBuilder("checkout", 1, offered)
                            .throttledAttempts(throttled)
                            .failed(failed))
                    .build()))
        .last()
        .isEqualTo(
            "Let the clients of checkout retry for longer: its throttling never lasted more than 40"
                + " s at a time, yet 40 of 12,000 requests failed for good.");
  }
}
