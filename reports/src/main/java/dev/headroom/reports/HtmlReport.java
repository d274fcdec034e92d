package dev.headroom.reports;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Bands.ResourceBands;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.reports.Findings.Peak;
import dev.headroom.reports.Findings.Throttling;
import dev.headroom.table.Table;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * {@code report.html}: one page that opens from disk, without network.
 *
 * <p>Text and tables are in the page itself and can be read without scripts; only the charts are
 * drawn by one. The page's policy admits the scripts it was written with and no connection.
 */
public final class HtmlReport implements Report {

  private static final int MAX_PARTITION_CHARTS = 4;
  private static final int MAX_OPEN_FLOWS = 3;

  @Override
  public void write(Outcome outcome, Writer writer) throws IOException {
    writer.write(new Page(outcome).render());
  }

  /** A page while it is put together. */
  private static final class Page {

    private final Outcome outcome;
    private final Findings findings;
    private final Grids grids;
    private final Charts charts = new Charts();

    Page(Outcome outcome) {
      this.outcome = outcome;
      this.findings = new Findings(outcome);
      this.grids = new Grids(findings);
    }

    String render() throws IOException {
      Map<String, String> slots = ChartPage.slots("report.js");
      slots.put("title", Html.escaped(outcome.scenario()));
      slots.put("verdict", findings.verdict().word());
      slots.put("symbol", findings.verdict().symbol());
      slots.put("source", Grids.source(outcome));
      slots.put("headline", Html.escaped(Text.capitalized(findings.headline())));
      slots.put("facts", facts().toString());
      slots.put("gates", new Html().grid(grids.gates()).toString());
      slots.put("throttling", throttling().toString());
      slots.put("capacity", capacity().toString());
      slots.put("hot", hot().toString());
      slots.put("flows", flows().toString());
      slots.put("cost", cost().toString());
      slots.put("alarms", new Html().grid(AlarmWords.grid(outcome)).toString());
      slots.put("bands", bands().toString());
      slots.put("events", new Html().grid(grids.events()).toString());
      slots.put("advice", sentences(outcome.advice()));
      slots.put("assumptions", sentences(outcome.assumptions()));
      slots.put("limits", sentences(outcome.notModelled()));
      slots.put("run", new Html().grid(grids.run()).toString());
      slots.put("command", command());
      slots.put("tables", tables().toString());
      slots.put("version", Html.escaped(outcome.version()));
      slots.put("data", ChartPage.inlinedData(charts.json(outcome)));
      return new Template(Template.resource("report.html")).filled(slots);
    }

    private Html facts() {
      var html = new Html();
      fact(html, "Requests offered", Numbers.count(findings.offered()), "");
      fact(
          html,
          "Throttled",
          Numbers.percent(findings.throttledShare()),
          Numbers.count(findings.throttledRequests()) + " requests");
      OptionalDouble first = findings.firstThrottleSeconds();
      fact(
          html,
          "First throttle",
          first.isPresent() ? Numbers.elapsed(first.getAsDouble()) : "never",
          "of " + Numbers.duration(outcome.duration()));
      fact(
          html,
          "Failed for good",
          Numbers.count(findings.failed()),
          findings.offered() == 0
              ? ""
              : Numbers.percent((double) findings.failed() / findings.offered()) + " of requests");
      Peak tightest = findings.tightest();
      Double utilization = tightest == null ? null : tightest.utilization();
      fact(
          html,
          "Busiest minute",
          utilization == null ? "no limit" : Numbers.percent(utilization),
          tightest == null
              ? ""
              : "of " + tightest.dimensionWord() + " capacity, " + tightest.resource().name());
      OptionalDouble latency = findings.latencyMillisP99();
      fact(
          html,
          "Latency p99",
          latency.isPresent() ? Numbers.millis(latency.getAsDouble()) : "no data",
          "retries included");
      CostGrids cost = CostGrids.of(outcome);
      if (cost != null) {
        fact(html, "Cost per month", cost.month(), "this run, repeated");
      }
      return html;
    }

    private static void fact(Html html, String term, String value, String context) {
      html.open("div").element("dt", term).element("dd", value, "class", "value");
      if (!context.isEmpty()) {
        html.element("dd", context, "class", "context");
      }
      html.close("div").line();
    }

    private Html cost() {
      CostGrids cost = CostGrids.of(outcome);
      var html = new Html();
      if (cost != null) {
        html.grid(cost.bill()).grid(cost.breakEvens()).sentences(cost.cost().notes());
      }
      return html;
    }

    private Html throttling() {
      var html = new Html();
      if (findings.throttlings().isEmpty()) {
        return html.element("p", "Nothing was throttled.");
      }
      html.grid(grids.throttlings());
      html.open("dl", "class", "reasons").line();
      Set<ThrottlingReason> reasons =
          findings.throttlings().stream()
              .map(Throttling::reason)
              .collect(Collectors.toCollection(() -> EnumSet.noneOf(ThrottlingReason.class)));
      for (ThrottlingReason reason : reasons) {
        html.open("div").open("dt").element("code", reason.awsName()).close("dt");
        html.element("dd", Reasons.explanation(reason)).close("div").line();
      }
      html.close("dl").line();
      throttledResources()
          .forEach(resource -> html.append(charts.figure(Charts.throttles(resource))));
      return html;
    }

