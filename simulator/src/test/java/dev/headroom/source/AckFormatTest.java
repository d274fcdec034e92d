package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it, a table of the AWS Controllers for Kubernetes could be judged with another name,
 * billing mode or capacity than its controller asks for.
 */
final class AckFormatTest {

  private static final String EVENTS =
      """
      apiVersion: dynamodb.services.k8s.aws/v1alpha1
      kind: Table
      metadata: {name: events}
      spec:
        tableName: events
        attributeDefinitions: [{attributeName: id, attributeType: S}]
        keySchema: [{attributeName: id, keyType: HASH}]
        provisionedThroughput:
          readCapacityUnits: 20
          writeCapacityUnits: 50
      """;

  private static final String TARGET =
      """
      ---
      apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1
      kind: ScalableTarget
      spec:
        serviceNamespace: dynamodb
        resourceID: table/events
        scalableDimension: dynamodb:table:ReadCapacityUnits
        minCapacity: 20
        maxCapacity: 90
      """;

  private static final String POLICY =
      """
      ---
      apiVersion: applicationautoscaling.services.k8s.aws/v1alpha1
      kind: ScalingPolicy
      spec:
        serviceNamespace: dynamodb
        resourceID: table/events
        scalableDimension: dynamodb:table:ReadCapacityUnits
        policyType: TargetTrackingScaling
        targetTrackingScalingPolicyConfiguration:
          targetValue: 70
      """;

  @Test
  void read_withoutBillingMode_isProvisionedUnderTheTablesOwnName() {
    assertThat(TableSummary.of("ack/threads.yaml"))
        .isEqualTo(
            """
            Threads: 5/3, key ForumName S + Subject S
              local by-last-post: key ForumName S + LastPost N, KEYS_ONLY
            """);
  }

  @Test
  void read_tableAmongOtherObjects_takesItsRegionFromTheAnnotation() {
    assertThat(TableSummary.of("ack/users-and-service.yaml"))
        .isEqualTo(
            """
            users in us-east-1: on demand, key id S
              global by-email: on demand, key email S, INCLUDE [displayName]
              settings STANDARD_INFREQUENT_ACCESS stream NEW_IMAGE ttl expiresAt
              note ignored in this file: kind Namespace, kind Service
            """);
  }

  @Test
  void read_kubernetesList_readsEachItem() {
    assertThat(TableSummary.of("ack/list.json"))
        .isEqualTo(
            """
            carts in eu-central-1: 40/25, key id S
              settings replicas [eu-west-1]
            stock: on demand, key sku N
            """);
  }

  @Test
  void read_scalableTargetAndPolicy_scaleTheirTableAndNoOther() {
    assertThat(TableSummary.of("ack/scaled.yaml"))
        .isEqualTo(
            """
            events: 20/50, key deviceId S
              scales write of events: 50 to 400 at 65.0%, in after 120s, out after 15s, never lowered
            """);
  }

  @Test
  void read_quotedNumbersAndAnEmptyDocument_areUnderstood() {
    assertThat(TableSummary.of("ack/chart-output.yaml"))
        .isEqualTo(
            """
            shop-orders: 30/20, key orderId S
              global by-time: 7/8, key placed N, ALL
            """);
  }

  @Test
  void read_requestBesideItsTable_countsTheTableOnce() {
    assertThat(TableSummary.of("ack/kratix-twice.yaml"))
        .isEqualTo(
            """
            tenant-orders-kratix in us-west-2: 10/5, key orderId S
              note components that are no DynamoDB tables were ignored: request (aws-dynamodb-kratix), role (k8s-objects)
            """);
  }

