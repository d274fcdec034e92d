package dev.headroom.alarm;

import dev.headroom.outcome.AlarmOutcome.Span;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.MissingData;
import java.util.ArrayList;
import java.util.List;

/**
 * The states of an alarm over a run: evaluated at the end of each of its periods.
 *
 * <p>Source: CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data": more
 * datapoints than {@code EvaluationPeriods} are retrieved, five in its examples with three periods;
 * with enough real ones the newest of them decide; otherwise the missing ones are filled in as the
 * alarm says; and an alarm goes into ALARM where the oldest breaching datapoint is at least as old
 * as {@code DatapointsToAlarm} and everything newer is breaching or missing. Alarms on {@code
 * AWS/DynamoDB} ignore missing data unless they say otherwise; before the run nothing breached.
 */
final class AlarmStates {

  /** Retrieved beyond {@code EvaluationPeriods}, as in the guide's examples. */
  private static final int MORE_PERIODS = 2;

  private static final MissingData DEFAULT = MissingData.IGNORE;

  private enum Point {
    OK,
    BREACHING,
    MISSING
  }

  private enum State {
    OK,
    ALARM,
    INSUFFICIENT_DATA
  }

  private final Alarm alarm;
  private final Datapoints datapoints;

  private AlarmStates(Alarm alarm, Datapoints datapoints) {
    this.alarm = alarm;
    this.datapoints = datapoints;
  }

  /** How an alarm treats missing data. */
  static MissingData missingData(Alarm alarm) {
    return alarm.missingData() == null ? DEFAULT : alarm.missingData();
  }

  /** The times in state ALARM, in time order. */
  static List<Span> alarmSpans(Alarm alarm, Datapoints datapoints, double durationSeconds) {
    return new AlarmStates(alarm, datapoints).spans(durationSeconds);
  }

  private List<Span> spans(double durationSeconds) {
    List<Span> spans = new ArrayList<>();
    State state = State.OK;
    double since = 0;
    for (int period = 0; period < datapoints.values().length; period++) {
      double now = Math.min(datapoints.endSeconds(period), durationSeconds);
      State next = next(state, period);
      if (next == State.ALARM && state != State.ALARM) {
        since = now;
      } else if (next != State.ALARM && state == State.ALARM) {
        spans.add(new Span(since, now));
      }
      state = next;
    }
    if (state == State.ALARM) {
      spans.add(new Span(since, durationSeconds));
    }
    return spans;
  }

  private State next(State state, int period) {
    int evaluated = alarm.evaluationPeriods();
    int real = 0;
    int breaching = 0;
    int oldestBreachingAge = 0;
    for (int age = 1; age <= evaluated + MORE_PERIODS && real < evaluated; age++) {
      Point point = point(period - age + 1);
      real += point == Point.MISSING ? 0 : 1;
      breaching += point == Point.BREACHING ? 1 : 0;
      oldestBreachingAge = point == Point.BREACHING ? age : oldestBreachingAge;
    }
    int needed = alarm.datapointsToAlarm();
    if (breaching >= needed) {
      return State.ALARM;
    }
    if (real == evaluated) {
      return State.OK;
    }
    boolean isPremature = breaching > 0 && breaching == real && oldestBreachingAge >= needed;
    return switch (missingData(alarm)) {
      case NOT_BREACHING -> State.OK;
      case BREACHING -> breaching + evaluated - real >= needed ? State.ALARM : State.OK;
      case IGNORE -> real == 0 || isPremature ? state : State.OK;
      case MISSING -> real == 0 ? State.INSUFFICIENT_DATA : isPremature ? State.ALARM : State.OK;
    };
  }

  private Point point(int period) {
    if (period < 0) {
      return Point.OK;
    }
    double value = datapoints.values()[period];
    if (Double.isNaN(value)) {
      return Point.MISSING;
    }
    return alarm.comparison().breaches(value, alarm.threshold()) ? Point.BREACHING : Point.OK;
  }
}
