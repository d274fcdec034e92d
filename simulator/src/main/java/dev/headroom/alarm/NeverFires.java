package dev.headroom.alarm;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.Quoted;
import dev.headroom.document.Suggestion;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.Metric;
import dev.headroom.table.Alarm.MissingData;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** Why an alarm could fire in no run at all. */
final class NeverFires {

  /** Source: DynamoDB Developer Guide, "Burst and adaptive capacity": five minutes are saved. */
  private static final int BURST_SECONDS = 300;

  /**
   * The operations in the dimension {@code Operation}. Source: DynamoDB Developer Guide, "DynamoDB
   * Metrics and dimensions", dimensions.
   */
  private static final List<String> OPERATIONS =
      List.of(
          "BatchExecuteStatement",
          "BatchGetItem",
          "BatchWriteItem",
          "DeleteItem",
          "ExecuteStatement",
          "ExecuteTransaction",
          "GetItem",
          "GetRecords",
          "PutItem",
          "Query",
          "Scan",
          "TransactGetItems",
          "TransactWriteItems",
          "UpdateItem");

  private final Outcome outcome;
  private final Table table;

  NeverFires(Outcome outcome, Table table) {
    this.outcome = outcome;
    this.table = table;
  }

  /** The reason, as a sentence without a full stop; empty if the alarm could fire. */
  Optional<String> reason(Alarm alarm) {
    if (alarm.datapointsToAlarm() > alarm.evaluationPeriods()) {
      return Optional.of(
          "CloudWatch refuses it: datapointsToAlarm, "
              + alarm.datapointsToAlarm()
              + ", is above evaluationPeriods, "
              + alarm.evaluationPeriods());
    }
    return alarm.metrics().stream()
        .map(this::unpublished)
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> alarm.expressions().isEmpty() ? unreachable(alarm) : Optional.empty());
  }

  /** Why CloudWatch never has data of a metric. */
  private Optional<String> unpublished(Metric metric) {
    DynamoDbMetric kind = DynamoDbMetric.named(metric.name()).orElse(null);
    if (kind == null) {
      return Optional.of(
          "AWS/DynamoDB has no metric "
              + Quoted.of(metric.name())
              + Suggestion.nearest(metric.name(), DynamoDbMetric.names())
                  .map(near -> "; did you mean " + Quoted.of(near) + "?")
                  .orElse(""));
    }
    return misnamed(metric)
        .or(() -> underOtherDimensions(metric, kind))
        .or(() -> inOtherBillingMode(metric, kind));
  }

  private Optional<String> misnamed(Metric metric) {
    String name = metric.tableName();
    if (name != null && !name.equals(table.name())) {
      return Optional.of(
          "there is no table "
              + Quoted.of(name)
              + "; did you mean "
              + Quoted.of(table.name())
              + "?");
    }
    String index = metric.dimensions().get(DynamoDbMetric.INDEX_NAME);
    if (index != null
        && !table.hasGlobalSecondaryIndex(index)
        && outcome.resources().stream().noneMatch(it -> it.name().equals(index))) {
      boolean isLocal =
          table.localSecondaryIndexes().stream()
              .map(LocalSecondaryIndex::indexName)
              .anyMatch(index::equals);
      List<String> known =
          table.globalSecondaryIndexes().stream().map(GlobalSecondaryIndex::indexName).toList();
      return Optional.of(
          isLocal
              ? "the local index " + Quoted.plain(index) + " has no metrics of its own"
              : "there is no global index " + Quoted.of(index) + Suggestion.forWord(index, known));
    }
    String operation = metric.dimensions().get(DynamoDbMetric.OPERATION);
    return operation == null || OPERATIONS.contains(operation)
        ? Optional.empty()
        : Optional.of(
            "there is no operation "
                + Quoted.of(operation)
                + Suggestion.nearest(operation, OPERATIONS)
                    .map(near -> "; did you mean " + Quoted.of(near) + "?")
                    .orElse(""));
  }

  private static Optional<String> underOtherDimensions(Metric metric, DynamoDbMetric kind) {
    Set<String> given = metric.dimensions().keySet();
    boolean isPublished =
        kind.dimensions().sets().stream().anyMatch(set -> new HashSet<>(set).equals(given));
    // Consumption is published by its source too, which no alarm in practice asks for.
    if (isPublished || given.contains("Source")) {
      return Optional.empty();
    }
    return Optional.of(
        metric.name()
            + " is published with "
            + kind.dimensions().words()
            + " only; with "
            + (given.isEmpty() ? "no dimension" : String.join(" and ", given))
            + " there is no data, because CloudWatch adds nothing up over dimensions");
  }

  /** What the table's billing mode never brings, in this run with its changes at least. */
  private Optional<String> inOtherBillingMode(Metric metric, DynamoDbMetric kind) {
    String name = metric.name();
    boolean isAccountWide = kind.dimensions() == DynamoDbMetric.Dimensions.ACCOUNT;
    boolean isSwitched =
        outcome.events().stream().anyMatch(event -> event.kind().equals("mode-switch"));
    if (isAccountWide || isSwitched) {
      return Optional.empty();
    }
    return switch (table.capacity()) {
      case CapacityMode.OnDemand onDemand when name.contains("Provisioned") ->
          Optional.of("the table is on demand, so that there is no data of " + name);
      case CapacityMode.Provisioned provisioned when name.contains("OnDemand") ->
          Optional.of("the table is provisioned, so that there is no data of " + name);
      case CapacityMode.OnDemand onDemand -> Optional.empty();
      case CapacityMode.Provisioned provisioned -> Optional.empty();
    };
  }

  private Optional<String> unreachable(Alarm alarm) {
    Metric metric = alarm.metrics().getFirst();
    DynamoDbMetric kind = DynamoDbMetric.named(metric.name()).orElseThrow();
    double threshold = alarm.threshold();
    if (!alarm.comparison().isUpward()) {
      double lowest =
          kind.isSparse() && AlarmStates.missingData(alarm) != MissingData.BREACHING ? 1 : 0;
      return alarm.comparison().breaches(lowest, threshold)
          ? Optional.empty()
          : Optional.of(
              lowest == 0
                  ? metric.name() + " is never below 0"
                  : metric.name()
                      + " has data only where it is 1 or more, and a period without data does not"
                      + " count as breaching");
    }
    OptionalDouble highest = highest(alarm, metric, kind);
    return highest.isEmpty() || alarm.comparison().breaches(highest.getAsDouble(), threshold)
        ? Optional.empty()
        : Optional.of(
            "the capacity allows at most "
                + String.format(Locale.ROOT, "%,.0f", highest.getAsDouble())
                + (alarm.datapointsToAlarm() == 1
                    ? " in a period"
                    : " in each of " + alarm.datapointsToAlarm() + " periods")
                + (kind.isConsumption() ? ", saved burst capacity included" : ""));
  }

  /** The highest value that as many datapoints as the alarm needs can all have; empty for none. */
  private OptionalDouble highest(Alarm alarm, Metric metric, DynamoDbMetric kind) {
    OptionalDouble capacity = highestUnitsPerSecond(metric, kind);
    if (capacity.isEmpty() || kind.isSparse()) {
      return OptionalDouble.empty();
    }
    double unitsPerSecond = capacity.getAsDouble();
    if (kind.isSetting()) {
      return metric.statistic().equals("Sum") ? OptionalDouble.empty() : capacity;
    }
    if (!kind.isConsumption() || !metric.statistic().equals("Sum")) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        unitsPerSecond * metric.periodSeconds()
            + unitsPerSecond * BURST_SECONDS / alarm.datapointsToAlarm());
  }

  /**
   * The highest capacity that a resource has in the run or may be scaled to; empty for no limit.
   */
  private OptionalDouble highestUnitsPerSecond(Metric metric, DynamoDbMetric kind) {
    String index = metric.dimensions().get(DynamoDbMetric.INDEX_NAME);
    String name = index == null ? table.name() : index;
    Dimension dimension = kind.isOfReads() ? Dimension.READ : Dimension.WRITE;
    ResourceOutcome resource =
        outcome.resources().stream().filter(it -> it.name().equals(name)).findFirst().orElse(null);
    DoubleStream own = DoubleStream.empty();
    if (resource != null) {
      @Nullable Series series =
          dimension == Dimension.READ
              ? resource.series().provisionedReadUnits()
              : resource.series().provisionedWriteUnits();
      if (series == null || series.min() == 0) {
        return OptionalDouble.empty();
      }
      own = DoubleStream.of(series.max() / resource.series().periodSeconds());
    }
    DoubleStream scaled =
        table.autoScaling().stream()
            .filter(it -> it.resource().equals(name) && it.dimension() == dimension)
            .flatMapToDouble(NeverFires::maxima);
    return DoubleStream.concat(own, scaled).max();
  }

  private static DoubleStream maxima(AutoScaling scaling) {
    DoubleStream scheduled =
        scaling.scheduled().stream()
            .map(AutoScaling.ScheduledAction::maxCapacityUnits)
            .filter(max -> max != null)
            .mapToDouble(Long::doubleValue);
    return DoubleStream.concat(DoubleStream.of((double) scaling.maxCapacityUnits()), scheduled);
  }
}
