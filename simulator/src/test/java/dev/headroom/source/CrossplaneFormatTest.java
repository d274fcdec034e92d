package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Without it, a Crossplane table could be judged under its resource's name, with the wrong
 * provider's words, or without its auto scaling.
 */
final class CrossplaneFormatTest {

  private static final String CARTS =
      """
      apiVersion: dynamodb.aws.upbound.io/v1beta1
      kind: Table
      metadata: {name: carts}
      spec:
        forProvider:
          hashKey: cartId
          attribute: [{name: cartId, type: S}]
          readCapacity: 20
          writeCapacity: 10
          globalSecondaryIndex:
            - name: by-day
              hashKey: day
              projectionType: ALL
              readCapacity: 3
              writeCapacity: 4
      """;

  private static final String POLICY =
      """
      ---
      apiVersion: appautoscaling.aws.upbound.io/v1beta1
      kind: Policy
      spec:
        forProvider:
          resourceIdRef: {name: nobody}
          targetTrackingScalingPolicyConfiguration: [{targetValue: 50}]
      """;

  @Test
  void read_generatedTable_isReadInTheProvidersWords() {
    assertThat(TableSummary.of("crossplane/generated.yaml"))
        .isEqualTo(
            """
            scores in us-west-1: 20/15, key UserId S + GameTitle S
              global by-title: 10/11, key GameTitle S + TopScore N, INCLUDE [UserId]
              local by-score: key UserId S + TopScore N, KEYS_ONLY
              settings stream OLD_IMAGE ttl TimeToExist replicas [us-east-2]
            """);
  }

  @Test
  void read_externalName_isTheTablesName() {
    assertThat(TableSummary.of("crossplane/external-name.yaml"))
        .isEqualTo(
            """
            sessions in eu-central-1: on demand max read 4000, key sessionId S
              settings ttl expires
            """);
  }

  @Test
  void read_communityTable_isReadInTheApisWords() {
    assertThat(TableSummary.of("crossplane/community.yaml"))
        .isEqualTo(
            """
            sample-table in us-east-1: 1/2, key id S
              global by-owner: 3/4, key owner S, ALL
              settings stream NEW_AND_OLD_IMAGES
            """);
  }

  @Test
  void read_capacityOnCreationOnly_isTakenWithNote() {
    assertThat(TableSummary.of("crossplane/without-billing-mode.yaml"))
        .isEqualTo(
            """
            carts in eu-west-1: 25/35, key cartId S
              note taken from initProvider, which counts on creation only: readCapacity, writeCapacity
            """);
  }

  @Test
  void read_policyAndScheduleByReference_scaleTheirTargetsTable() {
    assertThat(TableSummary.of("crossplane/scaled.yaml"))
        .isEqualTo(
            """
            events in eu-west-1: 20/40, key deviceId S
              scales write of events: 40 to 300 at 55.0%, out after 30s, cron(0 7 ? * MON-FRI *) Europe/Berlin 120..
            """);
  }

  @Test
  void read_oneNameInTwoRegions_isScaledByTheTargetOfEachRegion() {
    assertThat(TableSummary.of("crossplane/two-regions.yaml"))
        .isEqualTo(
            """
            orders in eu-west-1: 20/40, key orderId S
              scales write of orders: 40 to 400 at 70.0%
            orders in us-east-1: 10/30, key orderId S
              scales write of orders: 30 to 300
              note no policy tracks a target for the write capacity of table orders: it does not scale
            """);
  }

