package dev.headroom.gate;

import dev.headroom.document.Quoted;
import dev.headroom.document.Suggestion;
import dev.headroom.gate.Gate.Operator;
import dev.headroom.gate.GateMetric.Selector;
import dev.headroom.gate.GateMetric.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads gates.
 *
 * <pre>
 * throttled_requests &lt; 0.1%
 * latency_p99{flow: checkout} &lt; 25ms
 * throttle_events{resource=by-status, minute=any} == 0
 * </pre>
 *
 * <p>A value needs the unit of its metric, so that {@code 5} is never taken for 5&nbsp;% by one and
 * for five requests by another; 0 needs none.
 */
public final class GateParser {

  private static final int MAX_LENGTH = 1000;

  private static final Pattern GATE =
      Pattern.compile("([^\\s{}<>=!]+)\\s*(?:\\{([^{}]*)\\})?\\s*([<>=!]+)\\s*([^\\s<>=!].*)");

  private static final Pattern VALUE =
      Pattern.compile("([-+]?[0-9]{1,18}(?:\\.[0-9]{1,18})?)\\s*(\\S*)");

  private static final String ANY = "any";

  private GateParser() {}

  /**
   * The gate that a text states.
   *
   * @throws IllegalArgumentException saying what is wrong with it and what would be right
   */
  public static Gate parse(String text) {
    String expression = text.strip();
    Matcher parts = GATE.matcher(expression);
    if (expression.length() > MAX_LENGTH || !parts.matches()) {
      throw new IllegalArgumentException(
          "must be a metric, an operator and a value, such as throttled_requests < 0.1%, not "
              + Quoted.of(expression));
    }
    GateMetric metric = metric(parts.group(1));
    return new Gate(
        expression,
        metric,
        selectors(metric, Optional.ofNullable(parts.group(2)).orElse("")),
        operator(parts.group(3)),
        threshold(metric, parts.group(4).strip()));
  }

  private static GateMetric metric(String word) {
    for (GateMetric metric : GateMetric.values()) {
      if (metric.word().equals(word)) {
        return metric;
      }
    }
    List<String> known = Arrays.stream(GateMetric.values()).map(GateMetric::word).toList();
    throw new IllegalArgumentException(
        "unknown metric " + Quoted.of(word) + Suggestion.forWord(word, known));
  }

  private static Map<String, String> selectors(GateMetric metric, String text) {
    Map<String, String> selectors = new LinkedHashMap<>();
    if (text.isBlank()) {
      return selectors;
    }
    for (String entry : text.split(",", -1)) {
      String[] pair = entry.split("[:=]", 2);
      String value = pair.length < 2 ? "" : unquoted(pair[1].strip());
      if (value.isEmpty()) {
        throw new IllegalArgumentException(
            "selectors must be pairs such as {flow: checkout}, not {" + Quoted.plain(text) + "}");
      }
      Selector selector = selector(metric, pair[0].strip());
      if (selector == Selector.MINUTE && !value.equals(ANY)) {
        throw new IllegalArgumentException(
            "the selector minute must be any, which means the worst minute, not "
                + Quoted.of(value));
      }
      if (selectors.put(selector.word(), value) != null) {
        throw new IllegalArgumentException("the selector " + selector.word() + " stands twice");
      }
    }
    if (selectors.containsKey(Selector.FLOW.word())
        && selectors.containsKey(Selector.RESOURCE.word())) {
      throw new IllegalArgumentException("select either a flow or a resource, not both");
    }
    return selectors;
  }

  private static Selector selector(GateMetric metric, String word) {
    List<String> possible =
        Arrays.stream(Selector.values()).filter(metric::accepts).map(Selector::word).toList();
    for (Selector selector : Selector.values()) {
      if (selector.word().equals(word)) {
        if (metric.accepts(selector)) {
          return selector;
        }
        throw new IllegalArgumentException(
            metric.word() + " cannot be selected by " + word + alternatives(metric, possible));
      }
    }
    throw new IllegalArgumentException(
        "unknown selector " + Quoted.of(word) + Suggestion.forWord(word, possible));
  }

  private static String alternatives(GateMetric metric, List<String> possible) {
    if (metric == GateMetric.THROTTLED_REQUESTS) {
      return "; throttle_events can";
    }
    return possible.isEmpty() ? "" : "; only by " + String.join(" and ", possible);
  }

  private static Operator operator(String symbol) {
    for (Operator operator : Operator.values()) {
      if (operator.symbol().equals(symbol)) {
        return operator;
      }
    }
    List<String> known = Arrays.stream(Operator.values()).map(Operator::symbol).toList();
    throw new IllegalArgumentException(
        "unknown operator " + Quoted.of(symbol) + "; known are " + String.join(", ", known));
  }

  private static double threshold(GateMetric metric, String text) {
    Matcher parts = VALUE.matcher(text);
    if (parts.matches()) {
      double number = Double.parseDouble(parts.group(1));
      String suffix = parts.group(2);
      if (number == 0 && suffix.isEmpty()) {
        return 0;
      }
      Double factor = factors(metric.unit()).get(suffix);
      if (factor != null) {
        return number * factor;
      }
    }
    throw new IllegalArgumentException(
        metric.word() + " needs " + wanted(metric.unit()) + ", not " + Quoted.of(text));
  }

  private static Map<String, Double> factors(Unit unit) {
    return switch (unit) {
      case PERCENT -> Map.of("%", 1.0);
      case COUNT -> Map.of("", 1.0);
      case MILLISECONDS -> Map.of("ms", 1.0, "s", 1e3, "m", 60e3);
      case SECONDS -> Map.of("ms", 1e-3, "s", 1.0, "m", 60.0, "h", 3600.0);
      case USD -> Map.of("USD", 1.0);
    };
  }

  private static String wanted(Unit unit) {
    return switch (unit) {
      case PERCENT -> "a percentage, such as 0.1%";
      case COUNT -> "a plain number, such as 1.5";
      case MILLISECONDS -> "a time in ms, s or m, such as 25ms";
      case SECONDS -> "a time in ms, s, m or h, such as 10m";
      case USD -> "an amount in USD, such as 900 USD";
    };
  }

  private static String unquoted(String text) {
    boolean isQuoted =
        text.length() >= 2
            && (text.charAt(0) == '"' || text.charAt(0) == '\'')
            && text.charAt(text.length() - 1) == text.charAt(0);
    return isQuoted ? text.substring(1, text.length() - 1) : text;
  }
}
