package dev.headroom.advice;

import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.table.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;

/**
 * What a search found, before it was tried on the whole of a run that was cut for the search.
 *
 * @param mode its kind
 * @param setting the table with some values
 * @param values the least that hold
 * @param highest values that hold surely
 * @param gates numbers of the gates that were held to
 * @param ladder the steps between values
 * @param judgement of these values
 * @param cheaper the steps that would be too much
 */
record Candidate(
    Mode mode,
    Function<Map<Dial, Long>, Table> setting,
    Map<Dial, Long> values,
    Map<Dial, Long> highest,
    SortedSet<Integer> gates,
    Ladder ladder,
    Judgement judgement,
    List<TooCheap> cheaper) {

  Table table() {
    return setting.apply(values);
  }

  /** The choice, with values raised until they hold on the whole run. */
  Choice settle(Bench bench, Choices choices) {
    if (!bench.isCut()) {
      return choices.of(mode, table(), judgement, cheaper);
    }
    Descent descent = new Descent(bench.whole(), gates, ladder, setting);
    return choices.of(mode, descent.raise(new LinkedHashMap<>(values), highest), cheaper);
  }
}
