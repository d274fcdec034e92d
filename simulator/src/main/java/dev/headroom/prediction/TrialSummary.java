package dev.headroom.prediction;

import dev.headroom.outcome.Bands;
import dev.headroom.outcome.Bands.Band;
import dev.headroom.outcome.Bands.BandSeries;
import dev.headroom.outcome.Bands.ResourceBands;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Sums trials up: the first one's numbers, with the spread of all. */
final class TrialSummary {

  private TrialSummary() {}

  static Outcome of(List<Outcome> trials) {
    Outcome first = trials.getFirst();
    return trials.size() == 1 ? first : first.withTrials(trials.size(), bands(trials));
  }

  private static Bands bands(List<Outcome> trials) {
    Map<String, Band> totals = new TreeMap<>();
    totals.put("offeredRequests", band(trials, flows(FlowOutcome::offered)));
    totals.put("throttledRequests", band(trials, flows(FlowOutcome::throttledRequests)));
    totals.put("failedRequests", band(trials, flows(FlowOutcome::failed)));
    totals.put("attempts", band(trials, flows(FlowOutcome::attempts)));
    totals.put(
        "throttleEvents",
        band(trials, resources(resource -> resource.totals().allThrottleEvents())));
    totals.put(
        "consumedReadUnits",
        band(trials, resources(resource -> resource.totals().consumedReadUnits())));
    totals.put(
        "consumedWriteUnits",
        band(trials, resources(resource -> resource.totals().consumedWriteUnits())));
    List<ResourceBands> resources = new ArrayList<>();
    for (int r = 0; r < trials.getFirst().resources().size(); r++) {
      ResourceOutcome resource = trials.getFirst().resources().get(r);
      resources.add(
          new ResourceBands(
              resource.name(),
              resource.series().periodSeconds(),
              bandSeries(trials, r, ResourceSeries::consumedReadUnits),
              bandSeries(trials, r, ResourceSeries::consumedWriteUnits),
              bandSeries(trials, r, ResourceSeries::throttledRequests)));
    }
    return new Bands(totals, resources);
  }

  private static ToDoubleFunction<Outcome> flows(ToDoubleFunction<FlowOutcome> metric) {
    return outcome -> outcome.clientFlows().stream().mapToDouble(metric).sum();
  }

  private static ToDoubleFunction<Outcome> resources(ToDoubleFunction<ResourceOutcome> metric) {
    return outcome -> outcome.resources().stream().mapToDouble(metric).sum();
  }

  private static Band band(List<Outcome> trials, ToDoubleFunction<Outcome> metric) {
    double[] sorted = trials.stream().mapToDouble(metric).sorted().toArray();
    return new Band(percentile(sorted, 5), percentile(sorted, 50), percentile(sorted, 95));
  }

  private static BandSeries bandSeries(
      List<Outcome> trials, int resource, Function<ResourceSeries, Series> metric) {
    List<Series> all =
        trials.stream()
            .map(trial -> metric.apply(trial.resources().get(resource).series()))
            .toList();
    int size = all.getFirst().size();
    double[] p5 = new double[size];
    double[] p50 = new double[size];
    double[] p95 = new double[size];
    double[] values = new double[all.size()];
    for (int i = 0; i < size; i++) {
      for (int t = 0; t < values.length; t++) {
        values[t] = all.get(t).get(i);
      }
      Arrays.sort(values);
      p5[i] = percentile(values, 5);
      p50[i] = percentile(values, 50);
      p95[i] = percentile(values, 95);
    }
    return new BandSeries(Series.of(p5), Series.of(p50), Series.of(p95));
  }

  /** The smallest value that at least this percentage of the values does not exceed. */
  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.max(0, Math.ceilDiv(sorted.length * percent, 100) - 1)];
  }
}
