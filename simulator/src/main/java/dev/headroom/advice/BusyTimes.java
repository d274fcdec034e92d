package dev.headroom.advice;

import dev.headroom.gate.Gate;
import dev.headroom.gate.GateMetric.Selector;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.Scenario;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateCurve;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The busiest hours or days of a long run, laid end to end, so that many settings can be tried in
 * the time that one whole run takes.
 */
final class BusyTimes {

  private static final int MINUTE_SECONDS = 60;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Scenario scenario;
  private final DemandCurve demand;
  private final Duration block;
  private final SortedSet<Integer> kept = new TreeSet<>();
  private final Map<String, Double> keptShare = new LinkedHashMap<>();
  private final Scenario cut;

  /**
   * Chooses the busiest parts.
   *
   * @param block length of a part
   * @param count how many parts are kept at most
   * @param lead how many parts before each are kept as well, so that it begins with the burst
   *     capacity that it would have
   */
  BusyTimes(Scenario scenario, DemandCurve demand, Duration block, int count, int lead) {
    this.scenario = scenario;
    this.demand = demand;
    this.block = block;
    choose(count, lead);
    List<Flow> flows = scenario.flows().stream().map(this::cut).toList();
    this.cut = scenario.withTraffic(flows, length());
  }

  /** Whether the traffic of a scenario can be cut: it must not depend on what was before. */
  static boolean canCut(Scenario scenario) {
    return scenario.changes().isEmpty()
        && scenario.flows().stream()
            .allMatch(flow -> flow.after() == null && flow.load() instanceof Load.Open);
  }

  private void choose(int count, int lead) {
    int minutesPerBlock = (int) (block.toSeconds() / demand.secondsPerMinute());
    int blocks = Math.ceilDiv(demand.minutes(), minutesPerBlock);
    List<List<Integer>> ranked = new ArrayList<>();
    for (Dial dial : Dial.of(scenario.table())) {
      if (demand.total(dial) > 0) {
        ranked.add(
            IntStream.range(0, blocks)
                .boxed()
                .sorted(
                    Comparator.<Integer>comparingLong(
                            index ->
                                demand.needed(
                                    dial,
                                    index * minutesPerBlock,
                                    Math.min((index + 1) * minutesPerBlock, demand.minutes())))
                        .reversed())
                .toList());
      }
    }
    for (int rank = 0; rank < blocks; rank++) {
      for (List<Integer> ofDial : ranked) {
        for (int back = lead; back >= 0; back--) {
          if (kept.size() < count) {
            kept.add(Math.max(0, ofDial.get(rank) - back));
          }
        }
      }
    }
  }

  /** The scenario with nothing but these parts. */
  Scenario cut() {
    return cut;
  }

  private Duration length() {
    return block.multipliedBy(kept.size());
  }

  private Flow cut(Flow flow) {
    if (!(flow.load() instanceof Load.Open open)) {
      throw new IllegalArgumentException("cannot be cut: " + flow.name());
    }
    RateCurve curve = RateCurve.of(open.rate(), scenario.start().plus(flow.start()));
    List<RatePoint> rows = new ArrayList<>();
    Duration at = Duration.ZERO;
    double amount = 0;
    for (int part : kept) {
      long begin = part * block.toSeconds() - flow.start().toSeconds();
      for (long second = 0; second < block.toSeconds(); second += MINUTE_SECONDS) {
        long fromNanos = (begin + second) * NANOS_PER_SECOND;
        double ofMinute =
            curve.amountBetween(fromNanos, fromNanos + MINUTE_SECONDS * NANOS_PER_SECOND);
        rows.add(new RatePoint(at, ofMinute / MINUTE_SECONDS));
        amount += ofMinute;
        at = at.plusSeconds(MINUTE_SECONDS);
      }
    }
    rows.add(new RatePoint(at, 0));
    double all = curve.amountBetween(0, scenario.duration().minus(flow.start()).toNanos());
    keptShare.put(flow.name(), all == 0 ? 1 : amount / all);
    return flow.withLoad(
        new Load.Open(new RateShape.Trace("the busiest times", rows), open.unit(), open.arrivals()),
        Duration.ZERO);
  }

  /**
   * The scenario's gates for these parts alone: a share of the requests of the whole run is a
   * larger share of theirs.
   *
   * @param whole an outcome of the whole run
   */
  List<Gate> gates(Outcome whole) {
    return scenario.gates().stream().map(gate -> scaled(gate, whole)).toList();
  }

  /**
   * The requests of clients in these parts.
   *
   * @param whole an outcome of the whole run
   */
  double offered(Outcome whole) {
    return offered(whole.clientFlows());
  }

  private double offered(List<FlowOutcome> flows) {
    return flows.stream()
        .mapToDouble(flow -> flow.offered() * keptShare.getOrDefault(flow.name(), 1.0))
        .sum();
  }

  private Gate scaled(Gate gate, Outcome whole) {
    if (gate.selectors().containsKey(Selector.MINUTE.word())) {
      return gate;
    }
    String selected = gate.selectors().get(Selector.FLOW.word());
    List<FlowOutcome> flows =
        whole.clientFlows().stream()
            .filter(flow -> selected == null || selected.equals(flow.name()))
            .toList();
    double here = offered(flows);
    double all = flows.stream().mapToDouble(FlowOutcome::offered).sum();
    double factor = here == 0 ? 1 : all / here;
    return switch (gate.metric()) {
      case THROTTLED_REQUESTS, FAILED_REQUESTS -> gate.withThreshold(gate.threshold() * factor);
      case ATTEMPTS_PER_REQUEST -> gate.withThreshold(1 + (gate.threshold() - 1) * factor);
      case THROTTLE_EVENTS,
          READ_HEADROOM,
          WRITE_HEADROOM,
          BURST_BALANCE_MIN,
          HOTTEST_PARTITION,
          TIME_TO_FIRST_THROTTLE,
          LATENCY_P50,
          LATENCY_P90,
          LATENCY_P99,
          LATENCY_P999,
          COST_PER_MONTH ->
          gate;
    };
  }
}
