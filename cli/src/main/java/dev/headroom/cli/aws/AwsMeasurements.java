package dev.headroom.cli.aws;

import dev.headroom.measured.LiveMeasurements;
import dev.headroom.measured.Metric;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.GetMetricDataResponse;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * What CloudWatch measured on a table and its indexes, by the operation GetMetricData. Credentials
 * and Region are those that any AWS SDK finds. Immutable.
 */
public final class AwsMeasurements implements LiveMeasurements {

  private static final String NAMESPACE = "AWS/DynamoDB";
  private static final String PERMISSION = "cloudwatch:GetMetricData";

  private final MeasuredSpan span;

  /** Measurements of a span of time. */
  public AwsMeasurements(MeasuredSpan span) {
    this.span = span;
  }

  @Override
  public List<String> measure(String name, List<String> indexNames) {
    LiveName table = LiveName.parse(name);
    List<MetricDataQuery> queries = queries(table.simpleName(), indexNames);
    List<String> texts = new ArrayList<>();
    texts.add(object("MetricDataQueries", queries, AwsMeasurements::json));
    try (CloudWatchClient client = LiveCalls.client(CloudWatchClient.builder(), table)) {
      List<GetMetricDataResponse> pages =
          LiveCalls.call(
              table,
              PERMISSION,
              () ->
                  client
                      .getMetricDataPaginator(
                          request ->
                              request
                                  .metricDataQueries(queries)
                                  .startTime(span.from())
                                  .endTime(span.to()))
                      .stream()
                      .toList());
      pages.forEach(
          page ->
              texts.add(
                  object("MetricDataResults", page.metricDataResults(), AwsMeasurements::json)));
    }
    return texts;
  }

  private List<MetricDataQuery> queries(String tableName, List<String> indexNames) {
    List<@Nullable String> resources = new ArrayList<>();
    resources.add(null);
    resources.addAll(indexNames);
    List<MetricDataQuery> queries = new ArrayList<>();
    for (String indexName : resources) {
      for (Metric metric : Metric.values()) {
        for (String statistic : statistics(metric)) {
          queries.add(query("m" + queries.size(), tableName, indexName, metric, statistic));
        }
      }
    }
    return queries;
  }

  /** What is worth asking of a metric: those of single reasons are parts of others. */
  private static List<String> statistics(Metric metric) {
    return switch (metric.kind()) {
      case CONSUMED -> List.of("Sum", "SampleCount");
      case THROTTLE_EVENTS -> List.of("Sum");
      case EVENTS_OF_A_REASON, REQUESTS -> List.of();
    };
  }

  private MetricDataQuery query(
      String id, String tableName, @Nullable String indexName, Metric metric, String statistic) {
    List<Dimension> dimensions = new ArrayList<>();
    dimensions.add(Dimension.builder().name("TableName").value(tableName).build());
    if (indexName != null) {
      dimensions.add(Dimension.builder().name("GlobalSecondaryIndexName").value(indexName).build());
    }
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            stat ->
                stat.metric(
                        what ->
                            what.namespace(NAMESPACE)
                                .metricName(metric.apiName())
                                .dimensions(dimensions))
                    .period(Math.toIntExact(span.period().toSeconds()))
                    .stat(statistic))
        .build();
  }

  private static String json(MetricDataQuery query) {
    String dimensions =
        array(
            query.metricStat().metric().dimensions(),
            dimension ->
                "{\"Name\": %s, \"Value\": %s}"
                    .formatted(quoted(dimension.name()), quoted(dimension.value())));
    return ("{\"Id\": %s, \"MetricStat\": {\"Metric\": {\"Namespace\": %s, \"MetricName\": %s,"
            + " \"Dimensions\": %s}, \"Period\": %d, \"Stat\": %s}}")
        .formatted(
            quoted(query.id()),
            quoted(query.metricStat().metric().namespace()),
            quoted(query.metricStat().metric().metricName()),
            dimensions,
            query.metricStat().period(),
            quoted(query.metricStat().stat()));
  }

  private static String json(MetricDataResult result) {
    return "{\"Id\": %s, \"Timestamps\": %s, \"Values\": %s, \"StatusCode\": %s}"
        .formatted(
            quoted(result.id()),
            array(result.timestamps(), time -> quoted(time.toString())),
            array(result.values(), value -> BigDecimal.valueOf(value).toPlainString()),
            quoted(result.statusCodeAsString()));
  }

  private static <T> String object(String key, List<T> elements, Function<T, String> json) {
    return "{" + quoted(key) + ": " + array(elements, json) + "}";
  }

  private static <T> String array(List<T> elements, Function<T, String> json) {
    return elements.stream().map(json).collect(Collectors.joining(", ", "[", "]"));
  }

  /** Names, Ids and codes, which hold nothing that JSON would want escaped. */
  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
