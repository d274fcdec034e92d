package dev.headroom.advice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.document.InvalidInputException;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A recommendation that does not hold, or that is dearer than it need be, is worse than none: it is
 * taken for searched.
 */
final class RecommenderTest {

  private static final String STEADY =
      """
      apiVersion: headroom/v1
      name: steady
      table: {name: t, partitionKey: id, readCapacityUnits: 400, writeCapacityUnits: 400}
      start: 2026-03-01T00:00:00Z
      duration: 2h
      trials: 3
      traffic:
        - {name: put, operation: PutItem, rate: 100/s, itemSize: 500B}
      gates: [throttled_requests == 0]
      """;

  private static final String INDEXED =
      """
      apiVersion: headroom/v1
      name: indexed
      table:
        name: t
        partitionKey: id
        readCapacityUnits: 50
        writeCapacityUnits: 50
        globalSecondaryIndexes:
          - {name: by-owner, partitionKey: owner, readCapacityUnits: 10, writeCapacityUnits: 10}
      state: {burst: 0}
      duration: 10m
      trials: 4
      traffic:
        - {name: put, operation: PutItem, rate: 80/s, itemSize: 500B,
           indexes: {by-owner: {writes: 0.5}}}
        - {name: get, operation: GetItem, consistency: strong, rate: 30/s, itemSize: 500B}
      gates: [throttled_requests < 0.5%, write_headroom > 5%]
      """;

  /** Traffic that falls long enough for a lower minimum to pay off. */
  private static final String WAVES =
      """
      apiVersion: headroom/v1
      name: waves
      table: {name: t, partitionKey: id, readCapacityUnits: 400, writeCapacityUnits: 400}
      start: 2026-03-01T00:00:00Z
      duration: 6h
      trials: 1
      traffic:
        - name: put
          operation: PutItem
          rate: {points: [[0s, 160/s], [2h, 160/s], [130m, 30/s], [270m, 30/s], [5h, 150/s]]}
          itemSize: 500B
        - {name: get, operation: GetItem, rate: 40/s, itemSize: 500B}
      gates: [throttled_requests < 0.1%]
      """;

  private static final String HOT_KEY =
      """
      apiVersion: headroom/v1
      name: hot
      table: {name: t, partitionKey: id, billingMode: PAY_PER_REQUEST}
      duration: 5m
      trials: 2
      traffic:
        - {name: count, operation: UpdateItem, rate: 1500/s, itemSize: 100B, keys: {single: views}}
      gates: [throttled_requests < 0.1%]
      """;

