package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.evidence.Levels.Level;
import dev.headroom.evidence.Measure.Reading;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The measures of capacity, partitions and steps: how each is made of its arguments. */
final class ChangeMeasures {

  private ChangeMeasures() {}

  /** The most by which a level of provisioned capacity differs from the published one. */
  static Measure capacityDeviation(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    List<Double> published = arguments.numbers("published");
    return outcome -> {
      List<Level> levels = capacityLevels(new OutcomeReader(outcome).resource(name), dimension);
      double largest = levels.size() == published.size() ? 0 : Double.POSITIVE_INFINITY;
      for (int i = 0; i < Math.min(levels.size(), published.size()); i++) {
        largest = Math.max(largest, Math.abs(levels.get(i).value() - published.get(i)));
      }
      return new Reading(largest, "capacity: " + values(levels));
    };
  }

  /** How often provisioned capacity falls. */
  static Measure capacityDecreases(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    return outcome -> {
      List<Level> levels = capacityLevels(new OutcomeReader(outcome).resource(name), dimension);
      int falls = 0;
      for (int i = 1; i < levels.size(); i++) {
        falls += levels.get(i).value() < levels.get(i - 1).value() ? 1 : 0;
      }
      return new Reading(falls, "capacity: " + values(levels));
    };
  }

  /**
   * The most by which an increase goes beyond what the busiest of the minutes before it asks for at
   * the target utilization.
   */
  static Measure capacityBeyondTarget(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    double targetShare = arguments.number("targetPercent") / 100;
    int window = (int) arguments.number("minutes");
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      List<Level> levels = capacityLevels(resource, dimension);
      double[] consumed =
          OutcomeReader.minuteSums(
              OutcomeReader.units(resource, dimension), resource.series().periodSeconds());
      double most = Double.NEGATIVE_INFINITY;
      for (int i = 1; i < levels.size(); i++) {
        Level level = levels.get(i);
        if (level.value() > levels.get(i - 1).value()) {
          int until = (int) (level.fromSeconds() / OutcomeReader.MINUTE_SECONDS);
          double busiest =
              Arrays.stream(consumed, Math.max(0, until - window), until).max().orElse(0);
          double wanted = Math.ceil(busiest / OutcomeReader.MINUTE_SECONDS / targetShare);
          most = Math.max(most, level.value() - wanted);
        }
      }
      return new Reading(Double.isInfinite(most) ? Double.NaN : most, values(levels));
    };
  }

  /** The number of partitions at an instant. */
  static Measure partitions(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Moment at = arguments.moment("at", name);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      ResourceOutcome resource = reader.resource(name);
      return Reading.of(at(resource.series().partitions(), resource, at.in(reader)));
    };
  }

  /** Provisioned units per second and partition at an instant. */
  static Measure evenShare(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    Moment at = arguments.moment("at", name);
    return outcome -> {
      var reader = new OutcomeReader(outcome);
      ResourceOutcome resource = reader.resource(name);
      double seconds = at.in(reader);
      double partitions = at(resource.series().partitions(), resource, seconds);
      double units = at(OutcomeReader.capacity(resource, dimension), resource, seconds);
      return new Reading(
          units / resource.series().periodSeconds() / partitions,
          "partitions: " + Math.round(partitions));
    };
  }

  /** The most splits in any stretch of so many minutes. */
  static Measure splits(MeasureArguments arguments) {
    String name = arguments.resource("resource");
    double minutes = arguments.number("minutes");
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      Series partitions = resource.series().partitions();
      int periods =
          (int) (minutes * OutcomeReader.MINUTE_SECONDS / resource.series().periodSeconds());
      double most = 0;
      for (int i = 1; i < partitions.size(); i++) {
        most = Math.max(most, partitions.get(i) - partitions.get(Math.max(0, i - periods)));
      }
      return Reading.of(most);
    };
  }

  /** On how many levels consumption stands, one after the other; 0 if it also falls. */
  static Measure steps(MeasureArguments arguments) {
    return staircase(arguments, List::size);
  }

  /** The highest rise from one level to the next, in units per second. */
  static Measure highestStep(MeasureArguments arguments) {
    return staircase(
        arguments,
        levels -> {
          double highest = Double.NaN;
          for (int i = 1; i < levels.size(); i++) {
            double step = levels.get(i).value() - levels.get(i - 1).value();
            highest = highest >= step ? highest : step;
          }
          return highest;
        });
  }

  /** The median of the times between such rises, in minutes. */
  static Measure minutesBetweenSteps(MeasureArguments arguments) {
    return staircase(
        arguments,
        levels -> {
          double[] gaps = new double[Math.max(0, levels.size() - 2)];
          for (int i = 0; i < gaps.length; i++) {
            gaps[i] = levels.get(i + 2).fromSeconds() - levels.get(i + 1).fromSeconds();
          }
          Arrays.sort(gaps);
          return gaps.length == 0
              ? Double.NaN
              : gaps[(gaps.length - 1) / 2] / OutcomeReader.MINUTE_SECONDS;
        });
  }

  /** A number that levels make. */
  @FunctionalInterface
  private interface Shape {
    double of(List<Level> levels);
  }

  private static Measure staircase(MeasureArguments arguments, Shape shape) {
    String name = arguments.resource("resource");
    Dimension dimension = arguments.dimension();
    double least = arguments.number("least");
    return outcome -> {
      ResourceOutcome resource = new OutcomeReader(outcome).resource(name);
      double[] minutes =
          OutcomeReader.minuteSums(
              OutcomeReader.units(resource, dimension), resource.series().periodSeconds());
      double[] perSecond =
          Arrays.stream(minutes).map(units -> units / OutcomeReader.MINUTE_SECONDS).toArray();
      List<Level> levels = Levels.risenTo(perSecond, least);
      return new Reading(shape.of(levels), "units per second: " + values(levels));
    };
  }

  private static List<Level> capacityLevels(ResourceOutcome resource, Dimension dimension) {
    return Levels.heldExactly(
        OutcomeReader.capacity(resource, dimension), resource.series().periodSeconds());
  }

  private static double at(Series series, ResourceOutcome resource, double seconds) {
    int period = (int) (seconds / resource.series().periodSeconds());
    return series.size() == 0 ? Double.NaN : series.get(Math.min(period, series.size() - 1));
  }

  private static String values(List<Level> levels) {
    return levels.stream()
        .map(level -> String.valueOf(Math.round(level.value())))
        .collect(Collectors.joining(", "));
  }
}
