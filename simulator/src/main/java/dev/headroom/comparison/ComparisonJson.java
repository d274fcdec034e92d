package dev.headroom.comparison;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.comparison.Comparison.Run;
import dev.headroom.comparison.UsageComparison.Minute;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Shadow.Agreement;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A comparison as JSON: {@code comparison.json}. */
public final class ComparisonJson {

  /** The schema's name in the file. */
  public static final String SCHEMA = "headroom/comparison/v1";

  private static final MathContext DIGITS = new MathContext(9);

  private final JsonGenerator json;

  private ComparisonJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * An object that ends with a line break: {@code schema}, {@code verdict}, the runs {@code
   * simulated} and {@code observed}, {@code shiftSeconds}, {@code tolerance}, {@code
   * minuteSeconds}, {@code checks}, {@code causes}, {@code overall} and {@code flows}, {@code
   * resources} with {@code minutes} and {@code reasons}, {@code events}, {@code shadow} and {@code
   * notes}. A number of both sides is {@code {simulated, observed, errorPercent}}. What has no
   * number, or never happens, is null.
   */
  public static String print(Comparison comparison) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonMapper().createGenerator(text).useDefaultPrettyPrinter()) {
      new ComparisonJson(json).comparison(comparison);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private void comparison(Comparison comparison) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeStringField("verdict", word(comparison.verdict()));
    run("simulated", comparison.simulated());
    run("observed", comparison.observed());
    number("shiftSeconds", comparison.shift().toMillis() / 1e3);
    Tolerance tolerance = comparison.tolerance();
    json.writeObjectFieldStart("tolerance");
    number("throttledSharePoints", tolerance.throttledSharePoints());
    number("unitsPercent", tolerance.unitsPercent());
    number("shadowPercent", tolerance.shadowPercent());
    number("eventSeconds", tolerance.eventSeconds());
    json.writeEndObject();
    json.writeNumberField("minuteSeconds", comparison.minuteSeconds());
    json.writeArrayFieldStart("checks");
    for (GateResult check : comparison.checks()) {
      json.writeStartObject();
      json.writeStringField("expression", check.expression());
      number("value", orNone(check.value()));
      json.writeStringField("unit", check.unit());
      json.writeStringField("verdict", word(check.verdict()));
      json.writeStringField("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    sentences("causes", comparison.causes());
    FlowComparison overall = comparison.overall();
    if (overall == null) {
      json.writeNullField("overall");
    } else {
      json.writeFieldName("overall");
      flow(overall);
    }
    json.writeArrayFieldStart("flows");
    for (FlowComparison flow : comparison.flows()) {
      flow(flow);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("resources");
    for (UsageComparison usage : comparison.usages()) {
      usage(usage);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("events");
    for (EventComparison event : comparison.events()) {
      event(event);
    }
    json.writeEndArray();
    json.writeFieldName("shadow");
    shadow(comparison.shadow());
    sentences("notes", comparison.notes());
    json.writeEndObject();
  }

  private void run(String name, Run run) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("name", run.name());
    json.writeStringField("description", run.description());
    json.writeStringField("start", run.start().toString());
    number("durationSeconds", run.duration().toMillis() / 1e3);
    json.writeEndObject();
  }

  private void flow(FlowComparison flow) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", flow.name());
    pair("offered", flow.offered());
    pair("attempts", flow.attempts());
    pair("throttledRequests", flow.throttledRequests());
    pair("throttledAttempts", flow.throttledAttempts());
    pair("throttledShare", flow.throttledShare());
    pair("firstThrottleSeconds", flow.firstThrottleSeconds());
    json.writeObjectFieldStart("latencyMillis");
    latency("simulated", flow.simulatedLatency());
    latency("observed", flow.observedLatency());
    json.writeEndObject();
    json.writeEndObject();
  }

  private void latency(String name, @Nullable Latency millis) throws IOException {
    if (millis == null) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    number("p50", millis.p50());
    number("p90", millis.p90());
    number("p99", millis.p99());
    number("p999", millis.p999());
    number("max", millis.max());
    json.writeEndObject();
  }

  private void usage(UsageComparison usage) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", usage.resource());
    json.writeStringField("kind", usage.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("dimension", usage.dimension().name().toLowerCase(Locale.ROOT));
    pair("consumedUnits", usage.consumedUnits());
    pair("throttleEvents", usage.throttleEvents());
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<ThrottlingReason, Pair> reason : usage.reasons().entrySet()) {
      pair(reason.getKey().awsName(), reason.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("minutes");
    for (Minute minute : usage.minutes()) {
      json.writeStartObject();
      number("fromSeconds", minute.fromSeconds());
      json.writeBooleanField("whole", minute.isWhole());
      pair("consumedUnits", minute.consumedUnits());
      pair("throttleEvents", minute.throttleEvents());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void event(EventComparison event) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", event.kind());
    json.writeStringField("resource", event.resource());
    number("simulatedSeconds", orNone(event.simulatedSeconds()));
    number("observedSeconds", orNone(event.observedSeconds()));
    number("apartSeconds", event.apartSeconds());
    json.writeEndObject();
  }

  private void shadow(@Nullable ShadowComparison shadow) throws IOException {
    if (shadow == null) {
      json.writeNull();
      return;
    }
    Agreement total = shadow.total();
    json.writeStartObject();
    json.writeNumberField("bothAdmitted", total.bothAdmitted());
    json.writeNumberField("bothThrottled", total.bothThrottled());
    json.writeNumberField("onlyShadow", total.onlyShadow());
    json.writeNumberField("onlyReal", total.onlyReal());
    number("agreement", shadow.agreement());
    json.writeArrayFieldStart("worstMinutes");
    for (ShadowComparison.Minute minute : shadow.worstMinutes()) {
      json.writeStartObject();
      json.writeStringField("flow", minute.flow());
      json.writeStringField("minute", minute.label());
      json.writeNumberField("requests", minute.requests());
      pair("throttledAttempts", minute.throttled());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void pair(String name, Pair pair) throws IOException {
    json.writeObjectFieldStart(name);
    number("simulated", pair.simulated());
    number("observed", pair.observed());
    number("errorPercent", pair.errorPercent());
    json.writeEndObject();
  }

  private void number(String name, double value) throws IOException {
    json.writeFieldName(name);
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else {
      BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
      json.writeNumber(rounded.signum() == 0 ? "0" : rounded.toPlainString());
    }
  }

  private void sentences(String name, List<String> sentences) throws IOException {
    json.writeArrayFieldStart(name);
    for (String sentence : sentences) {
      json.writeString(sentence);
    }
    json.writeEndArray();
  }

  private static double orNone(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }

  private static String word(GateResult.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
