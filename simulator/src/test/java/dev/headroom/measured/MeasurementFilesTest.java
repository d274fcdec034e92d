package dev.headroom.measured;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.document.InvalidInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * CloudWatch's exports do not say what they hold: read naively, an average per request becomes a
 * load, a quiet minute keeps the load of the one before, and an index's writes are the table's.
 */
final class MeasurementFilesTest {

  private static final LiveMeasurements NOT_LIVE =
      (name, indexNames) -> {
        throw new AssertionError(name);
      };
  private static final MeasurementOptions PLAIN = new MeasurementOptions(null, Map.of(), List.of());
  private static final String CONSUMED = "ConsumedWriteCapacityUnits";

  @TempDir private Path folder;

  @Test
  void read_metricData_isAscendingWithZeroesForMissingMinutes() {
    Measurements measured =
        read(
            PLAIN,
            """
            {"MetricDataResults": [{"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
              "Timestamps": ["2026-11-26T08:05:00+00:00", "2026-11-26T08:01:00+00:00",
                             "2026-11-26T08:00:00+00:00"],
              "Values": [300.0, 61.0, 7.0], "StatusCode": "Complete"}], "Messages": []}
            """);

    assertThat(measured.start()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
    assertThat(measured.periodSeconds()).isEqualTo(60);
    assertThat(measured.series())
        .containsExactly(
            new MeasuredSeries(
                null,
                null,
                Metric.CONSUMED_WRITE,
                Statistic.SUM,
                List.of(7.0, 61.0, 0.0, 0.0, 0.0, 300.0)));
    assertThat(measured.notes())
        .containsExactly("the period is taken from the shortest gap between points: 60 s");
  }

  @Test
  void read_metricStatistics_areUnorderedAndTellRequests() {
    Measurements measured =
        read(
            PLAIN,
            """
            {"Label": "ConsumedReadCapacityUnits", "Datapoints": [
              {"Timestamp": "2026-11-26T08:10:00Z", "Sum": 30, "SampleCount": 60, "Unit": "Count"},
              {"Timestamp": "2026-11-26T08:00:00Z", "Sum": 10, "SampleCount": 20, "Unit": "Count"},
              {"Timestamp": "2026-11-26T08:05:00Z", "Sum": 20, "SampleCount": 40, "Unit": "Count"}]}
            """);

    assertThat(measured.periodSeconds()).isEqualTo(300);
    assertThat(measured.series())
        .extracting(MeasuredSeries::statistic, MeasuredSeries::values)
        .containsExactly(
            tuple(Statistic.SUM, List.of(10.0, 20.0, 30.0)),
            tuple(Statistic.SAMPLE_COUNT, List.of(20.0, 40.0, 60.0)));
  }

  @Test
  void read_averageWithSampleCount_isTheirProduct() {
    Measurements measured =
        read(
            PLAIN,
            """
            {"Label": "ConsumedReadCapacityUnits", "Datapoints": [
              {"Timestamp": "2026-11-26T08:00:00Z", "Average": 2.5, "SampleCount": 20},
              {"Timestamp": "2026-11-26T08:01:00Z", "Average": 0.5, "SampleCount": 40}]}
            """);

    assertThat(measured.series().getFirst().values()).containsExactly(50.0, 20.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"2023-11-01T09:18:00Z\"",
        "\"2023-11-01T09:18:00+00:00\"",
        "\"2023-11-01T09:18:00.000Z\"",
        "\"2023-11-01T 09:18:00+00:00\"",
        "\"2023-11-01 09:18:00\"",
        "\"2023/11/01 09:18:00\"",
        "\"2023-11-01T10:18:00+01:00\"",
        "\"2023-11-01T10:18:00+0100\"",
        "1698830280",
        "\"1698830280\"",
        "1698830280.0",
        "1.69883028E9",
        "1698830280000"
      })
  void read_anySpellingOfATime_isTheSame(String time) {
    Measurements measured =
        read(
            PLAIN,
            """
            {"MetricDataResults": [{"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
              "Timestamps": ["2023-11-01T09:19:00Z", %s], "Values": [1, 2]}]}
            """
                .formatted(time));

    assertThat(measured.start()).isEqualTo(Instant.parse("2023-11-01T09:18:00Z"));
  }

  @Test
  void read_queriesBesideTheData_tellWhatEachIdIs() {
    Measurements measured =
        read(
            PLAIN,
            """
            {"MetricDataResults": [
              {"Id": "m1", "Label": "writes", "Timestamps": [1698830280], "Values": [14]},
              {"Id": "m2", "Label": "writes", "Timestamps": [1698830880], "Values": [6]},
              {"Id": "m3", "Label": "count", "Timestamps": [1698830280], "Values": [10]}]}
            """,
            """
            [{"Id": "m1", "MetricStat": {"Stat": "Sum", "Period": 300, "Metric": {
               "Namespace": "AWS/DynamoDB", "MetricName": "ConsumedWriteCapacityUnits",
               "Dimensions": [{"Name": "TableName", "Value": "orders"}]}}},
             {"Id": "m2", "MetricStat": {"Stat": "Sum", "Period": 300, "Metric": {
               "Namespace": "AWS/DynamoDB", "MetricName": "ConsumedWriteCapacityUnits",
               "Dimensions": [{"Name": "TableName", "Value": "orders"},
                              {"Name": "GlobalSecondaryIndexName", "Value": "by-day"}]}}},
             {"Id": "m3", "MetricStat": {"Stat": "SampleCount", "Period": 300, "Metric": {
               "Namespace": "AWS/DynamoDB", "MetricName": "ConsumedWriteCapacityUnits",
               "Dimensions": [{"Name": "TableName", "Value": "orders"}]}}}]
            """);

    assertThat(measured.periodSeconds()).as("as asked, not as the gaps look").isEqualTo(300);
    assertThat(measured.tables()).containsExactly("orders");
    assertThat(measured.series())
        .extracting(MeasuredSeries::index, MeasuredSeries::statistic, MeasuredSeries::total)
        .containsExactly(
            tuple(null, Statistic.SUM, 14.0),
            tuple("by-day", Statistic.SUM, 6.0),
            tuple(null, Statistic.SAMPLE_COUNT, 10.0));
  }

  @Test
  void read_labelThatIsNoMetric_isNamedByTheUser() {
    String data = data(result("m1", "orders", 7), result("m2", "by day", 3));

    assertThat(failure(PLAIN, data))
        .contains(
            "0.json:1: MetricDataResults[0]: the series \"m1\" (label \"orders\") names no metric",
            "--series m1=ConsumedWriteCapacityUnits",
            "the series \"m2\" (label \"by day\")");

    MeasurementOptions named =
        new MeasurementOptions(null, Map.of("m1", CONSUMED, "m2", CONSUMED + "/by-day"), List.of());
    assertThat(read(named, data).series())
        .extracting(MeasuredSeries::index, MeasuredSeries::total)
        .containsExactly(tuple(null, 14.0), tuple("by-day", 6.0));
  }

  @Test
  void read_nameOfNoSeriesOrMetric_isAnError() {
    MeasurementOptions wrong =
        new MeasurementOptions(null, Map.of("m9", "ConsumedWriteCapacityUnit"), List.of());

    assertThat(failure(wrong, data(result("m1", CONSUMED, 7))))
        .contains(
            "--series: \"ConsumedWriteCapacityUnit\" is no metric of DynamoDB that tells traffic;"
                + " did you mean \"ConsumedWriteCapacityUnits\"?",
            "--series: no series is called \"m9\"; there are: \"m1\"");
  }

  @Test
  void read_twoSeriesOfOneName_areNeverAddedUp() {
    assertThat(failure(PLAIN, data(result("m1", CONSUMED, 7), result("m2", CONSUMED, 3))))
        .contains("are both ConsumedWriteCapacityUnits; say which metric it is: --series m2=");
  }

  @Test
  void read_indexInLabelOrIdOrFileName_isFound() throws IOException {
    MeasurementOptions indexes =
        new MeasurementOptions(null, Map.of(), List.of("by-day", "by-day-and-hour"));
    Path statistics =
        Files.writeString(
            folder.resolve("writes-by-day-and-hour.json"),
            """
            {"Label": "ConsumedWriteCapacityUnits", "Datapoints": [
              {"Timestamp": 1698830280, "Sum": 5}, {"Timestamp": 1698830340, "Sum": 6}]}
            """);
    Path data =
        write(
            0,
            data(
                result("m1", "orders by-day ConsumedWriteCapacityUnits", 7),
                result("read_by_day", "ConsumedReadCapacityUnits", 3),
                result("m3", CONSUMED, 9)));

    assertThat(MeasurementFiles.read(List.of(statistics, data), indexes, NOT_LIVE).series())
        .extracting(MeasuredSeries::index, MeasuredSeries::metric)
        .containsExactly(
            tuple("by-day-and-hour", Metric.CONSUMED_WRITE),
            tuple("by-day", Metric.CONSUMED_WRITE),
            tuple("by-day", Metric.CONSUMED_READ),
            tuple(null, Metric.CONSUMED_WRITE));
  }

  @Test
  void read_pagesAndOverlappingFiles_areOneSeries() {
    Measurements measured =
        read(
            PLAIN,
            data(result("m1", CONSUMED, 7)) + data(result("m1", CONSUMED, 7)),
            """
            {"MetricDataResults": [{"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
              "Timestamps": [1698830400, 1698830340], "Values": [8, 7]}]}
            """);

    assertThat(measured.series()).hasSize(1);
    assertThat(measured.series().getFirst().values()).containsExactly(7.0, 7.0, 8.0);
  }

  @Test
  void read_otherValueForTheSameMinute_isAnError() {
    assertThat(failure(PLAIN, data(result("m1", CONSUMED, 7)), data(result("m1", CONSUMED, 8))))
        .contains("has a second value for 2023-11-01T09:18:00Z: are these two series");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Average", "Maximum", "Minimum"})
  void read_statisticPerRequest_isRefusedWithTheReason(String statistic) {
    String text =
        """
        {"Label": "ConsumedWriteCapacityUnits", "Datapoints": [
          {"Timestamp": 1698830280, "%1$s": 1.0, "Unit": "Count"},
          {"Timestamp": 1698830340, "%1$s": 1.0, "Unit": "Count"}]}
        """
            .formatted(statistic);

    assertThat(failure(PLAIN, text))
        .contains(
            "is the statistic " + statistic.toLowerCase(Locale.ROOT),
            "which CloudWatch takes over requests, not over seconds",
            "export the Sum");
  }

  static List<Arguments> useless() {
    return List.of(
        arguments(
            data(result("m1", CONSUMED + " Average", 2)), "is the statistic average of Consumed"),
        arguments(data(result("m1", CONSUMED, 1.37)), "holds 1.37, which is no sum of capacity"),
        arguments(data(result("e1", "% used", 12)), "is a percentage, which tells no traffic"),
        arguments(data(result("e1", "Utilization", 12)), "is a percentage"),
        arguments(
            "{\"Label\": \"ConsumedWriteCapacityUnits\", \"Datapoints\": [{\"Timestamp\":"
                + " 1698830280, \"Sum\": 5, \"Unit\": \"Percent\"}]}",
            "is a percentage"),
        arguments(
            "[{\"Id\": \"e1\", \"Expression\": \"100*(m1/300)/m2\"}]"
                + data(result("e1", "load", 12)),
            "is the expression \"100*(m1/300)/m2\"; only metrics themselves tell traffic"));
  }

  @ParameterizedTest
  @MethodSource("useless")
  void read_valuesThatAreNoTraffic_areRefusedAloneAndLeftOutBesideTraffic(
      String text, String reason) {
    assertThat(failure(PLAIN, text)).contains(reason);

    String sum = data(result("s1", "ConsumedWriteCapacityUnits", 50));
    assertThat(read(PLAIN, text, sum).notes()).anyMatch(note -> note.contains(reason));
  }

  @Test
  void read_metricsThatTellNoTraffic_areLeftOutWithANote() {
    Measurements measured =
        read(
            PLAIN,
            data(
                result("m1", CONSUMED, 7),
                result("m2", "SuccessfulRequestLatency", 3.4),
                result("m3", "ProvisionedWriteCapacityUnits", 10)));

    assertThat(measured.series()).hasSize(1);
    assertThat(measured.notes())
        .contains("\"m2\" (label \"SuccessfulRequestLatency\") tells no traffic and is left out");
  }

  @Test
  void read_sparseThrottling_takesThePeriodOfTheTraffic() {
    Measurements measured =
        read(
            PLAIN,
            """
            {"MetricDataResults": [
              {"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
               "Timestamps": [1698830280, 1698830340, 1698830400, 1698830460],
               "Values": [1, 2, 3, 4]},
              {"Id": "m2", "Label": "WriteThrottleEvents",
               "Timestamps": [1698830280, 1698830460], "Values": [5, 6]}]}
            """);

    assertThat(measured.periodSeconds()).isEqualTo(60);
    assertThat(measured.series().getLast().values()).containsExactly(5.0, 0.0, 0.0, 6.0);
  }

  static List<Arguments> unclearPeriods() {
    return List.of(
        arguments(series("1698830280", "7"), "has too few points to tell how long a period is"),
        arguments(
            series("1698830280, 1698830370", "7, 8"),
            "is 90 s, which is no period of CloudWatch; say how long a period is: --period 1m"));
  }

  @ParameterizedTest
  @MethodSource("unclearPeriods")
  void read_unclearPeriod_isAskedFor(String text, String message) {
    assertThat(failure(PLAIN, text)).contains(message);
  }

  @Test
  void read_gapsThatDiffer_areNoPeriodUnlessGiven() {
    String text =
        """
        {"MetricDataResults": [
          {"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
           "Timestamps": [1698830280, 1698830340], "Values": [1, 2]},
          {"Id": "m2", "Label": "ConsumedReadCapacityUnits",
           "Timestamps": [1698830280, 1698830580], "Values": [5, 6]}]}
        """;

    assertThat(failure(PLAIN, text))
        .contains("the shortest gaps between points differ: 60 s, 300 s; say how long");

    Measurements measured = read(new MeasurementOptions(60L, Map.of(), List.of()), text);
    assertThat(measured.series().getLast().values()).containsExactly(5.0, 0.0, 0.0, 0.0, 0.0, 6.0);
  }

  @Test
  void read_givenPeriodThatDoesNotFit_isAnError() {
    String text = series("1698830280, 1698830340, 1698830400", "1, 2, 3");

    assertThat(failure(new MeasurementOptions(300L, Map.of(), List.of()), text))
        .contains("has points 60 s apart, closer than the period of 300 s");
    assertThat(
            failure(
                new MeasurementOptions(50L, Map.of(), List.of()),
                series("1698830280, 1698830340", "1, 2")))
        .contains("has a point at 2023-11-01T09:19:00Z that lies between the periods of 50 s");
  }

  static List<Arguments> broken() {
    return List.of(
        arguments("{\"MetricDataResults\": [{\"Id\": \"m1\", ", "0.json:1: is not valid JSON"),
        arguments(data(), "holds no point of ConsumedReadCapacityUnits"),
        arguments("{\"Table\": {\"TableName\": \"orders\"}}", "is no answer of CloudWatch"),
        arguments(series("1698830280", "7, 8"), "must be as many as Timestamps, not 2 for 1"),
        arguments(series("\"yesterday\"", "7"), "must be a time such as"),
        arguments(series("1698830280", "\"many\""), "must be a number, not \"many\""),
        arguments(series("1698830280", "-1"), "must be at least 0"),
        arguments(series("978307200, 978307260, 1698830280", "7, 7, 7"), "too long"),
        arguments(
            "{\"MetricDataResults\": [{\"Id\": \"m1\", \"StatusCode\": \"Forbidden\","
                + " \"Timestamps\": [], \"Values\": []}]}",
            "is Forbidden: CloudWatch did not answer this query"),
        arguments("Timestamp,ConsumedWriteCapacityUnits\nsoon,7\n", "holds no row with a time"),
        arguments(
            "Timestamp,ConsumedWriteCapacityUnits\n2026-11-26T08:00:00Z,7\nsoon,8\n",
            "0.json:3: must be a time"),
        arguments(
            "Timestamp,ConsumedWriteCapacityUnits\n2026-11-26T08:00:00Z,many\n",
            "0.json:2: must have a number from 0, not \"many\""));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void read_brokenFile_saysWhere(String text, String message) {
    assertThat(failure(PLAIN, text)).contains(message);
  }

  static List<Arguments> csvFiles() {
    return List.of(
        arguments(
            "a column per series",
            """
            Timestamp,ConsumedWriteCapacityUnits,ConsumedWriteCapacityUnits/by-day
            2026-11-26T08:00:00Z,60,6
            2026-11-26T08:01:00Z,120,
            """),
        arguments(
            "the console's rows of heads, newest first, without zone",
            """
            Label,ConsumedWriteCapacityUnits,by-day ConsumedWriteCapacityUnits
            Full label,orders ConsumedWriteCapacityUnits,orders by-day ConsumedWriteCapacityUnits
            Statistic,Sum,Sum
            Period,60,60
            YAxis,left,left
            2026/11/26 08:01:00,120,-
            2026/11/26 08:00:00,60,6
            """),
        arguments(
            "a row per point",
            """
            timestamp,table,index,metric,stat,value
            2026-11-26 08:00:00+00:00,orders,,ConsumedWriteCapacityUnits,Sum,60
            2026-11-26 08:00:00+00:00,orders,by-day,ConsumedWriteCapacityUnits,Sum,6
            2026-11-26 08:01:00+00:00,orders,,ConsumedWriteCapacityUnits,Sum,120
            """),
        arguments(
            "semicolons and quotes",
            """
            "Time";"ConsumedWriteCapacityUnits";"ConsumedWriteCapacityUnits (by_day)"
            "2026-11-26 08:00:00";"60";"6"
            "2026-11-26 08:01:00";"120";"null"
            """),
        arguments(
            "tabs and epoch milliseconds",
            """
            Time\tConsumedWriteCapacityUnits\tConsumedWriteCapacityUnits/by-day
            1795680000000\t60\t6
            1795680060000\t120\t0
            """));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("csvFiles")
  void read_csv_isTheSame(String name, String text) {
    Measurements measured = read(new MeasurementOptions(null, Map.of(), List.of("by-day")), text);

    assertThat(measured.start()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
    assertThat(measured.periodSeconds()).isEqualTo(60);
    assertThat(measured.series())
        .extracting(MeasuredSeries::index, MeasuredSeries::values)
        .containsExactly(tuple(null, List.of(60.0, 120.0)), tuple("by-day", List.of(6.0, 0.0)));
  }

  @Test
  void read_csvOfOneMetric_isNamedByItsFile() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("ConsumedReadCapacityUnits.csv"),
            """
            Timestamp,Sum,SampleCount,Unit
            2026-11-26 08:00,60,120,Count
            2026-11-26 08:01,61,122,Count
            """);

    assertThat(MeasurementFiles.read(List.of(file), PLAIN, NOT_LIVE).series())
        .extracting(MeasuredSeries::metric, MeasuredSeries::statistic, MeasuredSeries::total)
        .containsExactly(
            tuple(Metric.CONSUMED_READ, Statistic.SUM, 121.0),
            tuple(Metric.CONSUMED_READ, Statistic.SAMPLE_COUNT, 242.0));
  }

  static Stream<Charset> encodings() {
    return Stream.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void read_byteOrderMark_isNoPartOfTheContent(Charset encoding) throws IOException {
    for (String text :
        List.of(
            data(result("m1", CONSUMED, 7)),
            "Timestamp,ConsumedWriteCapacityUnits\n1698830280,7\n1698830340,7\n")) {
      Path file = folder.resolve("marked");
      Files.write(file, ("\uFEFF" + text).getBytes(encoding));

      assertThat(MeasurementFiles.read(List.of(file), PLAIN, NOT_LIVE).series().getFirst().total())
          .isEqualTo(14);
    }
  }

  @Test
  void read_yamlOutput_isUnderstood() {
    Measurements measured =
        read(
            PLAIN,
            """
            MetricDataResults:
            - Id: m1
              Label: ConsumedWriteCapacityUnits
              Timestamps:
              - '2026-11-26T08:01:00+00:00'
              - '2026-11-26T08:00:00+00:00'
              Values: [8.0, 7.0]
            """);

    assertThat(measured.series().getFirst().values()).containsExactly(7.0, 8.0);
  }

  private static String data(String... results) {
    return "{\"MetricDataResults\": [" + String.join(", ", results) + "]}";
  }

  /** A series of two equal values, a minute apart. */
  private static String result(String id, String label, double value) {
    return """
    {"Id": "%s", "Label": "%s", "Timestamps": [1698830340, 1698830280], "Values": [%s, %s]}\
    """
        .formatted(id, label, value, value);
  }

  private static String series(String timestamps, String values) {
    return """
    {"MetricDataResults": [{"Id": "m1", "Label": "ConsumedWriteCapacityUnits",
      "Timestamps": [%s], "Values": [%s]}]}
    """
        .formatted(timestamps, values);
  }

  private Measurements read(MeasurementOptions options, String... texts) {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      files.add(write(files.size(), text));
    }
    return MeasurementFiles.read(files, options, NOT_LIVE);
  }

  private String failure(MeasurementOptions options, String... texts) {
    InvalidInputException e =
        catchThrowableOfType(InvalidInputException.class, () -> read(options, texts));
    assertThat(e).as("expected a failure of %s", List.of(texts)).isNotNull();
    return String.valueOf(e.getMessage());
  }

  private Path write(int number, String text) {
    try {
      return Files.writeString(folder.resolve(number + ".json"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
