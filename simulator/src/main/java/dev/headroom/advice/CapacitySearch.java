package dev.headroom.advice;

import dev.headroom.advice.Descent.Found;
import dev.headroom.advice.Descent.Refused;
import dev.headroom.advice.Oracle.Depth;
import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap.What;
import dev.headroom.gate.GateMetric;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Searches the least capacity of the table and its indexes, or the least maxima on demand. */
final class CapacitySearch {

  private final Bench bench;
  private final Choices choices;

  CapacitySearch(Bench bench, Choices choices) {
    this.bench = bench;
    this.choices = choices;
  }

  /**
   * What was found.
   *
   * @param values the least
   * @param gates numbers of the gates that were held to
   * @param judgement of the whole run with these values
   * @param isSearched whether there was a choice: else no value decides what fails
   */
  record Lowest(
      Map<Dial, Long> values,
      SortedSet<Integer> gates,
      Judgement judgement,
      Choice choice,
      boolean isSearched) {}

  /**
   * Searches the least values that hold all gates which hold with values in plenty.
   *
   * @param setting the table with some values
   */
  Lowest lowest(Mode mode, Ladder ladder, Function<Map<Dial, Long>, Table> setting) {
    Judgement best =
        bench.hours().judge(setting.apply(bench.ample()), bench.required(), Depth.GLANCE);
    if (!best.holds(bench.required())) {
      best = bench.hours().judge(setting.apply(bench.plenty()), bench.required(), Depth.GLANCE);
    }
    SortedSet<Integer> attainable = new TreeSet<>();
    boolean isLost = false;
    for (int gate : bench.required()) {
      if (best.holds(gate)) {
        attainable.add(gate);
      } else {
        isLost |= isLostForGood(bench.hours().gates().get(gate).metric());
      }
    }
    if (attainable.isEmpty() || isLost) {
      Judgement judgement =
          bench.whole().measure(setting.apply(bench.ample()), bench.required());
      return new Lowest(
          bench.ample(), attainable, judgement, choices.of(mode, judgement, List.of()), false);
    }
    Descent descent = new Descent(bench.hours(), attainable, ladder, setting);
    Map<Dial, Long> highest = highest(descent, attainable);
    Map<Dial, Long> guesses = new LinkedHashMap<>();
    bench.guesses().forEach((dial, units) -> guesses.put(dial, ladder.atLeast(units)));
    Found found = descent.confirm(descent.lower(highest, guesses), highest);
    Map<Dial, Long> values = found.values();
    Judgement judgement = found.judgement();
    if (bench.isCut()) {
      values = new LinkedHashMap<>(values);
      judgement = new Descent(bench.whole(), attainable, ladder, setting).raise(values, highest);
    }
    What what = mode == Mode.PROVISIONED ? What.CAPACITY_UNITS : What.MAX_REQUEST_UNITS;
    Choice choice =
        choices.of(
            mode,
            judgement,
            found.refused().stream().map((Refused it) -> choices.tooCheap(it, what)).toList());
    return new Lowest(values, attainable, judgement, choice, true);
  }

  /** Values with which all attainable gates hold, from ample ones on. */
  private Map<Dial, Long> highest(Descent descent, SortedSet<Integer> attainable) {
    Map<Dial, Long> highest = new LinkedHashMap<>(bench.ample());
    while (!highest.equals(bench.plenty())
        && !descent.judge(highest, Depth.GLANCE).holds(attainable)) {
      bench
          .plenty()
          .forEach(
              (dial, most) ->
                  highest.computeIfPresent(
                      dial, (same, units) -> Math.min(most, Ladder.FINE.atLeast(2.0 * units))));
    }
    return highest;
  }

  /** Whether lower values can only make it worse that a gate on this fails with values in plenty. */
  private static boolean isLostForGood(GateMetric metric) {
    return switch (metric) {
      case THROTTLED_REQUESTS,
          THROTTLE_EVENTS,
          FAILED_REQUESTS,
          ATTEMPTS_PER_REQUEST,
          TIME_TO_FIRST_THROTTLE ->
          true;
      case READ_HEADROOM,
          WRITE_HEADROOM,
          BURST_BALANCE_MIN,
          HOTTEST_PARTITION,
          LATENCY_P50,
          LATENCY_P90,
          LATENCY_P99,
          LATENCY_P999,
          COST_PER_MONTH ->
          false;
    };
  }
}
