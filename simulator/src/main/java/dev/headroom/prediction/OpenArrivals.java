package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Arrivals;
import dev.headroom.traffic.Flow;
import java.util.OptionalLong;

/** When the requests of a scenario's open flows arrive, for whoever makes them. */
public final class OpenArrivals {

  private OpenArrivals() {}

  /**
   * The arrivals of a flow.
   *
   * @param flow an open flow of the scenario
   * @param startNanos when it begins, from the start of the run
   */
  public static Arrivals of(Flow flow, Scenario scenario, long startNanos, Chance chance) {
    return FlowPlan.of(flow, scenario).arrivals(startNanos, chance);
  }

  /** When the load of a flow ends for ever, from its start; empty if never. */
  public static OptionalLong endNanos(Flow flow, Scenario scenario) {
    return FlowPlan.of(flow, scenario).endNanos();
  }
}
