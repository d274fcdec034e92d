package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it requests of a stopped flow could vanish, and a key be listed twice. */
final class FlowStopTest {

  @ParameterizedTest
  @ValueSource(strings = {"rate: 900/s", "rate: 40/s", "clients: {count: 20, thinkTime: 100ms}"})
  void predict_clientThatStopsAtAFailure_losesNoRequest(String load) {
    Outcome outcome =
        run(
            """
              - {name: a, operation: PutItem, itemSize: 500B, keys: {uniform: {count: 1M}}, %s,
                 client: {sdk: java-v2, maxAttempts: 3, onGiveUp: stop}}
            """
                .formatted(load));

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.failed()).isPositive();
    assertThat(flow.offered()).isEqualTo(flow.succeeded() + flow.failed());
  }

  @Test
  void predict_twoFlowsOnOneKey_listItOnce() {
    Outcome outcome =
        run(
            """
              - {name: a, operation: PutItem, rate: 2/s, keys: {single: x}}
              - {name: b, operation: GetItem, rate: 2/s, keys: {single: x}}
            """);

    assertThat(outcome.hotKeys()).extracting(HotKey::key).containsExactly("x");
  }

  private static Outcome run(String flows) {
    String text =
        """
        table: {name: t, billingMode: PROVISIONED, readCapacityUnits: 10, writeCapacityUnits: 10}
        state: {burst: 0}
        duration: 10m
        trials: 1
        traffic:
        """
            + flows;
    return new Predictor(1)
        .runTrials(ScenarioReader.read(Path.of("stop.yaml"), text.getBytes(UTF_8)))
        .getFirst();
  }
}
