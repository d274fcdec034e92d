package dev.headroom.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.document.Problems;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.MissingData;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An alarm that is read wrongly is judged wrongly, and somebody trusts it. */
final class AlarmFormatsTest {

  private static final Path ALARMS = Path.of("src/test/resources/dev/headroom/source/alarms");

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cw-throttled-requests.json | orders-put-throttled | Sum of ThrottledRequests over 60 s > 0 in 3 of 5 periods
          cw-describe-alarms.json | orders-writes-80-percent | Sum of ConsumedWriteCapacityUnits over 300 s >= 240000 for 3 periods
          cw-math.json | orders-write-utilisation | e1 = 100*(m1/PERIOD(m1))/m2 with m1 = Sum of ConsumedWriteCapacityUnits over 300 s, m2 = Average of ProvisionedWriteCapacityUnits over 300 s > 80 for 2 periods
          cw-latency-p99.json | orders-get-slow | p99 of SuccessfulRequestLatency over 60 s > 25.5 for 3 periods
          cw-anomaly.yaml | orders-reads-unusual | ad1 = ANOMALY_DETECTION_BAND(m1, 2) with m1 = Sum of ConsumedReadCapacityUnits over 60 s > 0 for 2 periods
          """)
  void read_cloudWatch_besideATable(String file, String name, String rule) throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("orders.yaml"),
            "name: orders\npartitionKey: id\nreadCapacityUnits: 5\nwriteCapacityUnits: 5\n");

    Table read = TableFiles.read(List.of(table, ALARMS.resolve(file)), Variables.NONE).getFirst();

    assertThat(read.alarms()).extracting(Alarm::name).containsExactly(name);
    assertThat(read.alarms().getFirst().rule()).isEqualTo(rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cfn-ref.yaml | ${AWS::StackName}-reads-high | Sum of ConsumedReadCapacityUnits over 300 s > 12000
          cfn-conditional.yaml | Throttles | Sum of WriteThrottleEvents over 60 s >= 1 for 5 periods
          cfn-math.json | OrdersAlarm4F3A | expr_1 = getitem+batchgetitem with getitem = Sum of ThrottledRequests over 300 s, batchgetitem = Sum of ThrottledRequests over 300 s >= 1
          cfn-sam-index.yaml | by-day-throttles | Sum of WriteThrottleEvents over 60 s > 0 in 2 of 10 periods
          tf-simple.json | orders-throttles | Sum of WriteThrottleEvents over 60 s > 5 in 2 of 3 periods
          tf-metric-query.json | orders-util | e1 = consumed / 300 with consumed = Sum of ConsumedReadCapacityUnits over 300 s >= 75.5
          tf-name-after-apply.json | writes | Average of ConsumedWriteCapacityUnits over 60 s > 8
          tf-state.json | ordres-reads | Sum of ReadThrottleEvents over 60 s > 0
          """)
  void read_template_hasTableAndAlarm(String file, String name, String rule) {
    Table read = TableFiles.read(ALARMS.resolve(file)).getFirst();

    assertThat(read.alarms()).extracting(Alarm::name).containsExactly(name);
    assertThat(read.alarms().getFirst().rule()).isEqualTo(rule);
  }

  @Test
  void read_templateWithParameter_takesItsValue() {
    Table read =
        TableFiles.read(
                List.of(ALARMS.resolve("cfn-unresolved.yaml")),
                new Variables(Map.of("Limit", "900")))
            .getFirst();

    assertThat(read.alarms().getFirst().threshold()).isEqualTo(900);
  }

  @Test
  void read_templateWithoutValue_keepsTheTableAndNotesTheAlarm() {
    Table read = TableFiles.read(ALARMS.resolve("cfn-unresolved.yaml")).getFirst();

    assertThat(read.alarms()).isEmpty();
    assertThat(read.notes())
        .anyMatch(note -> note.startsWith("the alarm orders-high was not read: "))
        .anyMatch(note -> note.contains("--var Limit="));
  }

  @Test
  void read_incompleteAlarm_isNoted() throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("orders.yaml"),
            "name: orders\npartitionKey: id\nreadCapacityUnits: 5\nwriteCapacityUnits: 5\n");

    Table read =
        TableFiles.read(List.of(ALARMS.resolve("cw-incomplete.json"), table), Variables.NONE)
            .getFirst();

    assertThat(read.alarms()).isEmpty();
    assertThat(read.notes())
        .singleElement()
        .asString()
        .startsWith("the alarm orders-forgotten was not read: ")
        .endsWith("Threshold: is missing");
  }

  @Test
  void read_describeAlarms_leavesOutThoseOfAutoScalingAndOtherServicesAndNotesOtherTables()
      throws IOException {
    Path table =
        Files.writeString(
            folder.resolve("orders.yaml"),
            "name: orders\npartitionKey: id\nreadCapacityUnits: 5\nwriteCapacityUnits: 5\n");

    Table read =
        TableFiles.read(List.of(table, ALARMS.resolve("cw-describe-alarms.json")), Variables.NONE)
            .getFirst();

    Alarm alarm = read.alarms().getFirst();
    assertThat(alarm.isActing()).isFalse();
    assertThat(alarm.missingData()).isEqualTo(MissingData.MISSING);
    assertThat(read.notes())
        .containsExactly(
            "alarms are declared for table warehouse-stock, which is not among the tables that"
                + " were read");
  }

  @Test
  void read_modulesWithForEach_givesEveryAlarm() {
    Table read = TableFiles.read(ALARMS.resolve("tf-module-for-each.json")).getFirst();

    assertThat(read.alarms())
        .extracting(alarm -> alarm.metrics().getFirst().dimensions().get("Operation"))
        .containsExactly("GetItem", "Query");
    assertThat(read.alarms().getFirst().line()).isGreaterThan(1);
  }

  @Test
  void read_nameAfterApply_meetsItsTableByAddress() {
    Table read = TableFiles.read(ALARMS.resolve("tf-name-after-apply.json")).getFirst();

    assertThat(read.name()).isEqualTo("aws_dynamodb_table.orders");
    assertThat(read.alarms().getFirst().metrics().getFirst().tableName()).isEqualTo(read.name());
  }

  @Test
  void read_alarmsAlone_areNoTable() {
    Problems problems = new Problems();

    TableFiles.read(
        List.of(ALARMS.resolve("cw-throttled-requests.json")), Variables.NONE, problems);

    assertThat(problems.list()).singleElement().asString().contains("declares no DynamoDB table");
  }
}
