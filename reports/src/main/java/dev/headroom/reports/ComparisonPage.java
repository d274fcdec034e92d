package dev.headroom.reports;

import dev.headroom.capacity.Dimension;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.EventComparison;
import dev.headroom.comparison.FlowComparison;
import dev.headroom.comparison.Pair;
import dev.headroom.comparison.SeriesPair;
import dev.headroom.comparison.ShadowComparison;
import dev.headroom.comparison.UsageComparison;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.Version;
import dev.headroom.reports.Chart.Kind;
import dev.headroom.reports.Chart.Line;
import dev.headroom.reports.Chart.Role;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code compare.html}: prediction and observation on one axis. Every number of the verdict is in
 * the text and the tables too.
 */
public final class ComparisonPage {

  private final Comparison comparison;
  private final ComparisonReport report;
  private final ComparisonGrids grids;
  private final Charts charts = new Charts();

  public ComparisonPage(Comparison comparison) {
    this.comparison = comparison;
    this.report = new ComparisonReport(comparison);
    this.grids = new ComparisonGrids(comparison);
  }

  /** Writes the page; the writer stays open. */
  public void write(Writer writer) throws IOException {
    Map<String, String> slots = ChartPage.slots("report.js");
    slots.put("title", Html.escaped(comparison.simulated().name()));
    slots.put("verdict", report.verdict().word());
    slots.put("symbol", report.verdict().symbol());
    slots.put("headline", Html.escaped(Text.capitalized(report.headline())));
    slots.put("facts", facts().toString());
    slots.put("causestitle", report.causesTitle());
    slots.put("causes", sentences(comparison.causes()));
    slots.put("checks", new Html().grid(grids.checks()).toString());
    slots.put("throttling", throttling().toString());
    slots.put("units", units().toString());
    slots.put("latency", new Html().grid(grids.latencies()).toString());
    slots.put("events", new Html().grid(grids.events()).toString());
    slots.put("shadow", new Html().grid(grids.shadow()).toString());
    slots.put("runs", new Html().grid(grids.runs()).toString());
    slots.put("notes", sentences(comparison.notes()));
    slots.put("version", Html.escaped(Version.CURRENT));
    slots.put(
        "data",
        ChartPage.inlinedData(charts.json(comparison.simulated().start(), length(), marks())));
    writer.write(new Template(Template.resource("compare.html")).filled(slots));
  }

  private static String sentences(List<String> sentences) {
    return sentences.isEmpty() ? "" : new Html().sentences(sentences).toString();
  }

  /** What the charts cover: the longer one of both runs. */
  private Duration length() {
    Duration observedEnd = comparison.observed().duration().minus(comparison.shift());
    Duration simulatedEnd = comparison.simulated().duration();
    return observedEnd.compareTo(simulatedEnd) > 0 ? observedEnd : simulatedEnd;
  }

  private List<Event> marks() {
    var events = new ArrayList<Event>();
    for (EventComparison event : comparison.events()) {
      mark(events, event, event.simulatedSeconds(), "predicted");
      mark(events, event, event.observedSeconds(), "observed");
    }
    return events;
  }

  private static void mark(
      List<Event> events, EventComparison event, @Nullable Double atSeconds, String side) {
    if (atSeconds != null) {
      events.add(new Event(atSeconds, event.kind(), event.resource(), side));
    }
  }

  private Html facts() {
    var html = new Html();
    FlowComparison overall = comparison.overall();
    if (overall != null) {
      Pair share = overall.throttledShare();
      fact(
          html,
          "Throttled",
          Numbers.percent(share.simulated()),
          Numbers.percent(share.observed()) + " observed");
      Pair first = overall.firstThrottleSeconds();
      fact(
          html,
          "First throttle",
          moment(first.simulated()),
          moment(first.observed()) + " observed");
      fact(
          html,
          "Requests",
          Numbers.amount(overall.offered().simulated()),
          Numbers.amount(overall.offered().observed()) + " observed");
    }
    comparison.usages().stream()
        .max(Comparator.comparingDouble(usage -> Math.abs(usage.consumedUnits().errorPercent())))
        .ifPresent(
            usage ->
                fact(
                    html,
                    "Largest error of units",
                    Numbers.percent(usage.consumedUnits().errorPercent() / 100),
                    word(usage) + " units of " + usage.resource()));
    ShadowComparison shadow = comparison.shadow();
    if (shadow != null) {
      fact(html, "Shadow agrees", Numbers.percent(shadow.agreement()), "of attempts");
    }
    return html;
  }

  private static String moment(double seconds) {
    return Double.isInfinite(seconds) ? "never" : Numbers.elapsed(seconds);
  }

  private static void fact(Html html, String term, String value, String context) {
    html.open("div").element("dt", term).element("dd", value, "class", "value");
    html.element("dd", context, "class", "context").close("div").line();
  }

  private Html throttling() {
    var html = new Html().grid(grids.throttledShares()).grid(grids.throttleEvents());
    html.open("div", "class", "charts").line();
    for (FlowComparison flow : comparison.flows()) {
      if (flow.throttledRequests().simulated() + flow.throttledRequests().observed() > 0) {
        html.append(
            charts.figure(
                chart(
                    flow.name(),
                    "Throttled requests of " + Text.visible(flow.name()),
                    "per second",
                    flow.throttled())));
      }
    }
    for (UsageComparison usage : comparison.usages()) {
      SeriesPair throttles = usage.throttles();
      if (throttles != null && throttles.simulated().max() + throttles.observed().max() > 0) {
        html.append(
            charts.figure(
                chart(
                    usage.resource(),
                    "Throttled " + word(usage) + "s on " + Text.visible(usage.resource()),
                    "item operations/s",
                    throttles)));
      }
    }
    return html.close("div").line();
  }

  private Html units() {
    var html = new Html().grid(grids.units()).open("div", "class", "charts").line();
    for (UsageComparison usage : comparison.usages()) {
      html.append(
          charts.figure(
              chart(
                  usage.resource(),
                  Text.capitalized(word(usage)) + " units of " + Text.visible(usage.resource()),
                  "units/s",
                  usage.consumed())));
    }
    return html.close("div").line();
  }

  private static String word(UsageComparison usage) {
    return usage.dimension() == Dimension.READ ? "read" : "write";
  }

  private static Chart chart(String of, String title, String unit, SeriesPair series) {
    double factor = 1.0 / series.periodSeconds();
    return new Chart(
        Kind.LINES,
        of,
        title,
        unit,
        title + " over time, predicted and observed. The tables have the totals.",
        series.periodSeconds(),
        List.of(
            new Line("Observed", Role.SEEN, series.observed(), factor),
            new Line("Predicted", Role.PREDICTED, series.simulated(), factor)));
  }
}
