package dev.headroom.scenario;

import dev.headroom.capacity.Era;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.cost.CostSettings;
import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.gate.Gate;
import dev.headroom.scenario.ScalarFormat.Text;
import dev.headroom.scenario.ScenarioFile.ChangeFile;
import dev.headroom.scenario.ScenarioFile.FlowFile;
import dev.headroom.source.Variables;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateShape;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Scenario} of a file, with defaults filled in and everything checked. */
final class ScenarioBuilder {

  /** When a run starts whose scenario does not say. */
  static final Instant DEFAULT_START = Instant.parse("2026-01-01T00:00:00Z");

  static final int DEFAULT_TRIALS = 20;
  static final String DEFAULT_GATE = "throttled_requests == 0";
  private static final long DEFAULT_SEED = 1;
  private static final int MAX_FLOWS = 1000;
  private static final int MAX_NAME_CHARACTERS = 200;

  private final Path path;
  private final ScenarioFile file;
  private final Variables variables;
  private final @Nullable Table standIn;
  private final Problems problems;
  private final Assumptions assumptions = new Assumptions();

  ScenarioBuilder(Path path, ScenarioFile file, ScenarioOverrides overrides, Problems problems) {
    this.path = path;
    this.file = file;
    this.variables = overrides.variables();
    this.standIn = overrides.table();
    this.problems = problems;
  }

