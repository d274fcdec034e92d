package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.document.Location;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Capacity that stays behind when a table is made on demand is refused by AWS and by Terraform, and
 * so is a provisioned table without any: the lines must come and go with the mode, and no others.
 */
final class BillingModeWriteBackTest {

  private static final String TERRAFORM_PROVISIONED =
      """
      resource "aws_dynamodb_table" "orders" {
        name           = "orders"
        billing_mode   = "PROVISIONED"
        read_capacity  = 40
        write_capacity = 25
        hash_key       = "id" # the order

        attribute {
          name = "id"
          type = "S"
        }

        attribute {
          name = "by-day"
          type = "S"
        }

        global_secondary_index {
          name            = "by-day"
          read_capacity   = 12
          write_capacity  = 7
          hash_key        = "by-day"
          projection_type = "ALL"
        }
      }

      resource "aws_dynamodb_table" "carts" {
        name           = "carts"
        hash_key       = "id"
        read_capacity  = 40
        write_capacity = 25
        attribute {
          name = "id"
          type = "S"
        }
      }
      """;

  private static final String TERRAFORM_ON_DEMAND =
      TERRAFORM_PROVISIONED
          .replaceFirst("\"PROVISIONED\"\n.*40\n.*25", "\"PAY_PER_REQUEST\"")
          .replaceFirst("\n *read_capacity *= 12\n.*7", "");

  private static final String TEMPLATE_PROVISIONED =
      """
      Resources:
        Orders:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: orders
            BillingMode: PROVISIONED # for now
            ProvisionedThroughput:
              ReadCapacityUnits: 40
              WriteCapacityUnits: 25
            # The key.
            AttributeDefinitions:
              - AttributeName: id
                AttributeType: S
            KeySchema:
              - {AttributeName: id, KeyType: HASH}
            GlobalSecondaryIndexes:
              - IndexName: by-day
                ProvisionedThroughput:
                  ReadCapacityUnits: 12
                  WriteCapacityUnits: 7
                KeySchema: [{AttributeName: id, KeyType: HASH}]
                Projection: {ProjectionType: ALL}
        Other:
          Type: AWS::DynamoDB::Table
          Properties:
            TableName: other
            AttributeDefinitions: [{AttributeName: id, AttributeType: S}]
            KeySchema: [{AttributeName: id, KeyType: HASH}]
            ProvisionedThroughput:
              ReadCapacityUnits: 40
              WriteCapacityUnits: 25
      """;

  private static final String TEMPLATE_ON_DEMAND =
      TEMPLATE_PROVISIONED
          .replaceFirst("PROVISIONED # for now\n.*\n.*40\n.*25", "PAY_PER_REQUEST # for now")
          .replaceFirst("\n *ProvisionedThroughput:\n.*12\n.*7", "");

  private static final String JSON_PROVISIONED =
      """
      {
        "Resources": {
          "Orders": {
            "Type": "AWS::DynamoDB::Table",
            "Properties": {
              "TableName": "orders",
              "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
              "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
              "GlobalSecondaryIndexes": [
                {
                  "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
                  "Projection": {"ProjectionType": "ALL"},
                  "IndexName": "by-day",
                  "ProvisionedThroughput": {
                    "ReadCapacityUnits": 12,
                    "WriteCapacityUnits": 7
                  }
                }
              ],
              "BillingMode": "PROVISIONED",
              "ProvisionedThroughput": {
                "ReadCapacityUnits": 40,
                "WriteCapacityUnits": 25
              }
            }
          }
        }
      }
      """;

  private static final String JSON_ON_DEMAND =
      JSON_PROVISIONED
          .replaceFirst("\"PROVISIONED\",\n.*\n.*\n.*\n *}", "\"PAY_PER_REQUEST\"")
          .replaceFirst("\"by-day\",\n.*\n.*\n.*\n *}", "\"by-day\"");

  private static final String ACK_PROVISIONED =
      """
      apiVersion: dynamodb.services.k8s.aws/v1alpha1
      kind: Table
      metadata:
        name: orders
      spec:
        tableName: orders
        billingMode: PROVISIONED
        provisionedThroughput:
          readCapacityUnits: 40
          writeCapacityUnits: 25
        attributeDefinitions:
          - {attributeName: id, attributeType: S}
        keySchema:
          - {attributeName: id, keyType: HASH}
        globalSecondaryIndexes:
          - indexName: by-day
            provisionedThroughput:
              readCapacityUnits: 12
              writeCapacityUnits: 7
            keySchema:
              - {attributeName: id, keyType: HASH}
            projection: {projectionType: ALL}
      """;

