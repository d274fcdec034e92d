package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Schedule;
import dev.headroom.testing.TableBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it capacity could follow the traffic at another pace, or to another height, than the
 * alarms of auto scaling make it.
 */
final class AutoScalerTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MINUTE = 60 * SECOND;
  private static final int LAG_MINUTES = 2;

  private final List<String> events = new ArrayList<>();
  private final List<String> details = new ArrayList<>();
  private ModelProfile profile = ModelProfile.observed();
  private Instant start = Instant.parse("2026-11-27T08:00:00Z");
  private ResourceState table = table(5);

  private ResourceState table(long writeUnits) {
    return new ResourceState(
        "orders", ResourceKind.TABLE, new Provisioned(5, writeUnits), 1, 1, profile);
  }

  private static AutoScaling writes(long min, long max, double target) {
    return new AutoScaling("orders", Dimension.WRITE, min, max, target, 0, 0, false, List.of());
  }

  private static AutoScaling scheduled(long min, long max, String schedule, long newMin) {
    return new AutoScaling(
        "orders",
        Dimension.WRITE,
        min,
        max,
        70.0,
        0,
        0,
        false,
        List.of(new ScheduledAction(Schedule.parse(schedule), newMin, null)));
  }

  private ControlPlane control(AutoScaling... scaling) {
    return new ControlPlane(
        TableBuilder.table().provisioned(5, 5).autoScaling(scaling).build(),
        List.of(table),
        start,
        0,
        profile,
        (at, kind, resource, detail) -> {
          events.add(at / SECOND + " " + kind);
          details.add(detail);
        });
  }

  /** Consumes so many units at the beginning of each of some minutes. */
  private void consume(ControlPlane control, long fromMinute, double... unitsPerMinute) {
    for (int i = 0; i < unitsPerMinute.length; i++) {
      long minute = (fromMinute + i) * MINUTE;
      control.advance(minute);
      table.state(Dimension.WRITE).take(Math.round(unitsPerMinute[i] * 1_000), false);
    }
    control.advance((fromMinute + unitsPerMinute.length) * MINUTE);
  }

  private static double[] minutes(int count, double units) {
    double[] minutes = new double[count];
    Arrays.fill(minutes, units);
    return minutes;
  }

  private long writeUnits() {
    return table.ratePerSecond(Dimension.WRITE) / 1_000;
  }

  /** The Developer Guide's worked example: 150 of 200 consumed at a target of 70 % give 215. */
  @ParameterizedTest
  @CsvSource({
    "200, 9000, 70, 215", // 150 per second
    "200, 8400, 70, 200", // exactly the target is not above it
    "1, 42, 70, 1",
    "1, 43, 70, 2",
    "5, 210, 70, 5",
    "5, 211, 70, 6",
    "300, 12600.5, 70, 301", // a need of exactly 300.01
    "1, 336, 50, 12", // EXP A-AGIB: 5.6 per second
  })
  void high_twoMinutesOfUnits_scaleToWhatTheyNeed(
      long provisioned, double units, double target, long expected) {
    table = table(provisioned);
    ControlPlane control = control(writes(1, 10_000, target));

    consume(control, 0, units, units, 0, 0, 0);

    assertThat(writeUnits()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          30000  | 1687404 | 70   | target of 70 %, the busiest with 28,123 units per second
          1      | 336     | 62.5 | target of 62.5 %, the busiest with 5.6 units per second
          1      | 500     | 50   | target of 50 %, the busiest with 8.33 units per second
          """)
  void high_raise_saysWhyInPlainNumbers(
      long provisioned, double units, double target, String words) {
    table = table(provisioned);
    ControlPlane control = control(writes(1, 1_000_000, target));

    consume(control, 0, units, units, 0, 0, 0);

    assertThat(details.getFirst()).endsWith("2 minutes above the " + words);
  }

  @Test
  void high_secondMinuteVisible_takesEffectAfterTheUpdate() {
    ControlPlane control = control(writes(1, 100, 50));
    consume(control, 0, 400, 400);
    control.advance((2 + LAG_MINUTES) * MINUTE + 34 * SECOND);
    assertThat(writeUnits()).isEqualTo(5);
    control.advance((2 + LAG_MINUTES) * MINUTE + 35 * SECOND);

    assertThat(writeUnits()).isEqualTo(14);
    assertThat(events).containsExactly("275 scale-out");
  }

  @Test
  void high_oneMinute_isIgnored() {
    ControlPlane control = control(writes(1, 100, 50));

    consume(control, 0, 400, 10, 400, 10, 400, 10, 0, 0);

    assertThat(events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"LATEST, 10", "AVG2, 12", "MAX, 14"})
  void high_unequalMinutes_sizesByTheChosenOne(String sizing, long expected) {
    profile = profile.withOverrides(Map.of("aas.sizingDatapoint", sizing));
    ControlPlane control = control(writes(1, 100, 50));

    consume(control, 0, 420, 300, 0, 0, 0);

    assertThat(writeUnits()).isEqualTo(expected);
  }

  @Test
  void high_startInsideAMinute_countsWallClockMinutes() {
    start = Instant.parse("2026-11-27T08:00:40Z");
    ControlPlane control = control(writes(1, 100, 50));
    table.state(Dimension.WRITE).take(400_000, false);
    control.advance(20 * SECOND);
    table.state(Dimension.WRITE).take(400_000, false);

    control.advance(10 * MINUTE);

    assertThat(events).containsExactly(20 + 60 + 120 + 35 + " scale-out");
  }

  @Test
  void high_aboveTheMaximum_stopsThere() {
    ControlPlane control = control(writes(1, 10, 50));

    consume(control, 0, minutes(20, 1_000));

    assertThat(writeUnits()).isEqualTo(10);
    assertThat(events).hasSize(1);
  }

  @Test
  void high_aboveTheQuota_stopsThere() {
    profile = profile.withOverrides(Map.of("quota.table", "8"));
    ControlPlane control = control(writes(1, 10_000, 50));

    consume(control, 0, minutes(20, 1_000));

    assertThat(writeUnits()).isEqualTo(8);
  }

  @Test
  void high_inCooldown_waits() {
    AutoScaling scaling =
        new AutoScaling("orders", Dimension.WRITE, 1, 100, 50.0, 0, 600, false, List.of());
    ControlPlane control = control(scaling);

    consume(control, 0, minutes(2, 300));
    consume(control, 2, minutes(16, 900));

    assertThat(writeUnits()).isEqualTo(30);
    assertThat(events).containsExactly("275 scale-out", 275 + 600 + 25 + 35 + " scale-out");
  }

  /** 50 % of 12 units are 360 in a minute: the alarm's threshold in public listings. */
  @ParameterizedTest
  @CsvSource({"359, 9", "360, 12"})
  void low_fifteenMinutes_scaleInByTheHighest(double units, long expected) {
    table = table(12);
    ControlPlane control = control(writes(1, 100, 70));

    consume(control, 0, minutes(18, units));
    control.advance(18 * MINUTE + 35 * SECOND);

    assertThat(writeUnits()).isEqualTo(expected);
  }

  @Test
  void low_fourteenMinutes_areNotEnough() {
    ControlPlane control = control(writes(1, 100, 70));

    consume(control, 0, minutes(14, 10));
    consume(control, 14, minutes(4, 160));

    assertThat(events).isEmpty();
  }

  @Test
  void low_idle_scalesInToTheMinimumToday() {
    ControlPlane control = control(writes(2, 100, 70));

    control.advance(20 * MINUTE);

    assertThat(writeUnits()).isEqualTo(2);
    assertThat(events).containsExactly(17 * 60 + 35 + " scale-in");
  }

  @Test
  void low_idleWhereNoConsumptionIsNoDatapoint_keepsCapacity() {
    profile = profile.withOverrides(Map.of("aas.idleMinutes", "MISSING"));
    ControlPlane control = control(writes(2, 100, 70));

    control.advance(60 * MINUTE);

    assertThat(events).isEmpty();
  }

  @Test
  void low_scaleInDisabled_keepsCapacity() {
    AutoScaling scaling =
        new AutoScaling("orders", Dimension.WRITE, 2, 100, 70.0, 0, 0, true, List.of());
    ControlPlane control = control(scaling);

    control.advance(60 * MINUTE);

    assertThat(events).isEmpty();
  }

  @Test
  void low_noDecreaseLeft_isToldOnceAndTriedAgain() {
    table = table(100);
    profile = profile.withOverrides(Map.of("control.decreaseQuota", "DOCS"));
    start = Instant.parse("2026-11-27T00:00:00Z");
    ControlPlane control =
        new ControlPlane(
            TableBuilder.table().autoScaling(writes(1, 100, 70)).decreasesToday(4).build(),
            List.of(table),
            start,
            0,
            profile,
            (at, kind, resource, detail) -> events.add(at / SECOND + " " + kind));

    control.advance(2 * 60 * MINUTE);

    assertThat(events).containsExactly("1020 update-refused", "3635 scale-in");
  }

  @Test
  void bothDimensions_atOnce_followEachOther() {
    AutoScaling reads =
        new AutoScaling("orders", Dimension.READ, 1, 100, 70.0, 0, 0, false, List.of());
    ControlPlane control = control(reads, writes(1, 100, 70));

    control.advance(20 * MINUTE);

    assertThat(events).containsExactly("1055 scale-in", "1115 scale-in");
    assertThat(table.capacity()).isEqualTo(new Provisioned(1, 1));
  }

  @Test
  void settings_withHigherMinimum_actAtOnce() {
    ControlPlane control = control(writes(1, 100, 70));

    control.autoScale(writes(50, 100, 70), 10 * SECOND);
    control.advance(45 * SECOND);

    assertThat(writeUnits()).isEqualTo(50);
  }

  @Test
  void scheduled_higherMinimum_raisesAtItsTime() {
    ControlPlane control = control(scheduled(1, 100, "cron(30 8 * * ? *)", 60));

    control.advance(31 * MINUTE);

    assertThat(writeUnits()).isEqualTo(60);
    assertThat(events).contains("1800 scheduled-action", "1835 scale-out");
  }

  @Test
  void scheduled_lowerMaximum_lowersAtItsTime() {
    table = table(80);
    AutoScaling scaling =
        new AutoScaling(
            "orders",
            Dimension.WRITE,
            1,
            100,
            null,
            0,
            0,
            false,
            List.of(new ScheduledAction(Schedule.parse("at(2026-11-27T08:10:00)"), null, 20L)));
    ControlPlane control = control(scaling);

    control.advance(11 * MINUTE);

    assertThat(writeUnits()).isEqualTo(20);
    assertThat(events).containsExactly("600 scheduled-action", "635 scale-in");
  }

  @Test
  void scheduled_minimumAboveTheMaximum_isRefused() {
    ControlPlane control = control(scheduled(5, 10, "at(2026-11-27T08:01:00)", 60));

    control.advance(2 * MINUTE);

    assertThat(events).containsExactly("60 update-refused");
    assertThat(writeUnits()).isEqualTo(5);
  }

  @Test
  void onDemand_always_doesNothing() {
    table.setCapacity(new OnDemand(OptionalLong.empty(), OptionalLong.empty()), 0);
    ControlPlane control = control(writes(1, 100, 70));

    consume(control, 0, minutes(30, 1_000));

    assertThat(events).isEmpty();
  }
}
