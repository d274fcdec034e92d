package dev.headroom.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.metrics.Meters.FlowTags;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Without it a renamed metric would leave dashboards empty. */
final class MetersTest {

  private final PrometheusPage page = new PrometheusPage();
  private final Meters meters = new Meters(page.registry(), Meters.Source.ENDPOINT);

  @Test
  void page_everythingHappened_hasTheNamesOfDashboards() {
    EveryMeter.use(meters);

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
    simulated.show(List.of(EveryMeter.gauges("orders", 0.5)));
    meters.show(List.of(EveryMeter.gauges("orders", 0.25)));
    assertThat(page.text())
        .contains(
            "Exceeded\",source=\"observed\",table=\"orders\"} 1.0",
            "Exceeded\",source=\"simulated\",table=\"orders\"} 1.0",
            "source=\"simulated\",table=\"orders\"} 0.5",
            "source=\"endpoint\",table=\"orders\"} 0.25");
  }

  @Test
  void expect_flowBeforeItsFirstRequest_showsZeros() {
    meters.expect(new FlowTags("orders", "PutItem", "checkout"));
    assertThat(page.text().lines().filter(line -> line.startsWith("headroom_attempts_total")))
        .hasSize(4)
        .allMatch(line -> line.endsWith(" 0.0"));
  }

  @Test
  void expect_indexBeforeItsFirstRequest_showsZerosOfItsOwnReasons() {
    meters.expect("orders", "by-day");
    assertThat(page.text().lines().filter(line -> line.startsWith("headroom_throttle_events")))
        .hasSize(8)
        .allMatch(line -> line.contains("reason=\"Index") && line.endsWith(" 0.0"));
    assertThat(page.text().lines().filter(line -> line.startsWith("headroom_capacity_consumed")))
        .hasSize(2);
  }

  @Test
  void show_tableThatIsGone_isForgotten() {
    meters.show(List.of(EveryMeter.gauges("orders", 0.5), EveryMeter.gauges("old", 1)));
    meters.show(List.of(EveryMeter.gauges("orders", 0.25)));
    assertThat(page.text()).doesNotContain("old").contains("table=\"orders\"} 0.25");
  }
}
