package dev.headroom.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.outcome.AlarmOutcome;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.Findings.Throttling;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * {@code headroom.sarif}: what a code scanner shows beside the line at which the table is declared.
 *
 * <p>Source: OASIS, Static Analysis Results Interchange Format (SARIF) 2.1.0, sections 3.13 (log),
 * 3.14 (run), 3.17 (run automation details, which tell the scenarios of one upload apart), 3.27
 * (result).
 */
public final class SarifReport implements Report {

  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json";
  private static final JsonFactory JSON = new JsonFactory();

  /** What is found; a rule's identifier never changes. */
  private enum Rule {
    GATE_FAILED("error", "A gate of the scenario fails"),
    GATE_WITHOUT_DATA("warning", "A gate of the scenario has no data"),
    THROTTLING("warning", "The table or an index throttles"),
    ALARM_NEVER_FIRES("warning", "A CloudWatch alarm could never fire");

    private final String level;
    private final String description;

    Rule(String level, String description) {
      this.level = level;
      this.description = description;
    }

    String id() {
      return "headroom/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    try (JsonGenerator json = JSON.createGenerator(writer)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("$schema", SCHEMA);
      json.writeStringField("version", "2.1.0");
      json.writeArrayFieldStart("runs");
      json.writeStartObject();
      tool(json, outcome);
      json.writeObjectFieldStart("automationDetails");
      json.writeStringField("id", "headroom/" + Text.visible(outcome.scenario()) + "/");
      json.writeEndObject();
      json.writeArrayFieldStart("results");
      results(json, outcome);
      json.writeEndArray();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
      json.writeRaw('\n');
    }
  }

  private static void tool(JsonGenerator json, Outcome outcome) throws IOException {
    json.writeObjectFieldStart("tool");
    json.writeObjectFieldStart("driver");
    json.writeStringField("name", "headroom");
    json.writeStringField("version", outcome.version());
    json.writeArrayFieldStart("rules");
    for (Rule rule : Rule.values()) {
      json.writeStartObject();
      json.writeStringField("id", rule.id());
      text(json, "shortDescription", rule.description);
      json.writeObjectFieldStart("defaultConfiguration");
      json.writeStringField("level", rule.level);
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void results(JsonGenerator json, Outcome outcome) throws IOException {
    for (GateResult gate : outcome.gates()) {
      switch (gate.verdict()) {
        case PASSED -> {}
        case FAILED -> result(json, outcome, Rule.GATE_FAILED, gate.expression(), words(gate));
        case INCONCLUSIVE ->
            result(json, outcome, Rule.GATE_WITHOUT_DATA, gate.expression(), words(gate));
      }
    }
    for (Throttling throttling : new Findings(outcome).throttlings()) {
      String what = throttling.resource().name() + " " + throttling.reason().awsName();
      result(
          json,
          outcome,
          Rule.THROTTLING,
          what,
          what
              + ": "
              + Numbers.count(throttling.events())
              + " item operations throttled, first after "
              + Numbers.elapsed(throttling.firstSeconds())
              + ". "
              + Reasons.explanation(throttling.reason()));
    }
    alarms(json, outcome);
  }

  private static void alarms(JsonGenerator json, Outcome outcome) throws IOException {
    for (AlarmOutcome alarm : outcome.alarms()) {
      if (alarm.state() == AlarmOutcome.State.NEVER) {
        result(
            json,
            outcome,
            Rule.ALARM_NEVER_FIRES,
            alarm.name(),
            "alarm " + alarm.name() + " " + AlarmWords.stateAndReason(alarm),
            List.of(new TableOrigin("", alarm.file(), alarm.line())));
      }
    }
  }

  private static String words(GateResult gate) {
    return gate.expression() + ": found " + Grids.value(gate) + "; " + gate.detail();
  }

  private static void result(
      JsonGenerator json, Outcome outcome, Rule rule, String identity, String message)
      throws IOException {
    List<TableOrigin> places = outcome.tables().stream().map(Table::origin).toList();
    result(json, outcome, rule, identity, message, places);
  }

  /**
   * One result.
   *
   * @param identity what tells it from others of its rule, in every run alike
   */
  private static void result(
      JsonGenerator json,
      Outcome outcome,
      Rule rule,
      String identity,
      String message,
      List<TableOrigin> places)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("ruleId", rule.id());
    json.writeNumberField("ruleIndex", rule.ordinal());
    json.writeStringField("level", rule.level);
    text(json, "message", Text.visible(outcome.scenario() + ": " + message));
    json.writeArrayFieldStart("locations");
    for (TableOrigin place : places) {
      location(json, place);
    }
    json.writeEndArray();
    json.writeObjectFieldStart("partialFingerprints");
    json.writeStringField("scenarioAndFinding/v1", outcome.scenario() + ": " + identity);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void location(JsonGenerator json, TableOrigin origin) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("physicalLocation");
    json.writeObjectFieldStart("artifactLocation");
    json.writeStringField("uri", uri(Path.of(origin.file()).normalize()));
    json.writeEndObject();
    json.writeObjectFieldStart("region");
    json.writeNumberField("startLine", Math.max(1, origin.line()));
    json.writeEndObject();
    json.writeEndObject();
    json.writeEndObject();
  }

  /** A relative path stays one, so that a code scanner finds the file in the repository. */
  private static String uri(Path path) {
    if (path.isAbsolute()) {
      return path.toUri().toString();
    }
    String relative =
        StreamSupport.stream(path.spliterator(), false)
            .map(Path::toString)
            .collect(Collectors.joining("/"));
    try {
      return new URI(null, null, "/" + relative, null).toASCIIString().substring(1);
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a path cannot be written as URI: " + relative, e);
    }
  }

  private static void text(JsonGenerator json, String name, String text) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("text", text);
    json.writeEndObject();
  }
}
