package dev.headroom.prediction;

import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Flow.Origin;
import java.util.ArrayList;
import java.util.List;

/** What a prediction leaves out, as far as it matters to a scenario. */
final class NotModelled {

  private NotModelled() {}

  static List<String> of(Scenario scenario) {
    List<String> lines = new ArrayList<>();
    if (scenario.profile().isSplitForHeat()) {
      lines.add(
          "When a hot partition is split, and how long that takes, is not published: look at the"
              + " spread over trials, not at one time of a split.");
    }
    if (scenario.flows().stream().anyMatch(flow -> flow.origin() == Origin.REPLICATION)) {
      lines.add(
          "The service may replicate several changes of an item as one; here each is written by"
              + " itself. What replication takes between the Regions is not part of its delay.");
    }
    lines.add(
        switch (scenario.profile().routerMode()) {
          case IDEAL ->
              "Request routers share the table's tokens exactly: the isolated throttles that the"
                  + " real service shows while burst capacity is left do not appear.";
          case ROUTER ->
              "How many request routers share the table's tokens, and how, is not published: look"
                  + " at the spread over trials, not at single throttles.";
        });
    lines.add("Failed conditions, transaction conflicts and server errors do not occur.");
    return List.copyOf(lines);
  }
}
