package dev.headroom.review;

import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.Outcome;
import dev.headroom.table.Table;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One side of a change: what the traffic meets before it, or after it. */
public sealed interface Side {

  /** There is no table. */
  record Absent() implements Side {}

  /**
   * The traffic does not fit the table, such as a query on an index that is not there yet.
   *
   * @param problems what does not fit, a line each
   */
  record Unfit(Table table, List<String> problems) implements Side {
    public Unfit {
      problems = List.copyOf(problems);
    }
  }

  /**
   * A prediction.
   *
   * @param measures what was measured, in each metric's unit; a metric without data is left out
   */
  record Predicted(Table table, Outcome outcome, Map<GateMetric, Double> measures) implements Side {
    public Predicted {
      Map<GateMetric, Double> inOrder = new EnumMap<>(GateMetric.class);
      inOrder.putAll(measures);
      measures = Collections.unmodifiableMap(inOrder);
    }
  }
}
