package dev.headroom.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.document.Documents;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import dev.headroom.evidence.EvidenceCase.Replay;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A measure that looks at the wrong minute or resource would judge something nobody published. */
final class MeasuresTest {

  private static final int PERIOD_SECONDS = 30;

  private static final String SCENARIO =
      """
      apiVersion: headroom/v1
      table:
        name: orders
        readCapacityUnits: 5
        writeCapacityUnits: 5
        globalSecondaryIndexes:
          - {name: by-status, partitionKey: status, readCapacityUnits: 5, writeCapacityUnits: 5}
      duration: 3m
      traffic:
        - {name: load, operation: PutItem, clients: {count: 1, requests: 600}}
        - {name: audit, operation: PutItem, clients: {count: 1, requests: 90}, after: load}
        - {name: never, operation: PutItem, clients: {count: 1}, start: 2m}
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "seconds: {from: start of load, to: end of load}|95.5",
        "seconds: {from: start of audit, to: end of audit}|50",
        "seconds: {from: start of load, to: end of audit}|150.5",
        "seconds: {from: start of load, to: end of never}|Infinity",
        "seconds: {from: start of never, to: end of load}|Infinity",
        "seconds: {from: 2.25, to: first throttle}|60",
        "seconds: {from: first throttle, to: last throttle}|117.75",
        "seconds: {from: 0, to: first throttle, resource: by-status}|Infinity",
        "seconds: {from: 0, to: last throttle, resource: by-status}|Infinity",
        "seconds: {from: 0, to: capacity change 1, resource: orders, dimension: write}|45",
        "seconds: {from: 0, to: capacity change 2, resource: orders, dimension: write}|120",
        "seconds: {from: 0, to: capacity change 3, resource: orders, dimension: write}|Infinity",
        "seconds: {from: 0, to: partition change 2, resource: orders}|120",
        "seconds: {from: 0, to: partition change 3, resource: orders}|Infinity",
        "throttleEvents: {resource: orders}|72",
        "throttleEvents: {resource: orders, dimension: read}|0",
        "throttleEvents: {resource: orders, dimension: write, from: 90}|37",
        "throttleEvents: {resource: by-status}|0",
        "throttleEventsPerSecond: {resource: orders, from: 60, to: 120}|1",
        "throttleEventsPerSecond: {resource: orders, from: 61, to: 89}|NaN",
        "throttledMinutes: {resource: orders, dimension: write}|2",
        "throttledMinutes: {resource: by-status}|0",
        "throttledRequests: {resource: orders}|61",
        "throttledShare: {resource: orders, from: 60, to: 120}|25",
        "throttledShare: {resource: by-status}|0",
        "units: {resource: by-status, dimension: write, from: start of audit, to: end of audit}|6",
        "units: {resource: by-status, dimension: write, from: 1, to: 2}|NaN",
        "unitsPerSecond: {resource: orders, dimension: write, from: 30, to: 90}|5",
        "unitsPerSecond: {resource: orders, dimension: read, from: 30, to: 90}|0.5",
        "unitsPerSecond: {resource: orders, dimension: write, from: first throttle, to: end of"
            + " audit}|3.5",
        "unitsPerSecond: {resource: by-status, dimension: write, from: first throttle, to: end of"
            + " audit}|NaN",
        "highestMinute: {resource: orders, dimension: write}|5",
        "unitsDifference: {of: orders, minus: by-status, dimension: write}|90",
        "unitsBehind: {resource: by-status, dimension: write, flows: [load]}|3",
        "minuteDeviation: {resource: orders, dimension: write, published: [300, 192, 150]}|25",
        "succeededRequests: {flow: audit}|90",
        "capacityDeviation: {resource: orders, dimension: write, published: [5, 11, 7]}|1",
        "capacityDeviation: {resource: orders, dimension: write, published: [5, 10]}|Infinity",
        "capacityDecreases: {resource: orders, dimension: write}|1",
        "capacityDecreases: {resource: orders, dimension: read}|0",
        "capacityBeyondTarget: {resource: orders, dimension: write, targetPercent: 80, minutes:"
            + " 1}|10",
        "capacityBeyondTarget: {resource: orders, dimension: read, targetPercent: 50, minutes:"
            + " 1}|NaN",
        "partitions: {resource: orders, at: 61}|2",
        "evenShare: {resource: orders, dimension: write, at: 179}|1.75",
        "splits: {resource: orders, minutes: 1}|2",
        "splits: {resource: orders, minutes: 3}|3",
        "steps: {resource: by-status, dimension: read, least: 5}|2",
        "highestStep: {resource: by-status, dimension: read, least: 5}|30",
        "minutesBetweenSteps: {resource: by-status, dimension: read, least: 5}|NaN",
        "steps: {resource: orders, dimension: read, least: 0.2}|0",
      })
  void of_fabricatedOutcome_readsWhatItsNameSays(String measure, double expected) {
    assertThat(read(measure).value()).isEqualTo(Double.valueOf(expected));
  }

  @Test
  void of_minuteDeviation_tellsTheMinutesBehindIt() {
    assertThat(
            read("minuteDeviation: {resource: orders, dimension: write, published: [1, 1]}")
                .detail())
        .isEqualTo("units per minute: 300, 240");
  }

  private static Reading read(String measure) {
    Problems problems = new Problems();
    Node node = Documents.read("measure.yaml", measure.getBytes(UTF_8)).getFirst();
    MappingReader measures = Objects.requireNonNull(MappingReader.of(node, problems));
    String key = measures.mapping().entries().keySet().iterator().next();
    MappingReader arguments = Objects.requireNonNull(measures.mapping(key));
    Scenario scenario = ScenarioReader.read(Path.of("x.yaml"), SCENARIO.getBytes(UTF_8));
    Measure result =
        MeasureKind.of(key)
            .orElseThrow()
            .create(new MeasureArguments(arguments, new Replay("only", "x.yaml", scenario)));
    arguments.finish();
    problems.throwIfAny();
    return result.of(outcome());
  }

  /** Three minutes in six periods. */
  private static Outcome outcome() {
    Map<ThrottlingReason, Series> throttled =
        Map.of(
            ThrottlingReason.TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED,
            Series.of(0, 0, 30, 15, 10, 2),
            ThrottlingReason.TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED,
            Series.of(0, 0, 5, 10, 0, 0));
    return new Outcome(
        "fabricated",
        Outcome.Source.SIMULATED,
        Instant.EPOCH,
        1,
        1,
        "observed",
        Map.of(),
        "test",
        Duration.ofMinutes(3),
        List.of(),
        List.of(
            resource(
                "orders",
                ResourceKind.TABLE,
                Series.of(15, 15, 15, 15, 0, 0),
                Series.of(120, 180, 120, 120, 90, 60),
                throttled,
                61),
            resource(
                "by-status",
                ResourceKind.INDEX,
                Series.of(300, 300, 600, 600, 1200, 1200),
                Series.of(120, 177, 123, 120, 6, 54),
                Map.of(),
                0)),
        List.of(
            flow("load", 600, Series.of(120, 180, 120, 120, 6, 54)),
            flow("audit", 90, Series.of(0, 0, 0, 0, 84, 6)),
            flow("never", 0, Series.of(0, 0, 0, 0, 0, 0))),
        List.of(
            new Event(62.25, "first-throttle", "orders", ""),
            new Event(95.5, "flow-end", "load", ""),
            new Event(100.5, "flow-start", "audit", ""),
            new Event(150.5, "flow-end", "audit", "")),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  private static ResourceOutcome resource(
      String name,
      ResourceKind kind,
      Series readUnits,
      Series writeUnits,
      Map<ThrottlingReason, Series> throttled,
      long throttledRequests) {
    Series none = Series.of(0, 0, 0, 0, 0, 0);
    Map<ThrottlingReason, Long> events = new EnumMap<>(ThrottlingReason.class);
    throttled.forEach((reason, series) -> events.put(reason, (long) series.sum()));
    return new ResourceOutcome(
        name,
        kind,
        new ResourceSeries(
            PERIOD_SECONDS,
            readUnits,
            writeUnits,
            null,
            Series.of(150, 225, 300, 300, 210, 210),
            new Admitted(Series.of(90, 90, 100, 50, 90, 90), Series.of(0, 0, 20, 10, 0, 0), none),
            throttled,
            none,
            none,
            none,
            Series.of(1, 1, 2, 2, 4, 4),
            none),
        new ResourceTotals(readUnits.sum(), writeUnits.sum(), 0, 0, 0, events, throttledRequests),
        List.of());
  }

  private static FlowOutcome flow(String name, long requests, Series succeeded) {
    Series none = Series.of(0, 0, 0, 0, 0, 0);
    return new FlowOutcome(
        name,
        "PutItem",
        Dimension.WRITE,
        false,
        requests,
        requests,
        requests,
        0,
        0,
        0,
        null,
        new FlowSeries(PERIOD_SECONDS, none, none, succeeded, none, none, none, none, none));
  }
}
