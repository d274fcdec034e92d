package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong units, or units on the wrong resource, make every verdict wrong. */
final class PredictedUnitsTest {

  /** Whole kilobytes, so that the mean of 1 to 10 units is 5.5. */
  private static final String SIZES =
      "itemSize: {values: {1KB: 1, 2KB: 1, 3KB: 1, 4KB: 1, 5KB: 1, 6KB: 1, 7KB: 1, 8KB: 1, 9KB: 1,"
          + " 10KB: 1}}";

  @ParameterizedTest
  @ValueSource(strings = {"PutItem", "UpdateItem", "DeleteItem"})
  void predict_writesOfVaryingSize_costTheItemsOwnSizeInWholeUnits(String operation) {
    Outcome outcome = run("operation: " + operation + ", rate: 200/s, " + SIZES);

    double units = outcome.resources().getFirst().totals().consumedWriteUnits();
    assertThat(units / outcome.flows().getFirst().offered()).isCloseTo(5.5, within(0.2));
    assertThat(units).isEqualTo(Math.rint(units));
  }

  @Test
  void predict_deleteOfAnItemOfGivenSize_costsThatSize() {
    Outcome outcome =
        run("operation: DeleteItem, rate: 200/s, itemSize: 9KB, previousItemSize: 3KB");

    assertThat(outcome.resources().getFirst().totals().consumedWriteUnits())
        .isEqualTo(3.0 * outcome.flows().getFirst().offered());
  }

  @ParameterizedTest
  @CsvSource({
    "SELECT, GetItem, 0",
    "INSERT, PutItem, 200",
    "UPDATE, UpdateItem, 0",
    "DELETE, DeleteItem, 200"
  })
  void predict_statement_costsWhatTheOperationForItDoes(
      String statement, String operation, double indexUnitsPerSecond) {
    boolean replaces = statement.equals("UPDATE") || statement.equals("DELETE");
    String load = "rate: 200/s, itemSize: 9KB" + (replaces ? ", previousItemSize: 12KB" : "");
    Outcome sameByOperation = run("operation: " + operation + ", " + load);
    Outcome outcome = run("operation: ExecuteStatement, statement: " + statement + ", " + load);

    for (int r = 0; r < 2; r++) {
      assertThat(outcome.resources().get(r).totals())
          .isEqualTo(sameByOperation.resources().get(r).totals());
    }
    assertThat(outcome.resources().getLast().totals().consumedWriteUnits())
        .isEqualTo(60 * indexUnitsPerSecond);
    assertThat(outcome.flows().getFirst().operation()).isEqualTo("ExecuteStatement");
  }

  @Test
  void predict_weightsOnAnIndexsPartitions_giveItSoMany() {
    Outcome outcome =
        run("operation: Query, index: by-day, rate: 200/s, keys: {partitions: [1, 0, 3]}");

    ResourceOutcome index = outcome.resources().getLast();
    assertThat(index.series().partitions().get(0)).isEqualTo(3);
    assertThat(index.hotPartitions().getFirst().partition()).isEqualTo(2);
    assertThat(index.hotPartitions().getFirst().share()).isCloseTo(0.75, within(0.02));
    assertThat(outcome.resources().getFirst().series().partitions().get(0)).isEqualTo(10);
  }

  private static Outcome run(String flow) {
    String scenario =
        """
        apiVersion: headroom/v1
        table:
          name: orders
          partitionKey: id
          readCapacityUnits: 3000
          writeCapacityUnits: 9000
          globalSecondaryIndexes:
            - {name: by-day, partitionKey: day, projection: KEYS_ONLY, readCapacityUnits: 1500, writeCapacityUnits: 9000}
        duration: 1m
        traffic:
          - {%s, arrivals: even}
        """
            .formatted(flow);
    return new Predictor(1)
        .runTrials(ScenarioReader.read(Path.of("units.yaml"), scenario.getBytes(UTF_8)))
        .getFirst();
  }
}
