package dev.headroom.measured;

import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.measured.Metric.Kind;
import dev.headroom.measured.SeriesSet.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Puts series on one grid of periods: what is missing is 0. Used once. */
final class Alignment {

  /** CloudWatch's longest period is a day. */
  static final long MAX_PERIOD_SECONDS = 86_400;

  private static final int MAX_PERIODS = 200_000;
  private static final String HOW_TO_SAY = "; say how long a period is: --period 1m";

  private final MeasurementOptions options;
  private final Problems problems;
  private final List<String> notes;

  Alignment(MeasurementOptions options, Problems problems, List<String> notes) {
    this.options = options;
    this.problems = problems;
    this.notes = notes;
  }

  /** The measurements; null after noting a problem. */
  @Nullable Measurements align(Map<SeriesKey, RawSeries> named) {
    Long period = options.periodSeconds() == null ? period(named) : options.periodSeconds();
    if (period == null) {
      return null;
    }
    List<RawSeries> filled = named.values().stream().filter(s -> !s.points.isEmpty()).toList();
    Instant first = Collections.min(filled.stream().map(s -> s.points.firstKey()).toList());
    Instant last = Collections.max(filled.stream().map(s -> s.points.lastKey()).toList());
    long periods = (last.getEpochSecond() - first.getEpochSecond()) / period + 1;
    if (periods > MAX_PERIODS) {
      problems.add(
          filled.getFirst().location,
          "spans from " + first + " to " + last + ", " + periods + " periods: too long");
      return null;
    }
    List<MeasuredSeries> series = new ArrayList<>();
    named.forEach(
        (key, raw) ->
            series.add(
                new MeasuredSeries(
                    key.name().table(),
                    key.name().index(),
                    key.name().metric(),
                    key.statistic(),
                    values(key, raw, first, period, (int) periods))));
    return problems.isEmpty()
        ? new Measurements(first, period, (int) periods, series, notes)
        : null;
  }

  private List<Double> values(
      SeriesKey key, RawSeries raw, Instant start, long period, int periods) {
    List<Double> values = new ArrayList<>(Collections.nCopies(periods, 0.0));
    boolean mustFit = key.name().metric().kind() == Kind.CONSUMED;
    Long shortest = shortestGap(raw.points);
    if (mustFit && shortest != null && shortest < period) {
      problems.add(
          raw.location,
          raw.shown()
              + " has points "
              + shortest
              + " s apart, closer than the period of "
              + period
              + " s");
      return values;
    }
    for (Map.Entry<Instant, Double> point : raw.points.entrySet()) {
      long offset = point.getKey().getEpochSecond() - start.getEpochSecond();
      if (mustFit && offset % period != 0) {
        problems.add(
            raw.location,
            raw.shown()
                + " has a point at "
                + point.getKey()
                + " that lies between the periods of "
                + period
                + " s from "
                + start);
        return values;
      }
      int index = (int) (offset / period);
      values.set(index, values.get(index) + point.getValue());
    }
    return values;
  }

  /** The period that the files state or show; null after noting that it is not clear. */
  private @Nullable Long period(Map<SeriesKey, RawSeries> named) {
    SortedSet<Long> stated = new TreeSet<>();
    SortedSet<Long> shown = new TreeSet<>();
    Location location = named.values().iterator().next().location;
    named.forEach(
        (key, raw) -> {
          Long gap = shortestGap(raw.points);
          if (raw.periodSeconds != null) {
            stated.add(raw.periodSeconds);
          } else if (gap != null && key.name().metric().kind() == Kind.CONSUMED) {
            shown.add(gap);
          }
        });
    if (!stated.isEmpty()) {
      return single(stated, location, "the periods differ: ");
    }
    if (!shown.isEmpty()) {
      Long period = single(shown, location, "the shortest gaps between points differ: ");
      if (period != null && !isPeriod(period)) {
        problems.add(
            location,
            "the shortest gap between points is "
                + period
                + " s, which is no period of CloudWatch"
                + HOW_TO_SAY);
        return null;
      }
      if (period != null) {
        notes.add("the period is taken from the shortest gap between points: " + period + " s");
      }
      return period;
    }
    problems.add(location, "has too few points to tell how long a period is" + HOW_TO_SAY);
    return null;
  }

  private @Nullable Long single(SortedSet<Long> periods, Location location, String message) {
    if (periods.size() == 1) {
      return periods.first();
    }
    problems.add(
        location,
        message
            + String.join(" s, ", periods.stream().map(String::valueOf).toList())
            + " s"
            + HOW_TO_SAY);
    return null;
  }

  /** Source: CloudWatch API Reference, MetricStat: 1, 5, 10, 30 or a multiple of 60 seconds. */
  private static boolean isPeriod(long seconds) {
    return List.of(1L, 5L, 10L, 30L).contains(seconds)
        || (seconds % 60 == 0 && seconds <= MAX_PERIOD_SECONDS);
  }

  private static @Nullable Long shortestGap(NavigableMap<Instant, Double> points) {
    Long shortest = null;
    Instant before = null;
    for (Instant at : points.keySet()) {
      if (before != null) {
        long gap = at.getEpochSecond() - before.getEpochSecond();
        shortest = shortest == null ? gap : Math.min(shortest, gap);
      }
      before = at;
    }
    return shortest;
  }
}
