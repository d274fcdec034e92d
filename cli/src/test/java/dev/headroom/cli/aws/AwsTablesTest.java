package dev.headroom.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A tool that reads production tables must never write to them, and must never show the secret by
 * which it reads.
 */
final class AwsTablesTest {

  private static final String DESCRIBE = "DynamoDB_20120810.DescribeTable";
  private static final String TARGETS = "AnyScaleFrontendService.DescribeScalableTargets";
  private static final String POLICIES = "AnyScaleFrontendService.DescribeScalingPolicies";
  private static final String ACTIONS = "AnyScaleFrontendService.DescribeScheduledActions";
  private static final Set<String> READING = Set.of(DESCRIBE, TARGETS, POLICIES, ACTIONS);

  private static final String TABLE =
      """
      {"Table": {"TableName": "orders", "TableStatus": "ACTIVE",
        "TableArn": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
          {"AttributeName": "day", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "CreationDateTime": 1.7722368E9, "ItemCount": 1200, "TableSizeBytes": 480000,
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 2, "ReadCapacityUnits": 120,
          "WriteCapacityUnits": 80},
        "GlobalSecondaryIndexes": [{"IndexName": "by-day", "IndexStatus": "ACTIVE",
          "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "KEYS_ONLY"},
          "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 10,
            "WriteCapacityUnits": 20}}],
        "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000,
          "Status": "ACTIVE"}}}
      """;

  private static final String TARGET =
      """
      {"ScalableTargets": [{"ServiceNamespace": "dynamodb", "ResourceId": "table/orders%s",
        "ScalableDimension": "dynamodb:%s:WriteCapacityUnits", "MinCapacity": 40,
        "MaxCapacity": 900, "RoleARN": "arn:aws:iam::111122223333:role/x",
        "CreationTime": 1.7722368E9}]%s}
      """;

  private static final String POLICY =
      """
      {"ScalingPolicies": [{"PolicyARN": "arn:aws:autoscaling:eu-west-1:1:scalingPolicy:x",
        "PolicyName": "writes", "ServiceNamespace": "dynamodb", "ResourceId": "table/orders",
        "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
        "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": {
          "TargetValue": 65.0, "PredefinedMetricSpecification": {
            "PredefinedMetricType": "DynamoDBWriteCapacityUtilization"},
          "ScaleOutCooldown": 60, "ScaleInCooldown": 61}, "CreationTime": 1.7722368E9}]}
      """;

  private static final String ACTION =
      """
      {"ScheduledActions": [{"ScheduledActionName": "morning", "ServiceNamespace": "dynamodb",
        "ScheduledActionARN": "arn:x", "Schedule": "cron(0 7 ? * MON-FRI *)",
        "Timezone": "Europe/Berlin", "ResourceId": "table/orders",
        "ScalableDimension": "dynamodb:table:WriteCapacityUnits",
        "ScalableTargetAction": {"MinCapacity": 300}, "CreationTime": 1.7722368E9}]}
      """;

  @TempDir private Path folder;

  private final StubbedAws aws = new StubbedAws();

  @BeforeEach
  void answerWithoutScaling() {
    answer(DESCRIBE, 200, TABLE);
    answer(TARGETS, 200, "{\"ScalableTargets\": []}");
    answer(POLICIES, 200, "{\"ScalingPolicies\": []}");
    answer(ACTIONS, 200, "{\"ScheduledActions\": []}");
  }

  @AfterEach
  void stop() {
    aws.close();
    assertThat(aws.asked()).as("operations").isSubsetOf(READING);
  }

