package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Consistency;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import dev.headroom.testing.Gen;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Compares long steps with short ones, and large flows with small ones. Without it a prediction
 * could depend on how finely it was cut.
 */
final class SteppingTest {

  private static Outcome run(Scenario scenario, TrialRun.Stepping stepping) {
    List<FlowPlan> plans =
        scenario.flows().stream().map(flow -> FlowPlan.of(flow, scenario)).toList();
    return new TrialRun(scenario, plans, 0, stepping, Patience.ENDLESS).run();
  }

  @Test
  void run_longOrShortSteps_givesComparableTotals() {
    Gen.check(
        40,
        gen -> {
          long capacity = gen.between(50, 2_000);
          Scenario scenario =
              ScenarioBuilder.scenario()
                  .override("gac.mode", gen.pick("IDEAL", "ROUTER"))
                  .table(TableBuilder.table().provisioned(capacity, capacity))
                  .partitions(gen.between(1, 4))
                  .burstFraction(gen.chance(0.5) ? 0 : gen.fraction() / 10)
                  .lasting(Duration.ofSeconds(90))
                  .flow(
                      TrafficBuilder.flow("put", Operation.PUT_ITEM)
                          .rate(capacity * 1.5 * gen.fraction()))
                  .flow(
                      TrafficBuilder.flow("get", Operation.GET_ITEM)
                          .consistency(Consistency.STRONG)
                          .rate(capacity * 1.5 * gen.fraction()))
                  .build();
          Outcome adaptive = run(scenario, TrialRun.Stepping.ADAPTIVE);
          Outcome shortSteps = run(scenario, TrialRun.Stepping.SHORT);
          for (int f = 0; f < 2; f++) {
            FlowOutcome found = adaptive.flows().get(f);
            FlowOutcome expected = shortSteps.flows().get(f);
            assertThat(found.offered()).isEqualTo(expected.offered());
            double tolerance = Math.max(3, 0.01 * expected.offered());
            assertThat((double) found.throttledAttempts())
                .isCloseTo((double) expected.throttledAttempts(), within(tolerance));
            assertThat(found.succeeded() + found.failed()).isEqualTo(found.offered());
          }
        });
  }

  /** A flow of a few requests per step and one of thousands meet an empty table alike. */
  @Test
  void run_smallFlowBesideLargeOne_isThrottledAsOften() {
    Outcome outcome =
        run(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 5_000))
                .lasting(Duration.ofMinutes(5))
                .flow(TrafficBuilder.flow("small", Operation.PUT_ITEM).rate(60).poisson())
                .flow(TrafficBuilder.flow("large", Operation.PUT_ITEM).rate(9_940).poisson())
                .build(),
            TrialRun.Stepping.ADAPTIVE);
    assertThat(throttledShare(outcome.flows().get(0))).isCloseTo(0.5, within(0.03));
    assertThat(throttledShare(outcome.flows().get(1))).isCloseTo(0.5, within(0.005));
  }

  /** An empty bucket refuses small and large requests alike. */
  @Test
  void run_smallAndLargeItems_areThrottledAsOften() {
    Outcome outcome =
        run(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 11_000))
                .lasting(Duration.ofMinutes(5))
                .flow(TrafficBuilder.flow("small", Operation.PUT_ITEM).rate(2_000).poisson())
                .flow(
                    TrafficBuilder.flow("large", Operation.PUT_ITEM)
                        .size(10 * 1_024)
                        .rate(2_000)
                        .poisson())
                .build(),
            TrialRun.Stepping.ADAPTIVE);
    assertThat(throttledShare(outcome.flows().get(0))).isCloseTo(0.5, within(0.03));
    assertThat(throttledShare(outcome.flows().get(1))).isCloseTo(0.5, within(0.03));
  }

  /** The same load at a thousand times the scale has the same shares. */
  @Test
  void run_anyScale_throttlesTheSameShare() {
    for (long scale : new long[] {1, 10, 1_000}) {
      Outcome outcome =
          run(
              ScenarioBuilder.scenario()
                  .table(TableBuilder.table().provisioned(5, 100 * scale))
                  .override("partition.maxWrite", String.valueOf(40 * scale))
                  .partitions(4)
                  .lasting(Duration.ofMinutes(5))
                  .flow(
                      TrafficBuilder.flow("put", Operation.PUT_ITEM)
                          .rate(90.0 * scale)
                          .poisson()
                          .keys(new KeyDistribution.Partitions(List.of(6.0, 1.0, 1.0, 1.0))))
                  .build(),
              TrialRun.Stepping.ADAPTIVE);
      // 60 of 90 meet the hot partition, which serves 40.
      assertThat(throttledShare(outcome.flows().getFirst()))
          .isCloseTo((60 * 300 - 40 * 301) / (90.0 * 300), within(0.01));
    }
  }

  private static double throttledShare(FlowOutcome flow) {
    return (double) flow.throttledAttempts() / flow.attempts();
  }
}
