package dev.headroom.advice;

import dev.headroom.advice.Oracle.Depth;
import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.outcome.GateResult;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lowers one value after the other as far as gates allow. The values are those of a {@link Ladder};
 * a value is lowest when it holds and the one below it does not.
 */
final class Descent {

  /** How the steps upwards grow: fast, because a setting that throttles takes long to judge. */
  private static final int FURTHER_UP = 4;

  private final Oracle oracle;
  private final SortedSet<Integer> gates;
  private final Ladder ladder;
  private final Function<Map<Dial, Long>, Table> setting;

  /**
   * A descent.
   *
   * @param gates numbers of the oracle's gates that have to hold
   * @param setting the table with some values
   */
  Descent(
      Oracle oracle,
      SortedSet<Integer> gates,
      Ladder ladder,
      Function<Map<Dial, Long>, Table> setting) {
    this.oracle = oracle;
    this.gates = gates;
    this.ladder = ladder;
    this.setting = setting;
  }

  /**
   * One step that would be too much.
   *
   * @param dial what is lowered
   * @param units to which value
   * @param failing the gate that does not hold then
   */
  record Refused(Dial dial, long units, GateResult failing) {}

  /**
   * Where it ended.
   *
   * @param values what holds, unless the judgement says otherwise
   * @param judgement of these values
   * @param refused one entry per value that is above the least
   */
  record Found(Map<Dial, Long> values, Judgement judgement, List<Refused> refused) {}

  Judgement judge(Map<Dial, Long> values, Depth depth) {
    return oracle.judge(setting.apply(values), gates, depth);
  }

  /**
   * Lowers every value at a glance.
   *
   * @param holding values that hold
   * @param guesses where the lowest may lie
   */
  Map<Dial, Long> lower(Map<Dial, Long> holding, Map<Dial, Long> guesses) {
    Map<Dial, Long> values = new LinkedHashMap<>(holding);
    for (Map.Entry<Dial, Long> entry : holding.entrySet()) {
      Dial dial = entry.getKey();
      values.put(dial, lowest(values, dial, guesses.getOrDefault(dial, entry.getValue())));
    }
    return values;
  }

  /**
   * Lowers one of some values that hold, at a glance.
   *
   * @param guess where the lowest may lie
   */
  long lowest(Map<Dial, Long> holding, Dial dial, long guess) {
    long units = holding.getOrDefault(dial, Ladder.LOWEST);
    return new Line(holding, dial, Depth.GLANCE).lowest(units, Math.min(guess, units));
  }

  /**
   * Raises values until all trials hold, then lowers each until the next step does not.
   *
   * @param values where to begin
   * @param highest values that are not exceeded
   */
  Found confirm(Map<Dial, Long> values, Map<Dial, Long> highest) {
    Map<Dial, Long> confirmed = new LinkedHashMap<>(values);
    Judgement judgement = raise(confirmed, highest);
    List<Refused> refused = new ArrayList<>();
    if (!judgement.holds(gates)) {
      return new Found(confirmed, judgement, refused);
    }
    for (Dial dial : values.keySet()) {
      long units = confirmed.getOrDefault(dial, Ladder.LOWEST);
      Line line = new Line(confirmed, dial, Depth.FULL);
      confirmed.put(dial, line.lowest(units, units));
      judgement = line.best == null ? judgement : line.best;
      GateResult failing = line.worst == null ? null : line.worst.firstFailing(gates);
      if (failing != null) {
        refused.add(new Refused(dial, line.failing, failing));
      }
    }
    return new Found(confirmed, judgement, refused);
  }

  /** Raises values, in place, in growing steps until they hold. */
  Judgement raise(Map<Dial, Long> values, Map<Dial, Long> highest) {
    Judgement judgement = judge(values, Depth.FULL);
    for (int steps = 1; !judgement.holds(gates) && raise(values, highest, judgement, steps); ) {
      judgement = judge(values, Depth.FULL);
      steps *= 2;
    }
    return judgement;
  }

  private boolean raise(
      Map<Dial, Long> values, Map<Dial, Long> highest, Judgement judgement, int steps) {
    Set<Dial> wanting = judgement.shortOfCapacity();
    boolean isKnown = wanting.stream().anyMatch(dial -> isBelow(dial, values, highest));
    boolean isRaised = false;
    for (Dial dial : List.copyOf(values.keySet())) {
      if (isBelow(dial, values, highest) && (!isKnown || wanting.contains(dial))) {
        long raised = ladder.plus(values.getOrDefault(dial, 0L), steps);
        values.put(dial, Math.min(raised, highest.getOrDefault(dial, raised)));
        isRaised = true;
      }
    }
    return isRaised;
  }

  private static boolean isBelow(Dial dial, Map<Dial, Long> values, Map<Dial, Long> highest) {
    return values.getOrDefault(dial, Long.MAX_VALUE) < highest.getOrDefault(dial, 0L);
  }

  /** The search along one value, the others fixed. */
  private final class Line {

    private final Map<Dial, Long> others;
    private final Dial dial;
    private final Depth depth;
    private @Nullable Judgement worst;
    private @Nullable Judgement best;
    private long holding;
    private long failing;

    Line(Map<Dial, Long> others, Dial dial, Depth depth) {
      this.others = others;
      this.dial = dial;
      this.depth = depth;
    }

    /** The lowest value that holds: in growing steps away from a guess, then by halving. */
    long lowest(long known, long guess) {
      holding = known;
      failing = 0;
      long probe = guess == known ? ladder.below(known) : guess;
      int steps = 1;
      if (probe < Ladder.LOWEST) {
        return known;
      }
      if (holds(probe)) {
        while (holding > Ladder.LOWEST && holds(ladder.plus(holding, -steps))) {
          steps *= 2;
        }
      } else {
        while (ladder.plus(failing, steps) < holding && !holds(ladder.plus(failing, steps))) {
          steps *= FURTHER_UP;
        }
      }
      while (ladder.between(failing, holding) > 1) {
        holds(ladder.plus(holding, -(ladder.between(failing, holding) / 2)));
      }
      return holding;
    }

    private boolean holds(long units) {
      Map<Dial, Long> values = new LinkedHashMap<>(others);
      values.put(dial, units);
      Judgement judgement = judge(values, depth);
      if (judgement.holds(gates)) {
        holding = units;
        best = judgement;
        return true;
      }
      failing = units;
      worst = judgement;
      return false;
    }
  }
}
