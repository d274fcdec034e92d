package dev.headroom.review;

import static dev.headroom.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.Schedule;
import dev.headroom.table.Table;
import dev.headroom.testing.TableBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A setting that is not compared is a change that a reviewer never hears of. */
final class SettingsChangesTest {

  private static final AutoScaling SCALING =
      new AutoScaling("orders", Dimension.WRITE, 5, 4_000, 70.0, 60, 0, true, List.of());

  private static final AutoScaling SCHEDULED =
      new AutoScaling(
          "orders",
          Dimension.WRITE,
          5,
          90,
          null,
          0,
          0,
          false,
          List.of(new ScheduledAction(Schedule.parse("cron(0 8 * * ? *)"), 50L, null)));

  static Stream<Arguments> changes() {
    return Stream.of(
        Arguments.of(
            table().provisioned(5, 1_200),
            table().provisioned(5, 90),
            "orders write capacity: 1,200 units/s -> 90 units/s"),
        Arguments.of(
            table().onDemand(),
            table().onDemand(400, 100),
            "orders read maximum: none -> 400 units/s; orders write maximum: none -> 100 units/s"),
        Arguments.of(
            table().onDemand(400, 100),
            table().provisioned(7, 8),
            "orders billing mode: on demand, at most 400 units/s for reads and 100 units/s for"
                + " writes -> provisioned, 7 read and 8 write units/s"),
        Arguments.of(
            table().warm(12_000, 4_000),
            table(),
            "orders warm throughput: 12,000 read and 4,000 write units/s -> none"),
        Arguments.of(
            table(),
            table().index("by-day", 3, 4),
            "by-day global index: absent -> on by-day-key S, ALL, provisioned, 3 read and 4 write"
                + " units/s"),
        Arguments.of(
            table().index("by-day", 3, 4),
            table().index("by-day", 3, 9),
            "by-day write capacity: 4 units/s -> 9 units/s"),
        Arguments.of(
            table().localIndex("by-total"),
            table(),
            "by-total local index: on id S, by-total-key S, ALL -> absent"),
        Arguments.of(
            table(),
            table().autoScaling(SCALING),
            "orders write scaling: none -> 5 to 4,000 units/s at 70 %, cooldown 60s in and 0s out,"
                + " never lowered"),
        Arguments.of(
            table().autoScaling(SCALING.withTarget(62.5)),
            table().autoScaling(SCHEDULED),
            "orders write scaling: 5 to 4,000 units/s at 62.5 %, cooldown 60s in and 0s out, never"
                + " lowered -> 5 to 90 units/s, without a target; cron(0 8 * * ? *) from 50 to as"
                + " before"),
        Arguments.of(
            table(),
            table().infrequentAccess(),
            "orders table class: STANDARD -> STANDARD_INFREQUENT_ACCESS"),
        Arguments.of(
            table().replicas("eu-west-1"),
            table().replicas("eu-west-1", "us-east-1"),
            "orders replicas: eu-west-1 -> eu-west-1, us-east-1"),
        Arguments.of(
            null, table(), "orders table: absent -> provisioned, 5 read and 5 write units/s"),
        Arguments.of(table().onDemand(), null, "orders table: on demand -> absent"),
        Arguments.of(table().index("by-day", 3, 4), table().index("by-day", 3, 4), ""));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void between_twoTables_saysWhatDiffers(
      @Nullable TableBuilder before, @Nullable TableBuilder after, String expected) {
    List<SettingsChange> changes = SettingsChanges.between(built(before), built(after));

    assertThat(String.join("; ", changes.stream().map(SettingsChangesTest::words).toList()))
        .isEqualTo(expected);
    assertThat(changes).allMatch(SettingsChange::isCapacityRelevant);
  }

  @Test
  void between_stream_isNoMatterOfCapacity() {
    Table before = table().build();
    Table after = table().stream("NEW_IMAGE").build();

    assertThat(SettingsChanges.between(before, after))
        .containsExactly(new SettingsChange("orders", "stream", "none", "NEW_IMAGE", false));
  }

  private static @Nullable Table built(@Nullable TableBuilder builder) {
    return builder == null ? null : builder.build();
  }

  private static String words(SettingsChange change) {
    return change.resource()
        + " "
        + change.setting()
        + ": "
        + change.before()
        + " -> "
        + change.after();
  }
}
