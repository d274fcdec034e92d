package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.metrics.Meters.Agreement;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.Meters.RequestTags;
import dev.headroom.metrics.Meters.ResourceGauges;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Without it a renamed metric would leave dashboards empty. */
final class MetersTest {

  private static final FlowTags CHECKOUT = new FlowTags("orders", "PutItem", "checkout");

  private final PrometheusPage page = new PrometheusPage();
  private final Meters meters = new Meters(page.registry(), Meters.Source.ENDPOINT);

  private static ResourceGauges gauges(String table, double burst) {
    return new ResourceGauges(
        table, "", Map.of(Dimension.WRITE, 5.0), Map.of(Dimension.WRITE, burst), 2, 0.25);
  }

  @Test
  void page_everythingHappened_hasTheNamesOfDashboards() {
    meters.request(
        new RequestTags("orders", "", "PutItem", "", "succeeded", "", "normal"),
        Duration.ofMillis(3));
    meters.offered(CHECKOUT, Duration.ofMillis(1));
    meters.attempt(CHECKOUT, "retry", "throttled");
    meters.shadowed(CHECKOUT, Agreement.of(true, false));
    meters.throttleEvent("orders", "by-day", Dimension.READ, "IndexReadKeyRangeThroughputExceeded");
    meters.consumed("orders", "", Dimension.WRITE, 1.5);
    meters.scalingEvent("orders", "", "scale-out");
    meters.show(List.of(gauges("orders", 0.5)));

    assertThat(
            new TreeSet<>(
                Pattern.compile("(?m)^# TYPE (\\S+)")
                    .matcher(page.text())
                    .results()
                    .map(match -> match.group(1))
                    .toList()))
        .containsExactly(
            "headroom_attempts_total",
            "headroom_burst_balance",
            "headroom_capacity_consumed_total",
            "headroom_capacity_provisioned",
            "headroom_injector_delay_seconds",
            "headroom_injector_delay_seconds_max",
            "headroom_latency_seconds",
            "headroom_latency_seconds_max",
            "headroom_offered_total",
            "headroom_partition_utilization",
            "headroom_partitions",
            "headroom_requests_total",
            "headroom_scaling_events_total",
            "headroom_shadow_agreement_total",
            "headroom_throttle_events_total");
    assertThat(page.text())
        .contains(
            "headroom_capacity_consumed_total{dimension=\"write\",index=\"\",source=\"endpoint\","
                + "table=\"orders\"} 1.5",
            "agreement=\"only_shadow\",flow=\"checkout\"");
  }

  @Test
  void page_sourcesShareARegistry_eachHasItsOwnSeries() {
    Meters observed = new Meters(page.registry(), Meters.Source.OBSERVED);
    Meters simulated = new Meters(page.registry(), Meters.Source.SIMULATED);
    observed.throttleEvent(
        "orders", "", Dimension.WRITE, "TableWriteProvisionedThroughputExceeded");
    simulated.throttleEvent("orders", "", Dimension.WRITE, "TableWriteKeyRangeThroughputExceeded");
    simulated.show(List.of(gauges("orders", 0.5)));
    meters.show(List.of(gauges("orders", 0.25)));
    assertThat(page.text())
        .contains(
            "Exceeded\",source=\"observed\",table=\"orders\"} 1.0",
            "Exceeded\",source=\"simulated\",table=\"orders\"} 1.0",
            "source=\"simulated\",table=\"orders\"} 0.5",
            "source=\"endpoint\",table=\"orders\"} 0.25");
  }

  @Test
  void show_tableThatIsGone_isForgotten() {
    meters.show(List.of(gauges("orders", 0.5), gauges("old", 1)));
    meters.show(List.of(gauges("orders", 0.25)));
    assertThat(page.text()).doesNotContain("old").contains("table=\"orders\"} 0.25");
  }
}
