package dev.headroom.gate;

import java.util.Map;

/**
 * A threshold on one metric of an outcome, such as {@code throttled_requests < 0.1%}.
 *
 * @param expression the gate as written
 * @param metric what is measured
 * @param selectors what the metric is restricted to, such as {@code flow} to {@code checkout}
 * @param operator how it is compared
 * @param threshold in the metric's unit
 */
public record Gate(
    String expression,
    GateMetric metric,
    Map<String, String> selectors,
    Operator operator,
    double threshold) {

  public Gate {
    selectors = Map.copyOf(selectors);
  }

  /** The same gate with another threshold. */
  public Gate withThreshold(double other) {
    return new Gate(expression, metric, selectors, operator, other);
  }

  /** Comparison operators. */
  public enum Operator {
    LESS("<"),
    LESS_OR_EQUAL("<="),
    EQUAL("=="),
    NOT_EQUAL("!="),
    GREATER_OR_EQUAL(">="),
    GREATER(">");

    private final String symbol;

    Operator(String symbol) {
      this.symbol = symbol;
    }

    public String symbol() {
      return symbol;
    }
  }
}
