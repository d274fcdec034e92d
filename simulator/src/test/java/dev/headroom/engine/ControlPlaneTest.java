package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.engine.TableUpdate.Caller;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Throughput;
import dev.headroom.testing.TableBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/**
 * Without it an update could take effect too early, run beside another, or pass a limit of the
 * service.
 */
final class ControlPlaneTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long HOUR = 3_600 * SECOND;
  private static final Instant START = Instant.parse("2026-11-27T00:00:00Z");
  private static final OnDemand ON_DEMAND =
      new OnDemand(OptionalLong.empty(), OptionalLong.empty());

  private final List<String> events = new ArrayList<>();
  private ModelProfile profile = ModelProfile.observed();
  private ResourceState table = resource("orders", ResourceKind.TABLE, new Provisioned(5, 5));
  private ResourceState index = resource("by-status", ResourceKind.INDEX, new Provisioned(5, 5));

  private ResourceState resource(String name, ResourceKind kind, CapacityMode mode) {
    return new ResourceState(name, kind, mode, 1, 1, profile);
  }

  private ControlPlane control(TableBuilder builder) {
    return new ControlPlane(
        builder.build(),
        List.of(table, index),
        START,
        0,
        profile,
        (at, kind, resource, detail) ->
            events.add(at / SECOND + " " + kind + " " + resource + ": " + detail));
  }

  private ControlPlane control() {
    return control(TableBuilder.table().index("by-status", 5, 5));
  }

  private static TableUpdate update(Map<ResourceState, CapacityMode> capacities) {
    return new TableUpdate(capacities, Caller.USER, "", done -> {});
  }

  private static Answer ask(
      ControlPlane control, ResourceState resource, CapacityMode mode, long nowNanos) {
    return control.update(update(Map.of(resource, mode)), nowNanos);
  }

  @Test
  void update_ofCapacity_holdsTheOldUntilItIsComplete() {
    ControlPlane control = control();

    assertThat(ask(control, table, new Provisioned(5, 12), 0)).isEqualTo(new Answer.Accepted());
    control.advance(SECOND);
    assertThat(table.ratePerSecond(Dimension.WRITE)).isEqualTo(5_000);
    control.advance(2 * SECOND);

    assertThat(table.ratePerSecond(Dimension.WRITE)).isEqualTo(12_000);
    assertThat(table.ratePerSecond(Dimension.READ)).isEqualTo(5_000);
    assertThat(events)
        .containsExactly(
            "1 update-table orders: write capacity 5 -> 12 units, effective 1.5 s after the"
                + " request");
  }

  @Test
  void update_ofReplicatedTable_takesLonger() {
    ControlPlane control = control(TableBuilder.table().replicas("eu-west-1"));

    ask(control, table, new Provisioned(5, 12), 0);

    assertThat(control.nextNanos()).isEqualTo(35 * SECOND);
  }

  @Test
  void update_whileOneIsInFlight_isRefusedForTableAndIndex() {
    ControlPlane control = control();
    ask(control, table, new Provisioned(5, 12), 0);

    assertThat(ask(control, index, new Provisioned(5, 12), SECOND)).isEqualTo(new Answer.InUse());
    control.advance(2 * SECOND);

    assertThat(ask(control, index, new Provisioned(5, 12), 2 * SECOND))
        .isEqualTo(new Answer.Accepted());
  }

  @Test
  void update_toTheSame_changesNothing() {
    assertThat(ask(control(), table, new Provisioned(5, 5), 0)).isEqualTo(new Answer.Unchanged());
  }

  @Test
  void update_aboveTheQuotaOfATable_isRefused() {
    assertThat(ask(control(), table, new Provisioned(5, 40_001), 0))
        .isEqualTo(
            new Answer.Refused(
                "orders would have more than 40,000 write units per second, the quota of a table or"
                    + " an index"));
  }

  @Test
  void update_aboveTheQuotaOfTheAccount_isRefused() {
    profile = profile.withOverrides(Map.of("quota.account", "100"));
    ControlPlane control = control();

    assertThat(ask(control, table, new Provisioned(5, 96), 0))
        .isEqualTo(
            new Answer.Refused(
                "the table with its indexes would have more than 100 write units per second, the"
                    + " quota of the account"));
    assertThat(ask(control, table, new Provisioned(5, 95), 0)).isEqualTo(new Answer.Accepted());
  }

  @Test
  void update_loweringBothDimensions_countsOnce() {
    ControlPlane control = control();
    long now = 0;
    for (int units = 4; units >= 1; units--) {
      assertThat(ask(control, table, new Provisioned(units, units), now))
          .isEqualTo(new Answer.Accepted());
      now += 10 * SECOND;
      control.advance(now);
    }
    ask(control, table, new Provisioned(9, 9), now);
    control.advance(now + 10 * SECOND);

    assertThat(ask(control, table, new Provisioned(8, 9), now + 10 * SECOND))
        .isEqualTo(new Answer.Refused("no decrease of orders is left for now"));
    assertThat(ask(control, index, new Provisioned(4, 4), now + 10 * SECOND))
        .isEqualTo(new Answer.Accepted());
  }

  @Test
  void update_ofTableAndIndex_isRefusedWholeWhereOneHasNoDecreaseLeft() {
    ControlPlane control = control(TableBuilder.table().index("by-status", 5, 5).decreasesToday(4));

    Answer answer =
        control.update(
            update(Map.of(table, new Provisioned(4, 4), index, new Provisioned(4, 4))), 0);

    assertThat(answer).isInstanceOf(Answer.Refused.class);
    assertThat(ask(control, index, new Provisioned(4, 4), 0)).isEqualTo(new Answer.Accepted());
  }

  @Test
  void update_toOnDemand_takesEffectLateTheFirstTimeAndSoonAgain() {
    ControlPlane control = control();
    Map<ResourceState, CapacityMode> onDemand = Map.of(table, ON_DEMAND, index, ON_DEMAND);
    Map<ResourceState, CapacityMode> provisioned =
        Map.of(table, new Provisioned(10, 20), index, new Provisioned(10, 20));

    control.update(update(onDemand), 0);
    control.advance(149 * SECOND);
    assertThat(table.capacity()).isInstanceOf(Provisioned.class);
    control.advance(150 * SECOND);
    assertThat(table.limit(Dimension.WRITE)).isEqualTo(Limit.ACCOUNT_LIMIT);
    assertThat(table.partitionCount()).isEqualTo(4);
    control.update(update(provisioned), 200 * SECOND);
    assertThat(control.nextNanos()).isEqualTo(280 * SECOND);
    control.advance(280 * SECOND);
    assertThat(index.ratePerSecond(Dimension.WRITE)).isEqualTo(20_000);
    assertThat(table.partitionCount()).isEqualTo(4);
    control.update(update(onDemand), 300 * SECOND);

    assertThat(control.nextNanos()).isEqualTo(305 * SECOND);
    assertThat(events)
        .startsWith(
            "0 mode-switch orders: provisioned 5 read and 5 write -> on-demand begins and takes"
                + " 150 s",
            "150 mode-switch orders: provisioned 5 read and 5 write -> on-demand, effective 150 s"
                + " after the request");
  }

  @Test
  void update_fifthSwitchToOnDemandInADay_isRefused() {
    ControlPlane control = control();
    Map<ResourceState, CapacityMode> onDemand = Map.of(table, ON_DEMAND);
    for (int hour = 0; hour < 4; hour++) {
      assertThat(control.update(update(onDemand), hour * HOUR)).isEqualTo(new Answer.Accepted());
      control.advance(hour * HOUR + HOUR / 3);
      ask(control, table, new Provisioned(5, 5), hour * HOUR + HOUR / 3);
      control.advance(hour * HOUR + HOUR / 2);
    }

    assertThat(control.update(update(onDemand), 24 * HOUR - 1))
        .isEqualTo(new Answer.Refused("a table can be switched to on-demand 4 times in 24 hours"));
    assertThat(control.update(update(onDemand), 24 * HOUR)).isEqualTo(new Answer.Accepted());
  }

  @Test
  void update_ofTheMaximum_takesEffectAtOnce() {
    table = resource("orders", ResourceKind.TABLE, ON_DEMAND);
    ControlPlane control = control(TableBuilder.table().onDemand());

    ask(control, table, new OnDemand(OptionalLong.empty(), OptionalLong.of(500)), 7 * SECOND);

    assertThat(table.limit(Dimension.WRITE)).isEqualTo(Limit.MAX_ON_DEMAND_THROUGHPUT);
    assertThat(table.ratePerSecond(Dimension.WRITE)).isEqualTo(500_000);
    assertThat(table.limit(Dimension.READ)).isEqualTo(Limit.ACCOUNT_LIMIT);
    assertThat(events)
        .containsExactly("7 update-table orders: write maximum none -> 500 units, effective");
  }

  @Test
  void raiseWarm_ofOnDemandTable_givesPartitionsLaterAndBlocksNothing() {
    table = resource("orders", ResourceKind.TABLE, ON_DEMAND);
    ControlPlane control = control(TableBuilder.table().onDemand());

    Answer answer = control.raiseWarm(table, new Throughput(30_000, 10_000), done -> {}, 0);
    control.advance(389 * SECOND);
    assertThat(table.partitionCount()).isLessThan(10);
    control.advance(390 * SECOND);

    assertThat(answer).isEqualTo(new Answer.Accepted());
    assertThat(table.partitionCount()).isGreaterThanOrEqualTo(10);
    assertThat(table.warm()).isEqualTo(new Throughput(30_000, 10_000));
  }

  @Test
  void raiseWarm_below_isRefused() {
    table = resource("orders", ResourceKind.TABLE, ON_DEMAND);

    assertThat(
            control(TableBuilder.table().onDemand())
                .raiseWarm(table, new Throughput(12_000, 3_000), done -> {}, 0))
        .isInstanceOf(Answer.Refused.class);
  }

  /** O-DOC: a table warm for 30,000/10,000 can be provisioned so at once. */
  @Test
  void update_withinWarmThroughput_needsNoMoreTimeThanAnyOther() {
    table =
        new ResourceState(
            "orders", ResourceKind.TABLE, new Provisioned(4_000, 8_000), 10, 1, profile);
    table.raiseWarm(new Throughput(30_000, 10_000));
    ControlPlane control = control();

    ask(control, table, new Provisioned(30_000, 10_000), 0);
    control.advance(2 * SECOND);

    assertThat(table.ratePerSecond(Dimension.WRITE)).isEqualTo(10_000_000);
    assertThat(table.partitionCount()).isEqualTo(20);
  }

  @Test
  void setCapacity_raised_keepsSavedTokensAndNoMore() {
    table.setCapacity(new Provisioned(5, 10), 0);

    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(1_505_000);
    table.advance(SECOND);
    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(1_515_000);
  }

  @Test
  void setCapacity_lowered_keepsWhatTheNewBucketHolds() {
    table.setCapacity(new Provisioned(5, 1), 0);

    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(301_000);
  }

  @Test
  void setCapacity_ofAnotherMode_beginsWithOneSecond() {
    table.setCapacity(ON_DEMAND, 10 * SECOND);
    table.setCapacity(new Provisioned(5, 7), 20 * SECOND);

    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(7_000);
    table.advance(21 * SECOND);
    assertThat(table.available(Dimension.WRITE, false)).isEqualTo(14_000);
  }
}