    private List<ResourceOutcome> throttledResources() {
      return findings.throttlings().stream().map(Throttling::resource).distinct().toList();
    }

    private Html capacity() {
      var html = new Html().grid(grids.capacity()).grid(grids.changes());
      for (ResourceOutcome resource : outcome.resources()) {
        List<Peak> peaks =
            findings.peaks().stream().filter(peak -> peak.resource().equals(resource)).toList();
        if (peaks.isEmpty()) {
          continue;
        }
        boolean first = resource.equals(outcome.resources().getFirst());
        boolean open = first || throttledResources().contains(resource);
        startFold(html, open, resource.name(), summary(resource, peaks));
        html.open("div", "class", "charts").line();
        for (Peak peak : peaks) {
          html.append(charts.figure(Charts.consumption(resource, peak.dimension())));
        }
        html.append(charts.figure(Charts.admitted(resource)));
        Series partitions = resource.series().partitions();
        if (partitions.min() < partitions.max()) {
          html.append(charts.figure(Charts.partitions(resource)));
        }
        html.close("div").close("details").line();
      }
      return html;
    }

    private static String summary(ResourceOutcome resource, List<Peak> peaks) {
      var parts = new ArrayList<String>();
      parts.add(resource.kind().name().toLowerCase(Locale.ROOT));
      for (Peak peak : peaks) {
        Double utilization = peak.utilization();
        if (utilization != null) {
          parts.add(peak.dimensionWord() + " peak " + Numbers.percent(utilization));
        }
      }
      long events = resource.totals().allThrottleEvents();
      parts.add(events == 0 ? "no throttling" : Numbers.count(events) + " throttled");
      return String.join(" \u00b7 ", parts);
    }

    private static void startFold(Html html, boolean open, String name, String summary) {
      if (open) {
        html.open("details", "open", "");
      } else {
        html.open("details");
      }
      html.open("summary").open("h3").name(name).close("h3").text(" ");
      html.element("span", summary, "class", "context").close("summary").line();
    }

    private Html hot() {
      var html = new Html().grid(grids.hotKeys()).grid(grids.hotPartitions());
      var resources =
          outcome.resources().stream()
              .filter(resource -> resource.series().hottestPartitionUtilization().max() > 0)
              .sorted(
                  Comparator.comparingDouble(
                          (ResourceOutcome resource) ->
                              resource.series().hottestPartitionUtilization().max())
                      .reversed())
              .limit(MAX_PARTITION_CHARTS)
              .toList();
      if (!resources.isEmpty()) {
        html.open("div", "class", "charts").line();
        resources.forEach(
            resource -> html.append(charts.figure(Charts.hottestPartition(resource))));
        html.close("div").line();
      }
      return html;
    }

    private Html flows() {
      var html = new Html().grid(grids.flows()).grid(grids.latency());
      int position = 0;
      for (FlowOutcome flow : outcome.flows()) {
        boolean open = position < MAX_OPEN_FLOWS;
        startFold(html, open, flow.name(), flow.operation());
        html.open("div", "class", "charts").line();
        html.append(charts.figure(Charts.requests(flow)));
        if (flow.attempts() > flow.offered() && flow.offered() > 0) {
          html.append(charts.figure(Charts.amplification(flow)));
        }
        if (flow.latencyMillis() != null) {
          html.append(charts.figure(Charts.latency(flow)));
        }
        html.close("div").close("details").line();
        position++;
      }
      return html;
    }

    private Html bands() {
      var html = new Html();
      Bands bands = outcome.bands();
      if (bands == null) {
        return html;
      }
      html.grid(grids.bands(bands)).open("div", "class", "charts").line();
      for (ResourceBands resource : bands.resources()) {
        if (resource.throttledRequests().p95().max() > 0) {
          html.append(
              charts.figure(
                  Charts.band(
                      resource, "Throttled requests", "requests", resource.throttledRequests())));
        }
        if (resource.consumedReadUnits().p95().max() > 0) {
          html.append(
              charts.figure(
                  Charts.band(resource, "Read units", "units", resource.consumedReadUnits())));
        }
        if (resource.consumedWriteUnits().p95().max() > 0) {
          html.append(
              charts.figure(
                  Charts.band(resource, "Write units", "units", resource.consumedWriteUnits())));
        }
      }
      return html.close("div").line();
    }

    private Html tables() {
      var html = new Html();
      for (Table table : outcome.tables()) {
        html.grid(grids.table(table));
        if (!table.notes().isEmpty()) {
          html.sentences(table.notes());
        }
      }
      return html;
    }

    private String command() {
      return outcome.source() == Outcome.Source.OBSERVED
          ? ""
          : Html.escaped(
              "headroom check SCENARIO --seed %d --trials %d --profile %s"
                  .formatted(outcome.seed(), outcome.trials(), outcome.profile()));
    }

    private static String sentences(List<String> sentences) {
      return sentences.isEmpty() ? "" : new Html().sentences(sentences).toString();
    }
  }
}
