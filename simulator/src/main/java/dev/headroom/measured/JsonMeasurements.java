package dev.headroom.measured;

import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.document.Scalars;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the documents of one file that holds CloudWatch's answers or queries. */
final class JsonMeasurements {

  private static final double MAX_VALUE = 1e15;
  private static final String TABLE_NAME = "TableName";
  private static final String INDEX_NAME = "GlobalSecondaryIndexName";

  private final String fileName;
  private final SeriesSet set;
  private final Problems problems;

  /** Pages of one answer continue the series of the page before. */
  private final Map<String, RawSeries> byId = new LinkedHashMap<>();

  JsonMeasurements(String fileName, SeriesSet set, Problems problems) {
    this.fileName = fileName;
    this.set = set;
    this.problems = problems;
  }

  void read(Node document) {
    if (document instanceof Node.Sequence sequence) {
      sequence.elements().forEach(this::read);
      return;
    }
    MappingReader reader = MappingReader.of(document, problems);
    if (reader == null) {
      return;
    }
    if (reader.optionalNode("MetricDataResults") instanceof Node.Sequence results) {
      results.elements().forEach(this::readResult);
    } else if (reader.optionalNode("Datapoints") instanceof Node.Sequence points) {
      readStatistics(reader, points);
    } else if (reader.optionalNode("MetricDataQueries") instanceof Node.Sequence queries) {
      queries.elements().forEach(this::readQuery);
    } else if (reader.has("Id") && (reader.has("MetricStat") || reader.has("Expression"))) {
      readQuery(document);
    } else {
      problems.add(
          document.location(),
          "is no answer of CloudWatch; accepted are the outputs of aws cloudwatch get-metric-data"
              + " and get-metric-statistics, the file given to --metric-data-queries, and CSV");
    }
  }

  private void readResult(Node node) {
    MappingReader result = MappingReader.of(node, problems);
    if (result == null) {
      return;
    }
    String id = result.string("Id");
    String label = result.optionalString("Label");
    String status = result.optionalString("StatusCode");
    if (id == null) {
      return;
    }
    if (status != null && (status.equals("Forbidden") || status.equals("InternalError"))) {
      result.problem("StatusCode", "is " + status + ": CloudWatch did not answer this query");
    }
    RawSeries series =
        byId.computeIfAbsent(
            id,
            key -> {
              RawSeries added = new RawSeries(result.location(), key, label == null ? key : label);
              set.add(added);
              return added;
            });
    if (result.node("Timestamps") instanceof Node.Sequence times
        && result.node("Values") instanceof Node.Sequence values) {
      if (times.elements().size() != values.elements().size()) {
        result.problem(
            "Values",
            "must be as many as Timestamps, not "
                + values.elements().size()
                + " for "
                + times.elements().size());
        return;
      }
      for (int i = 0; i < times.elements().size(); i++) {
        add(series, times.elements().get(i), values.elements().get(i));
      }
    }
  }

  private void readStatistics(MappingReader reader, Node.Sequence points) {
    String label = reader.optionalString("Label");
    String id = MeasurementFiles.baseName(fileName);
    String shownLabel = label == null ? id : label;
    Map<String, RawSeries> byStatistic = new LinkedHashMap<>();
    for (Node node : points.elements()) {
      MappingReader point = MappingReader.of(node, problems);
      Node time = point == null ? null : point.node("Timestamp");
      if (point == null || time == null) {
        continue;
      }
      String unit = point.optionalString("Unit");
      String suffix = "Percent".equals(unit) ? " (percent)" : "";
      for (Map.Entry<String, Double> value : usable(point).entrySet()) {
        RawSeries series =
            byStatistic.computeIfAbsent(
                value.getKey(),
                statistic -> {
                  RawSeries added = new RawSeries(reader.location(), id, shownLabel + suffix);
                  added.statistic = statistic;
                  set.add(added);
                  return added;
                });
        add(series, time, value.getValue(), node.location());
      }
    }
  }

  /** Sum and number of requests where they can be told, else whatever statistic there is. */
  private static Map<String, Double> usable(MappingReader point) {
    Map<String, Double> values = new LinkedHashMap<>();
    Double sum = point.optionalDecimal("Sum", 0, MAX_VALUE);
    Double count = point.optionalDecimal("SampleCount", 0, MAX_VALUE);
    Double average = point.optionalDecimal("Average", 0, MAX_VALUE);
    if (sum == null && count != null && average != null) {
      sum = average * count;
    }
    if (sum != null) {
      values.put("Sum", sum);
    }
    if (count != null) {
      values.put("SampleCount", count);
    }
    if (sum == null) {
      for (String other : List.of("Average", "Maximum", "Minimum")) {
        Double value = point.optionalDecimal(other, 0, MAX_VALUE);
        if (value != null) {
          values.put(other, value);
        }
      }
    }
    return values;
  }

  private void readQuery(Node node) {
    MappingReader query = MappingReader.of(node, problems);
    String id = query == null ? null : query.string("Id");
    if (query == null || id == null) {
      return;
    }
    Node stat = query.optionalNode("MetricStat");
    if (stat == null) {
      set.addQuery(new SeriesQuery(id, null, String.valueOf(query.optionalString("Expression"))));
      return;
    }
    MappingReader metricStat = MappingReader.of(stat, problems);
    Node metricNode = metricStat == null ? null : metricStat.node("Metric");
    MappingReader metric = metricNode == null ? null : MappingReader.of(metricNode, problems);
    if (metricStat == null || metric == null) {
      return;
    }
    String metricName = metric.string("MetricName");
    Map<String, String> dimensions = dimensions(metric);
    Long period = metricStat.optionalInteger("Period", 1, Alignment.MAX_PERIOD_SECONDS);
    Metric known = metricName == null ? null : Metric.named(metricName);
    SeriesName name =
        known == null
            ? null
            : new SeriesName(dimensions.get(TABLE_NAME), dimensions.get(INDEX_NAME), known);
    set.addQuery(
        new SeriesQuery(
            id,
            new SeriesQuery.Asked(
                String.valueOf(metricName), name, metricStat.optionalString("Stat"), period),
            null));
  }

  private Map<String, String> dimensions(MappingReader metric) {
    Map<String, String> dimensions = new LinkedHashMap<>();
    if (metric.optionalNode("Dimensions") instanceof Node.Sequence list) {
      for (Node node : list.elements()) {
        MappingReader dimension = MappingReader.of(node, problems);
        String name = dimension == null ? null : dimension.string("Name");
        String value = dimension == null ? null : dimension.string("Value");
        if (name != null && value != null) {
          dimensions.put(name, value);
        }
      }
    }
    return dimensions;
  }

  private void add(RawSeries series, Node time, Node value) {
    Double number = Scalars.decimal(value, 0, MAX_VALUE, problems);
    if (number != null) {
      add(series, time, number, value.location());
    }
  }

  private void add(RawSeries series, Node time, double value, Location where) {
    String text = Scalars.text(time, problems);
    Instant at = text == null ? null : Timestamps.parse(text);
    if (at != null) {
      series.add(at, value, where, problems);
    } else if (text != null) {
      problems.add(time.location(), notATime(text));
    }
  }

  static String notATime(@Nullable String text) {
    return "must be a time such as 2026-11-27T08:00:00Z or seconds since 1970, not "
        + Quoted.of(String.valueOf(text));
  }
}
