package dev.headroom.scenarios.shadow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.metrics.Meters;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.outcome.Shadow;
import dev.headroom.plan.RequestPlan;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.testing.Scenarios;
import dev.headroom.traffic.Flow;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Without it the shadow could decide otherwise than a table of the declared capacity. */
final class ShadowServiceTest {

  private static final Scenario SCENARIO =
      Scenarios.of(
          """
          table: {name: orders, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 20}
          state: {burst: 0}
          duration: 2m
          traffic:
            - {name: writes, operation: PutItem, rate: 50/s, itemSize: 1KB}
            - {name: reads, operation: BatchGetItem, itemsPerRequest: 4, rate: 5/s, itemSize: 4KB, consistency: strong}
          """);

  private long nowNanos = 7;
  private final ShadowService shadow =
      new ShadowService(
          SCENARIO,
          () -> nowNanos,
          new Meters(new PrometheusPage().registry(), Meters.Source.SIMULATED));

  @Test
  void send_beyondTheCapacity_isThrottled() {
    Flow writes = SCENARIO.flows().getFirst();
    RequestPlan plan = RequestPlan.of(writes, SCENARIO);
    int admitted = 0;
    for (int i = 0; i < 1_000; i++) {
      nowNanos += 20_000_000;
      ShadowService.Attempt attempt = shadow.send(writes, plan.request(i));
      admitted += attempt.isThrottled() ? 0 : 1;
      attempt.end();
    }

    assertThat(admitted).isBetween(20 * 20 - 5, 20 * 20 + 25);
  }

  @Test
  void send_batchOfWhichSomethingIsLetIn_isNotThrottled() {
    Flow reads = SCENARIO.flows().get(1);
    RequestPlan plan = RequestPlan.of(reads, SCENARIO);
    nowNanos += 1_000_000_000;

    assertThat(shadow.send(reads, plan.request(0)).isThrottled()).isFalse();
    assertThat(shadow.send(reads, plan.request(0)).admissions()).hasSize(4);
  }

  @Test
  void compare_attempts_areCountedByFlowAndMinute() {
    Flow writes = SCENARIO.flows().getFirst();
    long secondMinute = Duration.ofSeconds(61).toNanos();
    shadow.compare(writes, 0, true, false, false);
    shadow.compare(writes, 0, false, true, true);
    shadow.compare(writes, secondMinute, true, true, false);
    shadow.compare(writes, secondMinute, true, false, true);

    Shadow outcome = shadow.outcome(SCENARIO.duration());

    assertThat(outcome.total()).isEqualTo(new Shadow.Agreement(1, 1, 1, 1));
    Shadow.FlowAgreement flow = outcome.flows().getFirst();
    assertThat(flow.requests().toArray()).containsExactly(1, 2);
    assertThat(flow.bothThrottled().toArray()).containsExactly(1, 0);
    assertThat(flow.onlyShadow().toArray()).containsExactly(0, 1);
    assertThat(flow.onlyReal().toArray()).containsExactly(0, 1);
  }
}
