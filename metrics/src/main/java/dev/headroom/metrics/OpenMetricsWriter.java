package dev.headroom.metrics;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.FlowAgreement;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes an outcome as OpenMetrics text with timestamps, which {@code promtool tsdb
 * create-blocks-from openmetrics} turns into blocks of a Prometheus: a prediction then stands
 * beside the meters of a real run, under the same names and labels.
 *
 * <p>Every value stands at the end of its period. Counters begin with 0 at the start. Latency, of
 * which an outcome has percentiles only, is a summary instead of a histogram. What has no value in
 * a period, such as the limit of on-demand capacity without a maximum, is {@code NaN} there. Not
 * written are requests that the service makes itself, and when flows begin and end.
 *
 * <p>The format is <a href="https://prometheus.io/docs/specs/om/open_metrics_spec/">OpenMetrics
 * 1.0</a>: the samples of a family stand together, and in it those of a series, oldest first.
 */
public final class OpenMetricsWriter {

  private static final int MAX_DECIMALS = 6;
  private static final long MILLIS_PER_SECOND = 1_000;

  /** Events of the traffic; all others are the service's own doing. */
  private static final Set<String> TRAFFIC_EVENTS =
      Set.of("first-throttle", "flow-start", "flow-end");

  private enum Type {
    COUNTER("_total"),
    GAUGE(""),
    SUMMARY("");

    private final String suffix;

    Type(String suffix) {
      this.suffix = suffix;
    }
  }

  private record Row(String labels, int periodSeconds, Series values) {}

  private record Family(Type type, List<Row> rows) {}

  private final Map<String, Family> families = new LinkedHashMap<>();
  private final String source;
  private final Duration duration;
  private final Instant start;

  private OpenMetricsWriter(Outcome outcome, Instant start) {
    this.source = outcome.source().name().toLowerCase(Locale.ROOT);
    this.duration = outcome.duration();
    this.start = start;
    String table = outcome.resources().getFirst().name();
    Shadow shadow = outcome.shadow();
    List<FlowAgreement> agreements = shadow == null ? List.of() : shadow.flows();
    for (FlowOutcome flow : outcome.clientFlows()) {
      Map<String, String> labels =
          Map.of(
              MeterNames.TABLE,
              table,
              MeterNames.OPERATION,
              flow.operation(),
              MeterNames.FLOW,
              flow.name());
      addFlow(labels, flow.series());
      agreements.stream()
          .filter(agreement -> agreement.flow().equals(flow.name()))
          .forEach(agreement -> addAgreement(labels, agreement));
    }
    for (ResourceOutcome resource : outcome.resources()) {
      table = resource.kind() == ResourceKind.TABLE ? resource.name() : table;
      addResource(table, resource, outcome.events());
    }
  }

  /**
   * Writes an outcome; the writer stays open.
   *
   * @param start when the run began, or is to have begun
   */
  public static void write(Outcome outcome, Instant start, Writer writer) throws IOException {
    new OpenMetricsWriter(outcome, start).write(writer);
  }

  private void addFlow(Map<String, String> labels, FlowSeries series) {
    int period = series.periodSeconds();
    add(MeterNames.OFFERED, Type.COUNTER, labels, period, series.offered());
    Map<String, String> succeeded = with(labels, MeterNames.OUTCOME, "succeeded");
    add(MeterNames.REQUESTS, Type.COUNTER, succeeded, period, series.succeeded());
    add(
        MeterNames.REQUESTS,
        Type.COUNTER,
        with(labels, MeterNames.OUTCOME, "failed"),
        period,
        series.failed());
    double[] throttled = series.throttledAttempts().toArray();
    double[] admitted = series.attempts().toArray();
    for (int i = 0; i < admitted.length; i++) {
      admitted[i] -= throttled[i];
    }
    add(MeterNames.ATTEMPTS, Type.COUNTER, succeeded, period, Series.of(admitted));
    add(
        MeterNames.ATTEMPTS,
        Type.COUNTER,
        with(labels, MeterNames.OUTCOME, "throttled"),
        period,
        series.throttledAttempts());
    addLatency(labels, "0.5", period, series.latencyMillisP50());
    addLatency(labels, "0.99", period, series.latencyMillisP99());
  }

  /** The shadow counts them, also where the outcome is an observed one. */
  private void addAgreement(Map<String, String> labels, FlowAgreement agreement) {
    Map<Meters.Agreement, Series> counts = new EnumMap<>(Meters.Agreement.class);
    counts.put(Meters.Agreement.BOTH_ADMITTED, agreement.bothAdmitted());
    counts.put(Meters.Agreement.BOTH_THROTTLED, agreement.bothThrottled());
    counts.put(Meters.Agreement.ONLY_SHADOW, agreement.onlyShadow());
    counts.put(Meters.Agreement.ONLY_REAL, agreement.onlyReal());
    counts.forEach(
        (which, series) ->
            add(
                MeterNames.SHADOW_AGREEMENT,
                Type.COUNTER,
                with(
                    with(labels, MeterNames.AGREEMENT, which.tag()),
                    MeterNames.SOURCE,
                    "simulated"),
                agreement.periodSeconds(),
                series));
  }

