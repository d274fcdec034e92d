package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.Event;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/**
 * Without it auto scaling and changes could each be right by themselves and not reach the traffic
 * or the outcome of a prediction.
 */
final class AutoScalingRunTest {

  private static Outcome predict(String scenario) {
    Scenario read =
        ScenarioReader.read(Path.of("test.yaml"), scenario.getBytes(StandardCharsets.UTF_8));
    return new Predictor(1).predict(read);
  }

  private static List<Event> events(Outcome outcome, String kind) {
    return outcome.events().stream().filter(event -> event.kind().equals(kind)).toList();
  }

  private static ResourceSeries table(Outcome outcome) {
    return outcome.resources().getFirst().series();
  }

  private static Series writeCapacity(Outcome outcome) {
    return Objects.requireNonNull(table(outcome).provisionedWriteUnits());
  }

  /**
   * A hot item of 11 units per put meets a table of 1 unit: the one minute of burst makes 12 units
   * of it, and what then flows makes 22. Source: A. Agibalov, dynamodb-autoscaling-experiment,
   * August 2018.
   */
  @Test
  void scaling_ofAnUndersizedTableIn2018_goesInTwoStepsAndStays() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            start: 2018-08-22T22:51:55Z
            era: 2018-08
            duration: 45m
            trials: 1
            table:
              name: dummy
              readCapacityUnits: 1
              writeCapacityUnits: 1
              partitionKey: id
              autoScaling:
                write: {min: 1, max: 100, targetPercent: 50, scaleInCooldownSeconds: 60, scaleOutCooldownSeconds: 60}
            state: {age: 10m}
            traffic:
              - operation: PutItem
                itemSize: 10250B
                keys: single
                clients: {count: 1, thinkTime: 1s, requests: 1400}
            """);

    List<Event> raises = events(outcome, "scale-out");
    assertThat(raises).hasSize(2);
    assertThat(raises.get(0).detail()).matches("write capacity 1 -> 1[123] units.*");
    assertThat(raises.get(1).detail()).matches("write capacity 1[123] -> 2[123] units.*");
    assertThat(raises.get(0).atSeconds()).isBetween(5 * 60.0, 11 * 60.0);
    assertThat(raises.get(1).atSeconds() - raises.get(0).atSeconds()).isBetween(300.0, 900.0);
    assertThat(events(outcome, "scale-in")).isEmpty();
    assertThat(writeCapacity(outcome).get(0)).isEqualTo(60);
    assertThat(writeCapacity(outcome).get(30)).isBetween(21 * 60.0, 23 * 60.0);
    assertThat(table(outcome).consumedWriteUnits().get(20)).isGreaterThan(10.4 * 60);
  }

  /** Source: DynamoDB Developer Guide, AutoScaling.CLI. */
  @Test
  void scaling_ofTheGuidesTestTable_stopsAtItsMaximum() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 20m
            trials: 1
            table:
              name: TestTable
              readCapacityUnits: 5
              writeCapacityUnits: 5
              partitionKey: id
              autoScaling:
                write: {min: 5, max: 10, targetPercent: 50, scaleInCooldownSeconds: 60, scaleOutCooldownSeconds: 60}
            traffic:
              - operation: PutItem
                itemSize: 100000B
                clients: {count: 1, requests: 100}
                client: {sdk: boto3, mode: legacy}
            """);

    assertThat(events(outcome, "scale-out"))
        .extracting(Event::detail)
        .singleElement()
        .asString()
        .startsWith("write capacity 5 -> 10 units, effective 35 s after the request; 2 minutes");
    assertThat(outcome.flows().getFirst().succeeded()).isEqualTo(100);
    assertThat(events(outcome, "flow-end").getFirst().atSeconds()).isGreaterThan(800);
  }

  @Test
  void changes_ofCapacity_holdFromTheirCompletion() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 10m
            trials: 1
            table: {name: t, readCapacityUnits: 5, writeCapacityUnits: 5, partitionKey: id}
            state: {burst: 0}
            traffic:
              - {operation: PutItem, rate: 50/s, arrivals: even, client: {sdk: none}}
            changes:
              - {at: 5m, writeCapacityUnits: 60}
            """);

    assertThat(writeCapacity(outcome).toArray())
        .startsWith(300, 300, 300, 300, 300, 58 * 60 + 2 * 5)
        .endsWith(3_600);
    assertThat(table(outcome).throttledRequests().get(4)).isGreaterThan(2_600);
    assertThat(table(outcome).throttledRequests().get(6)).isZero();
  }

  @Test
  void changes_ofBillingMode_endTheLimitAndItsSeries() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 20m
            trials: 1
            table: {name: t, readCapacityUnits: 5, writeCapacityUnits: 5, partitionKey: id}
            state: {burst: 0}
            traffic:
              - {operation: PutItem, rate: 50/s, arrivals: even, client: {sdk: none}}
            changes:
              - {at: 2m, billingMode: PAY_PER_REQUEST}
              - {at: 10m, billingMode: PROVISIONED, readCapacityUnits: 5, writeCapacityUnits: 60}
            """);

    double[] capacity = writeCapacity(outcome).toArray();
    assertThat(capacity[3]).isEqualTo(300);
    assertThat(capacity[5]).isZero();
    assertThat(capacity[12]).isEqualTo(3_600);
    assertThat(table(outcome).throttledRequests().get(5)).isZero();
    assertThat(table(outcome).partitions().get(5)).isEqualTo(4);
    assertThat(events(outcome, "mode-switch"))
        .extracting(Event::atSeconds)
        .containsExactly(120.0, 270.0, 600.0, 680.0);
  }

  @Test
  void changes_afterAFlow_waitForItAndLetTheNextFlowBegin() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 10m
            trials: 1
            table: {name: t, readCapacityUnits: 5, writeCapacityUnits: 5, partitionKey: id}
            traffic:
              - name: first
                operation: PutItem
                clients: {count: 1, thinkTime: 10ms, requests: 500}
              - {name: second, operation: PutItem, after: raise, start: 30s, rate: 50/s, arrivals: even}
            changes:
              - {name: raise, after: first, at: 10s, writeCapacityUnits: 100}
            """);

    double end = events(outcome, "flow-end").getFirst().atSeconds();
    double raised = events(outcome, "update-table").getFirst().atSeconds();
    double begun = events(outcome, "flow-start").getFirst().atSeconds();
    assertThat(raised).isBetween(end + 11.5, end + 12.5);
    assertThat(begun).isBetween(raised + 30, raised + 31);
    assertThat(outcome.flows().get(1).throttledAttempts()).isZero();
  }

  @Test
  void changes_atOneInstant_followEachOther() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 10m
            trials: 1
            table:
              name: t
              readCapacityUnits: 5
              writeCapacityUnits: 5
              partitionKey: id
              globalSecondaryIndexes:
                - {name: g, partitionKey: k, readCapacityUnits: 5, writeCapacityUnits: 5}
            traffic:
              - {operation: PutItem, rate: 1/s}
            changes:
              - {at: 1m, writeCapacityUnits: 100}
              - {at: 1m, index: g, writeCapacityUnits: 100}
              - {at: 2m, writeCapacityUnits: 99999}
            """);

    assertThat(outcome.events())
        .extracting(event -> event.kind() + " " + event.resource())
        .contains("update-table t", "update-table g", "update-refused t");
    assertThat(events(outcome, "update-table").get(1).atSeconds())
        .isGreaterThan(events(outcome, "update-table").get(0).atSeconds() + 1);
  }

  /** The step length of a quiet run must not move what happens in it. */
  @Test
  void changes_inAnIdleRun_keepTheirTimes() {
    Outcome outcome =
        predict(
            """
            apiVersion: headroom/v1
            duration: 1h
            trials: 1
            start: 2026-11-27T08:00:00Z
            table:
              name: t
              readCapacityUnits: 50
              writeCapacityUnits: 50
              partitionKey: id
              autoScaling:
                write:
                  min: 1
                  max: 100
                  targetPercent: 70
                  scheduled: [{schedule: "cron(40 8 * * ? *)", min: 20}]
            traffic:
              - {operation: GetItem, rate: 1/h}
            changes:
              - {at: 100s, readCapacityUnits: 60}
            """);

    assertThat(outcome.events())
        .extracting(event -> event.atSeconds() + " " + event.kind())
        .contains(
            "135.0 update-table", "1055.0 scale-in", "2400.0 scheduled-action", "2435.0 scale-out");
  }
}
