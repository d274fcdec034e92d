package dev.headroom.prediction;

import dev.headroom.scenario.Scenario;
import dev.headroom.table.CapacityMode;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Operation;
import java.util.ArrayList;
import java.util.List;

/** What a prediction leaves out, as far as it matters to a scenario. */
final class NotModelled {

  private NotModelled() {}

  static List<String> of(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Partitions do not split: a partition that stays hot would be split for heat within minutes"
            + " by the service, unless one item, an increasing sort key or a local index forbids it.");
    if (scenario.table().capacity() instanceof CapacityMode.OnDemand) {
      lines.add(
          "On-demand tables keep their initial level: growth beyond it, which the service allows"
              + " over about 30 minutes, is not simulated.");
    }
    if (!scenario.table().settings().replicaRegions().isEmpty()) {
      lines.add("Replicated writes of other Regions are not added to the load.");
    }
    if (uses(scenario, Operation.SCAN)) {
      lines.add("Scan pages are spread evenly over the partitions, not walked in key order.");
    }
    if (uses(scenario, Operation.EXECUTE_STATEMENT)) {
      lines.add("ExecuteStatement is charged as a read of one item.");
    }
    lines.add(
        "Request routers share the table's tokens exactly: the isolated throttles that the real"
            + " service shows while burst capacity is left do not appear.");
    lines.add("Failed conditions, transaction conflicts and server errors do not occur.");
    return List.copyOf(lines);
  }

  private static boolean uses(Scenario scenario, Operation operation) {
    return scenario.flows().stream().map(Flow::operation).anyMatch(operation::equals);
  }
}
