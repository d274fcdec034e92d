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
import org.jspecify.annotations.Nullable;

/** Looks things up in an outcome by name and by time. */
final class OutcomeReader {

  static final int MINUTE_SECONDS = 60;

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

  /** Throttle events per period, of one dimension or, if null, of both. */
  static Series throttleEvents(ResourceOutcome resource, @Nullable Dimension dimension) {
    double[] sums = new double[resource.series().consumedReadUnits().size()];
    resource
        .series()
        .throttleEvents()
        .forEach(
            (reason, events) -> {
              if (dimension == null || reason.dimension() == dimension) {
                for (int i = 0; i < sums.length; i++) {
                  sums[i] += events.get(i);
                }
              }
            });
    return Series.of(sums);
  }

  /** Provisioned units per period. */
  static Series capacity(ResourceOutcome resource, Dimension dimension) {
    Series capacity =
        switch (dimension) {
          case READ -> resource.series().provisionedReadUnits();
          case WRITE -> resource.series().provisionedWriteUnits();
        };
    return capacity == null ? Series.of() : capacity;
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

  /** When the last period with a throttle event ends; infinite if nothing was throttled. */
  double lastThrottleSeconds(String resource) {
    Series events = throttleEvents(resource(resource), null);
    for (int i = events.size(); i > 0; i--) {
      if (events.get(i - 1) > 0) {
        return (double) i * resource(resource).series().periodSeconds();
      }
    }
    return Double.POSITIVE_INFINITY;
  }

  /** When provisioned capacity changes, for the n-th time; infinite if it does not. */
  double capacityChangeSeconds(String resource, Dimension dimension, int n) {
    ResourceOutcome found = resource(resource);
    List<Levels.Level> levels =
        Levels.heldExactly(capacity(found, dimension), found.series().periodSeconds());
    return n < levels.size() ? levels.get(n).fromSeconds() : Double.POSITIVE_INFINITY;
  }

  /** When the number of partitions changes, for the n-th time; infinite if it does not. */
  double partitionChangeSeconds(String resource, int n) {
    Series partitions = resource(resource).series().partitions();
    int changes = 0;
    for (int i = 1; i < partitions.size(); i++) {
      if (partitions.get(i) != partitions.get(i - 1) && ++changes == n) {
        return (double) i * resource(resource).series().periodSeconds();
      }
    }
    return Double.POSITIVE_INFINITY;
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

  /** The window of a resource's series between two instants. */
  Window window(String resource, Series series, Moment from, Moment to) {
    int periodSeconds = resource(resource).series().periodSeconds();
    double fromSeconds = from.in(this);
    double toSeconds = to.in(this);
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