  @Test
  void read_targetWithoutPolicy_saysThatItDoesNotScale() {
    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET)))
        .contains("scales read of events: 20 to 90\n")
        .contains(
            "note no policy tracks a target for the read capacity of table events: it does not scale");
  }

  @Test
  void read_scalingOfAnotherRegion_isNotedAndLeft() {
    String elsewhere = TARGET.replace("spec:", regional("us-east-1") + "spec:");

    assertThat(
            TableSummary.of(
                TableTexts.tables(
                    EVENTS.replace("{name: events}", annotated("eu-west-1")) + elsewhere)))
        .isEqualTo(
            """
            events in eu-west-1: 20/50, key id S
              note auto scaling is declared for the read capacity of table events in us-east-1, which is not among the tables that were read
            """);
  }

  @Test
  void read_policyWithoutRegion_belongsToTheTargetOfItsTable() {
    String target = TARGET.replace("spec:", regional("eu-west-1") + "spec:");

    assertThat(TableSummary.of(TableTexts.tables(EVENTS + POLICY + target)))
        .contains("scales read of events: 20 to 90 at 70.0%\n");
  }

  @Test
  void read_suspendedScaling_doesNotAct() {
    String in = "  suspendedState: {dynamicScalingInSuspended: true}\n";
    String out = "  suspendedState: {dynamicScalingOutSuspended: true}\n";
    String both =
        "  suspendedState: {dynamicScalingInSuspended: true, dynamicScalingOutSuspended: true}\n";

    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET + in + POLICY)))
        .contains("scales read of events: 20 to 90 at 70.0%, never lowered", "is suspended");
    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET + out + POLICY)))
        .contains("scales read of events: 20 to 90\n")
        .contains("is suspended: no policy acts; that AWS still scales in is not predicted\n");
    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET + both + POLICY)))
        .contains("is suspended: no policy acts\n");
  }

  @Test
  void read_scalingOfAnotherTable_isNotedAndLeft() {
    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET.replace("/events", "/other"))))
        .contains(
            "note auto scaling is declared for the read capacity of table other, which is not"
                + " among the tables that were read");
  }

  @Test
  void read_onDemandTable_keepsItsScalingWithNote() {
    String onDemand =
        EVENTS.replace("  provisioned", "  billingMode: PAY_PER_REQUEST\n  provisioned");

    assertThat(TableSummary.of(TableTexts.tables(onDemand + TARGET + POLICY)))
        .contains("events: on demand")
        .contains("note the provisioned units 20/50 of table events are ignored")
        .contains("note auto scaling does not act while the billing mode is PAY_PER_REQUEST");
  }

  @Test
  void read_customMetric_isIgnoredWithNote() {
    String own =
        POLICY.replace("targetValue: 70", "customizedMetricSpecification: {metricName: x}");

    assertThat(TableSummary.of(TableTexts.tables(EVENTS + TARGET + own)))
        .contains("note a policy with a metric of its own for the read capacity of table events")
        .contains("scales read of events: 20 to 90\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'  tableName: events' | '' | f:4: spec.tableName: is missing",
        "'  tableName: events' | '  tableName: events\n  billingMode: ON_DEMAND'"
            + "| f:6: spec.billingMode: must be one of PROVISIONED, PAY_PER_REQUEST, not \"ON_DEMAND\"",
        "'    readCapacityUnits: 20' | ''"
            + "| f:8: spec.provisionedThroughput.readCapacityUnits: is missing",
        "'    readCapacityUnits: 20' | '    readCapacityUnits: {{ .Values.read }}'"
            + "| f:9: spec.provisionedThroughput.readCapacityUnits: has a key that is not text; quote it if it contains special"
            + " characters such as { [ or *",
        "'    readCapacityUnits: 20' | '    readCapacityUnits: ${READ}'"
            + "| f:9: spec.provisionedThroughput.readCapacityUnits: is the placeholder \"${READ}\";"
            + " put a whole number in its place",
        "attributeType: S | attributeType: STRING"
            + "| f:6: spec.attributeDefinitions[0].attributeType: must be S, N or B for a key, not \"STRING\"",
        "keyType: HASH | keyType: RANGE"
            + "| f:7: spec.keySchema: must have one HASH and at most one RANGE attributes",
      })
  void read_brokenTable_namesFileLineAndKey(String line, String replacement, String problem) {
    assertThat(failure(EVENTS.replace(line, replacement))).startsWith(problem);
  }

  @Test
  void read_provisionedWithoutThroughput_isAProblem() {
    assertThat(failure(EVENTS.substring(0, EVENTS.indexOf("  provisionedThroughput"))))
        .isEqualTo(
            "f:4: spec.provisionedThroughput: is missing: table events is PROVISIONED and needs"
                + " readCapacityUnits and writeCapacityUnits");
  }

  @Test
  void read_indexWithoutThroughput_isAProblem() {
    String index =
        """
        globalSecondaryIndexes:
          - indexName: by-id
            keySchema: [{attributeName: id, keyType: HASH}]
            projection: {projectionType: ALL}
        """;

    assertThat(failure(EVENTS + index.indent(2)))
        .isEqualTo(
            "f:12: spec.globalSecondaryIndexes[0].provisionedThroughput: is missing: index by-id of"
                + " table events is PROVISIONED and needs readCapacityUnits and writeCapacityUnits");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "resourceID: table/events | resourceID: events"
            + "| f:16: spec.resourceID: must be table/NAME or table/NAME/index/NAME, not \"events\"",
        "table:Read | table:Red"
            + "| f:17: spec.scalableDimension: must be dynamodb:table:ReadCapacityUnits or"
            + " dynamodb:table:WriteCapacityUnits for \"table/events\", not"
            + " \"dynamodb:table:RedCapacityUnits\"",
        "minCapacity: 20 | minCapacity: 91 | f:18: spec.minCapacity: must not be above maxCapacity, 90",
        "maxCapacity: 90 | '' | f:14: spec.maxCapacity: is missing",
        "targetValue: 70 | targetValue: 95"
            + "| f:29: spec.targetTrackingScalingPolicyConfiguration.targetValue: must be at most 90",
        "policyType: TargetTrackingScaling | policyType: StepScaling"
            + "| f:27: spec.policyType: must be TargetTrackingScaling for DynamoDB, not \"StepScaling\"",
      })
  void read_brokenScaling_namesFileLineAndKey(String text, String replacement, String problem) {
    assertThat(failure((EVENTS + TARGET + POLICY).replace(text, replacement))).startsWith(problem);
  }

  @Test
  void read_policyWithoutTarget_isAProblem() {
    assertThat(failure(EVENTS + POLICY))
        .isEqualTo(
            "f:19: spec.targetTrackingScalingPolicyConfiguration: is for the read capacity of table"
                + " events, which no scalable target makes scalable; add the target with its minimum"
                + " and maximum");
  }

  @Test
  void read_secondPolicyWithOtherSettings_isAProblem() {
    assertThat(failure(EVENTS + TARGET + POLICY + POLICY.replace("70", "50")))
        .contains("is a second scaling policy for the read capacity of table events");
    assertThat(TableTexts.tables(EVENTS + TARGET + POLICY + POLICY)).hasSize(1);
  }

  @Test
  void read_scalingAlone_asksForTheTable() {
    assertThat(failure(TARGET))
        .isEqualTo(
            "f:4: spec: scales the read capacity of table events, but no table was read; name the"
                + " table's file too");
  }

  private static String regional(String region) {
    return "metadata: " + annotated(region) + "\n";
  }

  private static String annotated(String region) {
    return "{name: events, annotations: {services.k8s.aws/region: " + region + "}}";
  }
}
