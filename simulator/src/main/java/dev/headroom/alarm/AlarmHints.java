package dev.headroom.alarm;

import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.Expression;
import dev.headroom.table.Alarm.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is probably not meant in an alarm that could fire. */
final class AlarmHints {

  /** Below this share of the capacity nobody wants to be woken. */
  private static final double IDLE_SHARE = 0.1;

  private static final int SETTING_PERIOD_SECONDS = 300;
  private static final Pattern QUOTIENT =
      Pattern.compile("\\s*(?<id>[a-z]\\w*)\\s*/\\s*(?<seconds>60|300|900|3600)\\s*");

  private final Outcome outcome;

  AlarmHints(Outcome outcome) {
    this.outcome = outcome;
  }

  List<String> of(Alarm alarm) {
    List<String> hints = new ArrayList<>();
    for (Metric metric : alarm.metrics()) {
      DynamoDbMetric.named(metric.name()).ifPresent(kind -> ofMetric(alarm, metric, kind, hints));
    }
    for (Expression expression : alarm.expressions()) {
      ofQuotient(alarm, expression, hints);
    }
    if (!alarm.isActing()) {
      hints.add("Its actions are disabled, so that nobody hears of it.");
    }
    return hints.stream().distinct().toList();
  }

  private void ofMetric(Alarm alarm, Metric metric, DynamoDbMetric kind, List<String> hints) {
    if (kind.isConsumption() && !List.of("Sum", "SampleCount").contains(metric.statistic())) {
      hints.add(
          metric.statistic()
              + " of "
              + metric.name()
              + " is what single requests consume, not units per second: for these divide Sum by the"
              + " period.");
    }
    if (kind.isSparse()) {
      ofMissingData(alarm, metric, hints);
    }
    if (kind.isSetting() && metric.periodSeconds() < SETTING_PERIOD_SECONDS) {
      hints.add(
          metric.name()
              + " has a value every five minutes only: periods of "
              + metric.periodSeconds()
              + " s have no data between.");
    }
    if (kind.isConsumption() && metric.statistic().equals("Sum") && alarm.expressions().isEmpty()) {
      ofSum(alarm, metric, kind, hints);
    }
  }

  private static void ofMissingData(Alarm alarm, Metric metric, List<String> hints) {
    switch (AlarmStates.missingData(alarm)) {
      case IGNORE ->
          hints.add(
              "It stays in state ALARM once it is: without throttling there is no data of "
                  + metric.name()
                  + ", and alarms on DynamoDB ignore missing data unless told otherwise;"
                  + " notBreaching ends it.");
      case BREACHING ->
          hints.add(
              "It fires while nothing is throttled, because then there is no data of "
                  + metric.name()
                  + ", which counts as breaching.");
      case MISSING, NOT_BREACHING -> {}
    }
  }

  /** A sum over the period that is compared as if it were per second. */
  private void ofSum(Alarm alarm, Metric metric, DynamoDbMetric kind, List<String> hints) {
    double capacity = capacityUnitsPerSecond(metric, kind);
    double threshold = alarm.threshold();
    double unitsPerSecond = threshold / metric.periodSeconds();
    if (alarm.comparison().isUpward()
        && threshold > 0
        && capacity > 0
        && threshold <= capacity
        && unitsPerSecond < IDLE_SHARE * capacity) {
      hints.add(
          String.format(
              Locale.ROOT,
              "The sum over %d s is compared: %s is %s units per second, of a capacity of %,.0f."
                  + " %s units per second would be %,.0f.",
              metric.periodSeconds(),
              plain(threshold),
              plain(unitsPerSecond),
              capacity,
              plain(threshold),
              threshold * metric.periodSeconds()));
    }
  }

  private double capacityUnitsPerSecond(Metric metric, DynamoDbMetric kind) {
    String index = metric.dimensions().get(DynamoDbMetric.INDEX_NAME);
    ResourceOutcome resource =
        outcome.resources().stream()
            .filter(it -> it.name().equals(index))
            .findFirst()
            .orElse(outcome.resources().getFirst());
    Series series =
        kind.isOfReads()
            ? resource.series().provisionedReadUnits()
            : resource.series().provisionedWriteUnits();
    return series == null ? 0 : series.max() / resource.series().periodSeconds();
  }

  /** A sum that is divided by another number of seconds than it is taken over. */
  private static void ofQuotient(Alarm alarm, Expression expression, List<String> hints) {
    Matcher quotient = QUOTIENT.matcher(expression.text());
    if (!quotient.matches()) {
      return;
    }
    int seconds = Integer.parseInt(quotient.group("seconds"));
    alarm.metrics().stream()
        .filter(metric -> metric.id().equals(quotient.group("id")))
        .filter(metric -> metric.statistic().equals("Sum") && metric.periodSeconds() != seconds)
        .forEach(
            metric ->
                hints.add(
                    expression.text()
                        + " divides a sum over "
                        + metric.periodSeconds()
                        + " s by "
                        + seconds
                        + "; PERIOD("
                        + metric.id()
                        + ") is always right."));
  }

  private static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.2f", value);
  }
}
