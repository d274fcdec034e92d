package dev.headroom.advice;

import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult.Verdict;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one scenario meets under many settings.
 *
 * @param scenario the scenario's name
 * @param keys what is varied, such as {@code table.writeCapacityUnits}
 * @param trials runs with forked seeds behind each row; a row that a few settle has fewer
 * @param rows one per combination of values, in the order in which they were given
 */
public record Sweep(String scenario, List<String> keys, int trials, List<Row> rows) {

  public Sweep {
    keys = List.copyOf(keys);
    rows = List.copyOf(rows);
  }

  /**
   * One combination.
   *
   * @param values the values of the keys as given, in their order
   * @param verdict what the scenario's gates amount to
   * @param measures what was measured, in each metric's unit; a metric without data is left out
   */
  public record Row(List<String> values, Verdict verdict, Map<GateMetric, Double> measures) {

    public Row {
      values = List.copyOf(values);
      Map<GateMetric, Double> inOrder = new EnumMap<>(GateMetric.class);
      inOrder.putAll(measures);
      measures = Collections.unmodifiableMap(inOrder);
    }
  }
}
