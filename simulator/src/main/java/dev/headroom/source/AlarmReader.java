package dev.headroom.source;

import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.Comparison;
import dev.headroom.table.Alarm.Expression;
import dev.headroom.table.Alarm.Metric;
import dev.headroom.table.Alarm.MissingData;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads one alarm in the words of CloudWatch's API, in the spelling of a format.
 *
 * <p>Source: CloudWatch API Reference, PutMetricAlarm; Terraform Registry, hashicorp/aws, {@code
 * aws_cloudwatch_metric_alarm} ({@code dimensions} is a map, {@code metric_query} has a block
 * {@code metric}).
 */
final class AlarmReader {

  /** Of CloudWatch's metrics about tables. */
  static final String NAMESPACE = "AWS/DynamoDB";

  /** Alarms that target tracking makes for itself, on what {@link ScalingRules} knows already. */
  private static final String OF_TARGET_TRACKING = "TargetTracking-";

  private static final int MAX_PERIODS = 10_080;
  private static final int MAX_PERIOD_SECONDS = 604_800;
  private static final int DEFAULT_PERIOD_SECONDS = 60;
  private static final double MAX_THRESHOLD = 1e300;

  private final Spelling spelling;
  private final TableReading reading;

  AlarmReader(Spelling spelling, TableReading reading) {
    this.spelling = spelling;
    this.reading = reading;
  }

  /**
   * Reads an alarm; alarms on other services are ignored.
   *
   * @param fallbackName its name where it has none of its own
   */
  void read(MappingReader given, String fallbackName) {
    Problems problems = new Problems();
    MappingReader alarm = new MappingReader(given.mapping(), problems);
    Node named = alarm.optionalNode(key("AlarmName"));
    String name = named == null ? fallbackName : String.valueOf(alarm.name(key("AlarmName")));
    if (name.startsWith(OF_TARGET_TRACKING)) {
      return;
    }
    List<MappingReader> queries =
        alarm.optionalMappings(spelling == Spelling.SNAKE_CASE ? "metric_query" : "Metrics");
    Parts parts = queries.isEmpty() ? metric(alarm) : math(queries);
    if (!parts.isOnDynamoDb) {
      return;
    }
    reading.aboutOtherTables();
    Alarm read = alarm(alarm, name, parts);
    if (read == null || !problems.isEmpty()) {
      reading.alarms().addUnreadable(name, problems.list().getFirst().toString());
    } else {
      reading.alarms().add(read);
    }
  }

  /** What an alarm looks at, while it is read. */
  private static final class Parts {
    private final List<Metric> metrics = new ArrayList<>();
    private final List<Expression> expressions = new ArrayList<>();
    private @Nullable String resultId;
    private @Nullable String obstacle;
    private boolean isOnDynamoDb;
  }

  private Parts metric(MappingReader alarm) {
    Parts parts = new Parts();
    String namespace = alarm.optionalString(key("Namespace"));
    parts.isOnDynamoDb = NAMESPACE.equals(namespace);
    if (parts.isOnDynamoDb) {
      String statistic = alarm.optionalString(key("Statistic"));
      addMetric(
          parts,
          "m1",
          alarm,
          statistic == null ? alarm.string(key("ExtendedStatistic")) : statistic,
          period(alarm));
      parts.resultId = "m1";
    }
    return parts;
  }

  private Parts math(List<MappingReader> queries) {
    Parts parts = new Parts();
    for (MappingReader query : queries) {
      String id = query.string(key("Id"));
      MappingReader stat =
          spelling == Spelling.SNAKE_CASE
              ? Blocks.optional(query, "metric")
              : query.optionalMapping("MetricStat");
      if (id != null && stat != null) {
        addQuery(parts, id, stat);
      } else if (id != null) {
        String text = query.string(key("Expression"));
        parts.expressions.add(new Expression(id, String.valueOf(text)));
      }
      if (!Boolean.FALSE.equals(query.optionalBoolean(key("ReturnData")))
          && (parts.resultId == null || query.has(key("ReturnData")))) {
        parts.resultId = id;
      }
    }
    return parts;
  }

