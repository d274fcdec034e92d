package dev.headroom.outcome;

import dev.headroom.table.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a run produced, simulated or observed. Written as {@code outcome.json}; reports, gates and
 * comparison see nothing else.
 *
 * @param scenario the scenario's name
 * @param source who produced it
 * @param throttlesByCapacity whether what answered throttles by capacity, as DynamoDB does and a
 *     store that was driven directly does not
 * @param start when the run began
 * @param seed the seed of all chance in it
 * @param trials how many runs with forked seeds it stands for
 * @param profile the model profile's name
 * @param modelOverrides constants that the scenario changed, by name
 * @param version version of this program
 * @param duration length of the run
 * @param tables the tables as used
 * @param resources the table first, then its indexes
 * @param flows in scenario order
 * @param events what changed during the run, in time order
 * @param hotKeys most consuming or throttled keys first
 * @param shadow what an engine beside an observed run decided; null for others
 * @param cost what the run costs; null where that was not worked out
 * @param gates gates and what became of them; empty until they are evaluated
 * @param alarms CloudWatch alarms on the tables and what became of them; empty until they are
 *     evaluated
 * @param bands spread over trials; null for a single trial
 * @param advice what would help, one sentence each
 * @param assumptions every default that may decide the verdict, one sentence each
 * @param notModelled what the prediction leaves out, one sentence each
 */
public record Outcome(
    String scenario,
    Source source,
    boolean throttlesByCapacity,
    Instant start,
    long seed,
    int trials,
    String profile,
    Map<String, String> modelOverrides,
    String version,
    Duration duration,
    List<Table> tables,
    List<ResourceOutcome> resources,
    List<FlowOutcome> flows,
    List<Event> events,
    List<HotKey> hotKeys,
    @Nullable Shadow shadow,
    @Nullable Cost cost,
    List<GateResult> gates,
    List<AlarmOutcome> alarms,
    @Nullable Bands bands,
    List<String> advice,
    List<String> assumptions,
    List<String> notModelled) {

  /** The schema's name in {@code outcome.json}. */
  public static final String SCHEMA = "headroom/outcome/v1";

  public Outcome {
    modelOverrides = Collections.unmodifiableMap(new TreeMap<>(modelOverrides));
    tables = List.copyOf(tables);
    resources = List.copyOf(resources);
    flows = List.copyOf(flows);
    events = List.copyOf(events);
    hotKeys = List.copyOf(hotKeys);
    gates = List.copyOf(gates);
    alarms = List.copyOf(alarms);
    advice = List.copyOf(advice);
    assumptions = List.copyOf(assumptions);
    notModelled = List.copyOf(notModelled);
  }

  /** An outcome of what throttles, without shadow, whose alarms are not evaluated. */
  public Outcome(
      String scenario,
      Source source,
      Instant start,
      long seed,
      int trials,
      String profile,
      Map<String, String> modelOverrides,
      String version,
      Duration duration,
      List<Table> tables,
      List<ResourceOutcome> resources,
      List<FlowOutcome> flows,
      List<Event> events,
      List<HotKey> hotKeys,
      @Nullable Cost cost,
      List<GateResult> gates,
      @Nullable Bands bands,
      List<String> advice,
      List<String> assumptions,
      List<String> notModelled) {
    this(
        scenario,
        source,
        true,
        start,
        seed,
        trials,
        profile,
        modelOverrides,
        version,
        duration,
        tables,
        resources,
        flows,
        events,
        hotKeys,
        null,
        cost,
        gates,
        List.of(),
        bands,
        advice,
        assumptions,
        notModelled);
  }

  /** The flows of clients: all but those of writes that the service replicates. */
  public List<FlowOutcome> clientFlows() {
    return flows.stream().filter(flow -> !flow.isReplicated()).toList();
  }

  /** Who produced an outcome. */
  public enum Source {
    SIMULATED,
    OBSERVED
  }

  /** The same outcome with its gates evaluated. */
  public Outcome withGates(List<GateResult> evaluated) {
    return with(throttlesByCapacity, shadow, trials, evaluated, alarms, bands, advice, assumptions);
  }

  /** The same outcome as the first of several trials, with the spread of all. */
  public Outcome withTrials(int count, Bands spread) {
    return with(throttlesByCapacity, shadow, count, gates, alarms, spread, advice, assumptions);
  }

  /** The same outcome with its alarms evaluated. */
  public Outcome withAlarms(List<AlarmOutcome> evaluated) {
    return with(throttlesByCapacity, shadow, trials, gates, evaluated, bands, advice, assumptions);
  }

  /** The same outcome with further assumptions. */
  public Outcome withMoreAssumptions(List<String> more) {
    List<String> all = new ArrayList<>(assumptions);
    all.addAll(more);
    return with(throttlesByCapacity, shadow, trials, gates, alarms, bands, advice, all);
  }

  /** The same outcome with advice. */
  public Outcome withAdvice(List<String> given) {
    return with(throttlesByCapacity, shadow, trials, gates, alarms, bands, given, assumptions);
  }

  /** The same outcome beside what a shadow engine decided. */
  public Outcome withShadow(Shadow seen) {
    return with(throttlesByCapacity, seen, trials, gates, alarms, bands, advice, assumptions);
  }

  /** The same outcome of a store that does not throttle by capacity. */
  public Outcome withoutThrottling() {
    return with(false, shadow, trials, gates, alarms, bands, advice, assumptions);
  }

  private Outcome with(
      boolean newThrottles,
      @Nullable Shadow newShadow,
      int newTrials,
      List<GateResult> newGates,
      List<AlarmOutcome> newAlarms,
      @Nullable Bands newBands,
      List<String> newAdvice,
      List<String> newAssumptions) {
    return new Outcome(
        scenario,
        source,
        newThrottles,
        start,
        seed,
        newTrials,
        profile,
        modelOverrides,
        version,
        duration,
        tables,
        resources,
        flows,
        events,
        hotKeys,
        newShadow,
        cost,
        newGates,
        newAlarms,
        newBands,
        newAdvice,
        newAssumptions,
        notModelled);
  }
}
