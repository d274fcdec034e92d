package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.evidence.OutcomeReader.Window;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The measures of time, units and throttling: how each is made of its arguments. */
final class Measures {

  private static final double PERCENT = 100;

  private Measures() {}

  /** From one instant to another. */
  static Measure seconds(MeasureArguments arguments) {
    String resource = arguments.resourceOrTable();
    Moment from = arguments.moment("from", resource);
    Moment to = arguments.moment("to", resource);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      double start = from.in(reader);
      return Reading.of(Double.isInfinite(start) ? start : to.in(reader) - start);
    };
  }

  static Measure throttleEvents(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.optionalDimension();
    Moment from = arguments.fromOrStart(name);
    Moment to = arguments.toOrEnd(name);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      Series events = OutcomeReader.throttleEvents(reader.resource(name), dimension);
      return Reading.of(reader.window(name, events, from, to).sum());
    };
  }

  static Measure throttleEventsPerSecond(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.optionalDimension();
    Moment from = arguments.fromOrStart(name);
    Moment to = arguments.toOrEnd(name);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      Series events = OutcomeReader.throttleEvents(reader.resource(name), dimension);
      return Reading.of(reader.window(name, events, from, to).perSecond());
    };
  }

  /** The most minutes in a row with a throttle event in each. */
  static Measure throttledMinutes(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.optionalDimension();
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      double[] minutes =
          OutcomeReader.minuteSums(
              OutcomeReader.throttleEvents(resource, dimension), resource.series().periodSeconds());
      int longest = 0;
      int inARow = 0;
      for (double events : minutes) {
        inARow = events > 0 ? inARow + 1 : 0;
        longest = Math.max(longest, inARow);
      }
      return new Reading(longest, "events per minute: " + rounded(minutes));
    };
  }

  static Measure throttledRequests(MeasureArguments arguments) {
    String resource = arguments.resource("resource");
    return outcome ->
        Reading.count(new OutcomeReader(outcome).resource(resource).totals().throttledRequests());
  }

  /** Throttle events in a hundred attempts to read or write an item. */
  static Measure throttledShare(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Moment from = arguments.fromOrStart(name);
    Moment to = arguments.toOrEnd(name);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      ResourceOutcome resource = reader.resource(name);
      double events =
          reader.window(name, OutcomeReader.throttleEvents(resource, null), from, to).sum();
      Admitted admitted = resource.series().admitted();
      double passed = 0;
      for (Series way : List.of(admitted.normal(), admitted.burst(), admitted.adaptive())) {
        passed += reader.window(name, way, from, to).sum();
      }
      return Reading.of(PERCENT * events / (events + passed));
    };
  }

  /** In the whole periods of a window. */
  static Measure units(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    Moment from = arguments.fromOrStart(name);
    Moment to = arguments.toOrEnd(name);
    return outcome -> {
      Window window = unitsIn(new OutcomeReader(outcome), name, dimension, from, to);
      return window.seconds() == 0 ? Reading.NONE : Reading.of(window.sum());
    };
  }

  static Measure unitsPerSecond(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    Moment from = arguments.fromOrStart(name);
    Moment to = arguments.toOrEnd(name);
    return outcome ->
        Reading.of(unitsIn(new OutcomeReader(outcome), name, dimension, from, to).perSecond());
  }

  /** Units per second in the minute that consumes most. */
  static Measure highestMinute(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    return outcome ->
        Reading.of(
            Arrays.stream(minuteSums(new OutcomeReader(outcome).resource(name), dimension))
                    .max()
                    .orElse(0)
                / OutcomeReader.MINUTE_SECONDS);
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
      double[] predicted = Arrays.copyOf(sums, published.size());
      double largest = 0;
      for (int i = 0; i < predicted.length; i++) {
        largest = Math.max(largest, Math.abs(predicted[i] / published.get(i) - 1) * PERCENT);
      }
      return new Reading(largest, "units per minute: " + rounded(predicted));
    };
  }

  static Measure succeededRequests(MeasureArguments arguments) {
    String flow = arguments.flow("flow");
    return outcome -> Reading.count(new OutcomeReader(outcome).flow(flow).succeeded());
  }

  /** Of the requests that were offered; 0 to 1. */
  static Measure succeededShare(MeasureArguments arguments) {
    String name = arguments.flow("flow");
    return outcome -> {
      FlowOutcome flow = new OutcomeReader(outcome).flow(name);
      return Reading.of((double) flow.succeeded() / flow.offered());
    };
  }

  static Measure attemptsPerRequest(MeasureArguments arguments) {
    String name = arguments.flow("flow");
    return outcome -> {
      FlowOutcome flow = new OutcomeReader(outcome).flow(name);
      return Reading.of((double) flow.attempts() / flow.offered());
    };
  }

  /** The attempts of one flow over those of another. */
  static Measure attemptsQuotient(MeasureArguments arguments) {
    String of = arguments.flow("of");
    String over = arguments.flow("over");
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      return Reading.of((double) reader.flow(of).attempts() / reader.flow(over).attempts());
    };
  }

  private static Window unitsIn(
      OutcomeReader reader, String name, Dimension dimension, Moment from, Moment to) {
    return reader.window(name, OutcomeReader.units(reader.resource(name), dimension), from, to);
  }

  private static double[] minuteSums(ResourceOutcome resource, Dimension dimension) {
    return OutcomeReader.minuteSums(
        OutcomeReader.units(resource, dimension), resource.series().periodSeconds());
  }

  private static String rounded(double[] values) {
    var texts = new ArrayList<String>();
    for (double value : values) {
      texts.add(String.format(Locale.ROOT, "%,d", Math.round(value)));
    }
    return String.join(", ", texts);
  }
}