  @Test
  void tables_liveTable_isReadLikeTheFilesOfItsDescriptions() {
    answer(TARGETS, 200, TARGET.formatted("", "table", ", \"NextToken\": \"page2\""));
    answerThen(TARGETS, TARGET.formatted("/index/by-day", "index", ""));
    answer(POLICIES, 200, POLICY);
    answerThen(POLICIES, "{\"ScalingPolicies\": []}");
    answer(ACTIONS, 200, ACTION);
    answerThen(ACTIONS, "{\"ScheduledActions\": []}");

    CommandRun run = CommandRun.of("tables", live());

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "120 read and 80 write units/s",
            "10 read and 20 write units/s",
            "40 to 900 units/s, target 65 %",
            "cron(0 7 ? * MON-FRI *)");
    assertThat(aws.asked())
        .containsExactly(DESCRIBE, TARGETS, TARGETS, POLICIES, ACTIONS, POLICIES, ACTIONS);
  }

  @Test
  void tables_liveTableAsJson_hasWhatOnlyALiveTableKnows() {
    assertThat(CommandRun.of("tables", live(), "--json").out())
        .contains("\"region\": \"eu-west-1\"", "\"decreasesToday\": 2", "\"itemCount\": 1200");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"BillingModeSummary\": {\"BillingMode\": \"PAY_PER_REQUEST\"},"
            + " \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 0, \"WriteCapacityUnits\": 0},"
            + " \"OnDemandThroughput\": {\"MaxReadRequestUnits\": 900, \"MaxWriteRequestUnits\": -1}"
            + "| \"maxReadRequestUnits\": 900, \"maxWriteRequestUnits\": null",
        "\"BillingModeSummary\": {\"BillingMode\": \"PROVISIONED\"},"
            + " \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 7, \"WriteCapacityUnits\": 8}"
            + "| \"billingMode\": \"PROVISIONED\", \"readCapacityUnits\": 7, \"writeCapacityUnits\": 8",
        "\"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5, \"WriteCapacityUnits\": 5},"
            + " \"WarmThroughput\": {\"ReadUnitsPerSecond\": 15000, \"WriteUnitsPerSecond\": 6000,"
            + " \"Status\": \"UPDATING\"}"
            + "| \"readCapacityUnits\": 5, \"warmReadUnitsPerSecond\": 15000,"
            + " \"warmWriteUnitsPerSecond\": 6000",
        "\"TableStatus\": \"UPDATING\","
            + " \"ProvisionedThroughput\": {\"ReadCapacityUnits\": 5, \"WriteCapacityUnits\": 5}"
            + "| \"readCapacityUnits\": 5, \"status\": \"UPDATING\","
            + " \"the table was UPDATING when it was described\"",
      })
  void tables_liveTableInAnotherState_hasItsSettings(String settings, String expected) {
    answer(
        DESCRIBE,
        200,
        """
        {"Table": {"TableName": "orders", %s,
          "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
          "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}]}}
        """
            .formatted(settings));

    CommandRun run = CommandRun.of("tables", live(), "--json");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(expected.split(", "));
  }

  @Test
  void init_liveTable_writesAScenarioThatReadsIt() {
    Path scenario = folder.resolve("s.yaml");

    assertThat(CommandRun.of("init", "--table", live(), "-o", scenario).err()).isEmpty();
    CommandRun check = CommandRun.of("check", scenario, "--trials=1", "--set=duration=1m");

    assertThat(check.err()).isEmpty();
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void sweep_liveTable_isReadOnce() throws IOException {
    Path scenario =
        Files.writeString(
            folder.resolve("s.yaml"),
            "table: \""
                + live()
                + "\"\nduration: 1m\ntraffic: [{operation: PutItem, rate: 9/s}]\n");

    assertThat(CommandRun.of("sweep", scenario, "--vary=table.writeCapacityUnits=10,20").err())
        .isEmpty();
    assertThat(aws.asked()).containsExactly(DESCRIBE, TARGETS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ResourceNotFoundException | does not exist in this account and Region",
        "AccessDeniedException | may not be read: the credentials need the permission"
            + " dynamodb:DescribeTable",
        "ExpiredTokenException | cannot be read: the AWS credentials have expired; sign in again",
        "UnrecognizedClientException | cannot be read: AWS does not accept the credentials",
        "ThrottlingException | cannot be read: dynamodb:DescribeTable is throttled; try again"
            + " later",
        "ValidationException | cannot be read: dynamodb:DescribeTable failed with"
            + " ValidationException, status 400"
      })
  void tables_refused_saysWhyWithoutCredentials(String code, String reason) {
    answer(DESCRIBE, 400, refusal("com.amazonaws.dynamodb.v20120810#" + code));

    CommandRun run = CommandRun.of("tables", live());

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: " + shown() + ": " + reason + "\n");
  }

  @Test
  void tables_scalingDenied_namesTheMissingPermission() {
    answer(TARGETS, 400, refusal("AccessDeniedException"));

    assertThat(CommandRun.of("tables", live()).err())
        .endsWith(
            "the credentials need the permission"
                + " application-autoscaling:DescribeScalableTargets\n");
  }

  @Test
  void tables_throttledOnce_triesAgain() {
    answer(DESCRIBE, 400, refusal("ThrottlingException"));
    answerThen(DESCRIBE, TABLE);

    assertThat(CommandRun.of("tables", live()).exitCode()).isZero();
    assertThat(aws.asked()).startsWith(DESCRIBE, DESCRIBE);
  }

  @Test
  void tables_noServer_saysSo() {
    aws.stopServer();

    assertThat(CommandRun.of("tables", live()).err())
        .isEqualTo(
            "error: "
                + shown()
                + ": cannot be read: the service did not answer dynamodb:DescribeTable\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "aws: | is not the name of a table: \"\"",
        "aws:or ders | is not the name of a table: \"or ders\"",
        "aws:orders?region=Ireland | must have a Region such as eu-west-1, not \"Ireland\"",
        "aws:orders?regoin=eu-west-1 | may have region=… and endpoint=…, not \"regoin=eu-west-1\"",
        "aws:orders?endpoint=ftp:x | must have an endpoint such as http://127.0.0.1:8000"
      })
  void tables_nameThatIsNone_saysWhy(String name, String reason) {
    assertThat(CommandRun.of("tables", name).err())
        .isEqualTo("error: " + name + ": " + reason + "\n");
  }

  private String live() {
    return "aws:orders?region=eu-west-1&endpoint=" + aws.endpoint();
  }

  /** The name as a path. */
  private String shown() {
    return live().replace("//", "/");
  }

  /** A further answer, which succeeds. */
  private void answerThen(String operation, String body) {
    aws.answerThen(operation, 200, body.getBytes(StandardCharsets.UTF_8));
  }

  private void answer(String operation, int status, String body) {
    aws.answer(operation, status, body.getBytes(StandardCharsets.UTF_8));
  }

  /** What the service says of a refusal; its message may tell more than a log should hold. */
  private static String refusal(String code) {
    return "{\"__type\": \"" + code + "\", \"message\": \"" + StubbedAws.CREDENTIALS + "\"}";
  }
}