  private void addLatency(Map<String, String> labels, String quantile, int period, Series millis) {
    double[] seconds = millis.toArray();
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] /= MILLIS_PER_SECOND;
    }
    add(
        MeterNames.LATENCY + ".seconds",
        Type.SUMMARY,
        with(labels, "quantile", quantile),
        period,
        Series.of(seconds));
  }

  private void addResource(String table, ResourceOutcome resource, List<Event> events) {
    ResourceSeries series = resource.series();
    String index = resource.kind() == ResourceKind.INDEX ? resource.name() : "";
    Map<String, String> labels = Map.of(MeterNames.TABLE, table, MeterNames.INDEX, index);
    int period = series.periodSeconds();
    series
        .throttleEvents()
        .forEach(
            (reason, counts) ->
                add(
                    MeterNames.THROTTLE_EVENTS,
                    Type.COUNTER,
                    with(
                        dimension(labels, reason.dimension()), MeterNames.REASON, reason.awsName()),
                    period,
                    counts));
    addDimension(
        dimension(labels, Dimension.READ),
        period,
        series.consumedReadUnits(),
        series.provisionedReadUnits(),
        series.burstBalanceRead());
    addDimension(
        dimension(labels, Dimension.WRITE),
        period,
        series.consumedWriteUnits(),
        series.provisionedWriteUnits(),
        series.burstBalanceWrite());
    add(MeterNames.PARTITIONS, Type.GAUGE, labels, period, series.partitions());
    Series hottest = series.hottestPartitionUtilization();
    add(MeterNames.PARTITION_UTILIZATION, Type.GAUGE, labels, period, hottest);
    Map<String, double[]> counts = new TreeMap<>();
    for (Event event : events) {
      if (event.resource().equals(resource.name()) && !TRAFFIC_EVENTS.contains(event.kind())) {
        int at = Math.min((int) (event.atSeconds() / period), hottest.size() - 1);
        counts.computeIfAbsent(event.kind(), kind -> new double[hottest.size()])[at]++;
      }
    }
    counts.forEach(
        (kind, values) ->
            add(
                MeterNames.SCALING_EVENTS,
                Type.COUNTER,
                with(labels, MeterNames.KIND, kind),
                period,
                Series.of(values)));
  }

  private void addDimension(
      Map<String, String> labels,
      int period,
      Series consumed,
      @Nullable Series provisioned,
      @Nullable Series burst) {
    add(MeterNames.CAPACITY_CONSUMED, Type.COUNTER, labels, period, consumed);
    if (provisioned != null) {
      double[] perSecond = provisioned.toArray();
      for (int i = 0; i < perSecond.length; i++) {
        double millis = endMillis(period, i) - MILLIS_PER_SECOND * i * period;
        perSecond[i] = perSecond[i] == 0 ? Double.NaN : perSecond[i] * MILLIS_PER_SECOND / millis;
      }
      add(MeterNames.CAPACITY_PROVISIONED, Type.GAUGE, labels, period, Series.of(perSecond));
    }
    if (burst != null) {
      add(MeterNames.BURST_BALANCE, Type.GAUGE, labels, period, burst);
    }
  }

  private static Map<String, String> dimension(Map<String, String> labels, Dimension dimension) {
    return with(labels, MeterNames.DIMENSION, dimension.name().toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> with(Map<String, String> labels, String name, String value) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put(name, value);
    return all;
  }

  private void add(
      String meter, Type type, Map<String, String> labels, int periodSeconds, Series values) {
    Map<String, String> all = new TreeMap<>(labels);
    all.putIfAbsent(MeterNames.SOURCE, source);
    families
        .computeIfAbsent(meter, name -> new Family(type, new ArrayList<>()))
        .rows()
        .add(new Row(text(all), periodSeconds, values));
  }

  /** Labels in braces; an empty one is the same as none. */
  private static String text(Map<String, String> labels) {
    List<String> pairs = new ArrayList<>();
    labels.forEach(
        (name, value) -> {
          if (!value.isEmpty()) {
            String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
            pairs.add(name + "=\"" + escaped + "\"");
          }
        });
    return "{" + String.join(",", pairs) + "}";
  }

  private void write(Writer writer) throws IOException {
    for (Map.Entry<String, Family> entry : families.entrySet()) {
      String name = entry.getKey().replace('.', '_');
      Type type = entry.getValue().type();
      writer.write("# TYPE " + name + " " + type.name().toLowerCase(Locale.ROOT) + "\n");
      for (Row row : entry.getValue().rows()) {
        write(writer, name + type.suffix + row.labels() + " ", type, row);
      }
    }
    writer.write("# EOF\n");
  }

  private void write(Writer writer, String series, Type type, Row row) throws IOException {
    double value = 0;
    if (type == Type.COUNTER) {
      write(writer, series, value, 0);
    }
    for (int i = 0; i < row.values().size(); i++) {
      value = type == Type.COUNTER ? value + row.values().get(i) : row.values().get(i);
      write(writer, series, value, endMillis(row.periodSeconds(), i));
    }
  }

  private void write(Writer writer, String series, double value, long atMillis) throws IOException {
    BigDecimal seconds = BigDecimal.valueOf(start.toEpochMilli() + atMillis, 3);
    writer.write(series + number(value) + " " + plain(seconds) + "\n");
  }

  /** When a period ends, from the start; the one in which the run ends may be shorter. */
  private long endMillis(int periodSeconds, int period) {
    long begin = MILLIS_PER_SECOND * period * periodSeconds;
    long end = begin + periodSeconds * MILLIS_PER_SECOND;
    return duration.toMillis() > begin ? Math.min(end, duration.toMillis()) : end;
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? "NaN"
        : plain(BigDecimal.valueOf(value).setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