  private void addQuery(Parts parts, String id, MappingReader stat) {
    MappingReader metric = spelling == Spelling.SNAKE_CASE ? stat : stat.mapping("Metric");
    if (metric == null) {
      return;
    }
    String namespace = metric.optionalString(key("Namespace"));
    if (NAMESPACE.equals(namespace)) {
      parts.isOnDynamoDb = true;
      addMetric(parts, id, metric, stat.string(key("Stat")), period(stat));
    } else {
      parts.obstacle = "it looks at metrics of " + Quoted.plain(String.valueOf(namespace)) + " too";
    }
  }

  private void addMetric(
      Parts parts, String id, MappingReader metric, @Nullable String statistic, int periodSeconds) {
    String name = metric.string(key("MetricName"));
    if (name != null && statistic != null) {
      parts.metrics.add(new Metric(id, name, dimensions(metric), statistic, periodSeconds));
    }
  }

  private int period(MappingReader holder) {
    Long seconds = holder.optionalInteger(key("Period"), 1, MAX_PERIOD_SECONDS);
    return seconds == null ? DEFAULT_PERIOD_SECONDS : Math.toIntExact(seconds);
  }

  private Map<String, String> dimensions(MappingReader metric) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    String key = key("Dimensions");
    if (metric.optionalNode(key) instanceof Node.Mapping) {
      MappingReader map = Objects.requireNonNull(metric.mapping(key));
      for (String name : map.mapping().entries().keySet()) {
        dimensions.put(name, String.valueOf(map.name(name)));
      }
    } else {
      for (MappingReader dimension : metric.optionalMappings(key)) {
        dimensions.put(
            String.valueOf(dimension.string(key("Name"))),
            String.valueOf(dimension.name(key("Value"))));
      }
    }
    return dimensions;
  }

  private @Nullable Alarm alarm(MappingReader alarm, String name, Parts parts) {
    if (alarm.has(key("ThresholdMetricId"))) {
      parts.obstacle = "it compares with a band of anomaly detection";
    }
    boolean isBanded = parts.obstacle != null && !alarm.has(key("Threshold"));
    Double threshold =
        isBanded
            ? Double.valueOf(0)
            : alarm.decimal(key("Threshold"), -MAX_THRESHOLD, MAX_THRESHOLD);
    Long periods = alarm.integer(key("EvaluationPeriods"), 1, MAX_PERIODS);
    Long datapoints = alarm.optionalInteger(key("DatapointsToAlarm"), 1, MAX_PERIODS);
    Comparison comparison =
        isBanded
            ? Comparison.GREATER_THAN_THRESHOLD
            : constant(alarm, "ComparisonOperator", Comparison.class);
    MissingData missing =
        alarm.has(key("TreatMissingData"))
            ? constant(alarm, "TreatMissingData", MissingData.class)
            : null;
    Boolean isActing = alarm.optionalBoolean(key("ActionsEnabled"));
    if (threshold == null
        || periods == null
        || comparison == null
        || parts.resultId == null
        || parts.metrics.isEmpty()) {
      return null;
    }
    return new Alarm(
        name,
        alarm.location().file(),
        alarm.location().line(),
        parts.metrics,
        parts.expressions,
        parts.resultId,
        Math.toIntExact(periods),
        Math.toIntExact(datapoints == null ? periods : datapoints),
        threshold,
        comparison,
        missing,
        !Boolean.FALSE.equals(isActing),
        parts.obstacle);
  }

  /** A word such as {@code notBreaching} or {@code GreaterThanThreshold}. */
  private <E extends Enum<E>> @Nullable E constant(
      MappingReader alarm, String apiName, Class<E> type) {
    String word = alarm.string(key(apiName));
    if (word == null) {
      return null;
    }
    String wanted = word.replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return constant;
      }
    }
    alarm.problem(key(apiName), "is not known: " + Quoted.of(word));
    return null;
  }

  private String key(String apiName) {
    return spelling.key(apiName);
  }
}
