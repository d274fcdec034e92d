package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.Event;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Without the begin of a flow among the events nobody can tell how long it took. */
final class FlowEventsTest {

  @Test
  void events_ofFlowsThatBeginLater_tellWhenTheyBegin() {
    String scenario =
        """
        apiVersion: headroom/v1
        table: {name: orders, readCapacityUnits: 5, writeCapacityUnits: 100}
        duration: 2m
        traffic:
          - {name: first, operation: PutItem, clients: {count: 1, thinkTime: 1s, requests: 5}}
          - {name: late, operation: PutItem, rate: 1/s, start: 7.5s}
          - {name: chained, operation: PutItem, rate: 1/s, after: first, start: 30s}
        """;

    List<Event> events = run(scenario).events();

    double firstEnds = at(events, "flow-end", "first");
    assertThat(events)
        .noneMatch(event -> event.kind().equals("flow-start") && event.resource().equals("first"));
    assertThat(at(events, "flow-start", "late")).isEqualTo(7.5);
    assertThat(at(events, "flow-start", "chained")).isBetween(firstEnds + 30, firstEnds + 31);
  }

  private static double at(List<Event> events, String kind, String flow) {
    return events.stream()
        .filter(event -> event.kind().equals(kind) && event.resource().equals(flow))
        .findFirst()
        .orElseThrow()
        .atSeconds();
  }

  private static Outcome run(String scenario) {
    return new Predictor(1)
        .runTrials(ScenarioReader.read(Path.of("flows.yaml"), scenario.getBytes(UTF_8)))
        .getFirst();
  }
}
