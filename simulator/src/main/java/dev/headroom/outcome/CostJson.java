package dev.headroom.outcome;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.outcome.Cost.BreakEven;
import dev.headroom.outcome.Cost.Item;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Writes the cost of {@code outcome.json}. */
final class CostJson {

  private CostJson() {}

  static void write(JsonGenerator json, @Nullable Cost cost) throws IOException {
    if (cost == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("region", cost.region());
    json.writeStringField("prices", cost.prices());
    json.writeNumberField("hoursPerMonth", Cost.HOURS_PER_MONTH);
    usd(json, "usdPerRun", cost.usdPerRun());
    usd(json, "usdPerMonth", cost.usdPerMonth());
    json.writeArrayFieldStart("items");
    for (Item item : cost.items()) {
      json.writeStartObject();
      json.writeStringField("resource", item.resource());
      json.writeStringField("what", item.what());
      OutcomeJson.number(json, "quantity", item.quantity());
      json.writeStringField("unit", item.unit());
      json.writeFieldName("priceUsd");
      price(json, item.priceUsd());
      OutcomeJson.number(json, "usdPerRun", orNone(item.usdPerRun()));
      OutcomeJson.number(json, "usdPerMonth", orNone(cost.usdPerMonth(item)));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("breakEvens");
    for (BreakEven breakEven : cost.breakEvens()) {
      json.writeStartObject();
      json.writeStringField("resource", breakEven.resource());
      json.writeStringField("dimension", breakEven.dimension().name().toLowerCase(Locale.ROOT));
      OutcomeJson.number(json, "breakEven", breakEven.breakEven());
      OutcomeJson.number(json, "utilization", orNone(breakEven.utilization()));
      json.writeEndObject();
    }
    json.writeEndArray();
    OutcomeJson.sentences(json, "notes", cost.notes());
    json.writeEndObject();
  }

  private static void usd(JsonGenerator json, String field, OptionalDouble usd) throws IOException {
    OutcomeJson.number(json, field, usd.orElse(Double.NaN));
  }

  /** A price keeps all its decimals: some are below a millionth of a dollar. */
  private static void price(JsonGenerator json, @Nullable Double usd) throws IOException {
    if (usd == null) {
      json.writeNull();
    } else {
      json.writeNumber(BigDecimal.valueOf(usd).stripTrailingZeros().toPlainString());
    }
  }

  private static double orNone(@Nullable Double value) {
    return value == null ? Double.NaN : value;
  }
}
