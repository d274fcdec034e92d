package dev.headroom.advice;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.gate.Gate;
import dev.headroom.gate.Gate.Operator;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.prediction.Parallel;
import dev.headroom.prediction.Patience;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Tells what gates say to settings of a table, by predicting the scenario with them. It stops as
 * soon as a gate can hold in too few trials, because a setting that throttles takes long. Not
 * thread-safe.
 */
final class Oracle {

  /** A glance at a setting takes so many trials. */
  private static final int FEW_TRIALS = 2;

  /** Trials are run in lots that grow by this factor, so that a verdict may be known early. */
  private static final int GROWTH = 4;

  /** Of so many settings the first trials are kept, the latest ones. */
  private static final int REMEMBERED = 32;

  /** How sure a judgement is. */
  enum Depth {
    /** As if the scenario had {@value Oracle#FEW_TRIALS} trials. */
    GLANCE,
    /** All trials of the scenario. */
    FULL
  }

  /** Operators of gates that hold up to a threshold. */
  private static final Set<Operator> BOUNDS =
      EnumSet.of(Operator.LESS, Operator.LESS_OR_EQUAL, Operator.EQUAL);

  /** A count so far above that of a threshold is above it, whatever the number of requests is. */
  private static final double SURELY = 1.2;

  private static final long SURELY_MORE = 20;

  private final Scenario scenario;
  private final List<Gate> gates;
  private final Patience patience;
  private final Predictor predictor;
  private final Map<First, List<Outcome>> firstTrials = new LinkedHashMap<>();

  /**
   * An oracle.
   *
   * @param gates what is judged, in place of the scenario's own
   * @param offered requests that the clients make in one trial
   */
  Oracle(Scenario scenario, List<Gate> gates, double offered, Predictor predictor) {
    this.scenario = scenario;
    this.gates = List.copyOf(gates);
    this.patience =
        new Patience(
            most(GateMetric.THROTTLED_REQUESTS, offered),
            most(GateMetric.FAILED_REQUESTS, offered));
    this.predictor = predictor;
  }

