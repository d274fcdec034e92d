package dev.headroom.testing;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.cost.CostSettings;
import dev.headroom.cost.PackagedPrices;
import dev.headroom.scenario.InitialState;
import dev.headroom.scenario.Scenario;
import dev.headroom.scenario.TableChange;
import dev.headroom.table.Table;
import dev.headroom.table.Throughput;
import dev.headroom.traffic.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds scenarios; by default a minute on a table with empty burst buckets, profile {@code
 * observed}, one trial, no gates.
 */
public final class ScenarioBuilder {

  private TableBuilder table = TableBuilder.table();
  private @Nullable Duration age;
  private @Nullable Double burstFraction = 0.0;
  private @Nullable Integer partitions;
  private @Nullable Long dataSizeBytes;
  private @Nullable Throughput everProvisioned;
  private Duration duration = Duration.ofMinutes(1);
  private Instant start = Instant.parse("2026-03-01T00:00:00Z");
  private long seed = 1;
  private int trials = 1;
  private ModelProfile profile = ModelProfile.observed();
  private CostSettings cost = CostSettings.of(PackagedPrices.of("us-east-1"));
  private final List<Flow> flows = new ArrayList<>();
  private final List<TableChange> changes = new ArrayList<>();

  private ScenarioBuilder() {}

  public static ScenarioBuilder scenario() {
    return new ScenarioBuilder();
  }

  public ScenarioBuilder table(TableBuilder builder) {
    table = builder;
    return this;
  }

  public ScenarioBuilder flow(TrafficBuilder flow) {
    flows.add(flow.build());
    return this;
  }

  public ScenarioBuilder change(TableChange change) {
    changes.add(change);
    return this;
  }

  public ScenarioBuilder lasting(Duration length) {
    duration = length;
    return this;
  }

  public ScenarioBuilder startingAt(Instant instant) {
    start = instant;
    return this;
  }

  public ScenarioBuilder idleFor(Duration idle) {
    age = idle;
    burstFraction = null;
    return this;
  }

  public ScenarioBuilder burstFraction(double full) {
    burstFraction = full;
    return this;
  }

  public ScenarioBuilder partitions(int count) {
    partitions = count;
    return this;
  }

  public ScenarioBuilder dataSizeBytes(long bytes) {
    dataSizeBytes = bytes;
    return this;
  }

  public ScenarioBuilder everProvisioned(long readUnits, long writeUnits) {
    everProvisioned = new Throughput(readUnits, writeUnits);
    return this;
  }

  public ScenarioBuilder seed(long chosen) {
    seed = chosen;
    return this;
  }

  public ScenarioBuilder trials(int count) {
    trials = count;
    return this;
  }

  public ScenarioBuilder profile(ModelProfile chosen) {
    profile = chosen;
    return this;
  }

  public ScenarioBuilder override(String constant, String value) {
    profile = profile.withOverrides(Map.of(constant, value));
    return this;
  }

  public ScenarioBuilder cost(CostSettings settings) {
    cost = settings;
    return this;
  }

  public Scenario build() {
    Table built = table.build();
    return new Scenario(
        "test",
        built,
        new InitialState(
            age, burstFraction, null, dataSizeBytes, partitions, null, everProvisioned),
        start,
        duration,
        seed,
        trials,
        true,
        profile,
        flows,
        changes,
        cost,
        List.of(),
        List.of());
  }
}
