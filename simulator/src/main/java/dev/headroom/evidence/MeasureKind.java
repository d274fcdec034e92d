package dev.headroom.evidence;

import dev.headroom.document.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The measures that a case's lines can use, by the name they have in its file. */
enum MeasureKind {
  ATTEMPTS_PER_REQUEST("attemptsPerRequest", "attempts/request"),
  ATTEMPTS_QUOTIENT("attemptsQuotient", ""),
  CAPACITY_BEYOND_TARGET("capacityBeyondTarget", "units/s"),
  CAPACITY_DECREASES("capacityDecreases", "decreases"),
  CAPACITY_DEVIATION("capacityDeviation", "units/s"),
  EVEN_SHARE("evenShare", "units/s"),
  HIGHEST_MINUTE("highestMinute", "units/s"),
  HIGHEST_STEP("highestStep", "units/s"),
  MINUTE_DEVIATION("minuteDeviation", "%"),
  MINUTES_BETWEEN_STEPS("minutesBetweenSteps", "min"),
  PARTITIONS("partitions", "partitions"),
  SECONDS("seconds", "s"),
  SPLITS("splits", "splits"),
  STEPS("steps", "steps"),
  SUCCEEDED_REQUESTS("succeededRequests", "requests"),
  SUCCEEDED_SHARE("succeededShare", ""),
  THROTTLE_EVENTS("throttleEvents", "events"),
  THROTTLE_EVENTS_PER_SECOND("throttleEventsPerSecond", "events/s"),
  THROTTLED_MINUTES("throttledMinutes", "min"),
  THROTTLED_REQUESTS("throttledRequests", "requests"),
  THROTTLED_SHARE("throttledShare", "%"),
  UNITS("units", "units"),
  UNITS_BEHIND("unitsBehind", "units"),
  UNITS_DIFFERENCE("unitsDifference", "units"),
  UNITS_PER_SECOND("unitsPerSecond", "units/s");

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
      case ATTEMPTS_PER_REQUEST -> Measures.attemptsPerRequest(arguments);
      case ATTEMPTS_QUOTIENT -> Measures.attemptsQuotient(arguments);
      case CAPACITY_BEYOND_TARGET -> ChangeMeasures.capacityBeyondTarget(arguments);
      case CAPACITY_DECREASES -> ChangeMeasures.capacityDecreases(arguments);
      case CAPACITY_DEVIATION -> ChangeMeasures.capacityDeviation(arguments);
      case EVEN_SHARE -> ChangeMeasures.evenShare(arguments);
      case HIGHEST_MINUTE -> Measures.highestMinute(arguments);
      case HIGHEST_STEP -> ChangeMeasures.highestStep(arguments);
      case MINUTE_DEVIATION -> Measures.minuteDeviation(arguments);
      case MINUTES_BETWEEN_STEPS -> ChangeMeasures.minutesBetweenSteps(arguments);
      case PARTITIONS -> ChangeMeasures.partitions(arguments);
      case SECONDS -> Measures.seconds(arguments);
      case SPLITS -> ChangeMeasures.splits(arguments);
      case STEPS -> ChangeMeasures.steps(arguments);
      case SUCCEEDED_REQUESTS -> Measures.succeededRequests(arguments);
      case SUCCEEDED_SHARE -> Measures.succeededShare(arguments);
      case THROTTLE_EVENTS -> Measures.throttleEvents(arguments);
      case THROTTLE_EVENTS_PER_SECOND -> Measures.throttleEventsPerSecond(arguments);
      case THROTTLED_MINUTES -> Measures.throttledMinutes(arguments);
      case THROTTLED_REQUESTS -> Measures.throttledRequests(arguments);
      case THROTTLED_SHARE -> Measures.throttledShare(arguments);
      case UNITS -> Measures.units(arguments);
      case UNITS_BEHIND -> Measures.unitsBehind(arguments);
      case UNITS_DIFFERENCE -> Measures.unitsDifference(arguments);
      case UNITS_PER_SECOND -> Measures.unitsPerSecond(arguments);
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
