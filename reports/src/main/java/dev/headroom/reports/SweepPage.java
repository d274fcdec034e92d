package dev.headroom.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.advice.Sweep;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Version;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/**
 * {@code sweep.html}: one page that opens from disk, with a chart of any metric over the varied
 * setting, a heat map where two are varied, and throttling against cost. Every number is in the
 * table too.
 */
public final class SweepPage {

  private static final JsonFactory JSON = new JsonFactory();
  private static final int MAP_KEYS = 2;

  private final Sweep sweep;
  private final SweepReport report;

  public SweepPage(Sweep sweep) {
    this.sweep = sweep;
    this.report = new SweepReport(sweep);
  }

  /** Writes the page; the writer stays open. */
  public void write(Writer writer) throws IOException {
    Map<String, String> slots = ChartPage.slots("sweep.js");
    slots.put("title", Html.escaped(sweep.scenario()));
    slots.put("trials", Html.escaped(report.trials()));
    slots.put("headline", Html.escaped(headline()));
    slots.put("over", Html.escaped(over()));
    slots.put("cost", hasCost() ? "cost" : "");
    slots.put("rows", new Html().grid(report.grid()).toString());
    slots.put("version", Html.escaped(Version.CURRENT));
    slots.put("data", ChartPage.inlinedData(json()));
    writer.write(new Template(Template.resource("sweep.html")).filled(slots));
  }

  /** How many settings pass, and which of them is the cheapest. */
  private String headline() {
    long passing = sweep.rows().stream().filter(SweepPage::passes).count();
    String count =
        Numbers.count(passing) + " of " + Numbers.count(sweep.rows().size()) + " settings pass";
    return count + cheapest().map(row -> "; the cheapest of them is " + words(row)).orElse("");
  }

  private Optional<Sweep.Row> cheapest() {
    return sweep.rows().stream()
        .filter(SweepPage::passes)
        .filter(row -> row.measures().containsKey(GateMetric.COST_PER_MONTH))
        .min(Comparator.comparing(row -> row.measures().get(GateMetric.COST_PER_MONTH)));
  }

  private String words(Sweep.Row row) {
    var settings = new StringJoiner(", ");
    for (int i = 0; i < sweep.keys().size(); i++) {
      settings.add(sweep.keys().get(i) + "=" + row.values().get(i));
    }
    return settings + " at " + SweepReport.value(row, GateMetric.COST_PER_MONTH) + " a month";
  }

  private String over() {
    return sweep.keys().size() == MAP_KEYS
        ? "Every pair of settings"
        : "Over " + String.join(", ", sweep.keys());
  }

  private boolean hasCost() {
    return report.metrics().contains(GateMetric.COST_PER_MONTH);
  }

  private static boolean passes(Sweep.Row row) {
    return row.verdict() == GateResult.Verdict.PASSED;
  }

  private String json() throws IOException {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeArrayFieldStart("keys");
      for (String key : sweep.keys()) {
        json.writeString(Text.visible(key));
      }
      json.writeEndArray();
      json.writeArrayFieldStart("metrics");
      for (GateMetric metric : report.metrics()) {
        json.writeStartObject();
        json.writeStringField("word", metric.word());
        json.writeStringField("title", SweepReport.title(metric));
        json.writeStringField("unit", metric.unit().symbol());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("rows");
      for (Sweep.Row row : sweep.rows()) {
        row(json, row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return text.toString();
  }

  private void row(JsonGenerator json, Sweep.Row row) throws IOException {
    Verdict verdict = Verdict.of(row.verdict());
    json.writeStartObject();
    json.writeArrayFieldStart("values");
    for (String value : row.values()) {
      json.writeString(Text.visible(value));
    }
    json.writeEndArray();
    json.writeStringField("verdict", verdict.word());
    json.writeStringField("symbol", verdict.symbol());
    json.writeObjectFieldStart("measures");
    for (Map.Entry<GateMetric, Double> measure : row.measures().entrySet()) {
      if (Double.isFinite(measure.getValue())) {
        json.writeNumberField(measure.getKey().word(), measure.getValue());
      }
    }
    json.writeEndObject();
    json.writeObjectFieldStart("words");
    for (GateMetric metric : report.metrics()) {
      json.writeStringField(metric.word(), SweepReport.value(row, metric));
    }
    json.writeEndObject();
    json.writeEndObject();
  }
}
