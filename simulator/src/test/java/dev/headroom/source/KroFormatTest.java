package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Without it, a kro instance could be judged without a word about what its definition may change.
 */
final class KroFormatTest {

  private static final String DEFINITION_NOTE =
      "  note the definition of kind %s was not read; it may change the table's name and set what"
          + " the instance does not\n";

  private static final String KEY_NOTE =
      "  note the instance names no keys: its definition does, which was not read; taken as id of"
          + " type S\n";

  @Test
  void read_withoutBillingMode_isOnDemand() {
    assertThat(TableSummary.of("kro/leaderboard.yaml"))
        .isEqualTo(
            "leaderboard-dev in eu-west-1: on demand, key game S + score N\n"
                + "  settings stream KEYS_ONLY\n"
                + String.format(DEFINITION_NOTE, "DynamoDBTable"));
  }

  @Test
  void read_provisioned_takesTheUnits() {
    assertThat(TableSummary.of("kro/provisioned.yaml"))
        .isEqualTo(
            "orders in us-east-2: 90/45, key orderId S\n"
                + "  global by-status: 12/13, key status S, KEYS_ONLY\n"
                + "  settings ttl gone\n"
                + String.format(DEFINITION_NOTE, "DynamoDBTable"));
  }

  @Test
  void read_withoutKeys_takesTheSimpleDefinitionsKeyWithNote() {
    assertThat(TableSummary.of("kro/simple.yaml"))
        .isEqualTo(
            "notes in us-west-2: on demand, key id S\n"
                + String.format(DEFINITION_NOTE, "SimpleDynamoDB")
                + KEY_NOTE);
  }

  @Test
  void read_instanceBesideItsDefinition_doesNotTakeTheTemplateForATable() {
    assertThat(TableSummary.of("kro/with-definition.yaml"))
        .isEqualTo(
            "notes in us-west-2: on demand, key id S\n"
                + String.format(DEFINITION_NOTE, "SimpleDynamoDB")
                + KEY_NOTE
                + "  note ignored in this file: kind ResourceGraphDefinition\n");
  }

  @Test
  void read_instanceInAnApplication_isReadLikeTheComponents() {
    assertThat(TableSummary.of("kro/in-application.yaml"))
        .isEqualTo(
            "sessions in eu-west-1: on demand, key id B\n"
                + String.format(DEFINITION_NOTE, "DynamoDBTable")
                + "  note the provisioned units 5/5 of table sessions are ignored: the billing mode"
                + " is PAY_PER_REQUEST\n"
                + "notes in eu-west-1: on demand, key id S\n"
                + KEY_NOTE.replace("the instance", "the component")
                + "carts in eu-west-1: 4/6, key id S\n");
  }

  @Test
  void read_brokenInstance_namesFileLineAndKey() {
    String text =
        """
        apiVersion: kro.run/v1alpha1
        kind: DynamoDBTable
        spec:
          tableName: orders
          billingMode: PROVISIONED
        """;

    assertThat(failure(text))
        .isEqualTo(
            "f:3: spec.provisionedThroughput: is missing: table orders is PROVISIONED and needs"
                + " readCapacityUnits and writeCapacityUnits");
    assertThat(failure(text + "  provisionedThroughput: {readCapacityUnits: many}\n"))
        .isEqualTo(
            """
            f:6: spec.provisionedThroughput.readCapacityUnits: must be a whole number, not "many"
            f:6: spec.provisionedThroughput.writeCapacityUnits: is missing""");
    assertThat(failure(text.replace("  tableName", "  name")))
        .startsWith("f:1: is not a table file that can be read; found kind DynamoDBTable;");
  }
}
