package dev.headroom.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.chance.Chance;
import dev.headroom.prediction.OpenArrivals;
import dev.headroom.scenario.Scenario;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.ArrivalProcess;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Without it a run could offer another load than was asked for, or send it out of order. */
final class ArrivalTimesTest {

  private static final long SECOND_NANOS = 1_000_000_000L;

  @Test
  void next_evenArrivals_areEquallySpaced() {
    List<Long> times = times(new ArrivalProcess.Even(), 50, 4 * SECOND_NANOS);

    assertThat(times).hasSize(200);
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isCloseTo(i * SECOND_NANOS / 50, within(1_000L));
    }
  }

  @Test
  void next_poissonArrivals_areInOrderAndOfTheRate() {
    List<Long> times = times(new ArrivalProcess.Poisson(), 300, 60 * SECOND_NANOS);

    assertThat(times).isSorted();
    assertThat((double) times.size()).isCloseTo(18_000, within(4.5 * Math.sqrt(18_000)));
    double[] gaps = new double[times.size() - 1];
    for (int i = 0; i < gaps.length; i++) {
      gaps[i] = times.get(i + 1) - times.get(i);
    }
    double mean = java.util.Arrays.stream(gaps).average().orElseThrow();
    double square = java.util.Arrays.stream(gaps).map(gap -> gap * gap).average().orElseThrow();
    assertThat(square / (mean * mean))
        .as("as of an exponential distribution")
        .isCloseTo(2, within(0.15));
  }

  @Test
  void next_afterTheEnd_thereIsNone() {
    ArrivalTimes times = of(new ArrivalProcess.Even(), 1, SECOND_NANOS);
    times.nextLong();

    assertThat(times.hasNext()).isFalse();
    assertThatThrownBy(times::nextLong).isInstanceOf(NoSuchElementException.class);
  }

  private static List<Long> times(ArrivalProcess process, double perSecond, long endNanos) {
    List<Long> times = new ArrayList<>();
    of(process, perSecond, endNanos).forEachRemaining((long at) -> times.add(at));
    return times;
  }

  private static ArrivalTimes of(ArrivalProcess process, double perSecond, long endNanos) {
    Scenario scenario =
        ScenarioBuilder.scenario()
            .table(TableBuilder.table().provisioned(100, 100))
            .lasting(Duration.ofMinutes(2))
            .flow(
                TrafficBuilder.flow("writes", Operation.PUT_ITEM).rate(perSecond).arrivals(process))
            .build();
    return new ArrivalTimes(
        OpenArrivals.of(scenario.flows().getFirst(), scenario, 0, new Chance(5)), endNanos);
  }
}
