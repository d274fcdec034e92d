package dev.headroom.source;

import static dev.headroom.source.TableTexts.failure;
import static dev.headroom.source.TableTexts.table;
import static dev.headroom.source.TableTexts.tables;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.table.CapacityMode;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import java.time.Instant;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it, a live table could be taken for another billing mode or capacity than it has. */
final class DescribeTableFormatTest {

  private static final String PROVISIONED =
      "\"ProvisionedThroughput\": {\"NumberOfDecreasesToday\": 2, \"ReadCapacityUnits\": 25,"
          + " \"WriteCapacityUnits\": 13}";

  private static final String ON_DEMAND =
      "\"BillingModeSummary\": {\"BillingMode\": \"PAY_PER_REQUEST\"},"
          + " \"ProvisionedThroughput\": {\"NumberOfDecreasesToday\": 0,"
          + " \"ReadCapacityUnits\": 0, \"WriteCapacityUnits\": 0}";

  @Test
  void read_withoutBillingModeSummary_isProvisioned() {
    Table table = table(described(PROVISIONED));

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(25, 13));
    assertThat(table.statistics().decreasesToday()).isEqualTo(2);
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void read_onDemandWithZeroUnits_hasNoLimit() {
    Table table = table(described(ON_DEMAND));

    assertThat(table.capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()));
    assertThat(table.notes()).isEmpty();
  }

  @Test
  void read_onDemandWithUnits_ignoresThemWithNote() {
    Table table = table(described("\"BillingMode\": \"PAY_PER_REQUEST\", " + PROVISIONED));

    assertThat(table.capacity()).isInstanceOf(CapacityMode.OnDemand.class);
    assertThat(table.notes()).singleElement().asString().contains("25/13", "ignored");
  }

  @Test
  void read_onDemandMaximum_takesMinusOneAsNone() {
    Table table =
        table(
            described(
                ON_DEMAND
                    + ", \"OnDemandThroughput\": {\"MaxReadRequestUnits\": -1,"
                    + " \"MaxWriteRequestUnits\": 900}"));

    assertThat(table.capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.of(900)));
    assertThat(
            failure(
                described(ON_DEMAND + ", \"OnDemandThroughput\": {\"MaxReadRequestUnits\": 0}")))
        .contains("MaxReadRequestUnits: must be at least 1, or -1 for no maximum");
  }

  @Test
  void read_emptyMaximum_isNone() {
    assertThat(table(described(ON_DEMAND + ", \"OnDemandThroughput\": {}")).capacity())
        .isEqualTo(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void read_warmThroughput_isNotAddedToCapacity() {
    Table table =
        table(
            described(
                PROVISIONED
                    + ", \"WarmThroughput\": {\"ReadUnitsPerSecond\": 12000,"
                    + " \"WriteUnitsPerSecond\": 4000, \"Status\": \"ACTIVE\"}"));

    assertThat(table.capacity()).isEqualTo(new CapacityMode.Provisioned(25, 13));
    assertThat(table.warmThroughput()).isEqualTo(new Throughput(12000, 4000));
  }

  @Test
  void read_provisionedWithoutThroughput_isAProblem() {
    assertThat(failure(described("\"ItemCount\": 1")))
        .contains("f:1: Table.ProvisionedThroughput: is missing: table orders is PROVISIONED");
    assertThat(failure(described("\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5}")))
        .contains("f:1: Table.ProvisionedThroughput.WriteCapacityUnits: is missing");
  }

  @Test
  void read_globalIndex_hasItsOwnCapacityAndStatus() {
    Table table =
        table(
            described(
                PROVISIONED
                    + ", \"GlobalSecondaryIndexes\": [{\"IndexName\": \"by-place\","
                    + " \"IndexStatus\": \"CREATING\", \"KeySchema\": ["
                    + key("id", "HASH")
                    + "], \"Projection\": {\"ProjectionType\": \"ALL\"},"
                    + " \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 3,"
                    + " \"WriteCapacityUnits\": 4}}]"));

    assertThat(table.globalSecondaryIndexes())
        .singleElement()
        .satisfies(
            index -> assertThat(index.capacity()).isEqualTo(new CapacityMode.Provisioned(3, 4)));
    assertThat(table.notes()).containsExactly("index by-place was CREATING when described");
  }

  @Test
  void read_globalIndexWithSeveralKeyAttributes_keepsThemAll() {
    Table table =
        table(
            described(
                ON_DEMAND
                    + ", \"GlobalSecondaryIndexes\": [{\"IndexName\": \"g\", \"KeySchema\": ["
                    + String.join(
                        ",",
                        key("country", "HASH"),
                        key("city", "HASH"),
                        key("day", "RANGE"),
                        key("hour", "RANGE"))
                    + "]}]"));

    assertThat(table.globalSecondaryIndexes().getFirst().keySchema())
        .extracting(KeyAttribute::attributeName)
        .containsExactly("country", "city", "day", "hour");
  }

  @Test
  void read_tableWithTwoPartitionKeys_isAProblem() {
    assertThat(failure(described(PROVISIONED).replace("\"RANGE\"", "\"HASH\"")))
        .contains("Table.KeySchema: must have one HASH and at most one RANGE attribute");
  }

  @Test
  void read_vectorIndexesAndNewKeys_areIgnoredWithNotes() {
    Table table = table(described(PROVISIONED + ", \"VectorIndexes\": [{}], \"Quantum\": {}"));

    assertThat(table.notes())
        .containsExactly(
            "vector indexes are not modelled and were ignored",
            "the key Quantum is not known and was ignored");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"2026-01-01T08:00:00Z\"',              2026-01-01T08:00:00Z",
    "'\"2026-01-01T09:00:00.500000+01:00\"',  2026-01-01T08:00:00.500Z",
    "'\"2026-01-01T 08:00:00+00:00\"',        2026-01-01T08:00:00Z",
    "1767254400,                              2026-01-01T08:00:00Z",
    "1767254400.25,                           2026-01-01T08:00:00.250Z",
    "1.7672544E9,                             2026-01-01T08:00:00Z",
    "1767254400250,                           2026-01-01T08:00:00.250Z",
  })
  void read_creationTime_isUnderstoodInEverySpelling(String written, Instant expected) {
    Table table = table(described(PROVISIONED + ", \"CreationDateTime\": " + written));

    assertThat(table.statistics().createdAt()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "9999999999999999", "1e99", "-1", "true"})
  void read_wrongCreationTime_isAProblemOrATime(String written) {
    String text = described(PROVISIONED + ", \"CreationDateTime\": " + written);

    if (written.startsWith("99")) {
      assertThat(table(text).statistics().createdAt()).isNotNull();
    } else {
      assertThat(failure(text)).contains("Table.CreationDateTime: must be a time such as");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CREATING", "UPDATING", "DELETING"})
  void read_tableThatIsNotActive_isKeptWithNote(String status) {
    Table table = table(described(PROVISIONED + ", \"TableStatus\": \"" + status + "\""));

    assertThat(table.statistics().status()).isEqualTo(status);
    assertThat(table.notes()).containsExactly("the table was " + status + " when it was described");
  }

  @Test
  void read_answerOfDeleteTable_asksForADescription() {
    String deleted =
        """
        {"TableDescription": {
          "TableName": "orders",
          "TableStatus": "DELETING",
          "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}}}
        """;

    assertThat(failure(deleted))
        .isEqualTo(
            "f:3: TableDescription.TableStatus: is DELETING: the answer of delete-table does not"
                + " describe the table; give the output of describe-table");
  }

  @Test
  void read_theRest_isKept() {
    Table table =
        table(
            described(
                PROVISIONED
                    + ", \"ItemCount\": 123, \"TableSizeBytes\": 4567,"
                    + " \"TableArn\": \"arn:aws:dynamodb:ap-south-1:1:table/orders\","
                    + " \"StreamSpecification\": {\"StreamEnabled\": true,"
                    + " \"StreamViewType\": \"OLD_IMAGE\"},"
                    + " \"TableClassSummary\": {\"TableClass\": \"STANDARD_INFREQUENT_ACCESS\"},"
                    + " \"Replicas\": [{\"RegionName\": \"eu-west-3\"}]"));

    assertThat(table.region()).isEqualTo("ap-south-1");
    assertThat(table.statistics().itemCount()).isEqualTo(123);
    assertThat(table.statistics().tableSizeBytes()).isEqualTo(4567);
    assertThat(table.settings().streamViewType()).isEqualTo("OLD_IMAGE");
    assertThat(table.settings().tableClass()).hasToString("STANDARD_INFREQUENT_ACCESS");
    assertThat(table.settings().replicaRegions()).containsExactly("eu-west-3");
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:dynamodb:us-gov-west-1:1:table/orders, us-gov-west-1",
    "arn:aws-cn:dynamodb:cn-north-1:1:table/orders, cn-north-1",
    "arn:aws:dynamodb:ddblocal:0:table/orders,",
    "orders,",
  })
  void read_arn_givesTheRegionIfItIsOne(String arn, @Nullable String region) {
    assertThat(table(described(PROVISIONED + ", \"TableArn\": \"" + arn + "\"")).region())
        .isEqualTo(region);
  }

  @Test
  void read_endlessArn_givesNoRegion() {
    String arn = "arn:aws:dynamodb:eu" + "-a".repeat(1_000_000) + "-1:";

    assertThat(table(described(PROVISIONED + ", \"TableArn\": \"" + arn + "\"")).region()).isNull();
  }

  @Test
  void read_yamlOutput_isTheSame() {
    String yaml =
        """
        Table:
          AttributeDefinitions:
          - AttributeName: id
            AttributeType: S
          CreationDateTime: '2026-01-01T08:00:00.250000+00:00'
          DeletionProtectionEnabled: false
          ItemCount: 12
          KeySchema:
          - AttributeName: id
            KeyType: HASH
          ProvisionedThroughput:
            NumberOfDecreasesToday: 1
            ReadCapacityUnits: 25
            WriteCapacityUnits: 13
          TableArn: arn:aws:dynamodb:eu-west-1:111122223333:table/orders
          TableName: orders
          TableSizeBytes: 480
          TableStatus: ACTIVE
        """;

    assertThat(TableSummary.of(tables(yaml))).isEqualTo("orders in eu-west-1: 25/13, key id S\n");
    assertThat(table(yaml).statistics().createdAt()).isEqualTo("2026-01-01T08:00:00.250Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KeySchema | Schema | KeySchema: is missing",
        "TableName | Name | TableName: is missing",
        "\"AttributeType\": \"S\" | \"AttributeType\": \"M\""
            + "| AttributeDefinitions[0].AttributeType: must be S, N or B for a key, not \"M\"",
        "\"ReadCapacityUnits\": 25 | \"ReadCapacityUnits\": -25"
            + "| ProvisionedThroughput.ReadCapacityUnits: must be at least 1, not \"-25\"",
      })
  void read_brokenDescription_namesTheKey(String text, String replacement, String problem) {
    assertThat(failure(described(PROVISIONED).replaceFirst(text, replacement)))
        .isEqualTo("f:1: Table." + problem);
  }

  @Test
  void read_anyWrapping_findsTheTable() {
    String bare = described(PROVISIONED).substring("{\"Table\": ".length());
    bare = bare.substring(0, bare.length() - 1);

    assertThat(table(bare).name()).isEqualTo("orders");
    assertThat(table("{\"TableDescription\": " + bare + "}").name()).isEqualTo("orders");
    assertThat(table("{\"status_code\": 200, \"data\": {\"Table\": " + bare + "}}").name())
        .isEqualTo("orders");
    assertThat(tables("[" + bare + ", " + bare.replace("orders", "carts") + "]"))
        .extracting(Table::name)
        .containsExactly("orders", "carts");
    assertThat(tables(bare + "\n" + bare.replace("orders", "carts"))).hasSize(2);
  }

  private static String described(String more) {
    return "{\"Table\": {\"TableName\": \"orders\", \"AttributeDefinitions\": ["
        + String.join(
            ",",
            definition("id"),
            definition("at"),
            definition("country"),
            definition("city"),
            definition("day"),
            definition("hour"))
        + "], \"KeySchema\": ["
        + key("id", "HASH")
        + ", "
        + key("at", "RANGE")
        + "], "
        + more
        + "}}";
  }

  private static String definition(String name) {
    return "{\"AttributeName\": \"" + name + "\", \"AttributeType\": \"S\"}";
  }

  private static String key(String name, String type) {
    return "{\"AttributeName\": \"" + name + "\", \"KeyType\": \"" + type + "\"}";
  }
}
