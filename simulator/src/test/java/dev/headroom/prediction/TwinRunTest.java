package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.OutcomeJson;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.Sdk;
import dev.headroom.traffic.SizeDistribution;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Runs the same scenario twice. Without it a failed gate might not fail again on another machine,
 * or with another number of threads.
 */
final class TwinRunTest {

  /** Chance everywhere: arrivals, keys, sizes, replicas, retries, batches, closed clients. */
  private static ScenarioBuilder busy(long seed) {
    return ScenarioBuilder.scenario()
        .table(TableBuilder.table().provisioned(300, 200).index("by-customer", 50, 120))
        .partitions(3)
        .lasting(Duration.ofMinutes(3))
        .seed(seed)
        .flow(
            TrafficBuilder.flow("put", Operation.PUT_ITEM)
                .rate(260)
                .poisson()
                .size(new SizeDistribution.LogNormal(600, 5_000))
                .keys(new KeyDistribution.Zipf(100_000, 0.99))
                .touches("by-customer")
                .retries(Sdk.JAVA_V2, RetryMode.LEGACY, 9))
        .flow(
            TrafficBuilder.flow("get", Operation.GET_ITEM)
                .rate(700)
                .poisson()
                .retries(Sdk.BOTO3, RetryMode.LEGACY, 5))
        .flow(
            TrafficBuilder.flow("load", Operation.BATCH_WRITE_ITEM)
                .rate(3)
                .items(20)
                .poisson()
                .retries(Sdk.JAVA_V2, RetryMode.STANDARD, 3))
        .flow(
            TrafficBuilder.flow("transfer", Operation.TRANSACT_WRITE_ITEMS)
                .rate(4)
                .items(3)
                .poisson())
        .flow(
            TrafficBuilder.flow("worker", Operation.UPDATE_ITEM)
                .closed(4, Duration.ofMillis(20), 5_000)
                .retries(Sdk.JAVA_V2, RetryMode.LEGACY, 9));
  }

  private static Outcome predict(ScenarioBuilder scenario, int threads) {
    return new Predictor(threads).predict(scenario.build());
  }

  @Test
  void predict_sameSeed_isTheSameEventByEvent() {
    Outcome one = predict(busy(7), 1);
    Outcome twin = predict(busy(7), 1);
    assertThat(twin.events()).isEqualTo(one.events());
    assertThat(twin).isEqualTo(one);
    assertThat(OutcomeJson.print(twin)).isEqualTo(OutcomeJson.print(one));
    assertThat(one.flows()).allSatisfy(flow -> assertThat(flow.throttledAttempts()).isPositive());
  }

  @Test
  void predict_anyNumberOfThreads_isTheSame() {
    List<String> written =
        List.of(1, 2, 8).stream()
            .map(threads -> OutcomeJson.print(predict(busy(7).trials(5), threads)))
            .toList();
    assertThat(written.get(1)).isEqualTo(written.getFirst());
    assertThat(written.get(2)).isEqualTo(written.getFirst());
  }

  /** Partitions split and grow, and one flow follows another. */
  @Test
  void predict_livingPartitions_areTheSameOnAnyNumberOfThreads() {
    ScenarioBuilder scenario =
        ScenarioBuilder.scenario()
            .table(TableBuilder.table().onDemand().index("by-customer", 9_000, 9_000))
            .override("split.sustain", "10s")
            .override("split.durationMedian", "20s")
            .override("split.durationP95", "60s")
            .override("od.growthDelay", "2m")
            .lasting(Duration.ofMinutes(5))
            .trials(3)
            .flow(
                TrafficBuilder.flow("put", Operation.PUT_ITEM)
                    .rate(3_000)
                    .poisson()
                    .touches("by-customer")
                    .retries(Sdk.JAVA_V2, RetryMode.LEGACY, 5))
            .flow(TrafficBuilder.flow("get", Operation.GET_ITEM).rate(7_600).poisson().oneKey());
    List<String> written =
        List.of(1, 2, 8).stream()
            .map(threads -> OutcomeJson.print(predict(scenario, threads)))
            .toList();
    assertThat(written.getFirst()).contains("\"split\"").contains("\"growth\"");
    assertThat(written).containsOnly(written.getFirst());
  }

  @Test
  void predict_otherSeed_differs() {
    assertThat(predict(busy(8), 1).flows()).isNotEqualTo(predict(busy(7), 1).flows());
  }

  @Test
  void predict_trialsOfOneSeed_differ() {
    List<Outcome> trials = new Predictor(1).runTrials(busy(7).trials(2).build());
    assertThat(trials.get(0).flows()).isNotEqualTo(trials.get(1).flows());
  }

  @Test
  void predict_oneFlowMore_leavesTheOthersArrivalsAlone() {
    FlowOutcome before = predict(busy(7), 1).flows().getFirst();
    Outcome more =
        predict(
            busy(7).flow(TrafficBuilder.flow("more", Operation.GET_ITEM).rate(30).poisson()), 1);
    assertThat(more.flows().getFirst().series().offered()).isEqualTo(before.series().offered());
  }
}
