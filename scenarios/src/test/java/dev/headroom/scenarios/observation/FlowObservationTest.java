package dev.headroom.scenarios.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.metrics.Meters;
import dev.headroom.metrics.PrometheusPage;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Periods;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenarios.testing.Scenarios;
import java.io.BufferedInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Without it an observed outcome could count what lies outside the run, or lose latencies. */
final class FlowObservationTest {

  private static final long SECOND = 1_000_000_000L;
  private static final Scenario SCENARIO =
      Scenarios.of(
          """
          table: {name: orders, partitionKey: id, readCapacityUnits: 10, writeCapacityUnits: 20}
          duration: 5s
          traffic: [{name: writes, operation: PutItem, rate: 50/s, itemSize: 1KB}]
          """);

  @TempDir private Path folder;

  private final RunClock clock = new RunClock(SCENARIO.duration());
  private final PrometheusPage page = new PrometheusPage();
  private final FlowObservation flow =
      new FlowObservation(
          SCENARIO.flows().getFirst(),
          "orders",
          Periods.of(SCENARIO.duration()),
          clock,
          new Meters(page.registry(), Meters.Source.OBSERVED));

  @Test
  void outcome_ofCounts_isByPeriod() throws Exception {
    flow.offered(0, 0);
    flow.offered(SECOND, 0);
    flow.attempted(SECOND, true, true, false);
    flow.attempted(2 * SECOND, false, false, true);
    flow.throttled(SECOND);
    flow.succeeded(2 * SECOND, SECOND);
    flow.failed(4 * SECOND, SECOND, true);
    flow.succeeded(5 * SECOND, SECOND);
    flow.offered(-1, 0);

    FlowOutcome outcome = flow.outcome(5);

    assertThat(outcome.offered()).isEqualTo(2);
    assertThat(outcome.succeeded()).as("nothing after the end").isEqualTo(1);
    assertThat(outcome.series().offered().toArray()).containsExactly(1, 1, 0, 0, 0);
    assertThat(outcome.series().throttledAttempts().toArray()).containsExactly(0, 1, 0, 0, 0);
    assertThat(outcome.series().throttledRequests().toArray()).containsExactly(0, 1, 0, 0, 0);
    assertThat(outcome.series().failed().toArray()).containsExactly(0, 0, 0, 0, 1);
  }

  @Test
  void outcome_ofLatencies_isInMillisecondsAndInTheLog() throws Exception {
    Path file = folder.resolve("writes.hlog");
    flow.logTo(new LatencyLog(file, "writes", 1_000_000), 1_000_000);
    for (int i = 1; i <= 100; i++) {
      flow.succeeded(SECOND, i * 1_000_000L);
      flow.succeeded(3 * SECOND, 200_000_000L);
    }

    FlowOutcome.Latency latency = Objects.requireNonNull(flow.outcome(5).latencyMillis());

    assertThat(latency.p50()).isCloseTo(100, within(1.0));
    assertThat(latency.max()).isCloseTo(200, within(1.0));
    try (var stream = new BufferedInputStream(Files.newInputStream(file))) {
      HistogramLogReader reader = new HistogramLogReader(stream);
      long count = 0;
      while (reader.nextIntervalHistogram() instanceof AbstractHistogram histogram) {
        count += histogram.getTotalCount();
        assertThat(histogram.getTag()).isEqualTo("writes");
      }
      assertThat(count).isEqualTo(200);
    }
  }

  @Test
  void offered_request_showsInTheMetrics() {
    flow.offered(0, 5_000_000);

    assertThat(page.text()).contains("headroom_offered_total{flow=\"writes\"");
  }
}