  @Test
  void read_tableBesideAComposition_leavesTheTemplateAlone() {
    assertThat(TableSummary.of("crossplane/beside-a-composition.yaml"))
        .isEqualTo(
            """
            locks in eu-west-1: on demand, key LockID S
              note the provisioned units 5/5 of table locks are ignored: the billing mode is PAY_PER_REQUEST
              note the key readcapacity is not known and was ignored; did you mean readCapacity?
              note ignored in this file: kind Composition
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'    readCapacity: 20' | ''"
            + "| f:5: spec.forProvider.readCapacity: is missing: table carts is PROVISIONED",
        "'    readCapacity: 20' | '    readCapacity: 0'"
            + "| f:8: spec.forProvider.readCapacity: must be at least 1, not 0: table carts is PROVISIONED",
        "'    readCapacity: 20' | '    readCapacity: lots'"
            + "| f:8: spec.forProvider.readCapacity: must be a whole number, not \"lots\"",
        "'        readCapacity: 3' | ''"
            + "| f:11: spec.forProvider.globalSecondaryIndex[0].readCapacity: is missing: index by-day"
            + " of table carts is PROVISIONED",
        "'    hashKey: cartId' | '' | f:5: spec.forProvider.hashKey: is missing",
        "'type: S' | 'type: string'"
            + "| f:7: spec.forProvider.attribute[0].type: must be S, N or B for a key, not \"string\"",
        "'metadata: {name: carts}' | 'metadata: {generateName: carts-}'"
            + "| f:1: has no name: metadata needs name or the annotation crossplane.io/external-name",
        "'  forProvider:' | '  parameters:' | f:4: spec.forProvider: is missing",
      })
  void read_brokenTable_namesFileLineAndKey(String line, String replacement, String problem) {
    assertThat(failure(CARTS.replace(line, replacement))).isEqualTo(problem);
  }

  @Test
  void read_referenceToNoTarget_isAProblem() {
    assertThat(failure(CARTS + POLICY))
        .isEqualTo(
            "f:21: spec.forProvider.resourceIdRef: must name one Target in the files that were"
                + " read, not 0");
  }

  static List<Arguments> communityTables() {
    return List.of(
        arguments(
            "billingMode: PAY_PER_REQUEST",
            """
            carts in eu-west-1: on demand, key cartId S
            """),
        arguments(
            "provisionedThroughput: {readCapacityUnits: \"30\", writeCapacityUnits: 7}",
            """
            carts in eu-west-1: 30/7, key cartId S
            """),
        arguments(
            """
            billingMode: PAY_PER_REQUEST
            provisionedThroughput: {readCapacityUnits: 5, writeCapacityUnits: 6}
            """,
            """
            carts in eu-west-1: on demand, key cartId S
              note the provisioned units 5/6 of table carts are ignored: the billing mode is PAY_PER_REQUEST
            """),
        arguments(
            """
            billingMode: PAY_PER_REQUEST
            tableClass: STANDARD_INFREQUENT_ACCESS
            localSecondaryIndexes:
              - indexName: by-day
                keySchema:
                  - {attributeName: cartId, keyType: HASH}
                  - {attributeName: day, keyType: RANGE}
                projection: {projectionType: INCLUDE, nonKeyAttributes: [total]}
            """,
            """
            carts in eu-west-1: on demand, key cartId S
              local by-day: key cartId S + day N, INCLUDE [total]
              settings STANDARD_INFREQUENT_ACCESS
            """));
  }

  @ParameterizedTest
  @MethodSource("communityTables")
  void read_communityTables_haveTheirCapacity(String settings, String table) {
    assertThat(TableSummary.of(TableTexts.tables(community(settings)))).isEqualTo(table);
  }

  static List<Arguments> brokenCommunityTables() {
    String index =
        """
        provisionedThroughput: {readCapacityUnits: 5, writeCapacityUnits: 6}
        globalSecondaryIndexes:
          - indexName: by-day
            keySchema: [{attributeName: day, keyType: HASH}]
        """;
    return List.of(
        arguments(
            "provisionedThroughput: {readCapacityUnits: 5}",
            "f:11: spec.forProvider.provisionedThroughput.writeCapacityUnits: is missing"),
        arguments(
            "provisionedThroughput: {readCapacityUnits: 0, writeCapacityUnits: 6}",
            "f:11: spec.forProvider.provisionedThroughput.readCapacityUnits: must be at least 1, not"
                + " \"0\""),
        arguments(
            "billingMode: ON_DEMAND",
            "f:11: spec.forProvider.billingMode: must be one of PROVISIONED, PAY_PER_REQUEST, not"
                + " \"ON_DEMAND\""),
        arguments(
            index,
            "f:13: spec.forProvider.globalSecondaryIndexes[0].provisionedThroughput: is missing: index"
                + " by-day of table carts is PROVISIONED"));
  }

  @ParameterizedTest
  @MethodSource("brokenCommunityTables")
  void read_brokenCommunityTable_namesFileLineAndKey(String settings, String problem) {
    assertThat(failure(community(settings))).startsWith(problem);
  }

  private static String community(String settings) {
    return """
        apiVersion: dynamodb.aws.crossplane.io/v1alpha1
        kind: Table
        metadata: {name: carts}
        spec:
          forProvider:
            region: eu-west-1
            attributeDefinitions:
              - {attributeName: cartId, attributeType: S}
              - {attributeName: day, attributeType: N}
            keySchema: [{attributeName: cartId, keyType: HASH}]
        """
        + settings.indent(4);
  }

  @Test
  void read_communityTableWithoutCapacity_isAProblem() {
    String text = CARTS.replace("upbound.io/v1beta1", "crossplane.io/v1alpha1");

    assertThat(failure(text))
        .contains("f:5: spec.forProvider.keySchema: is missing")
        .contains("f:5: spec.forProvider.provisionedThroughput: is missing: table carts is");
  }
}
