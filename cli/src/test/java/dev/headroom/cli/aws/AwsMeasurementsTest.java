package dev.headroom.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cli.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Traffic that is read from an account must be what the same measurements in files would give, and
 * reading it must neither change anything nor show the secret by which it is read.
 */
final class AwsMeasurementsTest {

  private static final String GET_METRIC_DATA =
      "/service/GraniteServiceVersion20100801/operation/GetMetricData";
  private static final String DESCRIBE = "DynamoDB_20120810.DescribeTable";
  private static final String TARGETS = "AnyScaleFrontendService.DescribeScalableTargets";

  /** Within the minutes that CloudWatch keeps, however long the test lives. */
  @SuppressWarnings("TimeInStaticInitializer")
  private static final Instant START =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(1));

  private static final String TABLE =
      """
      {"Table": {"TableName": "orders", "TableStatus": "ACTIVE",
        "TableArn": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"},
          {"AttributeName": "day", "AttributeType": "N"}],
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "ProvisionedThroughput": {"ReadCapacityUnits": 120, "WriteCapacityUnits": 80},
        "GlobalSecondaryIndexes": [{"IndexName": "by-day", "IndexStatus": "ACTIVE",
          "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
          "Projection": {"ProjectionType": "KEYS_ONLY"},
          "ProvisionedThroughput": {"ReadCapacityUnits": 10, "WriteCapacityUnits": 20}}]}}
      """;

  @TempDir private Path folder;

  private final StubbedAws aws = new StubbedAws();

  @BeforeEach
  void answerTable() {
    aws.answer(DESCRIBE, 200, TABLE.getBytes(StandardCharsets.UTF_8));
    aws.answer(TARGETS, 200, "{\"ScalableTargets\": []}".getBytes(StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    aws.close();
    assertThat(aws.asked()).as("operations").isSubsetOf(DESCRIBE, TARGETS, GET_METRIC_DATA);
  }

  @Test
  void import_liveTable_readsTheTableAndItsIndexesToo() {
    answerMeasurements();

    CommandRun run = importLive();

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "table: \"" + live().replace("//", "/") + "\"",
            "tableName: orders",
            "# ConsumedWriteCapacityUnits: 9,000 units.",
            "# WriteThrottleEvents: 30, added as units that were asked for.",
            "units per request: 2, measured",
            "by-day: {writes: 0.9934, entrySize: 1KB}");
    assertThat(aws.asked()).containsExactly(DESCRIBE, TARGETS, GET_METRIC_DATA, GET_METRIC_DATA);
  }

  @Test
  void import_liveTable_isTheScenarioOfTheSameMeasurementsInFiles() throws IOException {
    answerMeasurements();
    Path table = Files.writeString(folder.resolve("orders.json"), TABLE);
    Path data = Files.writeString(folder.resolve("data.json"), recordedData());
    Path queries = Files.writeString(folder.resolve("queries.json"), recordedQueries());

    CommandRun fromFiles =
        CommandRun.of("import", "cloudwatch", data, queries, "--table", table.toAbsolutePath());
    CommandRun fromAccount = importLive("--table", table.toAbsolutePath().toString());

    assertThat(fromAccount.err()).isEmpty();
    assertThat(fromAccount.out()).isEqualTo(fromFiles.out()).contains("traffic:");
    assertThat(aws.asked())
        .as("a table that is given is not asked for")
        .containsOnly(GET_METRIC_DATA);
  }

  @Test
  void import_liveTable_asksForTheSumsOfTableAndIndex() {
    answerMeasurements();

    importLive();

    String sent = new String(aws.bodies().getLast(), StandardCharsets.ISO_8859_1);
    assertThat(sent)
        .contains(
            "AWS/DynamoDB",
            "ConsumedWriteCapacityUnits",
            "ReadThrottleEvents",
            "SampleCount",
            "GlobalSecondaryIndexName",
            "by-day")
        .doesNotContain("KeyRangeThroughput");
  }

  @Test
  void import_nothingMeasured_saysSo() {
    aws.answer(GET_METRIC_DATA, 200, Cbor.of(Map.of("MetricDataResults", List.of())));

    CommandRun run = importLive();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .isEqualTo(
            "error: "
                + shown()
                + ": holds no point of ConsumedReadCapacityUnits or ConsumedWriteCapacityUnits\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AccessDenied | may not be read: the credentials need the permission"
            + " cloudwatch:GetMetricData",
        "AccessDeniedException | may not be read: the credentials need the permission"
            + " cloudwatch:GetMetricData",
        "ExpiredToken | cannot be read: the AWS credentials have expired; sign in again",
        "InvalidClientTokenId | cannot be read: AWS does not accept the credentials",
        "Throttling | cannot be read: cloudwatch:GetMetricData is throttled; try again later",
        "ThrottlingException | cannot be read: cloudwatch:GetMetricData is throttled; try again"
            + " later",
        "InternalFailure | cannot be read: cloudwatch:GetMetricData failed with InternalFailure,"
            + " status 400"
      })
  void import_refused_saysWhyWithoutCredentials(String code, String reason) {
    aws.answer(GET_METRIC_DATA, 400, refusal(code));

    CommandRun run = importLive();

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).isEqualTo("error: " + shown() + ": " + reason + "\n");
  }

  @Test
  void import_throttledOnce_triesAgain() {
    aws.answer(GET_METRIC_DATA, 400, refusal("ThrottlingException"));
    aws.answerThen(GET_METRIC_DATA, 200, page(0));
    aws.answerThen(GET_METRIC_DATA, 200, page(1));

    assertThat(importLive().err()).isEmpty();
    assertThat(aws.asked()).endsWith(GET_METRIC_DATA, GET_METRIC_DATA, GET_METRIC_DATA);
  }

  @Test
  void import_seriesForbidden_saysSo() {
    aws.answer(
        GET_METRIC_DATA,
        200,
        Cbor.of(
            Map.of("MetricDataResults", List.of(result(Series.all().getFirst(), 0, "Forbidden")))));

    assertThat(importLive().err())
        .contains("is Forbidden: CloudWatch did not answer this query")
        .doesNotContain("AKIA");
  }

  @Test
  void import_secondLiveTable_isBadUsage() {
    assertThat(CommandRun.of("import", "cloudwatch", "aws:orders", "aws:carts").err())
        .contains("A scenario has one table; measure one live table at a time");
  }

  @Test
  void import_timesForFiles_isBadUsage() {
    assertThat(CommandRun.of("import", "cloudwatch", "data.json", "--from=2026-11-01").err())
        .contains("--from and --to are for live tables; files are read as a whole");
  }

  @Test
  void import_timeThatIsNone_isBadUsage() {
    assertThat(CommandRun.of("import", "cloudwatch", live(), "--from=yesterday").err())
        .contains("--from must be a time such as 2026-11-27T08:00:00Z, not \"yesterday\"");
  }

  private CommandRun importLive(String... options) {
    List<String> arguments = new ArrayList<>(List.of("import", "cloudwatch", live()));
    arguments.add("--from=" + START);
    arguments.add("--to=" + START.plus(Duration.ofMinutes(4)));
    arguments.addAll(List.of(options));
    return CommandRun.of(arguments.toArray());
  }

  private String live() {
    return "aws:orders?region=eu-west-1&endpoint=" + aws.endpoint();
  }

  private String shown() {
    return live().replace("//", "/");
  }

  private static byte[] refusal(String code) {
    return Cbor.of(
        Map.of("__type", "com.amazonaws.cloudwatch#" + code, "message", StubbedAws.CREDENTIALS));
  }

  private void answerMeasurements() {
    aws.answer(GET_METRIC_DATA, 200, page(0));
    aws.answerThen(GET_METRIC_DATA, 200, page(1));
  }

  /** Two minutes on each page, the later ones first, as CloudWatch answers. */
  private static byte[] page(int number) {
    Map<String, Object> page = new LinkedHashMap<>();
    String status = number == 0 ? "PartialData" : "Complete";
    page.put(
        "MetricDataResults",
        Series.all().stream().map(series -> result(series, 2 - 2 * number, status)).toList());
    if (number == 0) {
      page.put("NextToken", "page2");
    }
    return Cbor.of(page);
  }

  private static Map<String, Object> result(Series series, int minute, String status) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("Id", series.id);
    result.put("Label", series.metric);
    result.put("Timestamps", List.of(minute(minute + 1), minute(minute)));
    result.put("Values", List.of(series.values.get(minute + 1), series.values.get(minute)));
    result.put("StatusCode", status);
    return result;
  }

  private static String recordedData() {
    return Series.all().stream()
        .map(
            series ->
                "{\"Id\": \"%s\", \"Label\": \"%s\", \"Timestamps\": [%s], \"Values\": %s}"
                    .formatted(
                        series.id,
                        series.metric,
                        Stream.of(0, 1, 2, 3)
                            .map(minute -> "\"" + minute(minute) + "\"")
                            .collect(Collectors.joining(", ")),
                        series.values))
        .collect(Collectors.joining(", ", "{\"MetricDataResults\": [", "]}"));
  }

  private static String recordedQueries() {
    return Series.all().stream()
        .map(
            series ->
                """
                {"Id": "%s", "MetricStat": {"Period": 60, "Stat": "%s", "Metric": {
                  "Namespace": "AWS/DynamoDB", "MetricName": "%s", "Dimensions": [
                    {"Name": "TableName", "Value": "orders"}%s]}}}
                """
                    .formatted(
                        series.id,
                        series.statistic,
                        series.metric,
                        series.isOfIndex
                            ? ", {\"Name\": \"GlobalSecondaryIndexName\", \"Value\": \"by-day\"}"
                            : ""))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Instant minute(int minute) {
    return START.plus(Duration.ofMinutes(minute));
  }

  /**
   * One of the series that are asked for, in the order of the Ids.
   *
   * @param values a minute each
   */
  private record Series(
      String id, boolean isOfIndex, String metric, String statistic, List<Double> values) {

    static List<Series> all() {
      List<Series> all = new ArrayList<>();
      for (boolean isOfIndex : List.of(false, true)) {
        double share = isOfIndex ? 0.5 : 1;
        add(all, isOfIndex, "ConsumedReadCapacityUnits", "Sum", 0, 0, 0, 0);
        add(all, isOfIndex, "ConsumedReadCapacityUnits", "SampleCount", 0, 0, 0, 0);
        add(
            all,
            isOfIndex,
            "ConsumedWriteCapacityUnits",
            "Sum",
            1200 * share,
            2400 * share,
            3000 * share,
            2400 * share);
        add(all, isOfIndex, "ConsumedWriteCapacityUnits", "SampleCount", 600, 1200, 1500, 1200);
        add(all, isOfIndex, "ReadThrottleEvents", "Sum", 0, 0, 0, 0);
        add(all, isOfIndex, "WriteThrottleEvents", "Sum", 0, 0, isOfIndex ? 0 : 30, 0);
      }
      return all;
    }

    private static void add(
        List<Series> all, boolean isOfIndex, String metric, String statistic, double... values) {
      all.add(
          new Series(
              "m" + all.size(),
              isOfIndex,
              metric,
              statistic,
              Arrays.stream(values).boxed().toList()));
    }
  }
}
