package dev.headroom.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two predictions by the engine, of which one is taken for what was observed. Without this test a
 * wrong prediction could pass for a right one, or two runs of the same traffic fail by chance.
 */
final class ComparerTest {

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      name: launch
      table:
        name: orders
        partitionKey: id
        readCapacityUnits: 200
        writeCapacityUnits: 100
        globalSecondaryIndexes:
          - {name: by-status, partitionKey: status, readCapacityUnits: 50, writeCapacityUnits: 300}
      state: {age: 2m}
      duration: 8m
      traffic:
        - name: checkout
          operation: PutItem
          itemSize: 500B
          rate: {steps: [[0s, 60/s], [2m, 220/s], [6m, 40/s]]}
          keys: {uniform: {count: 1M}}
          client: {sdk: none}
        - name: page
          operation: Query
          itemsPerRequest: 10
          itemSize: 500B
          rate: 120/s
          keys: {uniform: {count: 1M}}
          client: {sdk: none}
      """;

  @TempDir private Path folder;
  private Predictions predictions;
  private Outcome predicted;

  @BeforeEach
  void predict() throws IOException {
    predictions = new Predictions(folder, SCENARIO);
    predicted = predictions.with();
  }

  private Comparison against(String... settings) {
    return compare(predictions.with(settings));
  }

  private Comparison compare(Outcome observed) {
    return Comparer.compare(predicted, observed, Tolerance.DEFAULT);
  }

  @Test
  void same_run_passesWithoutCause() {
    Comparison comparison = compare(predicted);

    assertThat(predicted.flows().getFirst().throttledRequests()).isGreaterThan(1_000);
    assertThat(comparison.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(comparison.causes()).isEmpty();
    assertThat(comparison.checks())
        .extracting(GateResult::expression)
        .contains(
            "throttled share within 2 points",
            "throttled share of checkout within 2 points",
            "write units of orders within 5 %",
            "write units of orders in each minute within 5 %",
            "write units of by-status in each minute within 5 %");
    assertThat(comparison.checks()).allSatisfy(check -> assertThat(check.value()).isZero());
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8, 9})
  void otherSeed_ofTheSameTraffic_isNoErrorOfThePrediction(int seed) {
    Comparison comparison = against("seed=" + seed);

    assertThat(comparison.checks())
        .allSatisfy(check -> assertThat(check.verdict()).as("%s", check).isEqualTo(Verdict.PASSED));
    assertThat(comparison.causes()).isEmpty();
  }

  @Test
  void lessCapacity_thanPredicted_isNamedWithTheShare() {
    Comparison comparison = compare(asIfScaled(predictions.with("table.writeCapacityUnits=80")));

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparison.causes().getFirst())
        .matches(
            "orders admitted 0\\.80 of the write units that were predicted whenever it throttled"
                + " \\(.*\\): the observed table seems to have 20 % less write capacity");
  }

  /** A scaled endpoint tells clients the capacity that the table was created with. */
  private Outcome asIfScaled(Outcome observed) {
    return new Outcome(
        observed.scenario(),
        Outcome.Source.OBSERVED,
        observed.start(),
        observed.seed(),
        observed.trials(),
        predicted.profile(),
        predicted.modelOverrides(),
        observed.version(),
        observed.duration(),
        predicted.tables(),
        observed.resources(),
        observed.flows(),
        observed.events(),
        observed.hotKeys(),
        null,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void moreCapacity_thanPredicted_isNamed() {
    Comparison comparison = compare(asIfScaled(predictions.with("table.writeCapacityUnits=110")));

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparison.causes())
        .anySatisfy(cause -> assertThat(cause).contains("10 % more write capacity"));
  }

  @Test
  void capacity_thatNeverThrottles_isNamedByTheReasonThatIsMissing() {
    Comparison comparison = compare(asIfScaled(predictions.with("table.writeCapacityUnits=400")));

    assertThat(comparison.causes())
        .containsExactly(
            "orders throttled for TableWriteProvisionedThroughputExceeded in the prediction only:"
                + " more capacity, saved or provisioned, than predicted");
  }

  @Test
  void declaredSettings_thatDiffer_areNamed() {
    assertThat(against("table.writeCapacityUnits=80").causes())
        .contains("write capacity of orders: 100 units/s was predicted with, 80 units/s observed");
  }

  @Test
  void shorterBurst_isNamedAndNothingElse() {
    Comparison comparison = compare(asIfScaled(predictions.with("model.table.burstSeconds=60")));

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparison.causes()).hasSize(1);
    assertThat(comparison.causes().getFirst())
        .startsWith("orders served ")
        .contains("the burst is shorter, as with another profile");
  }

  @Test
  void missingIndex_ofThePrediction_isNamedWithItsReason() throws IOException {
    Outcome real = predictions.with("table.globalSecondaryIndexes.by-status.writeCapacityUnits=50");
    Outcome without =
        new Predictions(folder, SCENARIO.replaceAll("(?m)^  globalSecondaryIndexes:\n.*\n", ""))
            .with();

    Comparison comparison = Comparer.compare(without, real, Tolerance.DEFAULT);

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(comparison.causes())
        .contains(
            "index by-status was observed and throttled"
                + " (IndexWriteProvisionedThroughputExceeded): the prediction's table has no such"
                + " index");
    assertThat(comparison.notes()).contains("the index by-status was observed only");
  }

  @Test
  void lessLoad_thanPredicted_isNamedBeforeAnythingElse() {
    Comparison comparison = against("traffic.checkout.rate=50/s");

    assertThat(comparison.causes().getFirst())
        .startsWith("checkout offered ")
        .contains("the load generator may not have kept up");
  }

  @Test
  void largerItems_areNamed() {
    assertThat(against("traffic.page.itemSize=3KB").causes())
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .contains("a request of orders took 4 read units", "1 were predicted"));
  }

  @Test
  void hotKeys_thatWereNotPredicted_areNamed() {
    Comparison comparison =
        against(
            "table.writeCapacityUnits=4000",
            "traffic.checkout.rate=1500/s",
            "traffic.checkout.keys=single");
    Comparison uniform =
        Comparer.compare(
            predictions.with("table.writeCapacityUnits=4000", "traffic.checkout.rate=1500/s"),
            predictions.with(
                "table.writeCapacityUnits=4000",
                "traffic.checkout.rate=1500/s",
                "traffic.checkout.keys=single"),
            Tolerance.DEFAULT);

    assertThat(comparison.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(uniform.causes())
        .anySatisfy(
            cause ->
                assertThat(cause)
                    .contains("TableWriteKeyRangeThroughputExceeded", "other hot keys"));
  }

  @Test
  void storeThatDoesNotThrottle_isComparedWhereThePredictionDoesNotEither() {
    Outcome direct =
        asIfScaled(predictions.with("table.writeCapacityUnits=4000")).withoutThrottling();

    Comparison comparison = compare(direct);

    assertThat(comparison.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(comparison.checks())
        .filteredOn(check -> check.verdict() == Verdict.PASSED)
        .extracting(GateResult::expression)
        .contains(
            "read units of orders within 5 %", "write units of orders in each minute within 5 %");
    assertThat(comparison.causes()).isEmpty();
  }

  @Test
  void runs_withoutCommonTime_areInconclusive() {
    Comparison comparison =
        Comparer.compare(predicted, predicted, Tolerance.DEFAULT, Duration.ofHours(1));

    assertThat(comparison.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(comparison.notes().getFirst())
        .isEqualTo("the runs share no time: nothing is compared");
  }

  @Test
  void observation_thatBeginsEarlier_isShifted() throws IOException {
    Outcome late =
        new Predictions(
                folder,
                SCENARIO
                    .replace("duration: 8m", "duration: 9m")
                    .replace(
                        "[0s, 60/s], [2m, 220/s], [6m, 40/s]",
                        "[0s, 0/s], [1m, 60/s], [3m, 220/s], [7m, 40/s]"))
            .with();

    Comparison together = compare(late);
    Comparison shifted =
        Comparer.compare(predicted, late, Tolerance.DEFAULT, Duration.ofMinutes(1));

    assertThat(together.verdict()).isEqualTo(Verdict.FAILED);
    UsageComparison writes = writes(shifted);
    assertThat(writes.minutes())
        .hasSize(8)
        .allSatisfy(minute -> assertThat(minute.isWhole()).isTrue());
    assertThat(writes.minutes().get(3).consumedUnits().errorPercent()).isCloseTo(0, within(10.0));
  }

  private static UsageComparison writes(Comparison comparison) {
    return comparison.usages().stream()
        .filter(usage -> Words.units(usage).equals("write units of orders"))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({"7m,7", "450s,8", "40s,1"})
  void shorterRun_isComparedOverWhatBothCover(String duration, int minutes) {
    Comparison comparison = against("duration=" + duration);

    assertThat(comparison.verdict()).as("%s", comparison.checks()).isEqualTo(Verdict.PASSED);
    assertThat(writes(comparison).minutes()).hasSize(minutes);
  }

  @Test
  void scenarios_thatDiffer_areNamed() {
    Comparison comparison = against("name=sale", "table.name=shop");

    assertThat(comparison.notes())
        .contains(
            "the scenarios differ: launch was predicted, sale observed",
            "the tables differ: orders was predicted, shop observed");
    assertThat(comparison.verdict()).isEqualTo(Verdict.PASSED);
  }

  @Test
  void flows_thatDiffer_cannotBeJudged() throws IOException {
    Outcome other =
        new Predictions(folder, SCENARIO.replace("checkout", "pay").replace("page", "list")).with();

    Comparison comparison = compare(other);

    assertThat(comparison.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(comparison.notes())
        .contains("the flow checkout was predicted only", "the flow pay was observed only");
  }

  @Test
  void wholeRun_ofSecondsAgainstMinutes_agrees() throws IOException {
    Predictions longer = new Predictions(folder, SCENARIO.replace("duration: 8m", "duration: 10m"));

    Comparison comparison = Comparer.compare(predicted, longer.with(), Tolerance.DEFAULT);

    assertThat(comparison.minuteSeconds()).isEqualTo(60);
    assertThat(comparison.verdict()).as("%s", comparison.checks()).isEqualTo(Verdict.PASSED);
    assertThat(writes(comparison).minutes()).hasSize(8);
    assertThat(writes(comparison).consumed().periodSeconds()).isEqualTo(60);
  }
}
