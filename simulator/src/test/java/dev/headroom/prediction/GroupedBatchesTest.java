package dev.headroom.prediction;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/**
 * Without it the batches of one fast flow could be refused otherwise than those of many slow ones,
 * whose requests are followed one by one.
 */
final class GroupedBatchesTest {

  @Test
  void predict_oneFastFlowOrManySlowOnes_refusesAsManyBatches() {
    Outcome fast = run(1, 1_500);
    Outcome slow = run(15, 100);

    assertThat(sum(fast, FlowOutcome::throttledRequests))
        .isCloseTo(sum(slow, FlowOutcome::throttledRequests), withPercentage(5));
    assertThat(fast.resources().getFirst().totals().consumedWriteUnits())
        .isCloseTo(slow.resources().getFirst().totals().consumedWriteUnits(), withPercentage(0.5));
  }

  private static long sum(Outcome outcome, ToLongFunction<FlowOutcome> metric) {
    return outcome.flows().stream().mapToLong(metric).sum();
  }

  private static Outcome run(int flows, int batchesPerSecond) {
    StringBuilder text =
        new StringBuilder(
            """
            table: {name: t, billingMode: PROVISIONED, readCapacityUnits: 1, writeCapacityUnits: 8000}
            state: {burst: 0}
            duration: 8s
            trials: 1
            traffic:
            """);
    for (int i = 0; i < flows; i++) {
      text.append(
          """
            - {name: f%d, operation: BatchWriteItem, itemsPerRequest: 10, itemSize: 500B,
               rate: %d/s, keys: {uniform: {count: 100M}}, client: {resendUnprocessed: true}}
          """
              .formatted(i, batchesPerSecond));
    }
    return new Predictor(1)
        .runTrials(ScenarioReader.read(Path.of("batches.yaml"), text.toString().getBytes(UTF_8)))
        .getFirst();
  }
}
