package dev.headroom.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes the agreement with a shadow engine of {@code outcome.json}. */
final class ShadowJson {

  private ShadowJson() {}

  static void write(JsonGenerator json, @Nullable Shadow shadow) throws IOException {
    if (shadow == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    Agreement total = shadow.total();
    json.writeNumberField("bothAdmitted", total.bothAdmitted());
    json.writeNumberField("bothThrottled", total.bothThrottled());
    json.writeNumberField("onlyShadow", total.onlyShadow());
    json.writeNumberField("onlyReal", total.onlyReal());
    json.writeArrayFieldStart("flows");
    for (FlowAgreement flow : shadow.flows()) {
      json.writeStartObject();
      json.writeStringField("name", flow.flow());
      json.writeNumberField("periodSeconds", flow.periodSeconds());
      OutcomeJson.series(json, "requests", flow.requests());
      OutcomeJson.series(json, "bothAdmitted", flow.bothAdmitted());
      OutcomeJson.series(json, "bothThrottled", flow.bothThrottled());
      OutcomeJson.series(json, "onlyShadow", flow.onlyShadow());
      OutcomeJson.series(json, "onlyReal", flow.onlyReal());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}
