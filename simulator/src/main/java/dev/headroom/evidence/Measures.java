package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How each measure of {@link MeasureKind} is made of its arguments. */
final class Measures {

  private static final double PERCENT = 100;

  private Measures() {}

  /** From the start of one flow to the end of another, or of the same. */
  static Measure flowSeconds(MeasureArguments arguments) {
    String from = arguments.flow("from");
    String to = arguments.flow("to");
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      double start = reader.startSeconds(from);
      return Double.isInfinite(start)
          ? Reading.of(start)
          : Reading.of(reader.endSeconds(to) - start);
    };
  }

  static Measure firstThrottleSeconds(MeasureArguments arguments) {
    String resource = arguments.resource("resource");
    return outcome -> Reading.of(new OutcomeReader(outcome).firstThrottleSeconds(resource));
  }

  static Measure throttleEvents(MeasureArguments arguments) {
    String resource = arguments.resource("resource");
    return outcome ->
        Reading.count(new OutcomeReader(outcome).resource(resource).totals().allThrottleEvents());
  }

  static Measure throttleEventsPerSecond(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    double from = arguments.seconds("from");
    double to = arguments.seconds("to");
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      int periodSeconds = resource.series().periodSeconds();
      Series any = OutcomeReader.units(resource, Dimension.WRITE);
      double seconds = OutcomeReader.window(any, periodSeconds, from, to).seconds();
      double sum = 0;
      for (Series events : resource.series().throttleEvents().values()) {
        sum += OutcomeReader.window(events, periodSeconds, from, to).sum();
      }
      return Reading.of(new OutcomeReader.Window(sum, seconds).perSecond());
    };
  }

  static Measure throttledRequests(MeasureArguments arguments) {
    String resource = arguments.resource("resource");
    return outcome ->
        Reading.count(new OutcomeReader(outcome).resource(resource).totals().throttledRequests());
  }

  static Measure unitsPerSecond(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    double from = arguments.seconds("from");
    double to = arguments.seconds("to");
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      return Reading.of(unitsIn(resource, dimension, from, to).perSecond());
    };
  }

  /** Between a resource's first throttled request and a flow's end. */
  static Measure unitsPerSecondOnceThrottled(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    String until = arguments.flow("until");
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      double from = reader.firstThrottleSeconds(name);
      double to = reader.endSeconds(until);
      return Reading.of(unitsIn(reader.resource(name), dimension, from, to).perSecond());
    };
  }

  static Measure unitsDifference(MeasureArguments arguments) {
    String of = arguments.resource("of");
    String minus = arguments.resource("minus");
    Dimension dimension = arguments.dimension();
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      return Reading.of(
          OutcomeReader.totalUnits(reader.resource(of), dimension)
              - OutcomeReader.totalUnits(reader.resource(minus), dimension));
    };
  }

  /** What a resource consumes in the whole periods between a flow's start and its end. */
  static Measure unitsWhileFlowRuns(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    String flow = arguments.flow("flow");
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      OutcomeReader.Window window =
          unitsIn(
              reader.resource(name), dimension, reader.startSeconds(flow), reader.endSeconds(flow));
      return window.seconds() == 0 ? Reading.NONE : Reading.of(window.sum());
    };
  }

  /** The most by which a resource's units lag behind some flows' writes at a minute's end. */
  static Measure unitsBehind(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    List<String> flows = arguments.flows("flows");
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      double[] written = reader.succeededPerMinute(flows);
      double[] consumed = minuteSums(reader.resource(name), dimension);
      double behind = 0;
      double most = 0;
      for (int i = 0; i < written.length; i++) {
        behind += written[i] - consumed[i];
        most = Math.max(most, Math.abs(behind));
      }
      return Reading.of(most);
    };
  }

  /** The largest difference of a minute's units from the published ones, in percent of these. */
  static Measure minuteDeviation(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    List<Double> published = arguments.numbers("published");
    return outcome -> {
      double[] sums = minuteSums(new OutcomeReader(outcome).resource(name), dimension);
      double largest = 0;
      var predicted = new ArrayList<String>();
      for (int i = 0; i < published.size(); i++) {
        double sum = i < sums.length ? sums[i] : 0;
        largest = Math.max(largest, Math.abs(sum / published.get(i) - 1) * PERCENT);
        predicted.add(String.format(Locale.ROOT, "%,d", Math.round(sum)));
      }
      return new Reading(largest, "units per minute: " + String.join(", ", predicted));
    };
  }

  static Measure succeededRequests(MeasureArguments arguments) {
    String flow = arguments.flow("flow");
    return outcome -> Reading.count(new OutcomeReader(outcome).flow(flow).succeeded());
  }

  private static OutcomeReader.Window unitsIn(
      ResourceOutcome resource, Dimension dimension, double fromSeconds, double toSeconds) {
    return OutcomeReader.window(
        OutcomeReader.units(resource, dimension),
        resource.series().periodSeconds(),
        fromSeconds,
        toSeconds);
  }

  private static double[] minuteSums(ResourceOutcome resource, Dimension dimension) {
    return OutcomeReader.minuteSums(
        OutcomeReader.units(resource, dimension), resource.series().periodSeconds());
  }
}
