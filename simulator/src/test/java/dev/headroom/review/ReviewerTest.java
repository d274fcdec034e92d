package dev.headroom.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.headroom.document.InvalidInputException;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.ScenarioOverrides;
import dev.headroom.table.Table;
import dev.headroom.testing.TableBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two sides must differ in the table's settings and in nothing else. */
final class ReviewerTest {

  private static final Table SMALL = TableBuilder.table().provisioned(5, 10).build();
  private static final Table LARGE = TableBuilder.table().provisioned(5, 100).build();

  @TempDir private Path folder;

  @Test
  void review_lowerCapacity_showsWhatItDoes() throws IOException {
    Review review = review(scenario("", "table: gone.yaml\ntableName: orders"), LARGE, SMALL);

    assertThat(review.scenario()).isEqualTo("peak");
    assertThat(review.table()).isEqualTo("orders");
    assertThat(review.changes()).hasSize(1);
    Side.Predicted before = (Side.Predicted) review.before();
    Side.Predicted after = (Side.Predicted) review.after();
    assertThat(Verdicts.of(before.outcome().gates())).isEqualTo(Verdict.PASSED);
    assertThat(Verdicts.of(after.outcome().gates())).isEqualTo(Verdict.FAILED);
    assertThat(before.measures()).containsEntry(GateMetric.THROTTLED_REQUESTS, 0.0);
    assertThat(after.measures().get(GateMetric.THROTTLED_REQUESTS)).isGreaterThan(10);
    assertThat(before.outcome().flows().getFirst().offered())
        .isEqualTo(after.outcome().flows().getFirst().offered());
    assertThat(review.notes())
        .anyMatch(note -> note.contains("state.everProvisioned={reads: 5, writes: 100}"));
  }

  @Test
  void review_sameSettings_givesTheSameOutcomeTwice() throws IOException {
    Review review = review(scenario("", "table: gone.yaml\ntableName: orders"), SMALL, SMALL);

    assertThat(review.changes()).isEmpty();
    assertThat(review.before()).isEqualTo(review.after());
  }

  @Test
  void review_pastCapacityGiven_isLeftAsGiven() throws IOException {
    Path file =
        scenario("state: {everProvisioned: {writes: 7}}", "table: gone.yaml\ntableName: orders");

    assertThat(review(file, LARGE, SMALL).notes())
        .noneMatch(note -> note.contains("everProvisioned"));
  }

  @Test
  void review_newTable_isPredictedAlone() throws IOException {
    Path file = scenario("", "table: gone.yaml");
    Review review =
        reviewer().review(Proposal.of(file, ScenarioOverrides.NONE, List.of(), List.of(LARGE)));

    assertThat(review.before()).isEqualTo(new Side.Absent());
    assertThat(review.after()).isInstanceOf(Side.Predicted.class);
  }

  @Test
  void review_deletedTable_hasNothingAfter() throws IOException {
    Path file = scenario("", "table: gone.yaml");
    Review review =
        reviewer().review(Proposal.of(file, ScenarioOverrides.NONE, List.of(LARGE), List.of()));

    assertThat(review.before()).isInstanceOf(Side.Predicted.class);
    assertThat(review.after()).isEqualTo(new Side.Absent());
  }

  @Test
  void review_indexThatIsNew_doesNotFitBefore() throws IOException {
    Path file = scenarioOnIndex();
    Table indexed = TableBuilder.table().provisioned(5, 100).index("by-day", 50, 100).build();

    Review review = review(file, LARGE, indexed);

    assertThat(review.before()).isInstanceOf(Side.Unfit.class);
    assertThat(((Side.Unfit) review.before()).problems())
        .singleElement()
        .asString()
        .contains("traffic[0].index: is not an index");
    assertThat(review.after()).isInstanceOf(Side.Predicted.class);
  }

  @Test
  void review_indexThatIsDropped_isBadInput() throws IOException {
    Path file = scenarioOnIndex();
    Table indexed = TableBuilder.table().provisioned(5, 100).index("by-day", 50, 100).build();

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> review(file, indexed, LARGE))
        .withMessageContaining("traffic[0].index: is not an index");
  }

  @Test
  void of_scenarioOfAnotherTable_namesThoseOfTheChange() throws IOException {
    Path file =
        scenario(
            "",
            "table: {name: stock, partitionKey: id, writeCapacityUnits: 5, readCapacityUnits: 5}");

    assertThatExceptionOfType(InvalidInputException.class)
        .isThrownBy(() -> Proposal.of(file, ScenarioOverrides.NONE, List.of(SMALL), List.of(LARGE)))
        .withMessageContaining(
            "is about table \"stock\", which is not in the change; there are: orders;"
                + " --set tableName=NAME takes another");
  }

  @Test
  void of_tableNameAsSetting_takesThatTable() throws IOException {
    Path file =
        scenario(
            "",
            "table: {name: stock, partitionKey: id, writeCapacityUnits: 5, readCapacityUnits: 5}");

    Proposal proposal =
        Proposal.of(
            file, ScenarioOverrides.ofSettings("tableName=orders"), List.of(SMALL), List.of(LARGE));

    assertThat(proposal.before()).isSameAs(SMALL);
    assertThat(proposal.after()).isSameAs(LARGE);
  }

  private static Reviewer reviewer() {
    return new Reviewer(new Predictor(1));
  }

  private static Review review(Path file, Table before, Table after) {
    return reviewer()
        .review(Proposal.of(file, ScenarioOverrides.NONE, List.of(before), List.of(after)));
  }

  private Path scenarioOnIndex() throws IOException {
    return Files.writeString(
        folder.resolve("peak.yaml"),
        """
        table: gone.yaml
        duration: 1m
        traffic:
          - {name: query, operation: Query, index: by-day, rate: 1/s}
        """);
  }

  private Path scenario(String state, String table) throws IOException {
    return Files.writeString(
        folder.resolve("peak.yaml"),
        """
        name: peak
        %s
        %s
        duration: 5m
        trials: 1
        traffic:
          - {name: put, operation: PutItem, rate: 50/s, arrivals: even, client: {sdk: none}}
        """
            .formatted(table, state));
  }
}
