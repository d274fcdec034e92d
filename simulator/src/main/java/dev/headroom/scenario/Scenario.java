package dev.headroom.scenario;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.cost.CostSettings;
import dev.headroom.gate.Gate;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A table, the traffic it is to meet, and the gates that judge the outcome.
 *
 * @param name for people and file names
 * @param table the table under test, with the indexes that changes add to it
 * @param state what it looks like at the start
 * @param start the run's first instant; matters for daily shapes
 * @param duration length of the run
 * @param seed the seed of all chance
 * @param trials how many runs with forked seeds
 * @param isTrialCountGiven whether somebody asked for that number; else fewer will do where a few
 *     tell as much
 * @param profile constants of the model, overrides applied
 * @param flows the traffic
 * @param changes changes of the table during the run
 * @param cost how the table is paid for
 * @param gates never empty
 * @param assumptions defaults that were taken and may decide the verdict, one sentence each
 */
public record Scenario(
    String name,
    Table table,
    InitialState state,
    Instant start,
    Duration duration,
    long seed,
    int trials,
    boolean isTrialCountGiven,
    ModelProfile profile,
    List<Flow> flows,
    List<TableChange> changes,
    CostSettings cost,
    List<Gate> gates,
    List<String> assumptions) {

  public Scenario {
    flows = List.copyOf(flows);
    changes = List.copyOf(changes);
    gates = List.copyOf(gates);
    assumptions = List.copyOf(assumptions);
  }

  /**
   * How many partitions a global secondary index has because some flow lays weights on them; empty
   * if none does.
   */
  public Optional<Integer> weightedPartitions(String indexName) {
    return flows.stream().flatMap(flow -> weightCounts(flow, indexName)).findFirst();
  }

  /** How many weights a flow lays on the partitions of an index, once per list of weights. */
  static Stream<Integer> weightCounts(Flow flow, String indexName) {
    Stream<KeyDistribution> read =
        indexName.equals(flow.indexName()) ? Stream.of(flow.keys()) : Stream.empty();
    Stream<KeyDistribution> written =
        flow.indexes().stream()
            .filter(touch -> touch.indexName().equals(indexName))
            .map(IndexTouch::keys);
    return Stream.concat(read, written)
        .filter(KeyDistribution.Partitions.class::isInstance)
        .map(keys -> ((KeyDistribution.Partitions) keys).weights().size());
  }

  /** Whether an index is not there at the start, because a change creates it. */
  public boolean isCreatedLater(String indexName) {
    return changes.stream()
        .map(TableChange::createdIndex)
        .anyMatch(it -> it != null && it.index().indexName().equals(indexName));
  }

  /** The same scenario under other constants. */
  public Scenario withProfile(ModelProfile other) {
    return with(table, state, duration, trials, isTrialCountGiven, other, flows);
  }

  /** The same scenario from another state of the table. */
  public Scenario withState(InitialState other) {
    return with(table, other, duration, trials, isTrialCountGiven, profile, flows);
  }

  /** The same scenario with a given number of trials. */
  public Scenario withTrials(int other) {
    return with(table, state, duration, other, true, profile, flows);
  }

  /** The same scenario with other traffic, for as long as that lasts. */
  public Scenario withTraffic(List<Flow> others, Duration length) {
    return with(table, state, length, trials, isTrialCountGiven, profile, others);
  }

  /**
   * The same scenario with other settings of its table. A number of trials that nobody gave follows
   * the settings.
   */
  public Scenario withTable(Table other) {
    Scenario changed = with(other, state, duration, trials, isTrialCountGiven, profile, flows);
    return isTrialCountGiven
        ? changed
        : changed.with(
            other, state, duration, changed.usualTrials(), isTrialCountGiven, profile, flows);
  }

  private int usualTrials() {
    Effort effort = Effort.of(table, state, profile, flows, start, duration);
    int partitions = effort.partitions().getOrDefault(table.name(), 1);
    return effort.usualTrials(Randomness.isIn(table, state, partitions, profile, flows, duration));
  }

  private Scenario with(
      Table newTable,
      InitialState newState,
      Duration newDuration,
      int newTrials,
      boolean isNewTrialCountGiven,
      ModelProfile newProfile,
      List<Flow> newFlows) {
    return new Scenario(
        name,
        newTable,
        newState,
        start,
        newDuration,
        seed,
        newTrials,
        isNewTrialCountGiven,
        newProfile,
        newFlows,
        changes,
        cost,
        gates,
        assumptions);
  }
}
