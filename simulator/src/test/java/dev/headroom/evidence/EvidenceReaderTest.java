package dev.headroom.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.map;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.evidence.EvidenceCase.Replay;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mistake in a case's file that is overlooked makes a line hold, or miss, for no reason. */
final class EvidenceReaderTest {

  private static final String CASE =
      """
      case: X-1
      title: One write
      sources: [https://example.org/x]
      era: today
      setUp: One write.
      outcome: It passed.
      runs:
        only: x.yaml
      lines:
        - id: X-1.1
          kind: must
          statement: Nothing throttles
          measure: {throttleEvents: {resource: orders}}
          tolerance: {from: 0, to: 0}
          measured: 0
          why: {documented: It is cautious.}
      """;

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      table: {name: orders, readCapacityUnits: 5, writeCapacityUnits: 5}
      duration: 1m
      traffic:
        - {name: checkout, operation: PutItem, rate: 1/s}
      """;

  @Test
  void read_wholeCase_keepsAllThatIsJudged() {
    EvidenceLine line = read(CASE, SCENARIO).lines().getFirst();

    assertThat(line.kind()).isEqualTo(LineKind.MUST);
    assertThat(line.selection()).isEqualTo(new Selection.Single("only"));
    assertThat(line.checks().getFirst().unit()).isEqualTo("events");
    assertThat(line.checks().getFirst().tolerance()).isEqualTo(new Tolerance(0, 0));
    assertThat(line.whyMissed()).containsExactly(Map.entry("documented", "It is cautious."));
  }

  @Test
  void read_toleranceWithoutEnd_isOpenUpwards() {
    EvidenceCase evidence = read(CASE.replace("{from: 0, to: 0}", "{from: 1}"), SCENARIO);

    assertThat(evidence.lines().getFirst().checks().getFirst().tolerance())
        .isEqualTo(new Tolerance(1, Double.POSITIVE_INFINITY));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "case: X-1|case: X-2|must be X-1 like the file",
        "id: X-1.1|id: Y.1|must begin with X-1.",
        "kind: must|kind: maybe|must be one of MUST, SHOULD, not \"maybe\"",
        "throttleEvents|throttledEvents|is not a measure; did you mean \"throttleEvents\"?",
        "resource: orders|resource: order|is not a table or index of the scenario; did you mean"
            + " \"orders\"?",
        "resource: orders|table: orders|is not a known key; known are resource",
        "{from: 0, to: 0}|{from: 2, to: 1}|must not be below from",
        "{from: 0, to: 0}|{}|must have from or to",
        "{throttleEvents: {resource: orders}}|{seconds: {from: 0, to: end}}|must be a number of"
            + " seconds, first throttle",
        "{throttleEvents: {resource: orders}}|{seconds: {from: 0, to: end of chekout}}|is not a"
            + " flow of the scenario; did you mean \"checkout\"?",
        "only: x.yaml|only: y.yaml|is no file beside the case",
        "documented: It|cautious: It|is not a known key",
        "title: One write|titel: One write|is missing",
      })
  void read_faultyCase_isRefusedWithItsPlace(String right, String wrong, String message) {
    assertThat(problems(CASE.replace(right, wrong), SCENARIO)).contains(message);
  }

  @Test
  void read_experimentOnNoKnownServer_isRefused() {
    String other = CASE.replace("only: x.yaml", "only: {experiment: {unknown: {}}}");

    assertThat(problems(other, SCENARIO)).contains("exactly one must be there");
  }

  @Test
  void read_caseWithoutLines_isRefused() {
    String head = CASE.substring(0, CASE.indexOf("lines:"));

    assertThat(problems(head + "lines: []\n", SCENARIO)).contains("must have at least one line");
  }

  @Test
  void read_scenarioThatChangesTheModel_isRefused() {
    assertThat(problems(CASE, SCENARIO + "model: {table.burstSeconds: 600}\n"))
        .contains("must leave the model's constants as they are");
  }

  @Test
  void read_scenarioWithOtherQuotasOrOfAnEra_isFine() {
    String scenario = SCENARIO + "era: 2018-08\nmodel: {quota.table: 200000}\n";

    assertThat(read(CASE, scenario).runs().getFirst())
        .asInstanceOf(type(Replay.class))
        .extracting(
            replay -> replay.scenario().profile().overrides(), map(String.class, String.class))
        .containsEntry("quota.tableRead", "200000")
        .containsEntry("adaptive.mode", "BOOST");
  }

  @Test
  void read_lineOnSeveralRuns_combinesThem() {
    String runs = CASE.replace("only: x.yaml", "a: x.yaml\n  b: x.yaml");

    assertThat(selection(runs, "highest: [a, b]").combine(List.of(2.0, 5.0))).isEqualTo(5);
    assertThat(selection(runs, "leastRise: [b, a]").combine(List.of(2.0, 5.0))).isEqualTo(3);
    assertThat(selection(runs, "farthest: {a: 2, b: 6}").combine(List.of(2.5, 5.0))).isEqualTo(1);
    assertThat(problems(runs, SCENARIO)).contains("is missing; the case has several runs");
  }

  @Test
  void read_lineOnAnUnknownRun_isRefusedWithTheNearest() {
    assertThat(problems(CASE.replace("statement:", "run: onyl\n    statement:"), SCENARIO))
        .contains("is not a run of the case; did you mean \"only\"?");
  }

  @Test
  void read_lineWithFurtherChecks_hasAllOfThem() {
    String also =
        "also: [{measure: {throttledShare: {resource: orders}}, tolerance: {to: 1}}]\n    ";

    assertThat(
            read(CASE.replace("measured: 0", also + "measured: 0"), SCENARIO)
                .lines()
                .getFirst()
                .checks())
        .extracting(Check::unit)
        .containsExactly("events", "%");
  }

  private static Selection selection(String runs, String key) {
    return read(runs.replace("statement:", key + "\n    statement:"), SCENARIO)
        .lines()
        .getFirst()
        .selection();
  }

  @Test
  void read_faultyScenario_isRefusedWithTheScenariosOwnProblem() {
    assertThat(problems(CASE, SCENARIO.replace("rate: 1/s", "rate: fast"))).contains("x.yaml:5");
  }

  private static String problems(String evidence, String scenario) {
    InvalidInputException thrown =
        catchThrowableOfType(InvalidInputException.class, () -> read(evidence, scenario));
    return String.join(
        "\n", Objects.requireNonNull(thrown).problems().stream().map(Problem::toString).toList());
  }

  private static EvidenceCase read(String evidence, String scenario) {
    Map<String, String> files = Map.of("X-1.yaml", evidence, "x.yaml", scenario);
    return EvidenceReader.read(
        "X-1", name -> Optional.ofNullable(files.get(name)).map(text -> text.getBytes(UTF_8)));
  }
}
