package dev.headroom.comparison;

import java.util.ArrayList;
import java.util.List;

/**
 * The time that both sides share, on an axis of seconds since the simulated run began.
 *
 * <p>Minutes begin where the periods of the side with the longer ones begin, so that these need not
 * be cut. A minute that one side covers only in part, as the first and last one of a run often are,
 * is shown and not judged. Over the run as a whole, a beginning or end that only one side has, and
 * that is shorter than a minute, counts as part of the run: requests that were under way at its
 * end, or a minute of CloudWatch that reaches beyond it.
 */
final class Timeline {

  private static final int SECONDS_PER_MINUTE = 60;

  private final Side simulated;
  private final Side observed;
  private final double from;
  private final double to;
  private final int minuteSeconds;

  Timeline(Side simulated, Side observed) {
    this.simulated = simulated;
    this.observed = observed;
    from = Math.max(simulated.beginSeconds(), observed.beginSeconds());
    to = Math.min(simulated.endSeconds(), observed.endSeconds());
    int period = Math.max(simulated.periodSeconds(), observed.periodSeconds());
    minuteSeconds = period * Math.ceilDiv(SECONDS_PER_MINUTE, period);
  }

  /** A stretch of time. */
  record Span(double from, double to, boolean isWhole) {}

  boolean isEmpty() {
    return to <= from;
  }

  double from() {
    return from;
  }

  double to() {
    return to;
  }

  int minuteSeconds() {
    return minuteSeconds;
  }

  /** The minutes; a run that has no whole one is one by itself. */
  List<Span> minutes() {
    List<Span> minutes = new ArrayList<>();
    double grid =
        observed.periodSeconds() > simulated.periodSeconds() ? observed.beginSeconds() : 0;
    long first = (long) Math.floor((from - grid) / minuteSeconds);
    for (long i = first; grid + (double) i * minuteSeconds < to; i++) {
      double begin = grid + (double) i * minuteSeconds;
      minutes.add(span(begin, begin + minuteSeconds));
    }
    return minutes.stream().anyMatch(Span::isWhole) || hasPartialEdges()
        ? minutes
        : List.of(new Span(from, to, true));
  }

  private Span span(double begin, double end) {
    double slack = hasPartialEdges() ? observed.periodSeconds() : 0;
    return new Span(
        Math.max(begin, from),
        Math.min(end, to),
        begin >= observed.beginSeconds() + slack
            && end <= observed.endSeconds() - slack
            && begin >= simulated.beginSeconds()
            && end <= simulated.endSeconds());
  }

  private boolean hasPartialEdges() {
    return observed.hasPartialEdges();
  }

  /** What falls into a stretch of time on each side. */
  static Pair sum(Sampled simulated, Sampled observed, Span span) {
    return new Pair(simulated.sum(span.from(), span.to()), observed.sum(span.from(), span.to()));
  }

  /** What falls into the run as a whole. */
  Pair total(Sampled ofSimulated, Sampled ofObserved) {
    return new Pair(total(simulated, ofSimulated), total(observed, ofObserved));
  }

  private double total(Side side, Sampled values) {
    double edge = hasPartialEdges() ? observed.periodSeconds() : 0;
    boolean beginsTogether = Math.abs(simulated.beginSeconds() - observed.beginSeconds()) <= edge;
    boolean endsTogether = Math.abs(simulated.endSeconds() - observed.endSeconds()) <= edge;
    return values.sum(
        beginsTogether ? side.beginSeconds() : from, endsTogether ? side.endSeconds() : to);
  }
}
