package dev.headroom.advice;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.gate.Gate;
import dev.headroom.gate.GateEvaluator;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
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

  private final Scenario scenario;
  private final List<Gate> gates;
  private final Predictor predictor;
  private final Map<First, List<Outcome>> firstTrials = new LinkedHashMap<>();

  /**
   * An oracle.
   *
   * @param gates what is judged, in place of the scenario's own
   */
  Oracle(Scenario scenario, List<Gate> gates, Predictor predictor) {
    this.scenario = scenario;
    this.gates = List.copyOf(gates);
    this.predictor = predictor;
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
    return judge(scenario.withTable(table), required, depth);
  }

  /** Judges a scenario that differs from the oracle's in other things than its gates. */
  Judgement judge(Scenario variant, SortedSet<Integer> required, Depth depth) {
    int trials =
        switch (depth) {
          case GLANCE -> Math.min(FEW_TRIALS, variant.trials());
          case FULL -> variant.trials();
        };
    Scenario judged = variant.withTrials(trials);
    List<Gate> requiredGates = required.stream().map(gates::get).toList();
    int mayFail = trials - Math.ceilDiv(trials * GateEvaluator.PERCENT_OF_TRIALS, 100);
    int[] failed = new int[requiredGates.size()];
    List<Outcome> outcomes = new ArrayList<>();
    boolean isDecided = false;
    while (outcomes.size() < trials && !isDecided) {
      int upTo = Math.min(trials, Math.max(FEW_TRIALS, GROWTH * outcomes.size()));
      List<Outcome> lot =
          outcomes.isEmpty()
              ? first(judged, upTo)
              : predictor.runTrials(judged, outcomes.size(), upTo);
      for (Outcome outcome : lot) {
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

  /** The first trials, which a glance and a full judgement of the same setting share. */
  private List<Outcome> first(Scenario judged, int count) {
    First key = new First(judged.table(), judged.flows());
    List<Outcome> known = firstTrials.get(key);
    if (known != null && known.size() == count) {
      return known;
    }
    List<Outcome> outcomes = predictor.runTrials(judged, 0, count);
    firstTrials.put(key, outcomes);
    if (firstTrials.size() > REMEMBERED) {
      firstTrials.remove(firstTrials.keySet().iterator().next());
    }
    return outcomes;
  }

  /** What tells scenarios of one oracle apart. */
  private record First(Table table, List<Flow> flows) {}

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
