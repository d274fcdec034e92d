package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import java.util.Arrays;
import java.util.List;

/** Looks things up in an outcome by name and by time. */
final class OutcomeReader {

  private static final int MINUTE_SECONDS = 60;

  private final Outcome outcome;

  OutcomeReader(Outcome outcome) {
    this.outcome = outcome;
  }

  ResourceOutcome resource(String name) {
    return outcome.resources().stream()
        .filter(resource -> resource.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no resource " + name));
  }

  FlowOutcome flow(String name) {
    return outcome.flows().stream()
        .filter(flow -> flow.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no flow " + name));
  }

  static Series units(ResourceOutcome resource, Dimension dimension) {
    ResourceSeries series = resource.series();
    return switch (dimension) {
      case READ -> series.consumedReadUnits();
      case WRITE -> series.consumedWriteUnits();
    };
  }

  static double totalUnits(ResourceOutcome resource, Dimension dimension) {
    return switch (dimension) {
      case READ -> resource.totals().consumedReadUnits();
      case WRITE -> resource.totals().consumedWriteUnits();
    };
  }

  /** Seconds from the start of the run; infinite if nothing was throttled. */
  double firstThrottleSeconds(String resource) {
    return seconds("first-throttle", resource, Double.POSITIVE_INFINITY);
  }

  /** Seconds from the start of the run; a flow without such an event begins with the run. */
  double startSeconds(String flow) {
    return flow(flow).offered() == 0 ? Double.POSITIVE_INFINITY : seconds("flow-start", flow, 0);
  }

  /** Seconds from the start of the run; infinite if the flow goes on to the end. */
  double endSeconds(String flow) {
    return seconds("flow-end", flow, Double.POSITIVE_INFINITY);
  }

  private double seconds(String kind, String subject, double otherwise) {
    return outcome.events().stream()
        .filter(event -> event.kind().equals(kind) && event.resource().equals(subject))
        .mapToDouble(Event::atSeconds)
        .findFirst()
        .orElse(otherwise);
  }

  /** A sum over the periods that lie wholly inside a window, and their length. */
  record Window(double sum, double seconds) {

    double perSecond() {
      return seconds == 0 ? Double.NaN : sum / seconds;
    }
  }

  static Window window(Series series, int periodSeconds, double fromSeconds, double toSeconds) {
    double sum = 0;
    int periods = 0;
    for (int i = 0; i < series.size(); i++) {
      boolean isInside =
          (double) i * periodSeconds >= fromSeconds && (i + 1.0) * periodSeconds <= toSeconds;
      if (isInside) {
        sum += series.get(i);
        periods++;
      }
    }
    return new Window(sum, (double) periods * periodSeconds);
  }

  /** Sums per minute of the run; the last minute may be cut short. */
  static double[] minuteSums(Series series, int periodSeconds) {
    if (MINUTE_SECONDS % periodSeconds != 0) {
      throw new IllegalArgumentException("periods of " + periodSeconds + " s make no minutes");
    }
    int perMinute = MINUTE_SECONDS / periodSeconds;
    double[] sums = new double[Math.ceilDiv(series.size(), perMinute)];
    for (int i = 0; i < series.size(); i++) {
      sums[i / perMinute] += series.get(i);
    }
    return sums;
  }

  /** Requests of flows that succeeded, per minute of the run. */
  double[] succeededPerMinute(List<String> flows) {
    double[] sums = {};
    for (String name : flows) {
      FlowOutcome flow = flow(name);
      double[] more = minuteSums(flow.series().succeeded(), flow.series().periodSeconds());
      sums = Arrays.copyOf(sums, more.length);
      for (int i = 0; i < more.length; i++) {
        sums[i] += more[i];
      }
    }
    return sums;
  }
}
