package dev.headroom.testing;

import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds outcomes of a table {@code orders} from the few numbers that a test is about. */
public final class OutcomeBuilder {

  private final List<ResourceOutcome> resources = new ArrayList<>();
  private final List<FlowOutcome> flows = new ArrayList<>();
  private final List<Event> events = new ArrayList<>();
  private final List<HotKey> hotKeys = new ArrayList<>();
  private final List<GlobalSecondaryIndex> indexes = new ArrayList<>();
  private @Nullable Cost cost;
  private CapacityMode capacity = new CapacityMode.Provisioned(100, 100);

  public OutcomeBuilder capacity(CapacityMode mode) {
    capacity = mode;
    return this;
  }

  public OutcomeBuilder index(String name, CapacityMode mode) {
    indexes.add(
        new GlobalSecondaryIndex(
            name, List.<KeyAttribute>of(), Projection.ALL, mode, /* warmThroughput= */ null));
    return this;
  }

  public OutcomeBuilder resource(ResourceBuilder resource) {
    resources.add(resource.build());
    return this;
  }

  public OutcomeBuilder flow(FlowBuilder flow) {
    flows.add(flow.build());
    return this;
  }

  public OutcomeBuilder event(double atSeconds, String kind, String resource) {
    events.add(new Event(atSeconds, kind, resource, ""));
    return this;
  }

  public OutcomeBuilder hotKey(String resource, String key, double units, long throttled) {
    hotKeys.add(new HotKey(resource, key, units, throttled));
    return this;
  }

  public OutcomeBuilder cost(Cost known) {
    cost = known;
    return this;
  }

  public Outcome build() {
    Table table =
        new Table(
            "orders",
            new TableOrigin("inline", "test.yaml", 1),
            null,
            List.of(),
            capacity,
            null,
            indexes,
            List.of(),
            List.of(),
            TableSettings.DEFAULTS,
            TableStatistics.NONE,
            List.of());
    return new Outcome(
        "test",
        Outcome.Source.SIMULATED,
        Instant.EPOCH,
        1,
        1,
        "observed",
        Map.of(),
        "0",
        Duration.ofMinutes(3),
        List.of(table),
        resources,
        flows,
        events,
        hotKeys,
        cost,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of());
  }
}
