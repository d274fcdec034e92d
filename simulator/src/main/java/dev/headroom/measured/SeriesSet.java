package dev.headroom.measured;

import dev.headroom.document.Location;
import dev.headroom.document.Problems;
import dev.headroom.document.Quoted;
import dev.headroom.measured.Metric.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of all files while they are read: finds out what each one is. Used once. */
final class SeriesSet {

  private static final String HOW_TO_NAME =
      "; say which metric it is: --series %s=ConsumedWriteCapacityUnits, or"
          + " ConsumedWriteCapacityUnits/INDEX for an index, or give the file of --metric-data-queries"
          + " too";

  private final MeasurementOptions options;
  private final Problems problems;
  private final List<RawSeries> found = new ArrayList<>();
  private final Map<String, SeriesQuery> queries = new HashMap<>();
  private final Map<SeriesKey, RawSeries> named = new LinkedHashMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  SeriesSet(MeasurementOptions options, Problems problems) {
    this.options = options;
    this.problems = problems;
  }

  void add(RawSeries series) {
    found.add(series);
  }

  void addQuery(SeriesQuery query) {
    queries.put(query.id(), query);
  }

  /** All series side by side; null after noting a problem. */
  @Nullable Measurements finish(String firstFile) {
    checkGivenNames();
    found.forEach(this::identify);
    reportRefusals();
    boolean hasTraffic =
        named.entrySet().stream()
            .anyMatch(
                entry ->
                    entry.getKey().name().metric().kind() == Kind.CONSUMED
                        && !entry.getValue().points.isEmpty());
    if (problems.isEmpty() && !hasTraffic) {
      problems.add(
          Location.ofFile(firstFile),
          "holds no point of ConsumedReadCapacityUnits or ConsumedWriteCapacityUnits");
    }
    return problems.isEmpty() ? new Alignment(options, problems, notes).align(named) : null;
  }

  private void checkGivenNames() {
    options
        .names()
        .forEach(
            (id, name) -> {
              if (SeriesName.parse(name) == null) {
                problems.add(
                    Location.ofFile("--series"),
                    Quoted.of(name)
                        + " is no metric of DynamoDB that tells traffic"
                        + Metric.suggestion(name));
              }
              if (found.stream().noneMatch(series -> series.id.equals(id))) {
                problems.add(
                    Location.ofFile("--series"),
                    "no series is called "
                        + Quoted.of(id)
                        + "; there are: "
                        + String.join(
                            ", ", found.stream().map(RawSeries::shown).distinct().toList()));
              }
            });
  }

  private void identify(RawSeries series) {
    SeriesQuery query = queries.get(series.id);
    SeriesQuery.Asked asked = query == null ? null : query.asked();
    if (asked != null) {
      series.statistic = asked.statistic();
      series.periodSeconds = asked.periodSeconds();
    }
    SeriesName name = nameOf(series, asked);
    String unusable = unusable(series, query, name);
    if (unusable != null) {
      refusals.add(new Refusal(series, name, unusable));
    } else if (name == null && isWithoutTraffic(series, asked)) {
      notes.add(series.shown() + " tells no traffic and is left out");
    } else if (name == null) {
      problems.add(
          series.location,
          "the series "
              + series.shown()
              + " names no metric"
              + String.format(Locale.ROOT, HOW_TO_NAME, series.id));
    } else {
      Statistic statistic =
          "samplecount".equals(statistic(series)) ? Statistic.SAMPLE_COUNT : Statistic.SUM;
      keep(new SeriesKey(name, statistic), series);
    }
  }

  private @Nullable SeriesName nameOf(RawSeries series, SeriesQuery.@Nullable Asked asked) {
    String given = options.names().get(series.id);
    if (given != null) {
      return SeriesName.parse(given);
    }
    if (asked != null) {
      return asked.name();
    }
    if (series.name != null) {
      return series.name;
    }
    SeriesName byId = SeriesName.within(series.id, options.indexNames());
    SeriesName byLabel = SeriesName.within(series.label, options.indexNames());
    if (byLabel == null) {
      return byId;
    }
    String both = series.label + " " + series.id;
    SeriesName byBoth = SeriesName.within(both, options.indexNames());
    String index = byLabel.index() == null && byBoth != null ? byBoth.index() : byLabel.index();
    return new SeriesName(byLabel.table(), index, byLabel.metric());
  }

