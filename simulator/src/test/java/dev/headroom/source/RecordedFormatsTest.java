package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables deep in files that hold much else would be missed, or mixed up with one another. */
final class RecordedFormatsTest {

  private static final String DESCRIPTION =
      """
      {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
       "CreationDateTime": "datetime", "DeletionProtectionEnabled": false, "ItemCount": 0,
       "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
       "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": %d,
         "WriteCapacityUnits": %d},
       "TableArn": "arn:<partition>:dynamodb:<region>:111111111111:table/<table-name:1>",
       "TableId": "<uuid:1>", "TableName": "<table-name:1>", "TableSizeBytes": 0,
       "TableStatus": "<table-status:1>"}""";

  private static final String MODEL =
      """
      {"tables": [
        {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
           {"AttributeName": "a", "AttributeType": "S"}, {"AttributeName": "b", "AttributeType": "N"}],
         "TableName": "Orders", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
         "GlobalSecondaryIndexes": [{"IndexName": "ByBoth", "KeySchema": [
            {"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "ALL"}}],
         "BillingMode": "PAY_PER_REQUEST"},
        {"AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
         "TableName": "Users", "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]%s}],
       "items": {"Orders": []}, "access_patterns": []}
      """;

  @Test
  void read_snapshot_tellsTheTablesOfItsTestsApart() {
    String text =
        """
        {"tests/test_dynamodb.py::TestDynamoDB::test_one": {"recorded-date": "22-10-2023",
           "recorded-content": {"create-table": {"TableDescription": %s},
             "describe-stream": {"StreamDescription": {"TableName": "<table-name:1>",
               "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}},
             "describe": {"before": {"Table": %s}}}},
         "tests/test_dynamodb.py::TestDynamoDB::test_two": {"recorded-date": "22-10-2023",
           "recorded-content": {"describe": {"Table": %s}}},
         "tests/test_dynamodb.py::TestDynamoDB::test_three": {"recorded-content": {"Items": []}}}
        """
            .formatted(
                DESCRIPTION.formatted(1, 2),
                DESCRIPTION.formatted(3, 4),
                DESCRIPTION.formatted(5, 6));

    assertThat(TableSummary.of(TableTexts.tables(text)))
        .contains(
            "test_one <table-name:1>: 3/4, key id S", "test_two <table-name:1>: 5/6, key id S")
        .doesNotContain("test_three", "1/2");
  }

  @Test
  void read_oneRecording_needsNoTest() {
    assertThat(
            TableSummary.of(
                TableTexts.tables(
                    "{\"recorded-content\": {\"describe\": {\"Table\": "
                        + DESCRIPTION.formatted(7, 8)
                        + "}}}")))
        .startsWith("<table-name:1>: 7/8, key id S");
  }

  @Test
  void read_snapshotThatEndsWithDeleteTable_keepsTheDescriptionBefore() {
    String deleted =
        """
        {"ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
         "TableName": "<table-name:1>", "TableStatus": "DELETING"}""";
    String text =
        """
        {"recorded-content": {
           "describe": {"Table": %s}, "delete": {"TableDescription": %s}}}
        """;

    assertThat(
            TableSummary.of(
                TableTexts.tables(text.formatted(DESCRIPTION.formatted(7, 8), deleted))))
        .isEqualTo(
            """
            <table-name:1>: 7/8, key id S
              note the table's name is a placeholder: <table-name:1>
            """);
    assertThat(failure(text.formatted(deleted, deleted)))
        .isEqualTo("f: declares no DynamoDB table");
  }

  @Test
  void read_indexStatusThatIsAPlaceholder_isNoNote() {
    String index =
        """
        "GlobalSecondaryIndexes": [{"IndexName": "by-id", "IndexStatus": "<index-status:1>",
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "ALL"},
          "ProvisionedThroughput": {"ReadCapacityUnits": 3, "WriteCapacityUnits": 4}}],
        "ItemCount""";
    String description = DESCRIPTION.formatted(7, 8).replace("\"ItemCount", index);

    assertThat(
            TableSummary.of(
                TableTexts.tables("{\"recorded-content\": {\"Table\": " + description + "}}")))
        .isEqualTo(
            """
            <table-name:1>: 7/8, key id S
              global by-id: 3/4, key id S, ALL
              note the table's name is a placeholder: <table-name:1>
            """);
  }

  @Test
  void read_snapshotWithoutTable_saysSo() {
    assertThat(failure("{\"t\": {\"recorded-content\": {\"Items\": []}}}"))
        .isEqualTo("f: declares no DynamoDB table");
  }

  @Test
  void read_dataModel_holdsTheInputsOfCreateTable() {
    assertThat(
            TableSummary.of(
                TableTexts.tables(MODEL.formatted(", \"BillingMode\": \"PAY_PER_REQUEST\""))))
        .isEqualTo(
            """
            Orders: on demand, key id S
              global ByBoth: on demand, key a S + b N, ALL
            Users: on demand, key id S
            """);
  }

  @Test
  void read_dataModelWithCapacity_isProvisioned() {
    String throughput =
        ", \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 4, \"WriteCapacityUnits\": \"5\"}";

    assertThat(TableSummary.of(TableTexts.tables(MODEL.formatted(throughput))))
        .contains("Users: 4/5, key id S");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"BillingMode\": \"PROVISIONED\", \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 9,"
            + " \"WriteCapacityUnits\": 8} | Users: 9/8, key id S",
        "\"BillingMode\": \"PAY_PER_REQUEST\", \"OnDemandThroughput\": {\"MaxReadRequestUnits\": 500,"
            + " \"MaxWriteRequestUnits\": -1} | Users: on demand max read 500, key id S",
        "\"BillingMode\": \"PAY_PER_REQUEST\", \"LocalSecondaryIndexes\": [{\"IndexName\": \"ById\","
            + " \"KeySchema\": [{\"AttributeName\": \"id\", \"KeyType\": \"HASH\"}],"
            + " \"Projection\": {\"ProjectionType\": \"KEYS_ONLY\"}}]"
            + "| `Users: on demand, key id S\n  local ById: key id S, KEYS_ONLY`",
      })
  void read_dataModels_haveTheirSettings(String settings, String users) {
    assertThat(TableSummary.of(TableTexts.tables(MODEL.formatted(", " + settings))))
        .endsWith(users + "\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"BillingMode\": \"ON_DEMAND\", \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5,"
            + " \"WriteCapacityUnits\": 5}"
            + "| BillingMode: must be one of PROVISIONED, PAY_PER_REQUEST, not \"ON_DEMAND\"",
        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5}"
            + "| ProvisionedThroughput.WriteCapacityUnits: is missing",
        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": -5, \"WriteCapacityUnits\": 5}"
            + "| ProvisionedThroughput.ReadCapacityUnits: must be at least 1, not \"-5\"",
      })
  void read_brokenDataModel_namesLineAndKey(String settings, String problem) {
    assertThat(failure(MODEL.formatted(", " + settings))).isEqualTo("f:10: tables[1]." + problem);
  }

  @Test
  void read_dataModelWithoutCapacity_isAnError() {
    assertThat(failure(MODEL.formatted(""))).contains("tables[1]", "is missing");
  }

  @Test
  void read_dataModelInOtherWords_isNoTableFile() {
    assertThat(failure("{\"tables\": [{\"table_name\": \"orders\"}], \"items\": {}}"))
        .contains("is not a table file that can be read; found the keys tables, items");
  }
}
