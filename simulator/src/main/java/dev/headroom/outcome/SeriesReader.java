package dev.headroom.outcome;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Bands.Band;
import dev.headroom.outcome.Bands.BandSeries;
import dev.headroom.outcome.Bands.ResourceBands;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.FlowOutcome.Latency;
import dev.headroom.outcome.ResourceOutcome.Admitted;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Reads what {@code outcome.json} says over time: resources, flows, shadow and bands. */
final class SeriesReader {

  private SeriesReader() {}

  static ResourceOutcome resource(Fields json) {
    Fields totals = json.object("totals");
    Fields admitted = totals.object("admitted");
    return new ResourceOutcome(
        json.text("name"),
        json.constant("kind", ResourceKind.TABLE),
        resourceSeries(json.object("series")),
        new ResourceTotals(
            totals.number("consumedReadUnits"),
            totals.number("consumedWriteUnits"),
            admitted.whole("normal"),
            admitted.whole("burst"),
            admitted.whole("adaptive"),
            byReason(totals, Fields::whole),
            totals.whole("throttledRequests")),
        json.list("hotPartitions", SeriesReader::hotPartition));
  }

  private static ResourceSeries resourceSeries(Fields json) {
    Fields admitted = json.object("admitted");
    Series consumedReadUnits = json.series("consumedReadUnits");
    ResourceSeries series =
        new ResourceSeries(
            json.positive("periodSeconds"),
            consumedReadUnits,
            json.series("consumedWriteUnits"),
            json.optionalSeries("provisionedReadUnits"),
            json.optionalSeries("provisionedWriteUnits"),
            new Admitted(
                admitted.series("normal"), admitted.series("burst"), admitted.series("adaptive")),
            byReason(json, Fields::series),
            json.series("throttledRequests"),
            json.optionalSeries("burstBalanceRead"),
            json.optionalSeries("burstBalanceWrite"),
            json.series("partitions"),
            json.series("hottestPartitionUtilization"));
    requireLength(
        json,
        consumedReadUnits.size(),
        Stream.concat(
            Stream.of(series.consumedWriteUnits(), series.throttledRequests()),
            series.throttleEvents().values().stream()));
    return series;
  }

  private static <T> Map<ThrottlingReason, T> byReason(
      Fields json, BiFunction<Fields, String, T> value) {
    Map<ThrottlingReason, T> found = new EnumMap<>(ThrottlingReason.class);
    Fields events = json.object("throttleEvents");
    events
        .entries(value)
        .forEach(
            (name, entry) ->
                ThrottlingReason.named(name)
                    .ifPresentOrElse(
                        reason -> found.put(reason, entry),
                        () -> events.json().problem(name, "is no throttling reason")));
    return found;
  }

  private static void requireLength(Fields json, int length, Stream<Series> others) {
    if (others.anyMatch(series -> series.size() != length)) {
      json.json().problem("periodSeconds", "has series of different lengths beside it");
    }
  }

  private static HotPartition hotPartition(Fields json) {
    return new HotPartition(
        (int) json.whole("partition"),
        json.number("share"),
        json.number("utilization"),
        json.whole("throttleEvents"));
  }

  static FlowOutcome flow(Fields json) {
    return new FlowOutcome(
        json.text("name"),
        json.text("operation"),
        json.constant("dimension", Dimension.READ),
        json.text("origin").equals("replication"),
        json.whole("offered"),
        json.whole("attempts"),
        json.whole("succeeded"),
        json.whole("failed"),
        json.whole("throttledAttempts"),
        json.whole("throttledRequests"),
        json.optional("latencyMillis", SeriesReader::latency),
        flowSeries(json.object("series")));
  }

  private static Latency latency(Fields json) {
    return new Latency(
        json.number("p50"),
        json.number("p90"),
        json.number("p99"),
        json.number("p999"),
        json.number("max"));
  }

  private static FlowSeries flowSeries(Fields json) {
    Fields latency = json.object("latencyMillis");
    FlowSeries series =
        new FlowSeries(
            json.positive("periodSeconds"),
            json.series("offered"),
            json.series("attempts"),
            json.series("succeeded"),
            json.series("failed"),
            json.series("throttledAttempts"),
            json.series("throttledRequests"),
            latency.series("p50"),
            latency.series("p99"));
    requireLength(
        json,
        series.offered().size(),
        Stream.of(
            series.attempts(),
            series.succeeded(),
            series.failed(),
            series.throttledAttempts(),
            series.throttledRequests(),
            series.latencyMillisP50(),
            series.latencyMillisP99()));
    return series;
  }

  static Shadow shadow(Fields json) {
    return new Shadow(
        new Agreement(
            json.whole("bothAdmitted"),
            json.whole("bothThrottled"),
            json.whole("onlyShadow"),
            json.whole("onlyReal")),
        json.list("flows", SeriesReader::agreement));
  }

  private static FlowAgreement agreement(Fields json) {
    FlowAgreement agreement =
        new FlowAgreement(
            json.text("name"),
            json.positive("periodSeconds"),
            json.series("requests"),
            json.series("bothAdmitted"),
            json.series("bothThrottled"),
            json.series("onlyShadow"),
            json.series("onlyReal"));
    requireLength(
        json,
        agreement.requests().size(),
        Stream.of(
            agreement.bothAdmitted(),
            agreement.bothThrottled(),
            agreement.onlyShadow(),
            agreement.onlyReal()));
    return agreement;
  }

  static Bands bands(Fields json) {
    Fields totals = json.object("totals");
    return new Bands(
        totals.entries((all, metric) -> band(all.object(metric))),
        json.list("resources", SeriesReader::resourceBands));
  }

  private static Band band(Fields json) {
    return new Band(json.number("p5"), json.number("p50"), json.number("p95"));
  }

  private static ResourceBands resourceBands(Fields json) {
    return new ResourceBands(
        json.text("name"),
        json.positive("periodSeconds"),
        bandSeries(json.object("consumedReadUnits")),
        bandSeries(json.object("consumedWriteUnits")),
        bandSeries(json.object("throttledRequests")));
  }

  private static BandSeries bandSeries(Fields json) {
    return new BandSeries(json.series("p5"), json.series("p50"), json.series("p95"));
  }
}
