package dev.headroom.reports;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Bands.BandSeries;
import dev.headroom.outcome.Bands.ResourceBands;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import dev.headroom.reports.Chart.Kind;
import dev.headroom.reports.Chart.Line;
import dev.headroom.reports.Chart.Role;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The charts of a page, and the data that its script draws them from. */
final class Charts {

  private static final int PERCENT = 100;
  private static final MathContext DIGITS = new MathContext(6);
  private static final JsonFactory JSON = new JsonFactory();

  private final List<Chart> charts = new ArrayList<>();

  int count() {
    return charts.size();
  }

  /** The element in which the script draws the chart. */
  Html figure(Chart chart) {
    String id = "chart-" + charts.size();
    charts.add(chart);
    return new Html()
        .open("figure")
        .open("figcaption")
        .element("span", chart.title(), "class", "chart-title")
        .text(" ")
        .element("span", chart.unit(), "class", "chart-unit")
        .close("figcaption")
        .open("div", "class", "legend", "role", "group", "aria-label", "Shown in the chart")
        .close("div")
        .open("div", "class", "plot", "id", id, "role", "img", "aria-label", chart.description())
        .close("div")
        .close("figure")
        .line();
  }

  /** Throttled operations of a resource by reason. */
  static Chart throttles(ResourceOutcome resource) {
    ResourceSeries series = resource.series();
    var lines = new ArrayList<Line>();
    series
        .throttleEvents()
        .forEach(
            (reason, events) ->
                lines.add(new Line(reason.awsName(), role(reason), events, perSecond(resource))));
    return new Chart(
        Kind.STACK,
        resource.name(),
        "Throttled on " + Text.visible(resource.name()),
        "item operations/s",
        "Throttled item operations of "
            + resource.name()
            + " over time by reason: "
            + Numbers.count(resource.totals().allThrottleEvents())
            + " in all.",
        series.periodSeconds(),
        lines);
  }

  private static Role role(ThrottlingReason reason) {
    boolean read = reason.dimension() == Dimension.READ;
    return switch (reason.limit()) {
      case PROVISIONED_THROUGHPUT -> read ? Role.PROVISIONED_READ : Role.PROVISIONED_WRITE;
      case KEY_RANGE_THROUGHPUT -> read ? Role.KEY_RANGE_READ : Role.KEY_RANGE_WRITE;
      case ACCOUNT_LIMIT -> read ? Role.ACCOUNT_READ : Role.ACCOUNT_WRITE;
      case MAX_ON_DEMAND_THROUGHPUT -> read ? Role.MAXIMUM_READ : Role.MAXIMUM_WRITE;
    };
  }

  /** Consumption in one dimension against capacity and burst balance. */
  static Chart consumption(ResourceOutcome resource, Dimension dimension) {
    ResourceSeries series = resource.series();
    boolean read = dimension == Dimension.READ;
    var lines = new ArrayList<Line>();
    add(
        lines,
        "Consumed",
        Role.CONSUMED,
        read ? series.consumedReadUnits() : series.consumedWriteUnits(),
        perSecond(resource));
    add(
        lines,
        "Capacity",
        Role.CAPACITY,
        read ? series.provisionedReadUnits() : series.provisionedWriteUnits(),
        perSecond(resource));
    add(
        lines,
        "Burst balance",
        Role.BALANCE,
        read ? series.burstBalanceRead() : series.burstBalanceWrite(),
        PERCENT);
    String word = read ? "Read" : "Write";
    return new Chart(
        Kind.LINES,
        resource.name(),
        word + " units",
        "units/s",
        word
            + " units that "
            + resource.name()
            + " consumed over time, against its capacity and burst balance. The table above has"
            + " the numbers.",
        series.periodSeconds(),
        lines);
  }

  /** How operations were admitted. */
  static Chart admitted(ResourceOutcome resource) {
    Admitted admitted = resource.series().admitted();
    var lines = new ArrayList<Line>();
    add(lines, "Within the rate", Role.NORMAL, admitted.normal(), perSecond(resource));
    addIfAny(lines, "From burst capacity", Role.BURST, admitted.burst(), perSecond(resource));
    addIfAny(
        lines, "By adaptive capacity", Role.ADAPTIVE, admitted.adaptive(), perSecond(resource));
    return new Chart(
        Kind.STACK,
        resource.name(),
        "Admitted operations",
        "item operations/s",
        "Item operations of "
            + resource.name()
            + " that were admitted within the rate, from saved burst capacity, and by adaptive"
            + " capacity.",
        resource.series().periodSeconds(),
        lines);
  }

  /** The hottest partition of a resource over time. */
  static Chart hottestPartition(ResourceOutcome resource) {
    ResourceSeries series = resource.series();
    return new Chart(
        Kind.LINES,
        resource.name(),
        "Hottest partition of " + Text.visible(resource.name()),
        "percent of its limit",
        "Use of the hottest partition of "
            + resource.name()
            + " over time, at most "
            + Numbers.percent(series.hottestPartitionUtilization().max())
            + " of its limit.",
        series.periodSeconds(),
        List.of(
            new Line(
                "Hottest partition",
                Role.PARTITION,
                series.hottestPartitionUtilization(),
                PERCENT)));
  }

