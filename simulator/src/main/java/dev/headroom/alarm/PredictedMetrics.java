package dev.headroom.alarm;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import dev.headroom.table.Alarm.Metric;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What CloudWatch would have of a predicted run.
 *
 * <p>Source: DynamoDB Developer Guide, "DynamoDB Metrics and dimensions": {@code Sum} of consumed
 * capacity is the total, {@code Average} is "the average per-request" consumption and {@code
 * SampleCount} the number of requests; throttle events are counted per item, throttled requests per
 * request; settings have one value every five minutes.
 */
final class PredictedMetrics {

  private static final int SETTING_PERIOD_SECONDS = 300;

  private final Outcome outcome;

  PredictedMetrics(Outcome outcome) {
    this.outcome = outcome;
  }

  /** The values of a metric whose dimensions are those under which it is published. */
  Datapoints of(Metric metric, DynamoDbMetric kind) throws NotEvaluatedException {
    ResourceOutcome resource = resource(metric);
    int seriesPeriodSeconds = outcome.resources().getFirst().series().periodSeconds();
    if (metric.periodSeconds() % seriesPeriodSeconds != 0) {
      throw new NotEvaluatedException(
          "the run is told in periods of "
              + seriesPeriodSeconds
              + " s, which do not make up "
              + metric.periodSeconds()
              + " s");
    }
    if (kind.isConsumption()) {
      return consumed(metric, kind, resource);
    }
    if (kind.isSetting()) {
      return setting(metric, kind, resource);
    }
    if (kind == DynamoDbMetric.THROTTLED_REQUESTS) {
      return throttledRequests(metric);
    }
    if (kind.isSparse()) {
      return throttleEvents(metric, kind, resource);
    }
    throw new NotEvaluatedException("the prediction does not tell " + metric.name());
  }

  private ResourceOutcome resource(Metric metric) throws NotEvaluatedException {
    String index = metric.dimensions().get(DynamoDbMetric.INDEX_NAME);
    if (index == null) {
      return outcome.resources().getFirst();
    }
    for (ResourceOutcome resource : outcome.resources()) {
      if (resource.name().equals(index)) {
        return resource;
      }
    }
    throw new NotEvaluatedException("the prediction does not tell of index " + index);
  }

  private Datapoints consumed(Metric metric, DynamoDbMetric kind, ResourceOutcome resource)
      throws NotEvaluatedException {
    ResourceSeries series = resource.series();
    Datapoints units = empty(metric);
    units.addSums(
        kind.isOfReads() ? series.consumedReadUnits() : series.consumedWriteUnits(),
        series.periodSeconds());
    if (metric.statistic().equals("Sum")) {
      return units;
    }
    Datapoints requests = empty(metric);
    for (FlowOutcome flow : outcome.flows()) {
      if ((flow.dimension() == Dimension.READ) == kind.isOfReads()) {
        requests.addSums(flow.series().succeeded(), flow.series().periodSeconds());
      }
    }
    return switch (metric.statistic()) {
      case "SampleCount" -> requests;
      case "Average" -> {
        for (int i = 0; i < units.values().length; i++) {
          double count = requests.values()[i];
          units.values()[i] = count > 0 ? units.values()[i] / count : 0;
        }
        yield units;
      }
      default -> throw statistic(metric, "single requests");
    };
  }

  private Datapoints setting(Metric metric, DynamoDbMetric kind, ResourceOutcome resource)
      throws NotEvaluatedException {
    ResourceSeries series = resource.series();
    Series perPeriod =
        kind.isOfReads() ? series.provisionedReadUnits() : series.provisionedWriteUnits();
    Datapoints values = empty(metric);
    if (perPeriod == null) {
      return values;
    }
    Datapoints counts = empty(metric);
    for (int i = 0; i < perPeriod.size(); i++) {
      long second = (long) i * series.periodSeconds();
      boolean isPublished =
          Math.floorMod(outcome.start().getEpochSecond() + second, SETTING_PERIOD_SECONDS)
              < series.periodSeconds();
      if (isPublished) {
        int period = values.periodOf(second);
        values.values()[period] =
            merged(metric, values.values()[period], perPeriod.get(i) / series.periodSeconds());
        counts.values()[period] =
            Double.isNaN(counts.values()[period]) ? 1 : counts.values()[period] + 1;
      }
    }
    if (metric.statistic().equals("Average")) {
      for (int i = 0; i < values.values().length; i++) {
        values.values()[i] /= counts.values()[i];
      }
    }
    return values;
  }

  private static double merged(Metric metric, double so, double value)
      throws NotEvaluatedException {
    if (Double.isNaN(so)) {
      return value;
    }
    return switch (metric.statistic()) {
      case "Sum", "Average" -> so + value;
      case "Maximum" -> Math.max(so, value);
      case "Minimum" -> Math.min(so, value);
      default -> throw statistic(metric, "it");
    };
  }

  private Datapoints throttledRequests(Metric metric) throws NotEvaluatedException {
    requireSum(metric);
    String operation = metric.dimensions().get(DynamoDbMetric.OPERATION);
    Datapoints throttled = empty(metric);
    for (FlowOutcome flow : outcome.clientFlows()) {
      if (flow.operation().equals(operation)) {
        throttled.addSums(flow.series().throttledAttempts(), flow.series().periodSeconds());
      }
    }
    throttled.dropZeros();
    return throttled;
  }

  private Datapoints throttleEvents(Metric metric, DynamoDbMetric kind, ResourceOutcome resource)
      throws NotEvaluatedException {
    requireSum(metric);
    Datapoints events = empty(metric);
    for (Map.Entry<ThrottlingReason, Series> entry :
        resource.series().throttleEvents().entrySet()) {
      if (counts(kind, entry.getKey())) {
        events.addSums(entry.getValue(), resource.series().periodSeconds());
      }
    }
    events.dropZeros();
    return events;
  }

  private static boolean counts(DynamoDbMetric kind, ThrottlingReason reason) {
    return switch (kind) {
      case READ_THROTTLE_EVENTS -> reason.dimension() == Dimension.READ;
      case WRITE_THROTTLE_EVENTS -> reason.dimension() == Dimension.WRITE;
      default -> reason.cloudWatchMetric().equals(kind.awsName());
    };
  }

  /** Each event is a sample of one. */
  private static void requireSum(Metric metric) throws NotEvaluatedException {
    if (!metric.statistic().equals("Sum") && !metric.statistic().equals("SampleCount")) {
      throw new NotEvaluatedException(
          metric.name()
              + " has the statistics Sum and SampleCount only, not "
              + metric.statistic());
    }
  }

  private static NotEvaluatedException statistic(Metric metric, @Nullable String what) {
    return new NotEvaluatedException(
        "the prediction does not tell " + metric.statistic() + " of " + what);
  }

  private Datapoints empty(Metric metric) {
    return Datapoints.missing(
        metric.periodSeconds(),
        outcome.start().getEpochSecond(),
        outcome.duration().toMillis() / 1e3);
  }
}
