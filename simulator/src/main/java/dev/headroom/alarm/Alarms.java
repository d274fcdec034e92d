package dev.headroom.alarm;

import dev.headroom.outcome.AlarmOutcome;
import dev.headroom.outcome.AlarmOutcome.Span;
import dev.headroom.outcome.AlarmOutcome.State;
import dev.headroom.outcome.Outcome;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.Expression;
import dev.headroom.table.Alarm.Metric;
import dev.headroom.table.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells when the alarms on a table fire in a run, from the run's series. The delay with which
 * CloudWatch publishes and evaluates is not part of it.
 */
public final class Alarms {

  private Alarms() {}

  /** What becomes of the alarms on the tables of an outcome, in their order. */
  public static List<AlarmOutcome> judge(Outcome outcome) {
    List<AlarmOutcome> judged = new ArrayList<>();
    for (Table table : outcome.tables()) {
      for (Alarm alarm : table.alarms()) {
        judged.add(judge(alarm, outcome, table));
      }
    }
    return List.copyOf(judged);
  }

  private static AlarmOutcome judge(Alarm alarm, Outcome outcome, Table table) {
    Optional<String> never =
        alarm.obstacle() == null ? new NeverFires(outcome, table).reason(alarm) : Optional.empty();
    if (never.isPresent()) {
      return outcome(alarm, State.NEVER, List.of(), never.get(), List.of());
    }
    List<String> hints = new AlarmHints(outcome).of(alarm);
    try {
      if (alarm.obstacle() != null) {
        throw new NotEvaluatedException(alarm.obstacle());
      }
      double durationSeconds = outcome.duration().toMillis() / 1e3;
      List<Span> spans = AlarmStates.alarmSpans(alarm, datapoints(alarm, outcome), durationSeconds);
      return outcome(alarm, spans.isEmpty() ? State.QUIET : State.FIRED, spans, "", hints);
    } catch (NotEvaluatedException e) {
      return outcome(alarm, State.NOT_EVALUATED, List.of(), e.reason(), hints);
    }
  }

  private static AlarmOutcome outcome(
      Alarm alarm, State state, List<Span> spans, String detail, List<String> hints) {
    return new AlarmOutcome(
        alarm.name(), alarm.rule(), alarm.file(), alarm.line(), state, spans, detail, hints);
  }

  private static Datapoints datapoints(Alarm alarm, Outcome outcome) throws NotEvaluatedException {
    PredictedMetrics metrics = new PredictedMetrics(outcome);
    Map<String, Datapoints> known = new LinkedHashMap<>();
    for (Metric metric : alarm.metrics()) {
      if (metric.periodSeconds() != alarm.metrics().getFirst().periodSeconds()) {
        throw new NotEvaluatedException("its metrics have different periods");
      }
      known.put(metric.id(), metrics.of(metric, DynamoDbMetric.named(metric.name()).orElseThrow()));
    }
    for (Expression expression : alarm.expressions()) {
      boolean isMetric = alarm.metrics().stream().anyMatch(it -> it.id().equals(alarm.resultId()));
      if (!isMetric) {
        known.put(expression.id(), MetricMath.evaluate(expression.text(), known));
      }
    }
    Datapoints result = known.get(alarm.resultId());
    if (result == null) {
      throw new NotEvaluatedException("there is no metric or expression " + alarm.resultId());
    }
    return result;
  }
}
