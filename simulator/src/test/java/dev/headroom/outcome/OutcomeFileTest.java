package dev.headroom.outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.InvalidInputException;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A field that is not read back would make a saved outcome mean something else than the run it was
 * saved from.
 */
final class OutcomeFileTest {

  private static final Path EXAMPLES = Path.of("../examples");

  @ParameterizedTest
  @ValueSource(
      strings = {"comfortable.yaml", "global-table.yaml", "hot-key.yaml", "retry-storm.yaml"})
  void parse_whatWasPrinted_isTheSameOutcome(String example) {
    String printed = OutcomeJson.print(predicted(example, "trials=2"));

    assertThat(OutcomeJson.print(OutcomeFile.parse("f", printed))).isEqualTo(printed);
  }

  @Test
  void parse_alarms_keepsWhatBecameOfThem() {
    Outcome run = predicted("alarms/orders-alarms.yaml", "trials=1");

    assertThat(OutcomeFile.parse("f", OutcomeJson.print(run)).alarms())
        .isNotEmpty()
        .isEqualTo(run.alarms());
  }

  @Test
  void parse_anObservedRun_keepsItsShadow() {
    Outcome run =
        observed(predicted("comfortable.yaml", "trials=1"))
            .withShadow(
                new Shadow(
                    new Agreement(7, 5, 3, 2),
                    List.of(
                        new FlowAgreement(
                            "f",
                            60,
                            Series.of(9, 8),
                            Series.of(4, 3),
                            Series.of(2, 3),
                            Series.of(1, 2),
                            Series.of(2, 0)))))
            .withoutThrottling();

    Outcome read = OutcomeFile.parse("f", OutcomeJson.print(run));

    assertThat(read.shadow()).isEqualTo(run.shadow());
    assertThat(read.throttlesByCapacity()).isFalse();
    assertThat(read.source()).isEqualTo(Outcome.Source.OBSERVED);
  }

  @Test
  void parse_anOlderOrNewerFile_passesOverWhatIsNotKnown() {
    String printed =
        OutcomeJson.print(predicted("comfortable.yaml", "trials=1"))
            .replaceFirst("\"seed\"", "\"future\": {\"a\": [1]}, \"seed\"");

    assertThat(OutcomeFile.parse("f", printed).throttlesByCapacity()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | f: is no outcome.json: its schema is not given",
        "[] | must be a mapping",
        "{\"schema\": \"headroom/sweep/v1\"} | schema: is no outcome.json: its schema is"
            + " \"headroom/sweep/v1\"",
        "{\"schema\": \"headroom/outcome/v1\", | f",
      })
  void parse_whatIsNoOutcome_saysSo(String text, String message) {
    assertThatThrownBy(() -> OutcomeFile.parse("f", text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void parse_aBrokenFile_namesEveryProblemWithItsPlace() {
    String printed =
        OutcomeJson.print(predicted("comfortable.yaml", "trials=1"))
            .replaceFirst("\"consumedWriteUnits\": \\[ ", "\"consumedWriteUnits\": [ \"many\", ")
            .replaceFirst("\"start\": \"[^\"]*\"", "\"start\": \"soon\"")
            .replaceFirst("\"durationSeconds\": [0-9]+", "\"durationSeconds\": null")
            .replaceFirst("\"billingMode\" *: \"[A-Z_]*\"", "\"billingMode\" : \"FREE\"");

    assertThatThrownBy(() -> OutcomeFile.parse("f", printed))
        .isInstanceOfSatisfying(
            InvalidInputException.class,
            e ->
                assertThat(e.problems())
                    .extracting(Object::toString)
                    .anySatisfy(p -> assertThat(p).contains("start: must be a time such as"))
                    .anySatisfy(p -> assertThat(p).contains("durationSeconds: must be above 0"))
                    .anySatisfy(
                        p -> assertThat(p).contains("tables[0].billingMode: must be PROVISIONED"))
                    .anySatisfy(
                        p ->
                            assertThat(p)
                                .contains(
                                    "resources[0].series.consumedWriteUnits[0]: must be a number,"
                                        + " not \"many\"")));
  }

  private static Outcome predicted(String example, String... settings) {
    return new Predictor(2)
        .predict(
            ScenarioReader.read(EXAMPLES.resolve(example), ScenarioOverrides.ofSettings(settings)));
  }

  private static Outcome observed(Outcome outcome) {
    return new Outcome(
        outcome.scenario(),
        Outcome.Source.OBSERVED,
        outcome.start(),
        outcome.seed(),
        outcome.trials(),
        outcome.profile(),
        outcome.modelOverrides(),
        outcome.version(),
        outcome.duration(),
        outcome.tables(),
        outcome.resources(),
        outcome.flows(),
        outcome.events(),
        outcome.hotKeys(),
        outcome.cost(),
        outcome.gates(),
        outcome.bands(),
        outcome.advice(),
        outcome.assumptions(),
        outcome.notModelled());
  }
}
