package dev.headroom.traffic;

import dev.headroom.traffic.RateShape.Constant;
import dev.headroom.traffic.RateShape.Diurnal;
import dev.headroom.traffic.RateShape.Points;
import dev.headroom.traffic.RateShape.RatePoint;
import dev.headroom.traffic.RateShape.Spike;
import dev.headroom.traffic.RateShape.Steps;
import dev.headroom.traffic.RateShape.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;

/**
 * A {@link RateShape} made ready for arithmetic: its rate at any time, and how much arrives between
 * two times.
 *
 * <p>Times are nanoseconds from the start of the flow; before it the rate is 0. Amounts are exact
 * integrals of the shape, so that they add up whatever the steps. Immutable; no call allocates
 * except {@link #nextBendNanos} and {@link #endNanos}.
 *
 * <pre>{@code
 * RateCurve curve = RateCurve.of(new RateShape.Constant(800), start);
 * double requests = curve.amountBetween(0, 50_000_000);   // 40
 * }</pre>
 */
public final class RateCurve {

  private static final double NANOS_PER_SECOND = 1e9;
  private static final long NANOS_PER_DAY = Duration.ofDays(1).toNanos();
  private static final double RADIANS_PER_NANO = 2 * Math.PI / NANOS_PER_DAY;

  /** Where each line begins, ascending, the first at 0. */
  private final long[] lineStartNanos;

  /** The rate where a line begins. */
  private final double[] startPerSecond;

  /** The change of rate along a line; the last line is level. */
  private final double[] slopePerSecondPerNano;

  /** What has arrived before a line begins. */
  private final double[] amountBefore;

  /** Half the height of the daily wave on top of the lines; 0 without. */
  private final double wavePerSecond;

  /** Time of a crest of the daily wave. */
  private final long crestNanos;

  private RateCurve(List<Line> lines, double wavePerSecond, long crestNanos) {
    int count = lines.size();
    lineStartNanos = new long[count];
    startPerSecond = new double[count];
    slopePerSecondPerNano = new double[count];
    amountBefore = new double[count];
    for (int i = 0; i < count; i++) {
      Line line = lines.get(i);
      lineStartNanos[i] = line.startNanos;
      startPerSecond[i] = line.startPerSecond;
      if (i + 1 < count) {
        double lengthNanos = lines.get(i + 1).startNanos - line.startNanos;
        slopePerSecondPerNano[i] = (line.endPerSecond - line.startPerSecond) / lengthNanos;
        amountBefore[i + 1] =
            amountBefore[i]
                + (line.startPerSecond + line.endPerSecond) / 2 * (lengthNanos / NANOS_PER_SECOND);
      }
    }
    this.wavePerSecond = wavePerSecond;
    this.crestNanos = crestNanos;
  }

  /**
   * The curve of a shape.
   *
   * @param shape the shape; its times must be ascending and not negative
   * @param start the instant of the flow's start, which places a daily wave
   */
  public static RateCurve of(RateShape shape, Instant start) {
    return switch (shape) {
      case Constant constant -> level(constant.perSecond());
      case Points points -> ofPoints(points.points());
      case Steps steps -> ofSteps(steps.steps());
      case Trace trace -> ofTrace(trace.rows());
      case Spike spike -> ofSpike(spike);
      case Diurnal diurnal -> ofDiurnal(diurnal, start);
    };
  }

  /** The rate at a time. */
  public double perSecondAt(long nanos) {
    if (nanos < 0) {
      return 0;
    }
    int line = lineAt(nanos);
    double perSecond =
        startPerSecond[line] + slopePerSecondPerNano[line] * (nanos - lineStartNanos[line]);
    if (wavePerSecond > 0) {
      perSecond += wavePerSecond * StrictMath.cos(wavePhase(nanos));
    }
    return Math.max(0, perSecond);
  }

  /** How much arrives in {@code [fromNanos, toNanos)}: the integral of the rate. */
  public double amountBetween(long fromNanos, long toNanos) {
    long from = Math.max(0, fromNanos);
    if (toNanos <= from) {
      return 0;
    }
    int first = lineAt(from);
    int last = lineAt(toNanos);
    double amount =
        first == last
            ? amountWithin(first, from, toNanos)
            : amountWithin(first, from, lineStartNanos[first + 1])
                + (amountBefore[last] - amountBefore[first + 1])
                + amountWithin(last, lineStartNanos[last], toNanos);
    if (wavePerSecond > 0) {
      amount += waveBetween(from, toNanos);
    }
    return Math.max(0, amount);
  }

  /** The next time after the given one at which the rate jumps or its slope changes. */
  public OptionalLong nextBendNanos(long nanos) {
    if (nanos < 0) {
      return OptionalLong.of(0);
    }
    int next = lineAt(nanos) + 1;
    return next < lineStartNanos.length
        ? OptionalLong.of(lineStartNanos[next])
        : OptionalLong.empty();
  }

