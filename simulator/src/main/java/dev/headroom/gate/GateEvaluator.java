package dev.headroom.gate;

import dev.headroom.gate.Gate.Operator;
import dev.headroom.gate.GateMetric.Worse;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Judges gates on the outcomes of one or several trials.
 *
 * <p>A gate holds if it holds in at least {@value #PERCENT_OF_TRIALS} % of the trials. The value in
 * its result is the one that decides: the worst that is left when the trials beyond that share, the
 * worst ones, are set aside. For a single trial that is its value.
 */
public final class GateEvaluator {

  /** Share of the trials in which a gate must hold, in percent. */
  public static final int PERCENT_OF_TRIALS = 95;

  private static final List<GateMetric> SUMMARY =
      List.of(
          GateMetric.THROTTLED_REQUESTS,
          GateMetric.FAILED_REQUESTS,
          GateMetric.READ_HEADROOM,
          GateMetric.WRITE_HEADROOM,
          GateMetric.LATENCY_P99,
          GateMetric.COST_PER_MONTH);

  private GateEvaluator() {}

  /**
   * Judges gates.
   *
   * @param trials at least one outcome of the same scenario
   * @return one result per gate, in the same order
   */
  public static List<GateResult> evaluate(List<Gate> gates, List<Outcome> trials) {
    if (trials.isEmpty()) {
      throw new IllegalArgumentException("trials must not be empty");
    }
    List<GateResult> results = new ArrayList<>();
    for (Gate gate : gates) {
      results.add(judge(gate, trials));
    }
    return List.copyOf(results);
  }

  /**
   * The value of a metric by which a gate on it would be judged.
   *
   * @param trials at least one outcome of the same scenario
   * @return the value in the metric's unit; null without data
   */
  public static @Nullable Double value(GateMetric metric, List<Outcome> trials) {
    Operator better = metric.worse() == Worse.HIGHER ? Operator.LESS : Operator.GREATER;
    return judge(new Gate(metric.word(), metric, Map.of(), better, 0), trials).value();
  }

  /**
   * What sums a prediction up where several stand side by side.
   *
   * @param trials at least one outcome of the same scenario
   * @return the values in each metric's unit; a metric without data is left out
   */
  public static Map<GateMetric, Double> summary(List<Outcome> trials) {
    Map<GateMetric, Double> measures = new EnumMap<>(GateMetric.class);
    for (GateMetric metric : SUMMARY) {
      Double value = value(metric, trials);
      if (value != null) {
        measures.put(metric, value);
      }
    }
    return measures;
  }

  /**
   * Whether more trials could hardly change how a gate is judged: its value is on the same side of
   * the threshold in all of them, and further from it than they lie apart, or the same in all.
   *
   * @param trials at least one outcome of the same scenario
   */
  public static boolean isDecided(Gate gate, List<Outcome> trials) {
    List<Measurement> found =
        trials.stream()
            .map(trial -> Measurement.of(gate, trial))
            .filter(Measurement::hasData)
            .toList();
    if (found.isEmpty()) {
      return true;
    }
    DoubleSummaryStatistics values =
        found.stream().mapToDouble(Measurement::value).summaryStatistics();
    if (found.size() < trials.size()) {
      return false;
    }
    if (values.getMin() == values.getMax()) {
      return true;
    }
    double distance =
        Math.max(values.getMin() - gate.threshold(), gate.threshold() - values.getMax());
    return distance > values.getMax() - values.getMin();
  }

  private static GateResult judge(Gate gate, List<Outcome> outcomes) {
    List<Measurement> trials =
        outcomes.stream().map(outcome -> Measurement.of(gate, outcome)).toList();
    String unit = gate.metric().unit().symbol();
    List<Measurement> found = trials.stream().filter(Measurement::hasData).toList();
    if (found.isEmpty()) {
      String reason = trials.getFirst().detail();
      return new GateResult(gate.expression(), null, unit, Verdict.INCONCLUSIVE, reason);
    }
    int required = ceilingOfDivision(trials.size() * PERCENT_OF_TRIALS, 100);
    int held = (int) found.stream().filter(trial -> holds(gate, trial.value())).count();
    Verdict verdict =
        held >= required
            ? Verdict.PASSED
            : held + trials.size() - found.size() < required
                ? Verdict.FAILED
                : Verdict.INCONCLUSIVE;
    Measurement deciding = deciding(gate, found, Math.min(required, found.size()));
    return new GateResult(
        gate.expression(),
        deciding.value(),
        unit,
        verdict,
        detail(deciding, held, found.size(), trials.size()));
  }

  /** The best trials come first; the required-th of them decides. */
  private static Measurement deciding(Gate gate, List<Measurement> found, int required) {
    Comparator<Measurement> byValue = Comparator.comparingDouble(Measurement::value);
    Comparator<Measurement> higherIsWorse =
        gate.metric().worse() == Worse.HIGHER ? byValue : byValue.reversed();
    Comparator<Measurement> bestFirst =
        switch (gate.operator()) {
          case LESS, LESS_OR_EQUAL -> byValue;
          case GREATER, GREATER_OR_EQUAL -> byValue.reversed();
          case EQUAL, NOT_EQUAL ->
              Comparator.<Measurement, Boolean>comparing(trial -> !holds(gate, trial.value()))
                  .thenComparing(higherIsWorse);
        };
    return found.stream().sorted(bestFirst).toList().get(required - 1);
  }

  private static String detail(Measurement deciding, int held, int found, int trials) {
    if (trials == 1) {
      return deciding.detail();
    }
    String withoutData = found < trials ? ", " + (trials - found) + " without data" : "";
    return "holds in %d of %d trials%s; %s".formatted(held, trials, withoutData, deciding.detail());
  }

  private static boolean holds(Gate gate, double value) {
    double threshold = gate.threshold();
    return switch (gate.operator()) {
      case LESS -> value < threshold;
      case LESS_OR_EQUAL -> value <= threshold;
      case EQUAL -> value == threshold;
      case NOT_EQUAL -> value != threshold;
      case GREATER_OR_EQUAL -> value >= threshold;
      case GREATER -> value > threshold;
    };
  }

  private static int ceilingOfDivision(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
