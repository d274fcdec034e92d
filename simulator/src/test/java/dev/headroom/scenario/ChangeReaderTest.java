package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Problem;
import dev.headroom.scenario.TableChange.BillingMode;
import dev.headroom.scenario.TableChange.Scaling;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Projection;
import dev.headroom.traffic.IndexTouch;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a change could be applied to something else than was written, or be left out. */
final class ChangeReaderTest {

  private static final String HEAD =
      """
      apiVersion: headroom/v1
      table:
        name: orders
        readCapacityUnits: 10
        writeCapacityUnits: 10
        partitionKey: id
        sortKey: at
        globalSecondaryIndexes:
          - {name: by-status, partitionKey: status, readCapacityUnits: 5, writeCapacityUnits: 5}
        localSecondaryIndexes:
          - {name: by-total, sortKey: total}
        autoScaling: {read: {min: 5, max: 50, targetPercent: 70}}
      traffic:
        - {name: load, operation: PutItem, clients: {count: 1, requests: 10}}
        - {name: endless, operation: PutItem, rate: 5/s}
      """;

  private static Scenario read(String text) {
    return ScenarioReader.read(Path.of("s.yaml"), (HEAD + text).getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> problems(String text) {
    InvalidInputException e = catchThrowableOfType(InvalidInputException.class, () -> read(text));
    assertThat(e).as("expected a failure of %s", text).isNotNull();
    return e.problems().stream().map(ChangeReaderTest::text).toList();
  }

  private static String text(Problem problem) {
    return problem.location().line() + ": " + problem.location().key() + ": " + problem.message();
  }

  @Test
  void read_everyKey_isTaken() {
    Scenario scenario =
        read(
            """
            changes:
              - {name: up, at: 25m, writeCapacityUnits: 1.5k}
              - {after: load, at: 10s, index: by-status, readCapacityUnits: 7, warmWriteUnitsPerSecond: 900}
              - {after: up, billingMode: PAY_PER_REQUEST, maxReadRequestUnits: 0, maxWriteRequestUnits: 50}
              - {at: 1h, autoScaling: {read: {min: 9}, write: {min: 1, max: 20, targetPercent: 60}}}
            """);

    assertThat(scenario.changes())
        .containsExactly(
            new TableChange(
                "up",
                Duration.ofMinutes(25),
                null,
                null,
                null,
                Map.of(Dimension.WRITE, 1_500L),
                Map.of(),
                Map.of(),
                Map.of(),
                null),
            new TableChange(
                null,
                Duration.ofSeconds(10),
                "load",
                "by-status",
                null,
                Map.of(Dimension.READ, 7L),
                Map.of(),
                Map.of(Dimension.WRITE, 900L),
                Map.of(),
                null),
            new TableChange(
                null,
                Duration.ZERO,
                "up",
                null,
                BillingMode.PAY_PER_REQUEST,
                Map.of(),
                Map.of(Dimension.READ, OptionalLong.empty(), Dimension.WRITE, OptionalLong.of(50)),
                Map.of(),
                Map.of(),
                null),
            new TableChange(
                null,
                Duration.ofHours(1),
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(
                    Dimension.READ,
                    new Scaling(9L, null, null),
                    Dimension.WRITE,
                    new Scaling(1L, 20L, 60.0)),
                null));
    assertThat(scenario.duration()).isEqualTo(Duration.ofMinutes(65));
  }

  @Test
  void read_createdIndex_isAnIndexOfTheTableWithABackfillOfAllItems() {
    Scenario scenario =
        read(
            """
            changes:
              - name: created
                at: 5m
                createIndex:
                  {name: by-day, partitionKey: "day: N", projection: KEYS_ONLY, readCapacityUnits: 3,
                   writeCapacityUnits: 40, autoScaling: {write: {min: 40, max: 90, targetPercent: 60}}}
              - {at: 6m, index: by-day, writeCapacityUnits: 50}
            state: {items: 30k, dataSize: 60MB}
            """);

    IndexCreation creation = Objects.requireNonNull(scenario.changes().getFirst().createdIndex());
    assertThat(creation.index().capacity()).isEqualTo(new CapacityMode.Provisioned(3, 40));
    assertThat(creation.index().projection()).isEqualTo(Projection.KEYS_ONLY);
    assertThat(creation.autoScaling()).extracting(AutoScaling::resource).containsExactly("by-day");
    assertThat(creation.backfillUnits()).isEqualTo(30_000);
    assertThat(scenario.table().hasGlobalSecondaryIndex("by-day")).isTrue();
    assertThat(scenario.isCreatedLater("by-day")).isTrue();
    assertThat(scenario.isCreatedLater("by-status")).isFalse();
    assertThat(scenario.flows().getFirst().indexes())
        .extracting(IndexTouch::indexName)
        .containsExactly("by-status", "by-day", "by-total");
    assertThat(scenario.assumptions())
        .contains(
            "changes: every item has an entry in index by-day, which is backfilled with 30,000 write"
                + " units");
  }

  @ParameterizedTest
  @CsvSource({
    "'{items: 1000, dataSize: 3000KB}', 3000",
    "'{items: 1000}', 1000",
    "'{dataSize: 1000KB}', 1000",
    "'{items: 0, dataSize: 0B}', 0",
    "'{}', 0"
  })
  void backfill_ofAllAttributes_hasTheUnitsOfTheItems(String state, long units) {
    Scenario scenario =
        read(
            """
            changes:
              - {at: 5m, createIndex: {name: by-day, partitionKey: day, readCapacityUnits: 1, writeCapacityUnits: 1}}
            state: %s
            """
                .formatted(state));

    assertThat(Objects.requireNonNull(scenario.changes().getFirst().createdIndex()).backfillUnits())
        .isEqualTo(units);
  }

  @Test
  void read_flowOnACreatedIndex_mustComeAfterItsCreation() {
    String change =
        """
          - name: %s
            operation: Query
            index: by-day
            rate: 1/s
            after: %s
        changes:
          - name: created
            at: 5m
            createIndex: {name: by-day, partitionKey: day, readCapacityUnits: 1, writeCapacityUnits: 1}
        """;

    assertThat(read(change.formatted("reader", "created")).flows()).hasSize(3);
    assertThat(problems(change.formatted("reader", "load")))
        .containsExactly(
            "18: traffic[2].index: is created during the run; the flow must begin after created");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{writeCapacityUnits: 5} | 16: changes[0]: needs at, or after, or both",
        "{at: 5m} | 16: changes[0]: changes nothing; say writeCapacityUnits, billingMode or the"
            + " like",
        "{at: 5m, writeCapacityUnit: 5} | 16: changes[0].writeCapacityUnit: is not a known key; did"
            + " you mean \"writeCapacityUnits\"?",
        "{at: 5m, writeCapacityUnits: 0} | 16: changes[0].writeCapacityUnits: must be at least 1,"
            + " not \"0\"",
        "{at: 5m, index: by-state, writeCapacityUnits: 5} | 16: changes[0].index: is not an index of"
            + " table orders; did you mean \"by-status\"?",
        "{at: 5m, index: by-total, writeCapacityUnits: 5} | 16: changes[0].index: is a local index,"
            + " which has no capacity of its own",
        "{at: 5m, index: by-status, billingMode: PAY_PER_REQUEST} | 16: changes[0].billingMode: can"
            + " be changed for the table only, not for an index",
        "{at: 5m, createIndex: {name: by-total, partitionKey: total, readCapacityUnits: 1,"
            + " writeCapacityUnits: 1}} | 16: changes[0].createIndex: has the name of another index of"
            + " the table, by-total",
        "{at: 5m, createIndex: {name: by-day, partitionKey: day, readCapacityUnits: 1}} | 16:"
            + " changes[0].createIndex.writeCapacityUnits: is missing: index by-day is PROVISIONED",
        "{at: 5m, createIndex: by-day} | 16: changes[0].createIndex: must be a mapping with name and"
            + " partitionKey, not \"by-day\"",
        "{at: 5m, readCapacityUnits: 2, createIndex: {name: by-day, partitionKey: day,"
            + " readCapacityUnits: 1, writeCapacityUnits: 1}} | 16: changes[0].readCapacityUnits: cannot"
            + " stand beside createIndex; make it a change of its own",
        "{at: 5m, billingMode: PROVISIONED, readCapacityUnits: 5} | 16: changes[0]: needs"
            + " readCapacityUnits and writeCapacityUnits to become PROVISIONED",
        "{at: 5m, billingMode: PAY_PER_REQUEST, readCapacityUnits: 5} | 16:"
            + " changes[0].readCapacityUnits: has no meaning for a table that is PAY_PER_REQUEST",
        "{at: 5m, maxReadRequestUnits: 5} | 16: changes[0].maxReadRequestUnits: has no meaning for a"
            + " table that is PROVISIONED",
        "{after: endless, writeCapacityUnits: 5} | 16: changes[0].after: never ends: its rate does"
            + " not fall to 0 for good, nor has it a number of requests",
        "{after: laod, writeCapacityUnits: 5} | 16: changes[0].after: is neither a flow nor a change;"
            + " did you mean \"load\"?",
        "{name: load, at: 5m, writeCapacityUnits: 5} | 16: changes[0].name: is the name of an"
            + " earlier flow or change",
        "{name: a, after: a, writeCapacityUnits: 5} | 16: changes[0].after: makes a circle of flows"
            + " that wait for each other",
        "{at: 5m, autoScaling: {write: {min: 5}}} | 16: changes[0].autoScaling.write: needs min, max"
            + " and targetPercent: nothing scales this capacity so far",
        "{at: 5m, autoScaling: {read: {min: 50, max: 5}}} | 16: changes[0].autoScaling.read: must"
            + " have a min that is not above its max",
        "{at: 5m, autoScaling: {}} | 16: changes[0].autoScaling: needs read, write, or both",
      })
  void read_oneFault_isToldWithItsPlace(String change, String problem) {
    assertThat(problems("changes: [" + change + "]\n")).containsExactly(problem);
  }

  @Test
  void read_changeAfterTheEnd_isToldWithItsPlace() {
    assertThat(problems("duration: 1h\nchanges: [{at: 60m, writeCapacityUnits: 5}]\n"))
        .containsExactly("17: changes[0].at: must be before the end of the run, 1h");
  }
}
