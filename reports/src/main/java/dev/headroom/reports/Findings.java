package dev.headroom.reports;

import static java.util.Comparator.comparingDouble;
import static java.util.Comparator.comparingLong;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.Bands;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.ResourceSeries;
import dev.headroom.outcome.ResourceOutcome.ResourceTotals;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** What an outcome says, worked out once for all reports. */
final class Findings {

  private static final int SECONDS_PER_MINUTE = 60;

  private final Outcome outcome;
  private final Verdict verdict;
  private final List<Throttling> throttlings;
  private final List<Peak> peaks;

  Findings(Outcome outcome) {
    this.outcome = outcome;
    this.verdict = Verdict.of(outcome.gates());
    this.throttlings = throttlings(outcome);
    this.peaks = peaks(outcome);
  }

  /**
   * One reason for which one resource throttled.
   *
   * @param events throttled item-level operations
   * @param shareOfThrottles part of all throttle events of the run
   * @param shareOfOperations part of the resource's item-level operations, admitted or not
   * @param firstSeconds begin of the first period with an event
   * @param lastSeconds end of the last period with an event
   * @param perPeriod events over time
   */
  record Throttling(
      ResourceOutcome resource,
      ThrottlingReason reason,
      long events,
      double shareOfThrottles,
      double shareOfOperations,
      double firstSeconds,
      double lastSeconds,
      Series perPeriod) {}

  /**
   * The minute in which a resource came closest to its capacity, or consumed most where it has no
   * limit.
   *
   * @param capacityUnitsPerSecond null where nothing limits the resource
   * @param utilization consumption over capacity; null likewise
   * @param lowestBurstBalance share of the burst capacity left when it was lowest; null without one
   */
  record Peak(
      ResourceOutcome resource,
      Dimension dimension,
      double atSeconds,
      double consumedUnitsPerSecond,
      @Nullable Double capacityUnitsPerSecond,
      @Nullable Double utilization,
      double meanUnitsPerSecond,
      @Nullable Double lowestBurstBalance) {

    String dimensionWord() {
      return dimension == Dimension.READ ? "read" : "write";
    }
  }

  /**
   * What changed of a resource in the course of the run.
   *
   * @param what capacity in one dimension, in units per second, or partitions
   * @param steps how often capacity changed; 0 for partitions, which grow one by one
   */
  record Change(
      ResourceOutcome resource,
      String what,
      double from,
      double to,
      double lowest,
      double highest,
      int steps) {

    /** As in "500 to 1,458 units/s in 4 steps". */
    String words() {
      boolean goesBeyond = highest > Math.max(from, to) || lowest < Math.min(from, to);
      return Numbers.amount(from)
          + " to "
          + Numbers.amount(to)
          + switch (steps) {
            case 0 -> "";
            case 1 -> " units/s in 1 step";
            default -> " units/s in " + Numbers.count(steps) + " steps";
          }
          + (goesBeyond
              ? ", between " + Numbers.amount(lowest) + " and " + Numbers.amount(highest)
              : "");
    }
  }

  /** In order of resources: capacity and partitions that did not stay as they were. */
  List<Change> changes() {
    var found = new ArrayList<Change>();
    for (ResourceOutcome resource : outcome.resources()) {
      ResourceSeries series = resource.series();
      double[] read = perSecond(series.provisionedReadUnits(), series);
      double[] write = perSecond(series.provisionedWriteUnits(), series);
      addChange(found, resource, "read capacity", read, steps(read));
      addChange(found, resource, "write capacity", write, steps(write));
      addChange(found, resource, "partitions", values(series.partitions()), 0);
    }
    return List.copyOf(found);
  }

  /** A last period that the run's end cuts short has less to offer, but no other rate. */
  private double[] perSecond(@Nullable Series units, ResourceSeries series) {
    if (units == null) {
      return new double[0];
    }
    double[] rates = values(units);
    double durationSeconds = outcome.duration().toMillis() / 1e3;
    for (int i = 0; i < rates.length; i++) {
      double fromSeconds = (double) i * series.periodSeconds();
      rates[i] /= Math.min(series.periodSeconds(), durationSeconds - fromSeconds);
    }
    return rates;
  }

  private static double[] values(Series series) {
    double[] values = new double[series.size()];
    Arrays.setAll(values, series::get);
    return values;
  }

  private static void addChange(
      List<Change> found, ResourceOutcome resource, String what, double[] values, int steps) {
    double lowest = Arrays.stream(values).min().orElse(0);
    double highest = Arrays.stream(values).max().orElse(0);
    if (differs(lowest, highest)) {
      double last = values[values.length - 1];
      found.add(new Change(resource, what, values[0], last, lowest, highest, steps));
    }
  }

  private static int steps(double[] values) {
    int steps = 0;
    for (int i = 1; i < values.length; i++) {
      steps += differs(values[i - 1], values[i]) && !isTransition(values, i) ? 1 : 0;
    }
    return steps;
  }

  /** Whether a period only lies between two values, because one gave way to the other in it. */
  private static boolean isTransition(double[] values, int i) {
    return i + 1 < values.length && (values[i] - values[i - 1]) * (values[i + 1] - values[i]) > 0;
  }

