package dev.headroom.source;

import static dev.headroom.source.TableTexts.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.Alarm;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.Schedule;
import dev.headroom.table.Table;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without it, scripts that read {@code headroom tables --json} could break unnoticed. */
final class TableJsonTest {

  private static final String PROVISIONED =
      "{name: orders, readCapacityUnits: 100, writeCapacityUnits: 50, partitionKey: id,"
          + " globalSecondaryIndexes: [{name: g, partitionKey: a, readCapacityUnits: 7,"
          + " writeCapacityUnits: 8, projection: {include: [x]}}]}";

  @Test
  void print_provisionedTable_hasEveryKeyOfTheContract() {
    assertThat(TableJson.print(List.of(table(PROVISIONED))))
        .isEqualTo(
            """
            [
              {
                "name": "orders",
                "format": "inline",
                "file": "f",
                "line": 1,
                "region": null,
                "billingMode": "PROVISIONED",
                "readCapacityUnits": 100,
                "writeCapacityUnits": 50,
                "maxReadRequestUnits": null,
                "maxWriteRequestUnits": null,
                "warmReadUnitsPerSecond": null,
                "warmWriteUnitsPerSecond": null,
                "keySchema": [
                  {
                    "attributeName": "id",
                    "attributeType": "S",
                    "keyType": "HASH"
                  }
                ],
                "globalSecondaryIndexes": [
                  {
                    "indexName": "g",
                    "keySchema": [
                      {
                        "attributeName": "a",
                        "attributeType": "S",
                        "keyType": "HASH"
                      }
                    ],
                    "projection": {
                      "projectionType": "INCLUDE",
                      "nonKeyAttributes": [
                        "x"
                      ]
                    },
                    "readCapacityUnits": 7,
                    "writeCapacityUnits": 8,
                    "maxReadRequestUnits": null,
                    "maxWriteRequestUnits": null,
                    "warmReadUnitsPerSecond": null,
                    "warmWriteUnitsPerSecond": null
                  }
                ],
                "localSecondaryIndexes": [],
                "autoScaling": [],
                "alarms": [],
                "tableClass": "STANDARD",
                "streams": null,
                "ttl": null,
                "replicas": [],
                "itemCount": null,
                "tableSizeBytes": null,
                "createdAt": null,
                "status": null,
                "decreasesToday": null,
                "notes": []
              }
            ]
            """);
  }

  @Test
  void toJson_onDemandTable_hasNoProvisionedUnits() {
    Table table = table("{name: o, partitionKey: a, maxWriteRequestUnits: 900}");

    assertThat(TableJson.toJson(table).get("readCapacityUnits").isNull()).isTrue();
    assertThat(TableJson.toJson(table).get("maxReadRequestUnits").isNull()).isTrue();
    assertThat(TableJson.toJson(table).get("maxWriteRequestUnits").asLong()).isEqualTo(900);
  }

  @Test
  void toJson_autoScaling_hasTheContractsKeys() {
    Table base = table(PROVISIONED);
    AutoScaling scaling =
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
                new AutoScaling.ScheduledAction(
                    Schedule.parse("at(2026-11-27T06:00:00)"), 300L, null)));
    Table table =
        new Table(
            base.name(),
            base.origin(),
            base.region(),
            base.keySchema(),
            base.capacity(),
            base.warmThroughput(),
            base.globalSecondaryIndexes(),
            base.localSecondaryIndexes(),
            List.of(scaling),
            base.settings(),
            base.statistics(),
            base.notes());

    assertThat(TableJson.toJson(table).get("autoScaling").toString())
        .isEqualTo(
            "[{\"resource\":\"orders\",\"dimension\":\"write\",\"min\":5,\"max\":500,"
                + "\"targetPercent\":70.0,\"scaleInCooldownSeconds\":60,"
                + "\"scaleOutCooldownSeconds\":30,\"disableScaleIn\":true,"
                + "\"scheduled\":[{\"schedule\":\"at(2026-11-27T06:00:00)\",\"min\":300,"
                + "\"max\":null}]}]");
  }

  @Test
  void toJson_alarm_hasWhatItLooksAtAndWhenItFires() {
    Alarm alarm =
        new Alarm(
            "orders-writes",
            "alarms.json",
            7,
            List.of(
                new Alarm.Metric(
                    "m1", "ConsumedWriteCapacityUnits", Map.of("TableName", "orders"), "Sum", 60)),
            List.of(new Alarm.Expression("e1", "m1 / 60")),
            "e1",
            3,
            2,
            80,
            Alarm.Comparison.GREATER_THAN_THRESHOLD,
            null,
            true,
            null);

    assertThat(
            TableJson.toJson(Tables.withAlarm(table(PROVISIONED), alarm)).get("alarms").toString())
        .isEqualTo(
            "[{\"name\":\"orders-writes\",\"file\":\"alarms.json\",\"line\":7,"
                + "\"metrics\":[{\"id\":\"m1\",\"name\":\"ConsumedWriteCapacityUnits\","
                + "\"dimensions\":{\"TableName\":\"orders\"},\"statistic\":\"Sum\","
                + "\"periodSeconds\":60}],\"expressions\":[{\"id\":\"e1\",\"text\":\"m1 / 60\"}],"
                + "\"resultId\":\"e1\",\"evaluationPeriods\":3,\"datapointsToAlarm\":2,"
                + "\"threshold\":80.0,\"comparison\":\"GREATER_THAN_THRESHOLD\","
                + "\"missingData\":null,\"isActing\":true,\"obstacle\":null}]");
  }

  @Test
  void print_twice_givesTheSameBytes() {
    Table table = table(PROVISIONED);

    assertThat(TableJson.print(List.of(table))).isEqualTo(TableJson.print(List.of(table)));
  }
}
