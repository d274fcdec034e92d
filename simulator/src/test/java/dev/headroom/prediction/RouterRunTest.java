package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Without it request routers could leave a prediction as it is, or cost lasting capacity. */
final class RouterRunTest {

  private static final int SEEDS = 20;
  private static final int SECONDS = 12;
  private static final long LARGE_BYTES = 400 * 1_024;

  /**
   * A router that passed a large item is promised most of what is left in the next interval, and
   * small items of the others are refused for it. The saved capacity lasts just as long as the run.
   */
  @Test
  void predict_routers_throttleWhileBurstCapacityIsLeft() {
    int isolated = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      Outcome ideal = largeAndSmall("IDEAL", seed);
      assertThat(ideal.flows()).allSatisfy(it -> assertThat(it.throttledAttempts()).isZero());
      ResourceSeries series = largeAndSmall("ROUTER", seed).resources().getFirst().series();
      Series balance = Objects.requireNonNull(series.burstBalanceWrite());
      for (int second = 0; second < SECONDS; second++) {
        isolated += series.throttledRequests().get(second) > 0 && balance.get(second) > 0 ? 1 : 0;
      }
    }
    assertThat(isolated).isGreaterThan(SEEDS / 4);
  }

  private static Outcome largeAndSmall(String mode, long seed) {
    return new Predictor(1)
        .predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, 20))
                .burstFraction(0.57)
                .override("gac.mode", mode)
                .seed(seed)
                .lasting(Duration.ofSeconds(SECONDS))
                .flow(TrafficBuilder.flow("large", Operation.PUT_ITEM).size(LARGE_BYTES).rate(0.5))
                .flow(TrafficBuilder.flow("small", Operation.PUT_ITEM).rate(100))
                .build());
  }

  @Test
  void predict_routersOfAnOverloadedTable_serveWhatItHas() {
    for (double rate : new double[] {20, 20_000}) {
      FlowOutcome ideal = overloaded("IDEAL", rate);
      FlowOutcome routed = overloaded("ROUTER", rate);
      assertThat(ideal.throttledAttempts()).isPositive();
      assertThat((double) routed.throttledAttempts())
          .isCloseTo((double) ideal.throttledAttempts(), within(0.01 * ideal.attempts()));
    }
  }

  private static FlowOutcome overloaded(String mode, double rate) {
    return new Predictor(1)
        .predict(
            ScenarioBuilder.scenario()
                .table(TableBuilder.table().provisioned(5, Math.round(rate / 2)))
                .partitions(20)
                .override("gac.mode", mode)
                .lasting(Duration.ofMinutes(5))
                .flow(TrafficBuilder.flow("put", Operation.PUT_ITEM).rate(rate).poisson())
                .build())
        .flows()
        .getFirst();
  }
}