  /** The time from which on the rate is 0 for ever; empty where that never happens. */
  public OptionalLong endNanos() {
    int last = lineStartNanos.length - 1;
    if (wavePerSecond > 0 || startPerSecond[last] > 0) {
      return OptionalLong.empty();
    }
    while (last > 0 && startPerSecond[last - 1] == 0 && slopePerSecondPerNano[last - 1] == 0) {
      last--;
    }
    return OptionalLong.of(lineStartNanos[last]);
  }

  /** The time of the last bend, after which the shape has nothing new; 0 for a level rate. */
  public long lastBendNanos() {
    return lineStartNanos[lineStartNanos.length - 1];
  }

  private double amountWithin(int line, long fromNanos, long toNanos) {
    double offsetNanos = (fromNanos - lineStartNanos[line]) + (toNanos - fromNanos) / 2.0;
    double meanPerSecond = startPerSecond[line] + slopePerSecondPerNano[line] * offsetNanos;
    return meanPerSecond * ((toNanos - fromNanos) / NANOS_PER_SECOND);
  }

  // wave * (sin b - sin a) / omega, with sin b - sin a = 2 cos((a + b) / 2) sin((b - a) / 2),
  // which keeps its digits where a and b are close.
  private double waveBetween(long fromNanos, long toNanos) {
    double halfLength = (toNanos - fromNanos) / 2.0 * RADIANS_PER_NANO;
    double middle = wavePhase(fromNanos) + halfLength;
    return wavePerSecond
        * (2 * StrictMath.cos(middle) * StrictMath.sin(halfLength))
        / (RADIANS_PER_NANO * NANOS_PER_SECOND);
  }

  private double wavePhase(long nanos) {
    return Math.floorMod(nanos - crestNanos, NANOS_PER_DAY) * RADIANS_PER_NANO;
  }

  private int lineAt(long nanos) {
    if (lineStartNanos.length == 1) {
      return 0;
    }
    int found = Arrays.binarySearch(lineStartNanos, nanos);
    return found >= 0 ? found : -found - 2;
  }

  private static RateCurve level(double perSecond) {
    return new RateCurve(List.of(new Line(0, perSecond, perSecond)), 0, 0);
  }

  private static RateCurve ofPoints(List<RatePoint> points) {
    Lines lines = new Lines();
    RatePoint first = points.getFirst();
    lines.add(0, first.perSecond(), first.perSecond());
    for (int i = 0; i < points.size(); i++) {
      RatePoint point = points.get(i);
      RatePoint next = points.get(Math.min(i + 1, points.size() - 1));
      lines.add(point.at().toNanos(), point.perSecond(), next.perSecond());
    }
    return lines.curve();
  }

  private static RateCurve ofSteps(List<RatePoint> steps) {
    Lines lines = new Lines();
    lines.add(0, 0, 0);
    for (RatePoint step : steps) {
      lines.add(step.at().toNanos(), step.perSecond(), step.perSecond());
    }
    return lines.curve();
  }

  private static RateCurve ofTrace(List<RatePoint> rows) {
    Lines lines = new Lines();
    lines.add(0, 0, 0);
    for (RatePoint row : rows.subList(0, rows.size() - 1)) {
      lines.add(row.at().toNanos(), row.perSecond(), row.perSecond());
    }
    lines.add(rows.getLast().at().toNanos(), 0, 0);
    return lines.curve();
  }

  private static RateCurve ofSpike(Spike spike) {
    Lines lines = new Lines();
    lines.add(0, spike.basePerSecond(), spike.basePerSecond());
    long atNanos = spike.at().toNanos();
    lines.add(atNanos, spike.peakPerSecond(), spike.peakPerSecond());
    lines.add(
        Math.addExact(atNanos, spike.length().toNanos()),
        spike.basePerSecond(),
        spike.basePerSecond());
    return lines.curve();
  }

  private static RateCurve ofDiurnal(Diurnal diurnal, Instant start) {
    double mean = (diurnal.lowPerSecond() + diurnal.highPerSecond()) / 2;
    double wave = (diurnal.highPerSecond() - diurnal.lowPerSecond()) / 2;
    long startNanoOfDay = start.atOffset(ZoneOffset.UTC).toLocalTime().toNanoOfDay();
    long crestNanos = diurnal.peakAt().toNanoOfDay() - startNanoOfDay;
    return new RateCurve(List.of(new Line(0, mean, mean)), wave, crestNanos);
  }

  private record Line(long startNanos, double startPerSecond, double endPerSecond) {}

  /** Lines in order; of two that begin at the same time the later one counts. */
  private static final class Lines {
    private final List<Line> lines = new ArrayList<>();

    void add(long startNanos, double startPerSecond, double endPerSecond) {
      if (!lines.isEmpty() && lines.getLast().startNanos == startNanos) {
        lines.removeLast();
      } else if (!lines.isEmpty() && lines.getLast().startNanos > startNanos) {
        throw new IllegalArgumentException("times must ascend: " + startNanos + " ns is too early");
      }
      lines.add(new Line(startNanos, startPerSecond, endPerSecond));
    }

    RateCurve curve() {
      return new RateCurve(lines, 0, 0);
    }
  }
}