  private static Scenario scenario(String text) {
    return ScenarioReader.read(Path.of("scenario.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }

  private static Recommendation recommend(Scenario scenario) {
    return new Recommender(2, what -> {}).recommend(scenario);
  }

  private static Recommendation recommend(String text) {
    return recommend(scenario(text));
  }

  private static Choice choice(Recommendation recommendation, Mode mode) {
    return recommendation.choices().stream()
        .filter(choice -> choice.mode() == mode)
        .findFirst()
        .orElseThrow();
  }

  private static Verdict verdict(Scenario scenario, Table table) {
    return Verdicts.of(new Predictor(2).predict(scenario.withTable(table)).gates());
  }

  private static Provisioned provisioned(Table table) {
    return (Provisioned) table.capacity();
  }

  /** A choice's table with one value one step cheaper. */
  private static Table cheaper(Choice choice, TooCheap step) {
    Table table = choice.table();
    Dial dial = new Dial(step.resource(), step.dimension());
    Map<Dial, Long> units = units(table);
    return switch (step.what()) {
      case CAPACITY_UNITS -> {
        units.put(dial, step.value());
        yield Settings.provisioned(table, units);
      }
      case MAX_REQUEST_UNITS -> {
        units.put(dial, step.value());
        yield Settings.onDemand(table, units);
      }
      case MIN_CAPACITY_UNITS -> {
        AutoScaling rule = rule(table, dial);
        yield with(table, rule, rule.withBounds(step.value(), rule.maxCapacityUnits()));
      }
      case TARGET_PERCENT -> {
        AutoScaling rule = rule(table, dial);
        yield with(table, rule, rule.withTarget((double) step.value()));
      }
    };
  }

  private static AutoScaling rule(Table table, Dial dial) {
    return table.autoScaling().stream()
        .filter(it -> it.resource().equals(dial.resource()) && it.dimension() == dial.dimension())
        .findFirst()
        .orElseThrow();
  }

  /** What is provisioned, or the maximum on demand. */
  private static Map<Dial, Long> units(Table table) {
    Map<Dial, Long> units = new HashMap<>();
    for (Dial dial : Dial.of(table)) {
      boolean isTable = dial.resource().equals(table.name());
      var capacity =
          isTable
              ? table.capacity()
              : table.globalSecondaryIndexes().stream()
                  .filter(index -> index.indexName().equals(dial.resource()))
                  .map(GlobalSecondaryIndex::capacity)
                  .findFirst()
                  .orElseThrow();
      switch (capacity) {
        case Provisioned it -> units.put(dial, it.units(dial.dimension()));
        case OnDemand it ->
            it.maximum(dial.dimension()).ifPresent(maximum -> units.put(dial, maximum));
      }
    }
    return units;
  }

  @ParameterizedTest
  @ValueSource(strings = {STEADY, INDEXED})
  void recommend_capacity_passesAndOneStepCheaperFails(String text) {
    Scenario scenario = scenario(text);
    Recommendation recommendation = recommend(scenario);

    for (Mode mode : List.of(Mode.PROVISIONED, Mode.ON_DEMAND_MAXIMUM)) {
      Choice choice = choice(recommendation, mode);
      assertThat(choice.verdict()).isEqualTo(Verdict.PASSED);
      assertThat(verdict(scenario, choice.table())).isEqualTo(Verdict.PASSED);
      assertThat(choice.cheaper()).isNotEmpty();
      for (TooCheap step : choice.cheaper()) {
        assertThat(verdict(scenario, cheaper(choice, step)))
            .as("%s %s", mode, step)
            .isEqualTo(Verdict.FAILED);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {STEADY, INDEXED, WAVES})
  void recommend_autoScaling_passesAndOneStepCheaperFails(String text) {
    Scenario scenario = scenario(text);
    Choice choice = choice(recommend(scenario), Mode.AUTO_SCALING);

    assertThat(choice.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(verdict(scenario, choice.table())).isEqualTo(Verdict.PASSED);
    assertThat(choice.cheaper()).isNotEmpty();
    for (TooCheap step : choice.cheaper()) {
      assertThat(verdict(scenario, cheaper(choice, step))).as("%s", step).isEqualTo(Verdict.FAILED);
    }
    for (Table step : everyStepDown(choice.table())) {
      assertThat(
              verdict(scenario, step) == Verdict.PASSED
                  && usd(scenario, step) < usd(scenario, choice.table()))
          .as("%s", step.autoScaling())
          .isFalse();
    }
  }

  /** Each minimum, target and maximum of auto scaling one step cheaper, the others as they are. */
  private static List<Table> everyStepDown(Table table) {
    List<Table> steps = new ArrayList<>();
    for (AutoScaling scaling : table.autoScaling()) {
      long min = scaling.minCapacityUnits();
      long max = scaling.maxCapacityUnits();
      double target = Objects.requireNonNull(scaling.targetPercent());
      List<AutoScaling> cheaper = new ArrayList<>();
      if (min > Ladder.LOWEST) {
        cheaper.add(scaling.withBounds(Ladder.COARSE.below(min), max));
      }
      if (max > min) {
        cheaper.add(scaling.withBounds(min, Ladder.FINE.below(max)));
      }
      if (target < ServiceLimits.AUTO_SCALING_MAX_TARGET_PERCENT) {
        cheaper.add(scaling.withTarget(target + 10));
      }
      cheaper.forEach(step -> steps.add(with(table, scaling, step)));
    }
    return steps;
  }

  /** A table with another rule, which begins at its minimum. */
  private static Table with(Table table, AutoScaling before, AutoScaling after) {
    Map<Dial, Long> units = units(table);
    units.put(new Dial(after.resource(), after.dimension()), after.minCapacityUnits());
    return Settings.autoScaled(
        table,
        units,
        table.autoScaling().stream().map(it -> it.equals(before) ? after : it).toList());
  }

  private static double usd(Scenario scenario, Table table) {
    Oracle oracle = new Oracle(scenario, scenario.gates(), 1, new Predictor(2));
    return Objects.requireNonNull(
        oracle.measure(table, new TreeSet<>()).value(GateMetric.COST_PER_MONTH));
  }

  @Test
  void recommend_indexes_areSetForThemselves() {
    Recommendation recommendation = recommend(INDEXED);

    Choice choice = choice(recommendation, Mode.PROVISIONED);
    Provisioned index = (Provisioned) choice.table().globalSecondaryIndexes().getFirst().capacity();
    assertThat(provisioned(choice.table()).writeCapacityUnits()).isBetween(80L, 100L);
    assertThat(provisioned(choice.table()).readCapacityUnits()).isBetween(25L, 45L);
    assertThat(index.writeCapacityUnits()).isBetween(40L, 60L);
    // The scenario has no reads of the index: nothing says that it needs fewer than today.
    assertThat(index.readCapacityUnits()).isEqualTo(10);
    assertThat(recommendation.notes()).singleElement().asString().contains("no reads of by-owner");
    assertThat(recommendation.today().verdict()).isEqualTo(Verdict.FAILED);
    assertThat(recommendation.today().limits().getFirst()).startsWith("too little for the");
  }

  @Test
  void recommend_anyNumberOfThreads_givesTheSameBytes() {
    Scenario scenario = scenario(INDEXED);

    String one = RecommendationJson.print(new Recommender(1, what -> {}).recommend(scenario));
    String three = RecommendationJson.print(new Recommender(3, what -> {}).recommend(scenario));

    assertThat(one).isEqualTo(three);
  }

  @Test
  void lowestUsd_steadyLoad_isWhatSavedCapacityLeaves() {
    Recommendation recommendation = recommend(STEADY);

    // 100 units/s for an hour need 360,000 / (3,600 + 300) = 93 WCU; reads take 1 RCU.
    double usd = 730 * (93 * 0.00065 + 0.00013);
    assertThat(recommendation.lowestUsdPerMonth()).isCloseTo(usd, within(1.0));
    assertThat(recommendation.lowestUsdPerMonth())
        .isLessThanOrEqualTo(choice(recommendation, Mode.PROVISIONED).usdPerMonth());
  }

  @Test
  void recommend_hotKey_saysSoAndPredictsRemedies() {
    Recommendation recommendation = recommend(HOT_KEY);

    assertThat(recommendation.cheapest()).isEmpty();
    assertThat(recommendation.choices())
        .extracting(Choice::mode)
        .containsExactly(Mode.PROVISIONED, Mode.ON_DEMAND);
    assertThat(recommendation.choices())
        .allSatisfy(
            choice ->
                assertThat(choice.limits())
                    .containsExactly("views of t: at most 1,000 write units/s"));
    assertThat(recommendation.remedies())
        .allSatisfy(remedy -> assertThat(remedy.verdict()).isEqualTo(Verdict.PASSED));
    assertThat(recommendation.remedies())
        .satisfiesExactly(
            remedy -> assertThat(remedy.what()).startsWith("spread views over "),
            remedy -> assertThat(remedy.what()).startsWith("choose a partition key for t"));
  }

  @Test
  void recommend_hotKeyOfReads_predictsACache() {
    Recommendation recommendation =
        recommend(
            HOT_KEY
                .replace("operation: UpdateItem, rate: 1500/s", "operation: GetItem, rate: 20k/s")
                .replace("itemSize: 100B", "itemSize: 3KB"));

    assertThat(recommendation.remedies())
        .anySatisfy(
            remedy -> {
              assertThat(remedy.what()).contains("% of the reads of t from a cache such as DAX");
              assertThat(remedy.verdict()).isEqualTo(Verdict.PASSED);
            });
  }

  @Test
  void recommend_latencyThatNothingReaches_isSaidAndTheRestIsSearched() {
    Recommendation recommendation =
        recommend(STEADY.replace("[throttled", "[latency_p50 < 0.1ms, throttled"));

    Choice choice = choice(recommendation, Mode.PROVISIONED);
    assertThat(choice.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(choice.limits()).containsExactly("latency_p50 < 0.1ms is not a matter of capacity");
    assertThat(provisioned(choice.table()).writeCapacityUnits()).isBetween(90L, 110L);
    assertThat(recommendation.cheapest()).isEmpty();
    assertThat(recommendation.remedies()).isEmpty();
  }

  @Test
  void recommend_costBelowWhatItTakes_isSaid() {
    Recommendation recommendation =
        recommend(STEADY.replace("[throttled", "[cost_per_month < 2 USD, throttled"));

    assertThat(recommendation.cheapest()).isEmpty();
    assertThat(choice(recommendation, Mode.PROVISIONED).limits())
        .containsExactly("cost_per_month < 2 USD is less than the rest takes");
  }

  @Test
  void recommend_headroomOnDemand_hasNoDataButWithAMaximum() {
    Recommendation recommendation =
        recommend(STEADY.replace("[throttled", "[write_headroom > 10%, throttled"));

    assertThat(choice(recommendation, Mode.ON_DEMAND).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    Choice maximum = choice(recommendation, Mode.ON_DEMAND_MAXIMUM);
    assertThat(maximum.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(((OnDemand) maximum.table().capacity()).maxWriteRequestUnits()).hasValue(120);
    assertThat(((OnDemand) maximum.table().capacity()).maxReadRequestUnits()).isEmpty();
  }

  @Test
  void recommend_wavesOfADay_areCheaperScaled() {
    Recommendation recommendation =
        recommend(
            STEADY
                .replace("duration: 2h", "duration: 1d")
                .replace("trials: 3", "trials: 1")
                .replace(
                    "rate: 100/s", "rate: {diurnal: {low: 20/s, high: 400/s, peakAt: \"14:00\"}}"));

    Choice fixed = choice(recommendation, Mode.PROVISIONED);
    Choice scaled = choice(recommendation, Mode.AUTO_SCALING);
    assertThat(scaled.verdict()).isEqualTo(Verdict.PASSED);
    assertThat(scaled.usdPerMonth()).isLessThan(0.8 * Objects.requireNonNull(fixed.usdPerMonth()));
    assertThat(scaled.usdPerMonth()).isGreaterThan(recommendation.lowestUsdPerMonth());
    AutoScaling writes = scaled.table().autoScaling().getFirst();
    assertThat(writes.maxCapacityUnits())
        .isEqualTo(provisioned(fixed.table()).writeCapacityUnits());
    assertThat(writes.minCapacityUnits()).isLessThan(100);
    assertThat(recommendation.cheapest()).contains(scaled);
  }

  @Test
  void recommend_tableThatScalesWritesOnly_isScaledInWritesOnly() {
    Recommendation recommendation =
        recommend(
            INDEXED.replace(
                "state:",
                "  autoScaling: {write: {min: 5, max: 900, targetPercent: 70,"
                    + " scaleInCooldownSeconds: 60}}\nstate:"));

    assertThat(recommendation.today().mode()).isEqualTo(Mode.AUTO_SCALING);
    assertThat(choice(recommendation, Mode.AUTO_SCALING).table().autoScaling())
        .singleElement()
        .satisfies(
            scaling -> {
              assertThat(scaling.resource()).isEqualTo("t");
              assertThat(scaling.scaleInCooldownSeconds()).isEqualTo(60);
            });
  }

  @Test
  void recommend_capacityThatChangesDuringTheRun_isRefused() {
    Scenario scenario = scenario(STEADY + "changes: [{at: 1h, writeCapacityUnits: 200}]\n");

    assertThatThrownBy(() -> recommend(scenario))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("steady: changes: change the table's capacity during the run");
  }

  @Test
  void recommend_longTrace_isSearchedInItsBusiestTimesAndHoldsOnTheWhole(@TempDir Path folder)
      throws IOException {
    StringBuilder trace = new StringBuilder("seconds,requestsPerSecond\n");
    for (int minute = 0; minute < 4 * 1_440; minute++) {
      int ofDay = minute % 1_440;
      boolean isSale = minute / 1_440 == 2 && ofDay >= 600 && ofDay < 640;
      double wave = 60 - 40 * StrictMath.cos(2 * Math.PI * ofDay / 1_440);
      trace.append(minute * 60).append(',').append(wave + (isSale ? 90 : 0)).append('\n');
    }
    Files.writeString(folder.resolve("trace.csv"), trace);
    Path file =
        Files.writeString(
            folder.resolve("s.yaml"),
            STEADY
                .replace("duration: 2h", "duration: 4d")
                .replace("trials: 3", "trials: 2")
                .replace("rate: 100/s", "rate: {trace: trace.csv}"));
    Scenario scenario = ScenarioReader.read(file);

    Recommendation recommendation = recommend(scenario);

    assertThat(recommendation.isCut()).isTrue();
    Choice fixed = choice(recommendation, Mode.PROVISIONED);
    assertThat(provisioned(fixed.table()).writeCapacityUnits()).isBetween(130L, 190L);
    for (Mode mode : List.of(Mode.PROVISIONED, Mode.AUTO_SCALING)) {
      assertThat(verdict(scenario, choice(recommendation, mode).table()))
          .as("%s", mode)
          .isEqualTo(Verdict.PASSED);
    }
    TooCheap step = fixed.cheaper().getFirst();
    assertThat(verdict(scenario, cheaper(fixed, step))).isEqualTo(Verdict.FAILED);
  }
}
