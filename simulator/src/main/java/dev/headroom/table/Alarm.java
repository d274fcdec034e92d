package dev.headroom.table;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A CloudWatch alarm on DynamoDB's metrics, as a file declares it.
 *
 * @param name its name
 * @param file the file that declares it, as the user named it
 * @param line the line at which it begins, counted from 1
 * @param metrics the metrics that it looks at, at least one
 * @param expressions metric math on them; empty for an alarm on one metric
 * @param resultId the metric or expression that is compared
 * @param evaluationPeriods how many periods are looked at
 * @param datapointsToAlarm how many of these must breach the threshold
 * @param threshold what the result is compared with
 * @param comparison how
 * @param missingData how periods without data are treated; null where the alarm does not say
 * @param isActing whether its actions are enabled
 * @param obstacle why it cannot be evaluated, as the rest of a sentence; null if nothing is in the
 *     way
 */
public record Alarm(
    String name,
    String file,
    int line,
    List<Metric> metrics,
    List<Expression> expressions,
    String resultId,
    int evaluationPeriods,
    int datapointsToAlarm,
    double threshold,
    Comparison comparison,
    @Nullable MissingData missingData,
    boolean isActing,
    @Nullable String obstacle) {

  public Alarm {
    metrics = List.copyOf(metrics);
    expressions = List.copyOf(expressions);
  }

  /**
   * A metric under an alarm.
   *
   * @param id its name in expressions
   * @param name such as {@code ConsumedReadCapacityUnits}
   * @param dimensions values by name, in file order
   * @param statistic such as {@code Sum}
   * @param periodSeconds length of a period
   */
  public record Metric(
      String id, String name, Map<String, String> dimensions, String statistic, int periodSeconds) {

    public Metric {
      dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /** The name of the table that it is about; null where the alarm names none. */
    public @Nullable String tableName() {
      return dimensions.get("TableName");
    }

    String words() {
      return statistic + " of " + name + " over " + periodSeconds + " s";
    }
  }

  /** Metric math, with the name under which other expressions refer to it. */
  public record Expression(String id, String text) {}

  /** How a value is compared with the threshold. */
  public enum Comparison {
    GREATER_THAN_THRESHOLD(">"),
    GREATER_THAN_OR_EQUAL_TO_THRESHOLD(">="),
    LESS_THAN_THRESHOLD("<"),
    LESS_THAN_OR_EQUAL_TO_THRESHOLD("<=");

    private final String symbol;

    Comparison(String symbol) {
      this.symbol = symbol;
    }

    /** Whether high values breach. */
    public boolean isUpward() {
      return this == GREATER_THAN_THRESHOLD || this == GREATER_THAN_OR_EQUAL_TO_THRESHOLD;
    }

    /** Whether a value breaches a threshold. */
    public boolean breaches(double value, double threshold) {
      return switch (this) {
        case GREATER_THAN_THRESHOLD -> value > threshold;
        case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
        case LESS_THAN_THRESHOLD -> value < threshold;
        case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
      };
    }
  }

  /** What a period without data counts as. */
  public enum MissingData {
    MISSING,
    IGNORE,
    BREACHING,
    NOT_BREACHING
  }

  /** When it fires, in one line. */
  public String rule() {
    String watched =
        expressions.isEmpty()
            ? metrics.getFirst().words()
            : expressions.stream()
                    .map(it -> it.id() + " = " + it.text())
                    .collect(Collectors.joining(", "))
                + " with "
                + metrics.stream()
                    .map(it -> it.id() + " = " + it.words())
                    .collect(Collectors.joining(", "));
    String periods =
        evaluationPeriods == 1
            ? ""
            : datapointsToAlarm == evaluationPeriods
                ? " for " + evaluationPeriods + " periods"
                : " in " + datapointsToAlarm + " of " + evaluationPeriods + " periods";
    return watched + " " + comparison.symbol + " " + number(threshold) + periods;
  }

  private static String number(double value) {
    return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
  }
}
