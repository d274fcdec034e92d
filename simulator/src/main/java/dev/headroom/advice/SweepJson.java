package dev.headroom.advice;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/** A sweep as JSON: the output of {@code headroom sweep --format json}. */
public final class SweepJson {

  private SweepJson() {}

  /**
   * An object that ends with a line break: {@code scenario}, {@code trials} and {@code rows}, each
   * with its {@code settings} by key, {@code verdict}, and the metrics by their names in gates. A
   * metric without data is left out; one that is infinite is null.
   */
  public static String print(Sweep sweep) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonMapper().createGenerator(text).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("scenario", sweep.scenario());
      json.writeNumberField("trials", sweep.trials());
      json.writeArrayFieldStart("rows");
      for (Sweep.Row row : sweep.rows()) {
        row(json, sweep, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  private static void row(JsonGenerator json, Sweep sweep, Sweep.Row row) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("settings");
    for (int i = 0; i < sweep.keys().size(); i++) {
      json.writeStringField(sweep.keys().get(i), row.values().get(i));
    }
    json.writeEndObject();
    json.writeStringField("verdict", row.verdict().name().toLowerCase(Locale.ROOT));
    for (var measure : row.measures().entrySet()) {
      json.writeFieldName(measure.getKey().word());
      if (Double.isFinite(measure.getValue())) {
        json.writeNumber(measure.getValue());
      } else {
        json.writeNull();
      }
    }
    json.writeEndObject();
  }
}
