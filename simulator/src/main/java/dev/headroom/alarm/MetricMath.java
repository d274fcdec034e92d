package dev.headroom.alarm;

import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The arithmetic part of CloudWatch's metric math: numbers, identifiers, {@code + - * /},
 * parentheses, {@code PERIOD(m1)} and {@code FILL(m1, 0)}. A period without data of an operand, or
 * a division by zero, has no data in the result.
 *
 * <p>Source: CloudWatch User Guide, "Using math expressions with CloudWatch metrics".
 */
final class MetricMath {

  private static final Pattern TOKEN = Pattern.compile("\\d+(?:\\.\\d*)?|[A-Za-z]\\w*|\\S");

  private final String text;
  private final Map<String, Datapoints> known;
  private final Datapoints shape;
  private final Iterator<String> tokens;
  private String token = "";

  private MetricMath(String text, Map<String, Datapoints> known, Datapoints shape) {
    this.text = text;
    this.known = known;
    this.shape = shape;
    this.tokens = TOKEN.matcher(text).results().map(MatchResult::group).iterator();
  }

  /**
   * The values of an expression.
   *
   * @param known the values of what it may refer to, all of the same periods; at least one
   */
  static Datapoints evaluate(String text, Map<String, Datapoints> known)
      throws NotEvaluatedException {
    MetricMath math = new MetricMath(text, known, known.values().iterator().next());
    math.advance();
    double[] values = math.sum();
    if (!math.token.isEmpty()) {
      throw math.unknown();
    }
    return new Datapoints(math.shape.periodSeconds(), math.shape.firstSeconds(), values);
  }

  private double[] sum() throws NotEvaluatedException {
    double[] left = product();
    while (token.equals("+") || token.equals("-")) {
      boolean isSum = token.equals("+");
      advance();
      left = combined(left, product(), isSum ? (a, b) -> a + b : (a, b) -> a - b);
    }
    return left;
  }

  private double[] product() throws NotEvaluatedException {
    double[] left = factor();
    while (token.equals("*") || token.equals("/")) {
      boolean isProduct = token.equals("*");
      advance();
      left =
          combined(
              left, factor(), isProduct ? (a, b) -> a * b : (a, b) -> b == 0 ? Double.NaN : a / b);
    }
    return left;
  }

  private double[] factor() throws NotEvaluatedException {
    String first = token;
    if (first.isEmpty()) {
      throw unknown();
    }
    advance();
    if (first.equals("-")) {
      return combined(constant(0), factor(), (a, b) -> a - b);
    }
    if (first.equals("(")) {
      double[] inner = sum();
      expect(")");
      return inner;
    }
    if (Character.isDigit(first.charAt(0))) {
      return constant(Double.parseDouble(first));
    }
    return token.equals("(") ? call(first) : values(first);
  }

  private double[] call(String function) throws NotEvaluatedException {
    expect("(");
    double[] argument = sum();
    switch (function) {
      case "PERIOD" -> {
        expect(")");
        return constant(shape.periodSeconds());
      }
      case "FILL" -> {
        expect(",");
        double[] filling = sum();
        expect(")");
        return combined(argument, filling, (a, b) -> Double.isNaN(a) ? b : a);
      }
      default -> throw unknown();
    }
  }

  private double[] values(String id) throws NotEvaluatedException {
    Datapoints found = known.get(id);
    if (found == null) {
      throw unknown();
    }
    return found.values();
  }

  private double[] constant(double value) {
    double[] values = new double[shape.values().length];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] combined(double[] left, double[] right, DoubleBinaryOperator operator) {
    double[] result = new double[left.length];
    Arrays.setAll(result, i -> operator.applyAsDouble(left[i], right[i]));
    return result;
  }

  private void expect(String wanted) throws NotEvaluatedException {
    if (!token.equals(wanted)) {
      throw unknown();
    }
    advance();
  }

  private void advance() {
    token = tokens.hasNext() ? tokens.next() : "";
  }

  private NotEvaluatedException unknown() {
    return new NotEvaluatedException("the expression " + text + " is more than arithmetic");
  }
}