  /** The number of partitions of a resource over time. */
  static Chart partitions(ResourceOutcome resource) {
    ResourceSeries series = resource.series();
    return new Chart(
        Kind.LINES,
        resource.name(),
        "Partitions",
        "number",
        "Partitions of "
            + resource.name()
            + " over time, from "
            + Numbers.amount(series.partitions().min())
            + " to "
            + Numbers.amount(series.partitions().max())
            + ".",
        series.periodSeconds(),
        List.of(new Line("Partitions", Role.PARTITIONS, series.partitions(), 1)));
  }

  /** How many attempts a flow makes for each request, which is what retries add to the load. */
  static Chart amplification(FlowOutcome flow) {
    FlowSeries series = flow.series();
    double[] perRequest = new double[series.offered().size()];
    Arrays.setAll(perRequest, i -> series.attempts().get(i) / series.offered().get(i));
    return new Chart(
        Kind.LINES,
        flow.name(),
        "Attempts per request",
        "attempts over requests offered",
        "Attempts that "
            + flow.name()
            + " makes for each request over time, "
            + Numbers.amount((double) flow.attempts() / flow.offered())
            + " in the whole run.",
        series.periodSeconds(),
        List.of(new Line("Attempts per request", Role.AMPLIFICATION, Series.of(perRequest), 1)));
  }

  /** Requests of a flow. */
  static Chart requests(FlowOutcome flow) {
    FlowSeries series = flow.series();
    double factor = 1.0 / series.periodSeconds();
    return new Chart(
        Kind.LINES,
        flow.name(),
        "Requests",
        "per second",
        "Requests of " + flow.name() + " over time: offered, attempts, succeeded and failed.",
        series.periodSeconds(),
        List.of(
            new Line("Attempts", Role.ATTEMPTS, series.attempts(), factor),
            new Line("Offered", Role.OFFERED, series.offered(), factor),
            new Line("Succeeded", Role.SUCCEEDED, series.succeeded(), factor),
            new Line("Failed for good", Role.FAILED, series.failed(), factor)));
  }

  /** Latency of a flow. */
  static Chart latency(FlowOutcome flow) {
    FlowSeries series = flow.series();
    return new Chart(
        Kind.LATENCY,
        flow.name(),
        "Latency with retries",
        "milliseconds",
        "Latency of " + flow.name() + " over time, 50th and 99th percentile, retries included.",
        series.periodSeconds(),
        List.of(
            new Line("p50", Role.MEDIAN, series.latencyMillisP50(), 1),
            new Line("p99", Role.HIGH, series.latencyMillisP99(), 1)));
  }

  /** One number of a resource over trials. */
  static Chart band(ResourceBands resource, String what, String unit, BandSeries band) {
    double factor = 1.0 / resource.periodSeconds();
    return new Chart(
        Kind.BAND,
        resource.name(),
        what + " of " + Text.visible(resource.name()),
        unit + "/s",
        what + " of " + resource.name() + " over time, 5th, 50th and 95th percentile over trials.",
        resource.periodSeconds(),
        List.of(
            new Line("p5", Role.LOW, band.p5(), factor),
            new Line("p50", Role.MEDIAN, band.p50(), factor),
            new Line("p95", Role.HIGH, band.p95(), factor)));
  }

  private static void add(
      List<Line> lines, String name, Role role, @Nullable Series values, double factor) {
    if (values != null) {
      lines.add(new Line(name, role, values, factor));
    }
  }

  private static void addIfAny(
      List<Line> lines, String name, Role role, Series values, double factor) {
    if (values.max() > 0) {
      lines.add(new Line(name, role, values, factor));
    }
  }

  private static double perSecond(ResourceOutcome resource) {
    return 1.0 / resource.series().periodSeconds();
  }

  /** The data of all charts. */
  String json(Outcome outcome) {
    return json(outcome.start(), outcome.duration(), outcome.events());
  }

  /** The data of all charts, of a run that began and lasted so, with events marked on them. */
  String json(Instant start, Duration duration, List<Event> events) {
    var text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("start", start.toString());
      json.writeNumberField("durationSeconds", duration.toMillis() / 1e3);
      json.writeArrayFieldStart("events");
      for (Event event : events.stream().limit(Grids.MAX_EVENTS).toList()) {
        json.writeStartObject();
        json.writeNumberField("atSeconds", event.atSeconds());
        json.writeStringField("kind", Text.visible(event.kind()));
        json.writeStringField("of", Text.visible(event.resource()));
        json.writeStringField("detail", Text.visible(event.detail()));
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeArrayFieldStart("charts");
      for (Chart chart : charts) {
        chart(json, chart);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void chart(JsonGenerator json, Chart chart) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", chart.kind().name().toLowerCase(Locale.ROOT));
    json.writeStringField("of", Text.visible(chart.of()));
    json.writeStringField("unit", chart.unit());
    json.writeNumberField("periodSeconds", chart.periodSeconds());
    json.writeArrayFieldStart("lines");
    for (Line line : chart.lines()) {
      json.writeStartObject();
      json.writeStringField("name", Text.visible(line.name()));
      json.writeStringField("role", line.role().word());
      json.writeArrayFieldStart("values");
      for (int i = 0; i < line.values().size(); i++) {
        value(json, line.values().get(i) * line.factor());
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void value(JsonGenerator json, double value) throws IOException {
    if (!Double.isFinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros());
    }
  }
}
