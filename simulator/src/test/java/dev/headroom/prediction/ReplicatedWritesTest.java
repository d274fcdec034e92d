package dev.headroom.prediction;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it writes of other Regions could be lost, cost nothing, or count as clients' failures.
 */
final class ReplicatedWritesTest {

  @ParameterizedTest
  @ValueSource(doubles = {2, 40, 4_000})
  void predict_enoughCapacity_everyWriteIsMadeAtOnceHereAndInTheIndex(double perSecond) {
    Outcome outcome =
        run(
            table().provisioned(5, 20_000).index("by-day", 5, 20_000),
            replicated().rate(perSecond).size(2_500).touches("by-day"));

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.succeeded()).isEqualTo(flow.offered()).isEqualTo(Math.round(600 * perSecond));
    assertThat(flow.throttledRequests()).isZero();
    assertThat(Objects.requireNonNull(flow.latencyMillis()).p99()).isLessThan(20);
    assertThat(writeUnits(outcome, 0)).isEqualTo(3.0 * flow.offered());
    assertThat(writeUnits(outcome, 1)).isEqualTo(3.0 * flow.offered());
  }

  @Test
  void predict_tooLittleCapacity_delaysReplicationAndFailsNothing() {
    Outcome outcome = run(table().provisioned(5, 100), replicated().rate(150));

    FlowOutcome flow = outcome.flows().getFirst();
    assertThat(flow.failed()).isZero();
    assertThat(writeUnits(outcome, 0))
        .isEqualTo((double) flow.succeeded())
        .isCloseTo(60_000, within(200.0));
    assertThat(flow.throttledRequests()).isCloseTo(90_000, within(500L));
    assertThat(Objects.requireNonNull(flow.latencyMillis()).max())
        .as("the last write made came after 400 s and waited for 200 s")
        .isCloseTo(200_000, within(4_000.0));
  }

  @Test
  void predict_shortageThatEnds_isCaughtUpInOrder() {
    RateShape spike =
        new RateShape.Steps(
            List.of(
                new RateShape.RatePoint(Duration.ZERO, 300),
                new RateShape.RatePoint(Duration.ofMinutes(1), 50)));

    FlowOutcome flow =
        run(table().provisioned(5, 100), replicated().rate(spike)).flows().getFirst();

    assertThat(flow.succeeded()).isEqualTo(flow.offered());
    assertThat(flow.series().latencyMillisP99().get(flow.series().latencyMillisP99().size() - 1))
        .isLessThan(20);
  }

  @Test
  void predict_oneHotKey_delaysNoOtherKey() {
    Outcome outcome =
        run(
            table().provisioned(5, 8_000),
            replicated().rate(1_500).oneKey(),
            flow("even", Operation.PUT_ITEM)
                .replicated()
                .rate(1_000)
                .keys(
                    new KeyDistribution.Partitions(
                        List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0))));

    assertThat(Objects.requireNonNull(outcome.flows().get(1).latencyMillis()).p50()).isLessThan(10);
    assertThat(Objects.requireNonNull(outcome.flows().get(0).latencyMillis()).p50())
        .isGreaterThan(1_000);
  }

  @Test
  void predict_clientsBesideReplication_shareWhatThereIs() {
    Outcome outcome =
        run(
            table().provisioned(5, 100),
            replicated().rate(100).poisson(),
            flow("clients", Operation.PUT_ITEM).rate(100).poisson());

    assertThat(outcome.clientFlows()).extracting(FlowOutcome::name).containsExactly("clients");
    assertThat(outcome.flows().get(0).succeeded()).isBetween(10_000L, 50_000L);
    assertThat(outcome.flows().get(1).succeeded()).isBetween(10_000L, 50_000L);
    assertThat(writeUnits(outcome, 0)).isCloseTo(60_000, within(200.0));
  }

  private static TrafficBuilder replicated() {
    return flow("elsewhere", Operation.PUT_ITEM).replicated();
  }

  private static Outcome run(TableBuilder table, TrafficBuilder... flows) {
    var builder = scenario().table(table).burstFraction(0).lasting(Duration.ofMinutes(10));
    for (TrafficBuilder flow : flows) {
      builder.flow(flow);
    }
    return new Predictor(1).runTrials(builder.build()).getFirst();
  }

  private static double writeUnits(Outcome outcome, int resource) {
    return outcome.resources().get(resource).totals().consumedWriteUnits();
  }
}