  /** The scenario, or null after noting what is wrong with the file. */
  @Nullable Scenario build(TableEditor tableEditor) {
    Path folder = ScenarioReader.folderOf(path);
    Table read =
        standIn == null
            ? new TableReader(folder, variables, problems).read(file.table(), file.tableName())
            : standIn;
    Table declared = read == null ? null : tableEditor.apply(read);
    InitialState state = StateReader.read(file.state(), declared, file.start(), assumptions);
    Instant start = file.start() == null ? DEFAULT_START : file.start().value();
    Context atStart = new Context(folder, problems, assumptions, declared, state);
    IndexCreations creations = new IndexCreations(atStart, givenChanges());
    Table table = creations.wholeTable();
    Context context = new Context(folder, problems, assumptions, table, state);
    List<Given<FlowFile>> given = givenFlows();
    creations.checkReaders(context, given);
    List<String> names = names(given);
    List<Flow> flows = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      Flow flow = new FlowReader(context, names.get(i), given.get(i)).read();
      if (flow != null) {
        flows.add(flow);
      }
    }
    List<TableChange> changes = new ChangeReader(context, givenChanges(), creations).read();
    RunLength length = new RunLength(flows, changes, start);
    checkOrder(given, names, flows, length);
    Duration duration = duration(given, flows, length);
    assumeReplication(table, flows);
    assumeIdleScaling(table);
    InitialState withPartitions = partitioned(state, table, given, flows);
    checkIndexWeights(table, given, flows);
    ModelProfile profile = profile();
    CostSettings cost = new CostReader(folder, problems).read(file.cost(), table);
    List<Gate> gates = gates(table, names);
    if (!problems.isEmpty() || table == null || profile == null) {
      return null;
    }
    Effort effort = Effort.of(table, withPartitions, profile, flows, start, duration);
    checkPartitions(effort);
    int partitions = effort.partitions().getOrDefault(table.name(), 1);
    boolean isRandom = Randomness.isIn(table, withPartitions, partitions, profile, flows, duration);
    int trials = trials(isRandom, effort);
    checkEffort(effort, trials, duration, flows.size());
    if (!problems.isEmpty()) {
      return null;
    }
    return new Scenario(
        name(),
        table,
        withPartitions,
        start,
        duration,
        file.seed() == null ? DEFAULT_SEED : file.seed().value(),
        trials,
        file.trials() != null,
        profile,
        flows,
        changes,
        cost,
        gates,
        assumptions.list());
  }

  private void assumeReplication(@Nullable Table table, List<Flow> flows) {
    if (table != null
        && !table.settings().replicaRegions().isEmpty()
        && flows.stream().noneMatch(flow -> flow.origin() == Flow.Origin.REPLICATION)) {
      assumptions.add(
          "traffic: writes of the other Regions, "
              + String.join(", ", table.settings().replicaRegions())
              + ", are not in the load; a flow with origin: replication adds them");
    }
  }

  private void assumeIdleScaling(@Nullable Table table) {
    if (table != null
        && table.capacity() instanceof CapacityMode.OnDemand
        && !table.autoScaling().isEmpty()) {
      assumptions.add("table: autoScaling does not act while the billing mode is PAY_PER_REQUEST");
    }
  }

  private String name() {
    if (file.name() != null) {
      return file.name().value();
    }
    String fileName = Objects.toString(path.getFileName(), "scenario");
    return fileName.replaceFirst("(?<=.)\\.(yaml|yml|json)$", "");
  }

  private List<Given<FlowFile>> givenFlows() {
    if (file.traffic() == null) {
      return List.of();
    }
    List<Given<FlowFile>> flows = file.traffic().value();
    if (flows.size() > MAX_FLOWS) {
      problems.add(
          file.traffic().location(), "must have at most " + Texts.count(MAX_FLOWS) + " flows");
      return List.of();
    }
    return flows;
  }

  private List<String> names(List<Given<FlowFile>> flows) {
    Set<String> taken = new HashSet<>();
    checkLength(file.name());
    for (Given<FlowFile> flow : flows) {
      Given<String> name = flow.value().name();
      checkLength(name);
      if (name != null && !taken.add(name.value())) {
        problems.add(name.location(), "is the name of an earlier flow");
      }
    }
    for (Given<ChangeFile> change : givenChanges()) {
      Given<String> name = change.value().name();
      checkLength(name);
      if (name != null && !taken.add(name.value())) {
        problems.add(name.location(), "is the name of an earlier flow or change");
      }
    }
    List<String> names = new ArrayList<>();
    for (Given<FlowFile> flow : flows) {
      FlowFile flowFile = flow.value();
      if (flowFile.name() != null) {
        names.add(flowFile.name().value());
      } else {
        String base =
            flowFile.operation() == null ? "flow" : Words.of(flowFile.operation().value());
        names.add(free(base, taken));
      }
    }
    return names;
  }

  private void checkLength(@Nullable Given<String> name) {
    if (name != null && name.value().length() > MAX_NAME_CHARACTERS) {
      problems.add(
          name.location(),
          "must have at most "
              + MAX_NAME_CHARACTERS
              + " characters, not "
              + Texts.count(name.value().length()));
    }
  }

  private static String free(String base, Set<String> taken) {
    String name = base;
    for (int i = 2; !taken.add(name); i++) {
      name = base + "-" + i;
    }
    return name;
  }

  private void checkOrder(
      List<Given<FlowFile>> given, List<String> names, List<Flow> flows, RunLength length) {
    RunOrder order = new RunOrder(problems);
    Map<String, Flow> flowsByName = new HashMap<>();
    flows.forEach(flow -> flowsByName.put(flow.name(), flow));
    for (int i = 0; i < given.size(); i++) {
      Flow flow = flowsByName.get(names.get(i));
      order.add(names.get(i), flow == null || length.isEnding(flow), given.get(i).value().after());
    }
    for (Given<ChangeFile> change : givenChanges()) {
      Given<String> name = change.value().name();
      order.add(name == null ? null : name.value(), true, change.value().after());
    }
    order.check();
  }

  private List<Given<ChangeFile>> givenChanges() {
    return file.changes() == null ? List.of() : file.changes().value();
  }

  private Duration duration(List<Given<FlowFile>> given, List<Flow> flows, RunLength length) {
    if (file.duration() == null) {
      Duration natural = length.natural();
      assumptions.add("duration: the run lasts " + Texts.duration(natural));
      return natural;
    }
    Duration duration = file.duration().value();
    given.forEach(flow -> checkBegin(flow.value().start(), duration));
    givenChanges().forEach(change -> checkBegin(change.value().at(), duration));
    for (Flow flow : flows) {
      boolean isCut =
          length.lastChangeOf(flow).compareTo(duration) > 0
              && !(flow.load() instanceof Load.Open open
                  && open.rate() instanceof RateShape.Diurnal);
      if (isCut) {
        assumptions.add(
            flow.name()
                + ": the run ends after "
                + Texts.duration(duration)
                + ", before the last change of this flow's rate");
      }
    }
    return duration;
  }

  private void checkBegin(@Nullable Given<Duration> begin, Duration duration) {
    if (begin != null && begin.value().compareTo(duration) >= 0) {
      problems.add(
          begin.location(), "must be before the end of the run, " + Texts.duration(duration));
    }
  }

  private InitialState partitioned(
      InitialState state, @Nullable Table table, List<Given<FlowFile>> given, List<Flow> flows) {
    if (state.partitions() != null) {
      return state;
    }
    int count = 0;
    for (Flow flow : flows) {
      boolean isOnTable = table == null || !table.hasGlobalSecondaryIndex(flow.indexName());
      if (isOnTable && flow.keys() instanceof KeyDistribution.Partitions partitions) {
        int weights = partitions.weights().size();
        if (count != 0 && weights != count) {
          problems.add(
              locationOfKeys(flow, given),
              "must have as many weights as those of the flow before, " + count);
        }
        count = weights;
      }
    }
    if (count == 0) {
      return state;
    }
    assumptions.add("state.partitions: " + count + ", one for each weight under keys.partitions");
    return state.withPartitions(count);
  }

  /** Flows that lay weights on the partitions of one index must mean equally many. */
  private void checkIndexWeights(
      @Nullable Table table, List<Given<FlowFile>> given, List<Flow> flows) {
    if (table == null) {
      return;
    }
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      int count = 0;
      for (Flow flow : flows) {
        for (int weights : Scenario.weightCounts(flow, index.indexName()).toList()) {
          if (count != 0 && weights != count) {
            problems.add(
                locationOfKeys(flow, given),
                "must have as many weights for the partitions of index "
                    + index.indexName()
                    + " as the flow before, "
                    + count);
          }
          count = weights;
        }
      }
      if (count != 0) {
        assumptions.add(
            "index "
                + index.indexName()
                + ": "
                + Texts.count(count)
                + " partitions, one for each weight under keys.partitions");
      }
    }
  }

  private static Location locationOfKeys(Flow flow, List<Given<FlowFile>> given) {
    for (Given<FlowFile> candidate : given) {
      Given<String> name = candidate.value().name();
      if (name != null && name.value().equals(flow.name()) && candidate.value().keys() != null) {
        return candidate.value().keys().location();
      }
    }
    return given.getFirst().location();
  }

  private int trials(boolean isRandom, Effort effort) {
    if (file.trials() != null) {
      return file.trials().value();
    }
    int trials = effort.usualTrials(isRandom);
    if (isRandom && trials < DEFAULT_TRIALS) {
      assumptions.add(
          "trials: " + trials + " instead of " + DEFAULT_TRIALS + ", because the run is large");
    }
    return trials;
  }

  private void checkPartitions(Effort effort) {
    Location location =
        file.state() == null || file.state().value().partitions() == null
            ? Objects.requireNonNull(file.table()).location()
            : file.state().value().partitions().location();
    effort
        .partitions()
        .forEach(
            (resource, partitions) -> {
              if (partitions > Effort.MAX_PARTITIONS) {
                problems.add(
                    location,
                    "gives "
                        + Quoted.of(resource)
                        + " "
                        + Texts.count(partitions)
                        + " partitions by its capacity, peak or size; at most "
                        + Texts.count(Effort.MAX_PARTITIONS)
                        + " can be predicted");
              }
            });
  }

  private void checkEffort(Effort effort, int trials, Duration duration, int flows) {
    if (!problems.isEmpty() || effort.affordableTrials(trials) == trials) {
      return;
    }
    int affordable = effort.affordableTrials(trials);
    Location location =
        file.trials() != null
            ? file.trials().location()
            : file.duration() != null
                ? file.duration().location()
                : Location.ofFile(path.toString());
    problems.add(
        location,
        "is too much to predict: "
            + Texts.duration(duration)
            + " with "
            + Texts.count(flows)
            + (flows == 1 ? " flow" : " flows")
            + " in "
            + Texts.count(trials)
            + (trials == 1 ? " trial" : " trials")
            + (affordable > 0
                ? "; at most " + Texts.count(affordable) + " trials are possible"
                : "; choose a shorter duration, or less traffic above the table's capacity"));
  }

  private @Nullable ModelProfile profile() {
    ModelProfile named =
        file.profile() != null && file.profile().value() == ScenarioFile.Profile.DOCUMENTED
            ? ModelProfile.documented()
            : ModelProfile.observed();
    ModelProfile profile = named.inEra(era());
    if (file.model() == null) {
      return profile;
    }
    Map<String, String> changes = new TreeMap<>();
    boolean isFine = true;
    for (Map.Entry<String, Given<Text>> entry : file.model().value().entrySet()) {
      String value = entry.getValue().value().value();
      String problem = ModelProfile.problemWith(entry.getKey(), value).orElse("");
      if (!problem.isEmpty()) {
        problems.add(entry.getValue().location(), problem);
        isFine = false;
      }
      changes.put(entry.getKey(), value);
    }
    try {
      return isFine ? profile.withOverrides(changes) : null;
    } catch (IllegalArgumentException e) {
      problems.add(file.model().location(), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private Era era() {
    if (file.era() == null || file.era().value().equals(Era.NOW)) {
      return Era.NOW;
    }
    Era era = file.era().value();
    Map<String, String> changes = ModelProfile.observed().inEra(era).overrides();
    assumptions.add(
        "era: the service as it was on %s; %s"
            .formatted(
                era,
                changes.isEmpty()
                    ? "nothing that is modelled was different"
                    : changes.entrySet().stream()
                        .map(change -> change.getKey() + " " + change.getValue())
                        .collect(Collectors.joining(", "))));
    return era;
  }

  private List<Gate> gates(@Nullable Table table, List<String> flowNames) {
    GateReader reader = new GateReader(problems, table, flowNames);
    if (file.gates() == null || file.gates().value().isEmpty()) {
      assumptions.add("gates: none are given, so any throttled request fails");
      return reader.defaults();
    }
    return reader.read(file.gates().value());
  }
}
