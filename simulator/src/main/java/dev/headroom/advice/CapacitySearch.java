package dev.headroom.advice;

import dev.headroom.advice.Descent.Found;
import dev.headroom.advice.Oracle.Depth;
import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.advice.Recommendation.TooCheap.What;
import dev.headroom.gate.GateMetric;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/** Searches the least capacity of the table and its indexes, or the least maxima on demand. */
final class CapacitySearch {

  private final Bench bench;

  CapacitySearch(Bench bench) {
    this.bench = bench;
  }

  /**
   * Searches the least values that hold all gates which hold with values in plenty; empty where no
   * value decides what fails.
   *
   * @param setting the table with some values
   */
  Optional<Candidate> lowest(Mode mode, Ladder ladder, Function<Map<Dial, Long>, Table> setting) {
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
      return Optional.empty();
    }
    Descent descent = new Descent(bench.hours(), attainable, ladder, setting);
    Map<Dial, Long> highest = highest(descent, attainable);
    Map<Dial, Long> guesses = new LinkedHashMap<>();
    bench.guesses().forEach((dial, units) -> guesses.put(dial, ladder.atLeast(units)));
    Found found = descent.confirm(descent.lower(highest, guesses), highest);
    What what = mode == Mode.PROVISIONED ? What.CAPACITY_UNITS : What.MAX_REQUEST_UNITS;
    return Optional.of(
        new Candidate(
            mode,
            setting,
            found.values(),
            highest,
            attainable,
            ladder,
            found.judgement(),
            found.refused().stream().map(it -> TooCheap.of(it, what)).toList()));
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

  /**
   * Whether lower values can only make it worse that a gate on this fails with values in plenty.
   */
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
