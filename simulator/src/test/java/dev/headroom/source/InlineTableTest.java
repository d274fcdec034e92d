package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static dev.headroom.source.TableTexts.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.table.CapacityMode;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.util.List;
import java.util.OptionalLong;
import dev.headroom.capacity.Dimension;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it, a typing mistake in a scenario's table could pass for a setting. */
final class InlineTableTest {

  @Test
  void read_unitsWithoutMode_areProvisioned() {
    Table table = table("{name: orders, readCapacityUnits: 100, writeCapacityUnits: 50}");

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(100, 50));
    assertThat(table.keySchema())
        .containsExactly(new KeyAttribute("pk", "S", KeyAttribute.KeyType.HASH));
    assertThat(table.notes()).singleElement().asString().contains("no partitionKey");
  }

  @Test
  void read_onDemand_takesMaximumAndWarmThroughput() {
    Table table =
        table(
            """
            name: orders
            billingMode: PAY_PER_REQUEST
            partitionKey: orderId
            maxReadRequestUnits: -1
            maxWriteRequestUnits: 900
            warmReadUnitsPerSecond: 12000
            warmWriteUnitsPerSecond: 4000
            """);

    assertThat(table.capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.of(900)));
    assertThat(table.warmThroughput()).isEqualTo(new Throughput(12000, 4000));
    assertThat(table.notes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"total: N\"", "\"total:n\"", "{name: total, type: N}"})
  void read_key_isUnderstoodInEverySpelling(String key) {
    Table table = table("{name: orders, billingMode: PAY_PER_REQUEST, partitionKey: " + key + "}");

    assertThat(table.keySchema())
        .containsExactly(new KeyAttribute("total", "N", KeyAttribute.KeyType.HASH));
  }

  @Test
  void read_indexes_haveKeysProjectionAndCapacity() {
    Table table =
        table(
            """
            name: orders
            readCapacityUnits: 100
            writeCapacityUnits: 50
            partitionKey: orderId
            sortKey: createdAt
            globalSecondaryIndexes:
              - name: by-place
                partitionKey: [country, city]
                sortKey: "day: N"
                projection: {include: [total]}
                readCapacityUnits: 20
                writeCapacityUnits: 10
            localSecondaryIndexes:
              - {name: by-total, sortKey: "total: N", projection: KEYS_ONLY}
            """);

    assertThat(table.globalSecondaryIndexes())
        .singleElement()
        .satisfies(
            index -> {
              assertThat(index.capacity()).isEqualTo(new CapacityMode.Provisioned(20, 10));
              assertThat(index.projection())
                  .isEqualTo(new Projection(Projection.Type.INCLUDE, List.of("total")));
              assertThat(index.keySchema())
                  .extracting(KeyAttribute::attributeName)
                  .containsExactly("country", "city", "day");
            });
    assertThat(table.localSecondaryIndexes())
        .singleElement()
        .satisfies(
            index ->
                assertThat(index.keySchema())
                    .extracting(KeyAttribute::attributeName)
                    .containsExactly("orderId", "total"));
  }

  @Test
  void read_unknownKeys_areProblemsWithSuggestion() {
    assertThat(
            failure(
                    """
                name: orders
                billingMode: PAY_PER_REQUEST
                partitonKey: a
                globalSecondaryIndexes:
                  - {name: g, partitionKey: a, projecton: ALL}
                """)
                .lines())
        .containsExactly(
            "f:5: globalSecondaryIndexes[0].projecton: is not a known key;"
                + " did you mean \"projection\"?",
            "f:3: partitonKey: is not a known key; did you mean \"partitionKey\"?");
  }

  @Test
  void read_missingCapacity_isAProblemForTableAndIndex() {
    assertThat(
            failure(
                    """
                name: orders
                readCapacityUnits: 100
                globalSecondaryIndexes:
                  - {name: g, partitionKey: a, readCapacityUnits: 5}
                """)
                .lines())
        .containsExactly(
            "f:1: writeCapacityUnits: is missing: table orders is PROVISIONED",
            "f:4: globalSecondaryIndexes[0].writeCapacityUnits: is missing: index g is PROVISIONED");
    assertThat(failure("{name: orders, partitionKey: id}"))
        .startsWith("f:1: billingMode: is missing: say PROVISIONED with");
  }

  @Test
  void read_unitsOfTheOtherMode_areIgnoredWithNote() {
    Table table =
        table(
            "{name: orders, billingMode: PAY_PER_REQUEST, partitionKey: a, readCapacityUnits: 5}");

    assertThat(table.capacity()).isInstanceOf(CapacityMode.OnDemand.class);
    assertThat(table.notes())
        .containsExactly(
            "readCapacityUnits of table orders is ignored: the billing mode is PAY_PER_REQUEST");
  }

  @Test
  void read_twoIndexesOfOneName_isAProblem() {
    assertThat(
            failure(
                """
                name: orders
                billingMode: PAY_PER_REQUEST
                globalSecondaryIndexes: [{name: g, partitionKey: a}]
                localSecondaryIndexes: [{name: g, sortKey: b}]
                """))
        .contains("has two indexes called \"g\"");
  }

  @Test
  void read_scenarioFile_readsItsInlineTable() {
    assertThat(
            table(
                    """
                apiVersion: headroom/v1
                table: {name: orders, billingMode: PAY_PER_REQUEST}
                traffic: []
                """)
                .name())
        .isEqualTo("orders");
    assertThat(failure("apiVersion: headroom/v1\ntable: orders.yaml\n"))
        .contains("f:2: table: is a scenario whose table is in the file \"orders.yaml\"");
  }

  @Test
  void read_autoScaling_ofTableAndIndex() {
    Table table =
        table(
            """
            name: orders
            readCapacityUnits: 5
            writeCapacityUnits: 5
            partitionKey: id
            autoScaling:
              read: {min: 5, max: 50}
              write:
                min: 5
                max: 500
                targetPercent: 70
                scaleInCooldownSeconds: 60
                scaleOutCooldownSeconds: 30
                disableScaleIn: true
                scheduled:
                  - {schedule: "cron(0 8 ? * MON-FRI *)", min: 50}
            globalSecondaryIndexes:
              - name: g
                partitionKey: k
                readCapacityUnits: 5
                writeCapacityUnits: 5
                autoScaling: {write: {min: 1, max: 20, targetPercent: 50}}
            """);

    assertThat(table.autoScaling())
        .containsExactly(
            new AutoScaling("orders", Dimension.READ, 5, 50, null, 0, 0, false, List.of()),
            new AutoScaling(
                "orders",
                Dimension.WRITE,
                5,
                500,
                70.0,
                60,
                30,
                true,
                List.of(
                    new ScheduledAction(
                        Schedule.parse("cron(0 8 ? * MON-FRI *)"), 50L, null))),
            new AutoScaling("g", Dimension.WRITE, 1, 20, 50.0, 0, 0, false, List.of()));
  }

  @Test
  void read_faultyAutoScaling_namesEveryProblemWithItsPlace() {
    String message =
        failure(
            """
            name: orders
            readCapacityUnits: 5
            writeCapacityUnits: 5
            autoScaling:
              read: {min: 50, max: 5, targetPercent: 95}
              write: {max: 5, target: 70, scheduled: [{schedule: cron(0 8 * * *), min: 5}, {schedule: daily}]}
            """);

    assertThat(message)
        .contains("f:5: autoScaling.read.min: must not be above max, 5")
        .contains("f:5: autoScaling.read.targetPercent: must be at most 90, not \"95\"")
        .contains("f:6: autoScaling.write.min: is missing")
        .contains("f:6: autoScaling.write.target: is not a known key")
        .contains("f:6: autoScaling.write.scheduled[0].schedule: must have minutes, hours")
        .contains("f:6: autoScaling.write.scheduled[1].schedule: must be at(")
        .contains("f:6: autoScaling.write.scheduled[1].min: is missing");
  }

  @Test
  void read_autoScalingOnDemand_isKeptWithANote() {
    Table table =
        table(
            "{name: o, partitionKey: a, billingMode: PAY_PER_REQUEST,"
                + " autoScaling: {write: {min: 1, max: 20, targetPercent: 50}}}");

    assertThat(table.autoScaling()).hasSize(1);
    assertThat(table.notes())
        .contains("autoScaling does not act while the billing mode is PAY_PER_REQUEST");
  }
}
