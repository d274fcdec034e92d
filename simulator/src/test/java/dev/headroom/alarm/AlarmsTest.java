package dev.headroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.AlarmOutcome;
import dev.headroom.outcome.AlarmOutcome.Span;
import dev.headroom.outcome.AlarmOutcome.State;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.ScenarioReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An alarm that is said to fire, and does not, lets somebody sleep. The table has 10 units per
 * second and meets 10 writes per second, of two units each with the local index, from the eleventh
 * to the twentieth minute; saved capacity carries them for five minutes.
 */
final class AlarmsTest {

  private static final String PROVISIONED =
      """
      name: orders
      partitionKey: id
      readCapacityUnits: 50
      writeCapacityUnits: 10
      globalSecondaryIndexes:
        - {name: by-day, partitionKey: day, readCapacityUnits: 50, writeCapacityUnits: 100}
      localSecondaryIndexes:
        - {name: by-total, sortKey: total}
      """;

  private static final String ON_DEMAND =
      """
      name: orders
      partitionKey: id
      billingMode: PAY_PER_REQUEST
      """;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WriteThrottleEvents | Sum | 60 | GreaterThanThreshold | 0 | 1 | 1 | notBreaching | 960-1440
          WriteThrottleEvents | Sum | 60 | GreaterThanThreshold | 0 | 3 | 3 | notBreaching | 1080-1440
          WriteThrottleEvents | Sum | 60 | GreaterThanThreshold | 0 | 5 | 2 | notBreaching | 1020-1620
          WriteThrottleEvents | Sum | 60 | GreaterThanThreshold | 0 | 1 | 1 | ignore | 960-1800
          WriteProvisionedThroughputThrottleEvents | Sum | 300 | GreaterThanThreshold | 1000 | 1 | 1 | notBreaching | 1200-1500
          ReadThrottleEvents | Sum | 60 | GreaterThanThreshold | 0 | 1 | 1 | notBreaching |
          ConsumedWriteCapacityUnits | Sum | 60 | GreaterThanOrEqualToThreshold | 590 | 1 | 1 | missing | 660-1260
          ConsumedWriteCapacityUnits | Sum | 60 | LessThanThreshold | 400 | 2 | 2 | missing | 120-660 1320-1800
          ConsumedWriteCapacityUnits | Average | 60 | GreaterThanThreshold | 1.9 | 1 | 1 | missing | 60-1800
          ProvisionedWriteCapacityUnits | Maximum | 300 | LessThanThreshold | 11 | 1 | 1 | missing | 300-1800
          """)
  void judge_alarmOnTheTable_firesWhenItsRuleHolds(
      String metric,
      String statistic,
      int period,
      String comparison,
      double threshold,
      int periods,
      int datapoints,
      String missing,
      String spans)
      throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            alarm(metric, statistic, period, comparison, threshold, periods)
                .replace("NotGiven", missing)
                .replace("\"DatapointsToAlarm\": 1", "\"DatapointsToAlarm\": " + datapoints));

    assertThat(words(alarm.spans())).isEqualTo(spans == null ? "" : spans);
    assertThat(alarm.state()).isEqualTo(spans == null ? State.QUIET : State.FIRED);
    assertThat(alarm.detail()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          PutItem | 960-1440
          GetItem |
          """)
  void judge_throttledRequests_countsThoseOfItsOperation(String operation, String spans)
      throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            alarm("ThrottledRequests", "Sum", 60, "GreaterThanThreshold", 0, 1)
                .replace("NotGiven", "notBreaching")
                .replace(
                    "\"Dimensions\": [",
                    "\"Dimensions\": [{\"Name\": \"Operation\", \"Value\": \""
                        + operation
                        + "\"}, "));

    assertThat(words(alarm.spans())).isEqualTo(spans == null ? "" : spans);
  }

  @Test
  void judge_utilisationByMetricMath_isEvaluated() throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            """
            {"AlarmName": "utilisation", "EvaluationPeriods": 1, "Threshold": 90,
             "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "notBreaching",
             "Metrics": [
              {"Id": "e1", "Expression": "100*(m1/PERIOD(m1))/m2"},
              {"Id": "m1", "ReturnData": false, "MetricStat": {"Period": 300, "Stat": "Sum",
               "Metric": {"Namespace": "AWS/DynamoDB", "MetricName": "ConsumedWriteCapacityUnits",
                          "Dimensions": [{"Name": "TableName", "Value": "orders"}]}}},
              {"Id": "m2", "ReturnData": false, "MetricStat": {"Period": 300, "Stat": "Average",
               "Metric": {"Namespace": "AWS/DynamoDB", "MetricName": "ProvisionedWriteCapacityUnits",
                          "Dimensions": [{"Name": "TableName", "Value": "orders"}]}}}]}
            """);

    assertThat(words(alarm.spans())).isEqualTo("900-1500");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WriteThrottledEvents | Sum | GreaterThanThreshold | 0 | TableName=orders | AWS/DynamoDB has no metric "WriteThrottledEvents"; did you mean "WriteThrottleEvents"?
          Throttles | Sum | GreaterThanThreshold | 0 | TableName=orders | AWS/DynamoDB has no metric "Throttles"
          WriteThrottleEvents | Sum | GreaterThanThreshold | 0 | TableName=order | there is no table "order"; did you mean "orders"?
          WriteThrottleEvents | Sum | GreaterThanThreshold | 0 | TableName=orders,GlobalSecondaryIndexName=by-dya | there is no global index "by-dya"; did you mean "by-day"?
          WriteThrottleEvents | Sum | GreaterThanThreshold | 0 | TableName=orders,GlobalSecondaryIndexName=by-total | the local index by-total has no metrics of its own
          WriteThrottleEvents | Sum | GreaterThanThreshold | 0 | TableName=orders,Operation=PutItem | WriteThrottleEvents is published with TableName, or TableName and GlobalSecondaryIndexName only; with TableName and Operation there is no data, because CloudWatch adds nothing up over dimensions
          ThrottledRequests | Sum | GreaterThanThreshold | 0 | TableName=orders | ThrottledRequests is published with TableName and Operation only; with TableName there is no data, because CloudWatch adds nothing up over dimensions
          SystemErrors | Sum | GreaterThanThreshold | 0 | TableName=orders | SystemErrors is published with TableName and Operation only; with TableName there is no data, because CloudWatch adds nothing up over dimensions
          UserErrors | Sum | GreaterThanThreshold | 0 | TableName=orders | UserErrors is published with no dimension only; with TableName there is no data, because CloudWatch adds nothing up over dimensions
          WriteThrottleEvents | Sum | GreaterThanThreshold | 0 | | WriteThrottleEvents is published with TableName, or TableName and GlobalSecondaryIndexName only; with no dimension there is no data, because CloudWatch adds nothing up over dimensions
          ThrottledRequests | Sum | GreaterThanThreshold | 0 | TableName=orders,Operation=PutItems | there is no operation "PutItems"; did you mean "PutItem"?
          OnDemandMaxWriteRequestUnits | Maximum | GreaterThanThreshold | 0 | TableName=orders | the table is provisioned, so that there is no data of OnDemandMaxWriteRequestUnits
          ConsumedWriteCapacityUnits | Sum | GreaterThanThreshold | 3600 | TableName=orders | the capacity allows at most 3,600 in a period, saved burst capacity included
          ConsumedWriteCapacityUnits | Sum | GreaterThanThreshold | 60000 | TableName=orders,GlobalSecondaryIndexName=by-day | the capacity allows at most 36,000 in a period, saved burst capacity included
          ProvisionedReadCapacityUnits | Maximum | GreaterThanOrEqualToThreshold | 51 | TableName=orders | the capacity allows at most 50 in a period
          ConsumedReadCapacityUnits | Sum | LessThanThreshold | 0 | TableName=orders | ConsumedReadCapacityUnits is never below 0
          WriteThrottleEvents | Sum | LessThanThreshold | 1 | TableName=orders | WriteThrottleEvents has data only where it is 1 or more, and a period without data does not count as breaching
          """)
  void judge_alarmThatCouldNeverFire_saysWhy(
      String metric,
      String statistic,
      String comparison,
      double threshold,
      String dimensions,
      String reason)
      throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            withDimensions(
                alarm(metric, statistic, 60, comparison, threshold, 1)
                    .replace("NotGiven", "notBreaching"),
                dimensions == null ? "" : dimensions));

    assertThat(alarm.state()).isEqualTo(State.NEVER);
    assertThat(alarm.detail()).isEqualTo(reason);
  }

  @Test
  void judge_provisionedMetricOnDemand_couldNeverFire() throws IOException {
    AlarmOutcome alarm =
        judged(
            ON_DEMAND,
            alarm("ProvisionedWriteCapacityUnits", "Average", 300, "LessThanThreshold", 5, 1)
                .replace("NotGiven", "missing"));

    assertThat(alarm.state()).isEqualTo(State.NEVER);
    assertThat(alarm.detail()).startsWith("the table is on demand, so that there is no data of");
  }

  @Test
  void judge_moreDatapointsThanPeriods_isRefused() throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            alarm("WriteThrottleEvents", "Sum", 60, "GreaterThanThreshold", 0, 2)
                .replace("NotGiven", "missing")
                .replace("\"DatapointsToAlarm\": 1", "\"DatapointsToAlarm\": 3"));

    assertThat(alarm.state()).isEqualTo(State.NEVER);
    assertThat(alarm.detail())
        .isEqualTo("CloudWatch refuses it: datapointsToAlarm, 3, is above evaluationPeriods, 2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SuccessfulRequestLatency | p99 | Operation=PutItem | the prediction does not tell SuccessfulRequestLatency
          SystemErrors | Sum | Operation=PutItem | the prediction does not tell SystemErrors
          WriteThrottleEvents | Average | | WriteThrottleEvents has the statistics Sum and SampleCount only, not Average
          ConsumedWriteCapacityUnits | Maximum | | the prediction does not tell Maximum of single requests
          """)
  void judge_whatThePredictionDoesNotTell_isNotEvaluated(
      String metric, String statistic, String dimension, String reason) throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            withDimensions(
                alarm(metric, statistic, 60, "GreaterThanThreshold", 0, 1)
                    .replace("NotGiven", "missing"),
                "TableName=orders" + (dimension == null ? "" : "," + dimension)));

    assertThat(alarm.state()).isEqualTo(State.NOT_EVALUATED);
    assertThat(alarm.detail()).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ConsumedWriteCapacityUnits | Average | 60 | 8 | missing | Average of ConsumedWriteCapacityUnits is what single requests consume, not units per second: for these divide Sum by the period.
          ConsumedWriteCapacityUnits | Sum | 300 | 8 | missing | The sum over 300 s is compared: 8 is 0.03 units per second, of a capacity of 10. 8 units per second would be 2,400.
          WriteThrottleEvents | Sum | 60 | 0 | ignore | It stays in state ALARM once it is: without throttling there is no data of WriteThrottleEvents, and alarms on DynamoDB ignore missing data unless told otherwise; notBreaching ends it.
          WriteThrottleEvents | Sum | 60 | 0 | breaching | It fires while nothing is throttled, because then there is no data of WriteThrottleEvents, which counts as breaching.
          ProvisionedWriteCapacityUnits | Average | 60 | 5 | missing | ProvisionedWriteCapacityUnits has a value every five minutes only: periods of 60 s have no data between.
          ConsumedWriteCapacityUnits | Sum | 60 | 480 | missing |
          WriteThrottleEvents | Sum | 60 | 0 | notBreaching |
          """)
  void judge_probableSlip_isHintedAt(
      String metric, String statistic, int period, double threshold, String missing, String hint)
      throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            alarm(metric, statistic, period, "GreaterThanThreshold", threshold, 1)
                .replace("NotGiven", missing));

    assertThat(alarm.hints()).isEqualTo(hint == null ? List.of() : List.of(hint));
  }

  @Test
  void judge_sumDividedByAnotherPeriod_isHintedAt() throws IOException {
    AlarmOutcome alarm =
        judged(
            PROVISIONED,
            """
            {"AlarmName": "rate", "ActionsEnabled": false, "EvaluationPeriods": 1, "Threshold": 9,
             "ComparisonOperator": "GreaterThanThreshold",
             "Metrics": [
              {"Id": "e1", "Expression": "m1 / 300"},
              {"Id": "m1", "ReturnData": false, "MetricStat": {"Period": 60, "Stat": "Sum",
               "Metric": {"Namespace": "AWS/DynamoDB", "MetricName": "ConsumedWriteCapacityUnits",
                          "Dimensions": [{"Name": "TableName", "Value": "orders"}]}}}]}
            """);

    assertThat(alarm.state()).isEqualTo(State.QUIET);
    assertThat(alarm.hints())
        .containsExactly(
            "m1 / 300 divides a sum over 60 s by 300; PERIOD(m1) is always right.",
            "Its actions are disabled, so that nobody hears of it.");
  }

  private AlarmOutcome judged(String table, String alarm) throws IOException {
    Files.writeString(folder.resolve("orders.yaml"), table);
    Files.writeString(folder.resolve("alarm.json"), alarm);
    Path scenario =
        Files.writeString(
            folder.resolve("half-hour.yaml"),
            """
            table: [orders.yaml, alarm.json]
            start: 2026-11-27T08:00:00Z
            duration: 30m
            trials: 1
            state: {burst: 0}
            traffic:
              - name: put
                operation: PutItem
                rate: {points: [[0s, 2.5/s], [600s, 2.5/s], [601s, 10/s], [1200s, 10/s], [1201s, 2.5/s]]}
                arrivals: even
                itemSize: 100B
                client: {sdk: none}
              - {name: get, operation: GetItem, rate: 2/s, arrivals: even, client: {sdk: none}}
            """);
    List<AlarmOutcome> alarms = new Predictor(1).predict(ScenarioReader.read(scenario)).alarms();
    assertThat(alarms).hasSize(1);
    return alarms.getFirst();
  }

  private static String alarm(
      String metric, String statistic, int period, String comparison, double threshold, int n) {
    String kind = statistic.startsWith("p") ? "ExtendedStatistic" : "Statistic";
    return """
    {"AlarmName": "a", "Namespace": "AWS/DynamoDB", "MetricName": "%s", "%s": "%s", "Period": %d,
     "Dimensions": [{"Name": "TableName", "Value": "orders"}], "EvaluationPeriods": %d,
     "DatapointsToAlarm": 1, "Threshold": %s, "ComparisonOperator": "%s",
     "TreatMissingData": "NotGiven"}
    """
        .formatted(metric, kind, statistic, period, n, threshold, comparison);
  }

  private static String withDimensions(String alarm, String dimensions) {
    StringBuilder list = new StringBuilder();
    for (String dimension : dimensions.isEmpty() ? new String[0] : dimensions.split(",", -1)) {
      String[] parts = dimension.split("=", -1);
      list.append(list.isEmpty() ? "" : ", ")
          .append("{\"Name\": \"%s\", \"Value\": \"%s\"}".formatted(parts[0], parts[1]));
    }
    return alarm.replace("{\"Name\": \"TableName\", \"Value\": \"orders\"}", list);
  }

  private static String words(List<Span> spans) {
    return String.join(
        " ",
        spans.stream().map(it -> "%.0f-%.0f".formatted(it.fromSeconds(), it.toSeconds())).toList());
  }
}
