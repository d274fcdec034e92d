package dev.headroom.metrics;

import dev.headroom.capacity.Dimension;
import dev.headroom.metrics.Meters.Agreement;
import dev.headroom.metrics.Meters.FlowTags;
import dev.headroom.metrics.Meters.RequestTags;
import dev.headroom.metrics.Meters.ResourceGauges;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Uses each meter once. */
final class EveryMeter {

  private static final FlowTags CHECKOUT = new FlowTags("orders", "PutItem", "checkout");

  private EveryMeter() {}

  static ResourceGauges gauges(String table, double burst) {
    return new ResourceGauges(
        table, "", Map.of(Dimension.WRITE, 5.0), Map.of(Dimension.WRITE, burst), 2, 0.25);
  }

  static void use(Meters meters) {
    meters.offered(CHECKOUT, Duration.ofMillis(1));
    meters.request(
        new RequestTags("orders", "", "PutItem", "", "succeeded", "", "normal"),
        Duration.ofMillis(3));
    meters.attempt(CHECKOUT, "retry", "throttled");
    meters.shadowed(CHECKOUT, Agreement.of(true, false));
    meters.throttleEvent("orders", "by-day", Dimension.READ, "IndexReadKeyRangeThroughputExceeded");
    meters.consumed("orders", "", Dimension.WRITE, 1.5);
    meters.scalingEvent("orders", "", "scale-out");
    meters.show(List.of(gauges("orders", 0.5)));
  }
}
