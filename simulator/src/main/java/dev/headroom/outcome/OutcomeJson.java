package dev.headroom.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.core.util.Separators.Spacing;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.source.TableJson;
import dev.headroom.table.Table;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes an outcome as {@code outcome.json}.
 *
 * <p>Equal outcomes give equal bytes: keys keep one order, lines end with {@code \n}, and numbers
 * have at most {@value #MAX_DECIMALS} decimals. What has no number, such as the latency of a period
 * in which no request ended or a time that is never reached, is {@code null}.
 */
public final class OutcomeJson {

  private static final int MAX_DECIMALS = 6;
  private static final long LARGEST_EXACT_WHOLE_NUMBER = 1L << 53;

  private OutcomeJson() {}

  /** The outcome as text. */
  public static String print(Outcome outcome) {
    var text = new StringWriter();
    try {
      write(outcome, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes an outcome; the writer stays open. */
  public static void write(Outcome outcome, Writer writer) throws IOException {
    try (JsonGenerator json = new JsonMapper().createGenerator(writer)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setPrettyPrinter(prettyPrinter());
      outcome(json, outcome);
      json.writeRaw('\n');
    }
  }

  private static PrettyPrinter prettyPrinter() {
    return new DefaultPrettyPrinter(
            Separators.createDefaultInstance()
                .withObjectFieldValueSpacing(Spacing.AFTER)
                .withArrayEmptySeparator("")
                .withObjectEmptySeparator(""))
        .withObjectIndenter(new DefaultIndenter("  ", "\n"));
  }

  private static void outcome(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", Outcome.SCHEMA);
    json.writeStringField("scenario", outcome.scenario());
    json.writeStringField("source", outcome.source().name().toLowerCase(Locale.ROOT));
    if (outcome.source() == Outcome.Source.OBSERVED) {
      json.writeBooleanField("throttlesByCapacity", outcome.throttlesByCapacity());
    }
    json.writeStringField("start", outcome.start().toString());
    json.writeNumberField("seed", outcome.seed());
    json.writeNumberField("trials", outcome.trials());
    json.writeStringField("profile", outcome.profile());
    json.writeObjectFieldStart("modelOverrides");
    for (Map.Entry<String, String> override : outcome.modelOverrides().entrySet()) {
      json.writeStringField(override.getKey(), override.getValue());
    }
    json.writeEndObject();
    json.writeStringField("version", outcome.version());
    number(json, "durationSeconds", seconds(outcome.duration()));
    json.writeArrayFieldStart("tables");
    for (Table table : outcome.tables()) {
      json.writeTree(TableJson.toJson(table));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("resources");
    for (ResourceOutcome resource : outcome.resources()) {
      resource(json, resource);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("flows");
    for (FlowOutcome flow : outcome.flows()) {
      flow(json, flow);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (Event event : outcome.events()) {
      event(json, event);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("hotKeys");
    for (HotKey key : outcome.hotKeys()) {
      hotKey(json, key);
    }
    json.writeEndArray();
    json.writeFieldName("shadow");
    ShadowJson.write(json, outcome.shadow());
    json.writeFieldName("cost");
    CostJson.write(json, outcome.cost());
    json.writeArrayFieldStart("gates");
    for (GateResult gate : outcome.gates()) {
      gate(json, gate);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("alarms");
    for (AlarmOutcome alarm : outcome.alarms()) {
      alarm(json, alarm);
    }
    json.writeEndArray();
    json.writeFieldName("bands");
    bands(json, outcome.bands());
    sentences(json, "advice", outcome.advice());
    sentences(json, "assumptions", outcome.assumptions());
    sentences(json, "notModelled", outcome.notModelled());
    json.writeEndObject();
  }

  private static void resource(JsonGenerator json, ResourceOutcome resource) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", resource.name());
    json.writeStringField("kind", resource.kind().name().toLowerCase(Locale.ROOT));
    json.writeFieldName("series");
    resourceSeries(json, resource.series());
    json.writeFieldName("totals");
    resourceTotals(json, resource.totals(), resource.series());
    json.writeArrayFieldStart("hotPartitions");
    for (HotPartition partition : resource.hotPartitions()) {
      json.writeStartObject();
      json.writeNumberField("partition", partition.partition());
      number(json, "share", partition.share());
      number(json, "utilization", partition.utilization());
      json.writeNumberField("throttleEvents", partition.throttleEvents());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void resourceSeries(JsonGenerator json, ResourceSeries series) throws IOException {
    json.writeStartObject();
    json.writeNumberField("periodSeconds", series.periodSeconds());
    series(json, "consumedReadUnits", series.consumedReadUnits());
    series(json, "consumedWriteUnits", series.consumedWriteUnits());
    series(json, "provisionedReadUnits", series.provisionedReadUnits());
    series(json, "provisionedWriteUnits", series.provisionedWriteUnits());
    Admitted admitted = series.admitted();
    json.writeObjectFieldStart("admitted");
    series(json, "normal", admitted.normal());
    series(json, "burst", admitted.burst());
    series(json, "adaptive", admitted.adaptive());
    json.writeEndObject();
    json.writeObjectFieldStart("throttleEvents");
    for (Map.Entry<ThrottlingReason, Series> events : series.throttleEvents().entrySet()) {
      series(json, events.getKey().awsName(), events.getValue());
    }
    json.writeEndObject();
    series(json, "throttledRequests", series.throttledRequests());
    series(json, "burstBalanceRead", series.burstBalanceRead());
    series(json, "burstBalanceWrite", series.burstBalanceWrite());
    series(json, "partitions", series.partitions());
    series(json, "hottestPartitionUtilization", series.hottestPartitionUtilization());
    json.writeEndObject();
  }

  private static void resourceTotals(
      JsonGenerator json, ResourceTotals totals, ResourceSeries series) throws IOException {
    json.writeStartObject();
    number(json, "consumedReadUnits", totals.consumedReadUnits());
    number(json, "consumedWriteUnits", totals.consumedWriteUnits());
    sum(json, "provisionedReadUnits", series.provisionedReadUnits());
    sum(json, "provisionedWriteUnits", series.provisionedWriteUnits());
    json.writeObjectFieldStart("admitted");
    json.writeNumberField("normal", totals.admittedNormal());
    json.writeNumberField("burst", totals.admittedBurst());
    json.writeNumberField("adaptive", totals.admittedAdaptive());
    json.writeEndObject();
    json.writeObjectFieldStart("throttleEvents");
    for (Map.Entry<ThrottlingReason, Long> events : totals.throttleEvents().entrySet()) {
      json.writeNumberField(events.getKey().awsName(), events.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("throttledRequests", totals.throttledRequests());
    json.writeEndObject();
  }

  private static void flow(JsonGenerator json, FlowOutcome flow) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", flow.name());
    json.writeStringField("operation", flow.operation());
    json.writeStringField("dimension", flow.dimension().name().toLowerCase(Locale.ROOT));
    json.writeStringField("origin", flow.isReplicated() ? "replication" : "client");
    json.writeNumberField("offered", flow.offered());
    json.writeNumberField("attempts", flow.attempts());
    json.writeNumberField("succeeded", flow.succeeded());
    json.writeNumberField("failed", flow.failed());
    json.writeNumberField("throttledAttempts", flow.throttledAttempts());
    json.writeNumberField("throttledRequests", flow.throttledRequests());
    Latency latencyMillis = flow.latencyMillis();
    if (latencyMillis == null) {
      json.writeNullField("latencyMillis");
    } else {
      json.writeObjectFieldStart("latencyMillis");
      number(json, "p50", latencyMillis.p50());
      number(json, "p90", latencyMillis.p90());
      number(json, "p99", latencyMillis.p99());
      number(json, "p999", latencyMillis.p999());
      number(json, "max", latencyMillis.max());
      json.writeEndObject();
    }
    FlowSeries series = flow.series();
    json.writeObjectFieldStart("series");
    json.writeNumberField("periodSeconds", series.periodSeconds());
    series(json, "offered", series.offered());
    series(json, "attempts", series.attempts());
    series(json, "succeeded", series.succeeded());
    series(json, "failed", series.failed());
    series(json, "throttledAttempts", series.throttledAttempts());
    series(json, "throttledRequests", series.throttledRequests());
    json.writeObjectFieldStart("latencyMillis");
    series(json, "p50", series.latencyMillisP50());
    series(json, "p99", series.latencyMillisP99());
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void event(JsonGenerator json, Event event) throws IOException {
    json.writeStartObject();
    number(json, "atSeconds", event.atSeconds());
    json.writeStringField("kind", event.kind());
    json.writeStringField("resource", event.resource());
    json.writeStringField("detail", event.detail());
    json.writeEndObject();
  }

  private static void hotKey(JsonGenerator json, HotKey key) throws IOException {
    json.writeStartObject();
    json.writeStringField("resource", key.resource());
    json.writeStringField("key", key.key());
    number(json, "consumedUnits", key.consumedUnits());
    json.writeNumberField("throttled", key.throttled());
    json.writeEndObject();
  }

  private static void gate(JsonGenerator json, GateResult gate) throws IOException {
    json.writeStartObject();
    json.writeStringField("expression", gate.expression());
    Double value = gate.value();
    json.writeFieldName("value");
    if (value == null) {
      json.writeNull();
    } else {
      number(json, value);
    }
    Boolean passed = gate.passed();
    if (passed == null) {
      json.writeNullField("passed");
    } else {
      json.writeBooleanField("passed", passed);
    }
    json.writeStringField("unit", gate.unit());
    json.writeStringField("verdict", gate.verdict().name().toLowerCase(Locale.ROOT));
    json.writeStringField("detail", gate.detail());
    json.writeEndObject();
  }

  private static void alarm(JsonGenerator json, AlarmOutcome alarm) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", alarm.name());
    json.writeStringField("rule", alarm.rule());
    json.writeStringField("file", alarm.file());
    json.writeNumberField("line", alarm.line());
    json.writeStringField("state", alarm.state().word());
    json.writeArrayFieldStart("spans");
    for (AlarmOutcome.Span span : alarm.spans()) {
      json.writeStartObject();
      number(json, "fromSeconds", span.fromSeconds());
      number(json, "toSeconds", span.toSeconds());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeStringField("detail", alarm.detail());
    sentences(json, "hints", alarm.hints());
    json.writeEndObject();
  }

  private static void bands(JsonGenerator json, @Nullable Bands bands) throws IOException {
    if (bands == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeObjectFieldStart("totals");
    for (Map.Entry<String, Bands.Band> total : bands.totals().entrySet()) {
      json.writeObjectFieldStart(total.getKey());
      number(json, "p5", total.getValue().p5());
      number(json, "p50", total.getValue().p50());
      number(json, "p95", total.getValue().p95());
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeArrayFieldStart("resources");
    for (Bands.ResourceBands resource : bands.resources()) {
      json.writeStartObject();
      json.writeStringField("name", resource.name());
      json.writeNumberField("periodSeconds", resource.periodSeconds());
      bandSeries(json, "consumedReadUnits", resource.consumedReadUnits());
      bandSeries(json, "consumedWriteUnits", resource.consumedWriteUnits());
      bandSeries(json, "throttledRequests", resource.throttledRequests());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void bandSeries(JsonGenerator json, String name, Bands.BandSeries band)
      throws IOException {
    json.writeObjectFieldStart(name);
    series(json, "p5", band.p5());
    series(json, "p50", band.p50());
    series(json, "p95", band.p95());
    json.writeEndObject();
  }

  static void sentences(JsonGenerator json, String name, List<String> sentences)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String sentence : sentences) {
      json.writeString(sentence);
    }
    json.writeEndArray();
  }

  static void series(JsonGenerator json, String name, @Nullable Series series)
      throws IOException {
    if (series == null) {
      json.writeNullField(name);
      return;
    }
    json.writeArrayFieldStart(name);
    for (int i = 0; i < series.size(); i++) {
      number(json, series.get(i));
    }
    json.writeEndArray();
  }

  private static void sum(JsonGenerator json, String name, @Nullable Series series)
      throws IOException {
    if (series == null) {
      json.writeNullField(name);
    } else {
      number(json, name, series.sum());
    }
  }

  static void number(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) <= LARGEST_EXACT_WHOLE_NUMBER) {
      json.writeNumber((long) value);
    } else {
      BigDecimal rounded =
          BigDecimal.valueOf(value)
              .setScale(MAX_DECIMALS, RoundingMode.HALF_EVEN)
              .stripTrailingZeros();
      json.writeNumber(rounded.signum() == 0 ? "0" : rounded.toPlainString());
    }
  }

  private static double seconds(Duration duration) {
    return duration.getSeconds() + duration.getNano() / 1e9;
  }
}