  private static boolean differs(double one, double other) {
    return Math.abs(one - other) > 1e-6 * Math.max(Math.abs(one), Math.abs(other));
  }

  Outcome outcome() {
    return outcome;
  }

  Verdict verdict() {
    return verdict;
  }

  /** Most throttle events first. */
  List<Throttling> throttlings() {
    return throttlings;
  }

  /** In order of resources, read before write; idle dimensions are left out. */
  List<Peak> peaks() {
    return peaks;
  }

  long offered() {
    return outcome.clientFlows().stream().mapToLong(FlowOutcome::offered).sum();
  }

  long failed() {
    return outcome.clientFlows().stream().mapToLong(FlowOutcome::failed).sum();
  }

  long throttledRequests() {
    return outcome.clientFlows().stream().mapToLong(FlowOutcome::throttledRequests).sum();
  }

  long throttleEvents() {
    return throttlings.stream().mapToLong(Throttling::events).sum();
  }

  /** Requests with at least one throttled attempt, of all offered. */
  double throttledShare() {
    return offered() == 0 ? 0 : (double) throttledRequests() / offered();
  }

  OptionalDouble firstThrottleSeconds() {
    OptionalDouble exact =
        outcome.events().stream()
            .filter(event -> event.kind().equals("first-throttle"))
            .mapToDouble(event -> event.atSeconds())
            .min();
    return exact.isPresent()
        ? exact
        : throttlings.stream().mapToDouble(Throttling::firstSeconds).min();
  }

  /** The limited resource and dimension that came closest to its capacity; null without any. */
  @Nullable Peak tightest() {
    Peak tightest = null;
    double highest = -1;
    for (Peak peak : peaks) {
      Double utilization = peak.utilization();
      if (utilization != null && utilization > highest) {
        highest = utilization;
        tightest = peak;
      }
    }
    return tightest;
  }

  /** The highest 99th percentile over the flows; empty if no request ended. */
  OptionalDouble latencyMillisP99() {
    return outcome.clientFlows().stream()
        .flatMapToDouble(
            flow -> {
              FlowOutcome.Latency latency = flow.latencyMillis();
              return latency == null ? DoubleStream.empty() : DoubleStream.of(latency.p99());
            })
        .max();
  }

  /** Part of its resource's consumption that a key took. */
  double share(HotKey key) {
    double consumedUnits =
        outcome.resources().stream()
            .filter(resource -> resource.name().equals(key.resource()))
            .mapToDouble(
                resource ->
                    resource.totals().consumedReadUnits() + resource.totals().consumedWriteUnits())
            .sum();
    return consumedUnits == 0 ? 0 : Math.min(1, key.consumedUnits() / consumedUnits);
  }

  List<GateResult> gatesThat(GateResult.Verdict result) {
    return outcome.gates().stream().filter(gate -> gate.verdict() == result).toList();
  }

  /** One sentence without the scenario's name and without a full stop. */
  String headline() {
    if (offered() == 0) {
      return "no request was offered";
    }
    var parts = new ArrayList<String>();
    if (throttleEvents() == 0 && throttledRequests() == 0) {
      parts.add("no throttling" + tightestClause());
    } else {
      parts.add(throttlingClause());
    }
    if (failed() > 0) {
      parts.add(Numbers.count(failed()) + " failed for good");
    }
    String gates = gatesClause();
    if (!gates.isEmpty()) {
      parts.add(gates);
    }
    return String.join("; ", parts);
  }

  private String throttlingClause() {
    String what =
        throttledRequests() > 0
            ? Numbers.percent(throttledShare()) + " of requests throttled" + spreadClause()
            : Numbers.count(throttleEvents()) + " item operations throttled, no request as a whole";
    OptionalDouble first = firstThrottleSeconds();
    return first.isPresent()
        ? what + ", first after " + Numbers.elapsed(first.getAsDouble())
        : what;
  }

  /** The run shown is one of several; what the others came to tells how far it can be trusted. */
  private String spreadClause() {
    Bands bands = outcome.bands();
    Bands.Band throttled = bands == null ? null : bands.totals().get("throttledRequests");
    Bands.Band offered = bands == null ? null : bands.totals().get("offeredRequests");
    if (throttled == null || offered == null || offered.p50() == 0) {
      return "";
    }
    String low = Numbers.percent(throttled.p5() / offered.p50());
    String high = Numbers.percent(throttled.p95() / offered.p50());
    return low.equals(high)
        ? ""
        : " (" + low + " to " + high + " in " + Numbers.count(outcome.trials()) + " trials)";
  }

  private String tightestClause() {
    Peak tightest = tightest();
    if (tightest == null || tightest.utilization() == null) {
      return "";
    }
    String resource =
        outcome.resources().size() == 1 ? "" : " on " + Text.visible(tightest.resource().name());
    return "; the busiest minute took "
        + Numbers.percent(tightest.utilization())
        + " of the "
        + tightest.dimensionWord()
        + " capacity"
        + resource;
  }