  private static final String ACK_ON_DEMAND =
      ACK_PROVISIONED
          .replaceFirst("PROVISIONED\n.*\n.*40\n.*25", "PAY_PER_REQUEST")
          .replaceFirst("\n *provisionedThroughput:\n.*12\n.*7", "");

  private static final String CROSSPLANE_PROVISIONED =
      """
      apiVersion: dynamodb.aws.upbound.io/v1beta1
      kind: Table
      metadata:
        name: orders
      spec:
        forProvider:
          region: eu-west-1
          billingMode: PROVISIONED
          readCapacity: 40
          writeCapacity: 25
          hashKey: id
          attribute:
            - name: id
              type: S
          globalSecondaryIndex:
            - name: by-day
              readCapacity: 12
              writeCapacity: 7
              hashKey: id
              projectionType: ALL
      """;

  private static final String CROSSPLANE_ON_DEMAND =
      CROSSPLANE_PROVISIONED
          .replaceFirst("PROVISIONED\n.*40\n.*25", "PAY_PER_REQUEST")
          .replaceFirst("\n *readCapacity: 12\n.*7", "");

  static Stream<Arguments> files() {
    return Stream.of(
        arguments("main.tf", TERRAFORM_PROVISIONED, TERRAFORM_ON_DEMAND),
        arguments("template.yaml", TEMPLATE_PROVISIONED, TEMPLATE_ON_DEMAND),
        arguments("template.json", JSON_PROVISIONED, JSON_ON_DEMAND),
        arguments("ack.yaml", ACK_PROVISIONED, ACK_ON_DEMAND),
        arguments("crossplane.yaml", CROSSPLANE_PROVISIONED, CROSSPLANE_ON_DEMAND));
  }

  @ParameterizedTest
  @MethodSource("files")
  void write_onDemand_takesTheCapacityOut(String file, String provisioned, String onDemand) {
    assertThat(write(file, provisioned, OnDemand.UNLIMITED, OnDemand.UNLIMITED))
        .isEqualTo(onDemand);
  }

  @ParameterizedTest
  @MethodSource("files")
  void write_provisioned_putsTheCapacityIn(String file, String provisioned, String onDemand) {
    assertThat(write(file, onDemand, new Provisioned(40, 25), new Provisioned(12, 7)))
        .isEqualTo(provisioned);
  }

  @ParameterizedTest
  @MethodSource("files")
  void write_carriageReturns_areKept(String file, String provisioned, String onDemand) {
    assertThat(
            write(
                file,
                onDemand.replace("\n", "\r\n"),
                new Provisioned(40, 25),
                new Provisioned(12, 7)))
        .isEqualTo(provisioned.replace("\n", "\r\n"));
  }

  @Test
  void write_fileThatIsLaidOutOtherwise_isRefused() {
    String flow =
        TEMPLATE_PROVISIONED.replaceFirst(
            "(?s)BillingMode: PROVISIONED.*?25\n",
            """
            ? BillingMode
                  : PROVISIONED
                  ProvisionedThroughput:
                    ReadCapacityUnits: 40
                    WriteCapacityUnits: 25
            """);

    assertThatThrownBy(() -> write("template.yaml", flow, OnDemand.UNLIMITED, OnDemand.UNLIMITED))
        .hasMessageContaining("would need other keys for another billing mode")
        .hasMessageContaining("orders: BillingMode PROVISIONED -> PAY_PER_REQUEST")
        .hasMessageContaining("orders: ReadCapacityUnits (take it out)");
  }

  @Test
  void write_modeThatIsNotWrittenOut_isRefused() {
    assertThatThrownBy(
            () ->
                write(
                    "main.tf",
                    TERRAFORM_PROVISIONED.replaceFirst(".*billing_mode.*\n", ""),
                    OnDemand.UNLIMITED,
                    OnDemand.UNLIMITED))
        .hasMessageContaining("orders: billing_mode PROVISIONED -> PAY_PER_REQUEST");
  }

  private static String write(String file, String text, CapacityMode table, CapacityMode index) {
    Table before =
        TableFiles.select(
            TableFiles.read(file, text.getBytes(StandardCharsets.UTF_8)),
            "orders",
            Location.ofFile(file));
    Table wanted =
        before.withCapacity(
            table,
            before.globalSecondaryIndexes().stream().map(it -> it.withCapacity(index)).toList(),
            before.autoScaling());
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    WriteBack.Result result = WriteBack.of(Map.of(file, content), Variables.NONE, wanted);
    return new String(result.contents().values().iterator().next(), StandardCharsets.UTF_8);
  }
}
