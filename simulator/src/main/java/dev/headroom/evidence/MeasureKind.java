package dev.headroom.evidence;

import dev.headroom.document.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The measures that a case's lines can use, by the name they have in its file. */
enum MeasureKind {
  FIRST_THROTTLE_SECONDS("firstThrottleSeconds", "s"),
  FLOW_SECONDS("flowSeconds", "s"),
  MINUTE_DEVIATION("minuteDeviation", "%"),
  SUCCEEDED_REQUESTS("succeededRequests", "requests"),
  THROTTLE_EVENTS("throttleEvents", "events"),
  THROTTLE_EVENTS_PER_SECOND("throttleEventsPerSecond", "events/s"),
  THROTTLED_REQUESTS("throttledRequests", "requests"),
  UNITS_BEHIND("unitsBehind", "units"),
  UNITS_DIFFERENCE("unitsDifference", "units"),
  UNITS_PER_SECOND("unitsPerSecond", "units/s"),
  UNITS_PER_SECOND_ONCE_THROTTLED("unitsPerSecondOnceThrottled", "units/s"),
  UNITS_WHILE_FLOW_RUNS("unitsWhileFlowRuns", "units");

  private final String key;
  private final String unit;

  MeasureKind(String key, String unit) {
    this.key = key;
    this.unit = unit;
  }

  String unit() {
    return unit;
  }

  /** A measure of this kind; what is wrong with its arguments is noted there. */
  Measure create(MeasureArguments arguments) {
    return switch (this) {
      case FIRST_THROTTLE_SECONDS -> Measures.firstThrottleSeconds(arguments);
      case FLOW_SECONDS -> Measures.flowSeconds(arguments);
      case MINUTE_DEVIATION -> Measures.minuteDeviation(arguments);
      case SUCCEEDED_REQUESTS -> Measures.succeededRequests(arguments);
      case THROTTLE_EVENTS -> Measures.throttleEvents(arguments);
      case THROTTLE_EVENTS_PER_SECOND -> Measures.throttleEventsPerSecond(arguments);
      case THROTTLED_REQUESTS -> Measures.throttledRequests(arguments);
      case UNITS_BEHIND -> Measures.unitsBehind(arguments);
      case UNITS_DIFFERENCE -> Measures.unitsDifference(arguments);
      case UNITS_PER_SECOND -> Measures.unitsPerSecond(arguments);
      case UNITS_PER_SECOND_ONCE_THROTTLED -> Measures.unitsPerSecondOnceThrottled(arguments);
      case UNITS_WHILE_FLOW_RUNS -> Measures.unitsWhileFlowRuns(arguments);
    };
  }

  static Optional<MeasureKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  /** What to say about a name that no measure has. */
  static String unknown(String key) {
    List<String> keys = Arrays.stream(values()).map(kind -> kind.key).toList();
    return "is not a measure" + Suggestion.forWord(key, keys);
  }
}