  /** With more requests than these, a gate on their share surely fails. */
  private long most(GateMetric metric, double offered) {
    return gates.stream()
        .filter(gate -> gate.metric() == metric && gate.selectors().isEmpty())
        .filter(gate -> BOUNDS.contains(gate.operator()))
        .mapToLong(gate -> most(gate.threshold(), offered))
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private static long most(double percent, double offered) {
    return percent == 0 ? 0 : (long) (SURELY * percent / 100 * offered) + SURELY_MORE;
  }

  List<Gate> gates() {
    return gates;
  }

  Scenario scenario() {
    return scenario;
  }

  /**
   * Judges a setting.
   *
   * @param table the scenario's table with the setting
   * @param required numbers of the gates of which a failing one ends the judgement
   */
  Judgement judge(Table table, SortedSet<Integer> required, Depth depth) {
    return judge(scenario.withTable(table), required, depth, patience);
  }

  private Judgement judge(
      Scenario variant, SortedSet<Integer> required, Depth depth, Patience until) {
    int trials =
        switch (depth) {
          case GLANCE -> Math.min(FEW_TRIALS, variant.trials());
          case FULL -> variant.trials();
        };
    return judge(
        variant,
        required,
        trials,
        (from, to) ->
            from == 0 ? first(variant, to, until) : predictor.runTrials(variant, from, to, until));
  }

  /**
   * Measures a setting: as many trials as it takes to know whether some gates hold, but each to its
   * end, so that the shares in their outcomes are right also where they fail.
   */
  Judgement measure(Table table, SortedSet<Integer> required) {
    return judge(scenario.withTable(table), required, Depth.FULL, Patience.ENDLESS);
  }

  /** Measures a scenario that differs from the oracle's in other things, at a glance. */
  Judgement measure(Scenario variant, SortedSet<Integer> required) {
    return judge(
        variant,
        required,
        Math.min(FEW_TRIALS, variant.trials()),
        (from, to) -> predictor.runTrials(variant, from, to, Patience.ENDLESS));
  }

  /**
   * Runs the first trials of settings that will be measured or judged soon, several at a time.
   *
   * @param measured settings that will be measured
   * @param judged settings that will be judged
   */
  void prepare(int threads, List<Table> measured, List<Table> judged) {
    List<First> wanted = new ArrayList<>();
    measured.forEach(table -> wanted.add(new First(table, Patience.ENDLESS)));
    judged.forEach(table -> wanted.add(new First(table, patience)));
    List<Callable<List<Outcome>>> tasks = new ArrayList<>();
    for (First first : wanted) {
      Scenario variant = scenario.withTable(first.table());
      int count = Math.min(FEW_TRIALS, variant.trials());
      tasks.add(() -> new Predictor(1).runTrials(variant, 0, count, first.patience()));
    }
    List<List<Outcome>> outcomes = Parallel.run(threads, tasks);
    for (int i = 0; i < outcomes.size(); i++) {
      firstTrials.put(wanted.get(i), outcomes.get(i));
    }
  }

  /** Runs the trials of a scenario from one number up to another. */
  private interface Trials {
    List<Outcome> run(int from, int to);
  }

  private Judgement judge(
      Scenario variant, SortedSet<Integer> required, int trials, Trials runner) {
    List<Gate> requiredGates = required.stream().map(gates::get).toList();
    int mayFail = trials - Math.ceilDiv(trials * GateEvaluator.PERCENT_OF_TRIALS, 100);
    int[] failed = new int[requiredGates.size()];
    List<Outcome> outcomes = new ArrayList<>();
    boolean isDecided = false;
    while (outcomes.size() < trials && !isDecided) {
      int upTo = Math.min(trials, Math.max(FEW_TRIALS, GROWTH * outcomes.size()));
      for (Outcome outcome : runner.run(outcomes.size(), upTo)) {
        outcomes.add(outcome);
        List<GateResult> results = GateEvaluator.evaluate(requiredGates, List.of(outcome));
        for (int gate = 0; gate < failed.length; gate++) {
          failed[gate] += results.get(gate).verdict() == Verdict.PASSED ? 0 : 1;
          isDecided |= failed[gate] > mayFail;
        }
      }
    }
    return new Judgement(variant.table(), outcomes, GateEvaluator.evaluate(gates, outcomes));
  }

  /** Tells first trials apart. */
  private record First(Table table, Patience patience) {}

  /** The first trials, which a glance and a full judgement of the same setting share. */
  private List<Outcome> first(Scenario variant, int count, Patience until) {
    First key = new First(variant.table(), until);
    List<Outcome> known = firstTrials.get(key);
    if (known != null && known.size() == count) {
      return known;
    }
    List<Outcome> outcomes = predictor.runTrials(variant, 0, count, until);
    firstTrials.put(key, outcomes);
    if (firstTrials.size() > REMEMBERED) {
      firstTrials.remove(firstTrials.keySet().iterator().next());
    }
    return outcomes;
  }

  /**
   * What became of a setting.
   *
   * @param outcomes of the trials that were run
   * @param results one per gate
   */
  record Judgement(Table table, List<Outcome> outcomes, List<GateResult> results) {

    Judgement {
      outcomes = List.copyOf(outcomes);
      results = List.copyOf(results);
    }

    boolean holds(int gate) {
      return results.get(gate).verdict() == Verdict.PASSED;
    }

    boolean holds(Set<Integer> wanted) {
      return wanted.stream().allMatch(this::holds);
    }

    /** The first of some gates that does not hold; null if all do. */
    @Nullable GateResult firstFailing(Set<Integer> wanted) {
      return wanted.stream()
          .filter(gate -> !holds(gate))
          .map(results::get)
          .findFirst()
          .orElse(null);
    }

    @Nullable Double value(GateMetric metric) {
      return GateEvaluator.value(metric, outcomes);
    }

    /** What was throttled because it had too little capacity, or too low a maximum. */
    Set<Dial> shortOfCapacity() {
      Set<Dial> found = new LinkedHashSet<>();
      for (Outcome outcome : outcomes) {
        for (ResourceOutcome resource : outcome.resources()) {
          resource
              .totals()
              .throttleEvents()
              .forEach(
                  (reason, events) -> {
                    if (events > 0 && isByCapacity(reason)) {
                      found.add(new Dial(resource.name(), reason.dimension()));
                    }
                  });
        }
      }
      return found;
    }

    private static boolean isByCapacity(ThrottlingReason reason) {
      return switch (reason.limit()) {
        case PROVISIONED_THROUGHPUT, MAX_ON_DEMAND_THROUGHPUT -> true;
        case ACCOUNT_LIMIT, KEY_RANGE_THROUGHPUT -> false;
      };
    }

    /** Where most was throttled for a limit that is not the table's to set. */
    Optional<Bottleneck> bottleneck() {
      return outcomes.getFirst().resources().stream()
          .flatMap(
              resource ->
                  resource.totals().throttleEvents().entrySet().stream()
                      .filter(entry -> !isByCapacity(entry.getKey()))
                      .map(entry -> bottleneck(resource, entry)))
          .filter(found -> found.events() > 0)
          .max(Comparator.comparingLong(Bottleneck::events));
    }

    private Bottleneck bottleneck(
        ResourceOutcome resource, Map.Entry<ThrottlingReason, Long> entry) {
      return new Bottleneck(
          resource.name(),
          entry.getKey(),
          entry.getValue(),
          Advisor.hotKey(outcomes.getFirst(), resource.name(), entry.getValue()).orElse(null));
    }
  }
}