  /** Names the gates that decided, unless the sentence says so already. */
  private String gatesClause() {
    int gateCount = outcome.gates().size();
    return switch (verdict) {
      case PASS -> throttleEvents() == 0 ? "" : allGates(gateCount) + " met";
      case FAIL -> {
        int failedCount = gatesThat(GateResult.Verdict.FAILED).size();
        yield gateCount == 1 && throttleEvents() > 0
            ? ""
            : failedCount + " of " + gateCount + (gateCount == 1 ? " gate" : " gates") + " failed";
      }
      case INCONCLUSIVE ->
          outcome.gates().isEmpty()
              ? "no gate was evaluated"
              : gatesThat(GateResult.Verdict.INCONCLUSIVE).size()
                  + " of "
                  + gateCount
                  + (gateCount == 1 ? " gate" : " gates")
                  + " without data";
    };
  }

  private static String allGates(int gateCount) {
    return gateCount == 1 ? "the gate is" : "all " + gateCount + " gates are";
  }

  private static List<Throttling> throttlings(Outcome outcome) {
    long allEvents =
        outcome.resources().stream()
            .mapToLong(resource -> resource.totals().allThrottleEvents())
            .sum();
    var found = new ArrayList<Throttling>();
    for (ResourceOutcome resource : outcome.resources()) {
      ResourceTotals totals = resource.totals();
      double operations =
          (double) totals.admittedNormal()
              + totals.admittedBurst()
              + totals.admittedAdaptive()
              + totals.allThrottleEvents();
      for (Map.Entry<ThrottlingReason, Long> entry : totals.throttleEvents().entrySet()) {
        long events = entry.getValue();
        if (events == 0) {
          continue;
        }
        Series perPeriod =
            resource.series().throttleEvents().getOrDefault(entry.getKey(), Series.of());
        int periodSeconds = resource.series().periodSeconds();
        found.add(
            new Throttling(
                resource,
                entry.getKey(),
                events,
                (double) events / allEvents,
                events / operations,
                (double) firstPeriod(perPeriod) * periodSeconds,
                Math.min(
                    (lastPeriod(perPeriod) + 1.0) * periodSeconds,
                    outcome.duration().toMillis() / 1e3),
                perPeriod));
      }
    }
    found.sort(comparingLong(Throttling::events).reversed());
    return List.copyOf(found);
  }

  private static int firstPeriod(Series events) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i) > 0) {
        return i;
      }
    }
    return 0;
  }

  private static int lastPeriod(Series events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      if (events.get(i) > 0) {
        return i;
      }
    }
    return 0;
  }

  private static List<Peak> peaks(Outcome outcome) {
    var found = new ArrayList<Peak>();
    double durationSeconds = outcome.duration().toMillis() / 1e3;
    for (ResourceOutcome resource : outcome.resources()) {
      ResourceSeries series = resource.series();
      addPeak(
          found,
          resource,
          Dimension.READ,
          series.consumedReadUnits(),
          series.provisionedReadUnits(),
          series.burstBalanceRead(),
          durationSeconds);
      addPeak(
          found,
          resource,
          Dimension.WRITE,
          series.consumedWriteUnits(),
          series.provisionedWriteUnits(),
          series.burstBalanceWrite(),
          durationSeconds);
    }
    return List.copyOf(found);
  }

  private static void addPeak(
      List<Peak> found,
      ResourceOutcome resource,
      Dimension dimension,
      Series consumed,
      @Nullable Series capacity,
      @Nullable Series burstBalance,
      double durationSeconds) {
    if (consumed.sum() == 0) {
      return;
    }
    int periodSeconds = resource.series().periodSeconds();
    int periodsPerMinute = Math.max(1, SECONDS_PER_MINUTE / periodSeconds);
    var minutes = new ArrayList<Peak>();
    for (int from = 0; from < consumed.size(); from += periodsPerMinute) {
      int to = Math.min(consumed.size(), from + periodsPerMinute);
      double fromSeconds = (double) from * periodSeconds;
      double lengthSeconds = Math.min((double) to * periodSeconds, durationSeconds) - fromSeconds;
      if (lengthSeconds <= 0) {
        break;
      }
      double consumedUnits = sum(consumed, from, to);
      Double capacityUnits = capacity == null ? null : sum(capacity, from, to);
      minutes.add(
          new Peak(
              resource,
              dimension,
              fromSeconds,
              consumedUnits / lengthSeconds,
              capacityUnits == null ? null : capacityUnits / lengthSeconds,
              capacityUnits == null || capacityUnits == 0 ? null : consumedUnits / capacityUnits,
              consumed.sum() / durationSeconds,
              burstBalance == null ? null : burstBalance.min()));
    }
    minutes.stream().max(comparingDouble(Findings::closeness)).ifPresent(found::add);
  }

  private static double closeness(Peak peak) {
    Double utilization = peak.utilization();
    return utilization == null ? peak.consumedUnitsPerSecond() : utilization;
  }

  private static double sum(Series series, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += series.get(i);
    }
    return sum;
  }
}
