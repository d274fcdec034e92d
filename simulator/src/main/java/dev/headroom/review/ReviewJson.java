package dev.headroom.review;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A review as JSON: {@code review.json}. */
public final class ReviewJson {

  /** The schema's name in the file. */
  public static final String SCHEMA = "headroom/review/v1";

  private ReviewJson() {}

  /**
   * An object that ends with a line break: {@code schema}, {@code scenario}, {@code table}, {@code
   * changes}, {@code before}, {@code after} and {@code notes}. A side has a {@code state}: {@code
   * predicted} with {@code verdict}, {@code measures} by the names of metrics in gates, and {@code
   * gates}; {@code absent} where there is no table; {@code unfit} with {@code problems} where the
   * traffic does not fit the table. A metric without data is left out; one that is infinite is
   * null.
   */
  public static String print(Review review) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonMapper().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("schema", SCHEMA);
      json.writeStringField("scenario", review.scenario());
      json.writeStringField("table", review.table());
      json.writeArrayFieldStart("changes");
      for (SettingsChange change : review.changes()) {
        json.writeStartObject();
        json.writeStringField("resource", change.resource());
        json.writeStringField("setting", change.setting());
        json.writeStringField("before", change.before());
        json.writeStringField("after", change.after());
        json.writeBooleanField("capacityRelevant", change.isCapacityRelevant());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeFieldName("before");
      side(json, review.before());
      json.writeFieldName("after");
      side(json, review.after());
      sentences(json, "notes", review.notes());
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void side(JsonGenerator json, Side side) throws IOException {
    json.writeStartObject();
    switch (side) {
      case Side.Absent absent -> json.writeStringField("state", "absent");
      case Side.Unfit unfit -> {
        json.writeStringField("state", "unfit");
        sentences(json, "problems", unfit.problems());
      }
      case Side.Predicted predicted -> predicted(json, predicted);
    }
    json.writeEndObject();
  }

  private static void predicted(JsonGenerator json, Side.Predicted side) throws IOException {
    List<GateResult> gates = side.outcome().gates();
    json.writeStringField("state", "predicted");
    json.writeStringField("verdict", word(Verdicts.of(gates)));
    json.writeObjectFieldStart("measures");
    for (Map.Entry<GateMetric, Double> measure : side.measures().entrySet()) {
      json.writeFieldName(measure.getKey().word());
      number(json, measure.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("gates");
    for (GateResult gate : gates) {
      json.writeStartObject();
      json.writeStringField("expression", gate.expression());
      json.writeFieldName("value");
      number(json, gate.value() == null ? Double.NaN : gate.value());
      json.writeStringField("verdict", word(gate.verdict()));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  private static String word(GateResult.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static void sentences(JsonGenerator json, String name, List<String> sentences)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String sentence : sentences) {
      json.writeString(sentence);
    }
    json.writeEndArray();
  }
}
