package dev.headroom.traffic;

import java.time.Duration;
import java.time.LocalTime;
import java.util.List;

/** A rate over time, per second. What is counted, requests or units, is the flow's {@link Load}. */
public sealed interface RateShape {

  /** The same rate throughout. */
  record Constant(double perSecond) implements RateShape {}

  /** Straight lines between points; before the first and after the last the rate is theirs. */
  record Points(List<RatePoint> points) implements RateShape {
    public Points {
      points = List.copyOf(points);
    }
  }

  /** Each rate holds from its time until the next one's; before the first it is 0. */
  record Steps(List<RatePoint> steps) implements RateShape {
    public Steps {
      steps = List.copyOf(steps);
    }
  }

  /** A base rate with one peak that begins and ends at once. */
  record Spike(double basePerSecond, double peakPerSecond, Duration at, Duration length)
      implements RateShape {}

  /** A daily wave between a lowest and a highest rate, highest at {@code peakAt} (UTC). */
  record Diurnal(double lowPerSecond, double highPerSecond, LocalTime peakAt)
      implements RateShape {}

  /** A recorded rate: each row's rate holds until the next row; after the last row it is 0. */
  record Trace(String file, List<RatePoint> rows) implements RateShape {
    public Trace {
      rows = List.copyOf(rows);
    }
  }

  /** The highest rate there is at any time. */
  default double highestPerSecond() {
    return switch (this) {
      case Constant constant -> constant.perSecond;
      case Points points -> highest(points.points);
      case Steps steps -> highest(steps.steps);
      case Spike spike -> Math.max(spike.basePerSecond, spike.peakPerSecond);
      case Diurnal diurnal -> diurnal.highPerSecond;
      case Trace trace -> highest(trace.rows);
    };
  }

  private static double highest(List<RatePoint> points) {
    return points.stream().mapToDouble(RatePoint::perSecond).max().orElse(0);
  }

  /** A rate at a time, counted from the start of the flow. */
  record RatePoint(Duration at, double perSecond) {}
}
