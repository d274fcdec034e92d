package dev.headroom.advice;

import dev.headroom.advice.Descent.Found;
import dev.headroom.advice.Oracle.Depth;
import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.advice.Recommendation.TooCheap.What;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Searches minimum and target of auto scaling. The maximum is what fixed capacity needs, so that
 * scaling never has to be dearer. What a table scales already is scaled on; where it scales
 * nothing, everything is that the traffic asks of.
 */
final class ScalingSearch {

  private static final int FIRST_TARGET_PERCENT = 70;
  private static final int TARGET_STEP_PERCENT = 10;

  private final Candidate provisioned;
  private final Table table;
  private final Map<Dial, Integer> targets = new LinkedHashMap<>();
  private final Descent descent;
  private Map<Dial, Long> minima = new LinkedHashMap<>();

  ScalingSearch(Bench bench, Candidate provisioned) {
    this.provisioned = provisioned;
    this.table = bench.whole().scenario().table();
    this.descent = new Descent(bench.days(), provisioned.gates(), Ladder.COARSE, this::setting);
    provisioned
        .values()
        .forEach(
            (dial, units) -> {
              if (table.autoScaling().isEmpty() || present(dial).isPresent()) {
                minima.put(dial, units);
                targets.put(dial, FIRST_TARGET_PERCENT);
              }
            });
  }

  private Optional<AutoScaling> present(Dial dial) {
    return table.autoScaling().stream()
        .filter(it -> it.resource().equals(dial.resource()) && it.dimension() == dial.dimension())
        .findFirst();
  }

  /**
   * The cheapest that was found. Where no minimum can be lower than the maximum, all is as with
   * fixed capacity.
   */
  Candidate lowest() {
    minima = descent.lower(minima, Map.of());
    for (Dial dial : List.copyOf(targets.keySet())) {
      if (isScaling(dial)) {
        improveTarget(dial);
      }
    }
    Found found = descent.confirm(minima, provisioned.values());
    minima = found.values();
    List<TooCheap> cheaper = new ArrayList<>();
    found.refused().forEach(it -> cheaper.add(TooCheap.of(it, What.MIN_CAPACITY_UNITS)));
    for (Dial dial : targets.keySet()) {
      if (isScaling(dial)) {
        higherTarget(dial).ifPresent(cheaper::add);
      }
    }
    return new Candidate(
        Mode.AUTO_SCALING,
        this::setting,
        minima,
        provisioned.values(),
        provisioned.gates(),
        Ladder.COARSE,
        found.judgement(),
        cheaper);
  }

  private boolean isScaling(Dial dial) {
    return minima.getOrDefault(dial, 0L) < maximum(dial);
  }

  /** Climbs in steps to higher targets, or to lower ones, as long as that makes it cheaper. */
  private void improveTarget(Dial dial) {
    for (int step : List.of(TARGET_STEP_PERCENT, -TARGET_STEP_PERCENT)) {
      boolean isBetter = true;
      boolean isMoved = false;
      while (isBetter && isAllowed(target(dial) + step)) {
        isBetter = tryTarget(dial, target(dial) + step);
        isMoved |= isBetter;
      }
      if (isMoved) {
        return;
      }
    }
  }

  private boolean tryTarget(Dial dial, int target) {
    Map<Dial, Long> before = minima;
    int targetBefore = target(dial);
    double usdBefore = usd(descent.judge(minima, Depth.GLANCE));
    targets.put(dial, target);
    Map<Dial, Long> lowered = new LinkedHashMap<>(minima);
    Judgement same = descent.judge(lowered, Depth.GLANCE);
    if (same.holds(provisioned.gates())) {
      lowered.put(dial, descent.lowest(lowered, dial, lowered.getOrDefault(dial, 1L)));
      if (usd(descent.judge(lowered, Depth.GLANCE)) < usdBefore) {
        minima = lowered;
        return true;
      }
    }
    targets.put(dial, targetBefore);
    minima = before;
    return false;
  }

  /** The step to a higher target, if that fails; it may hold and be no cheaper. */
  private Optional<TooCheap> higherTarget(Dial dial) {
    int target = target(dial);
    if (!isAllowed(target + TARGET_STEP_PERCENT)) {
      return Optional.empty();
    }
    targets.put(dial, target + TARGET_STEP_PERCENT);
    GateResult failing = descent.judge(minima, Depth.FULL).firstFailing(provisioned.gates());
    targets.put(dial, target);
    return failing == null
        ? Optional.empty()
        : Optional.of(
            new TooCheap(
                dial.resource(),
                dial.dimension(),
                What.TARGET_PERCENT,
                target + TARGET_STEP_PERCENT,
                failing.expression()));
  }

  private static boolean isAllowed(int percent) {
    return percent >= ServiceLimits.AUTO_SCALING_MIN_TARGET_PERCENT
        && percent <= ServiceLimits.AUTO_SCALING_MAX_TARGET_PERCENT;
  }

  /** The cost; settings whose cost is not known are all as dear. */
  private static double usd(Judgement judgement) {
    Double usd = judgement.value(GateMetric.COST_PER_MONTH);
    return usd == null ? 0 : usd;
  }

  private int target(Dial dial) {
    return targets.getOrDefault(dial, FIRST_TARGET_PERCENT);
  }

  private long maximum(Dial dial) {
    return provisioned.values().getOrDefault(dial, Ladder.LOWEST);
  }

  private Table setting(Map<Dial, Long> lowest) {
    Map<Dial, Long> units = new LinkedHashMap<>(provisioned.values());
    units.putAll(lowest);
    List<AutoScaling> scaling = new ArrayList<>();
    for (AutoScaling present : table.autoScaling()) {
      Dial dial = new Dial(present.resource(), present.dimension());
      if (!lowest.containsKey(dial)) {
        scaling.add(present.withBounds(Ladder.LOWEST, present.maxCapacityUnits()));
      }
    }
    lowest.forEach(
        (dial, units0) ->
            scaling.add(
                present(dial)
                    .orElseGet(
                        () ->
                            new AutoScaling(
                                dial.resource(),
                                dial.dimension(),
                                units0,
                                maximum(dial),
                                null,
                                0,
                                0,
                                false,
                                List.of()))
                    .withBounds(units0, maximum(dial))
                    .withTarget(target(dial))));
    return Settings.autoScaled(table, units, scaling);
  }
}