  private static boolean isWithoutTraffic(RawSeries series, SeriesQuery.@Nullable Asked asked) {
    return Metric.isWithoutTraffic(
        asked == null ? series.label + " " + series.id : asked.metricName());
  }

  /** The statistic's name in lower case; empty if nothing tells it. */
  private static String statistic(RawSeries series) {
    if (series.statistic != null) {
      return series.statistic.toLowerCase(Locale.ROOT);
    }
    String words = series.label.toLowerCase(Locale.ROOT) + " " + Metric.letters(series.id);
    return List.of("samplecount", "average", "maximum", "minimum").stream()
        .filter(words::contains)
        .findFirst()
        .orElse("");
  }

  /** Why a series says nothing of traffic although its name does; null if it does. */
  private static @Nullable String unusable(
      RawSeries series, @Nullable SeriesQuery query, @Nullable SeriesName name) {
    if (query != null && query.expression() != null) {
      return "is the expression "
          + Quoted.of(query.expression())
          + "; only metrics themselves tell traffic: export their Sum";
    }
    String label = series.label.toLowerCase(Locale.ROOT);
    if (label.contains("%") || label.contains("percent") || label.contains("utiliz")) {
      return "is a percentage, which tells no traffic: export the Sum of the consumed units";
    }
    if (name == null || name.metric().kind() == Kind.REQUESTS) {
      return null;
    }
    String statistic = statistic(series);
    if (statistic.equals("sum") || statistic.equals("samplecount")) {
      return null;
    }
    if (!statistic.isEmpty()) {
      return "is the statistic "
          + statistic
          + " of "
          + name.metric().apiName()
          + ", which CloudWatch takes over requests, not over seconds: it tells units per request and"
          + " no traffic; export the Sum";
    }
    Double odd = name.metric().kind() == Kind.CONSUMED ? noSum(series) : null;
    return odd == null
        ? null
        : "holds "
            + odd
            + ", which is no sum of capacity units, as these come in halves; it may be the Average"
            + " (units per request), a rate or an expression: export the Sum";
  }

  private static @Nullable Double noSum(RawSeries series) {
    return series.points.values().stream()
        .filter(value -> 2 * value != Math.rint(2 * value))
        .findFirst()
        .orElse(null);
  }

  private void keep(SeriesKey key, RawSeries series) {
    RawSeries earlier = named.putIfAbsent(key, series);
    if (earlier == null) {
      return;
    }
    if (!earlier.id.equals(series.id) && earlier.location.file().equals(series.location.file())) {
      problems.add(
          series.location,
          series.shown()
              + " and "
              + earlier.shown()
              + " are both "
              + key.name()
              + String.format(Locale.ROOT, HOW_TO_NAME, series.id));
      return;
    }
    series.points.forEach((at, value) -> earlier.add(at, value, series.location, problems));
  }

  /** What cannot be used stops the reading, unless the rest does without it. */
  private void reportRefusals() {
    for (Refusal refusal : refusals) {
      boolean isNeedless =
          refusal.name == null
              ? !named.isEmpty()
              : named.containsKey(new SeriesKey(refusal.name, Statistic.SUM));
      String message = "the series " + refusal.series.shown() + " " + refusal.reason;
      if (isNeedless) {
        notes.add(message + "; it is left out");
      } else {
        problems.add(refusal.series.location, message);
      }
    }
  }

  /** What identifies a series. */
  record SeriesKey(SeriesName name, Statistic statistic) {}

  /**
   * A series that cannot be used.
   *
   * @param reason the end of a sentence about it
   */
  private record Refusal(RawSeries series, @Nullable SeriesName name, String reason) {}
}
