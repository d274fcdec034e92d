package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.gate.Gate;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.GateMetric.Selector;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.Patience;
import dev.headroom.prediction.Predictor;
import dev.headroom.scenario.Scenario;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What all searches of a recommendation share.
 *
 * @param demand what the traffic asks for
 * @param isCut whether the run is so long that settings are tried in its busiest times
 * @param whole judges the run as it is; once, where it is cut
 * @param hours judges the busiest hours of a run that is cut, else the run as it is
 * @param days likewise with the busiest day, because auto scaling follows the course of a day;
 *     every day may be throttled like this one, so that gates on shares mean the same for it alone
 * @param required numbers of the gates that a setting has to hold before its cost counts: all but
 *     those on the cost
 * @param plenty for all that the traffic asks of, as much as the quotas allow
 * @param ample for the same, more than enough in most scenarios
 * @param guesses for the same, what a bucket that is never empty and gates on headroom need
 */
record Bench(
    DemandCurve demand,
    boolean isCut,
    Oracle whole,
    Oracle hours,
    Oracle days,
    SortedSet<Integer> required,
    Map<Dial, Long> plenty,
    Map<Dial, Long> ample,
    Map<Dial, Long> guesses) {

  /** Longer runs are searched in their busiest times. */
  private static final Duration LONG_RUN = Duration.ofDays(2);

  private static final int BUSY_HOURS = 24;
  private static final int BUSY_DAYS = 1;

  /** Trials of busy times; the whole run is tried once. */
  private static final int MOST_TRIALS_OF_CUT = 4;

  private static final double AMPLE = 1.5;

  static Bench of(Scenario scenario, Predictor predictor) {
    Map<Dial, Long> quotas = new LinkedHashMap<>();
    for (Dial dial : Dial.of(scenario.table())) {
      quotas.put(dial, quota(scenario.profile(), dial));
    }
    Scenario unlimited = scenario.withTable(Settings.provisioned(scenario.table(), quotas));
    Outcome outcome = predictor.runTrials(unlimited, 0, 1, Patience.ENDLESS).getFirst();
    DemandCurve demand = new DemandCurve(outcome, scenario.profile());
    Map<Dial, Long> plenty = new LinkedHashMap<>();
    Map<Dial, Long> ample = new LinkedHashMap<>();
    Map<Dial, Long> guesses = new LinkedHashMap<>();
    quotas.forEach(
        (dial, quota) -> {
          if (demand.total(dial) > 0) {
            double lasting = (double) demand.lasting(dial, scenario.state().burstFraction());
            double needed = Math.max(lasting, forHeadroom(scenario, demand, dial));
            double highest = AMPLE * Math.max(needed, demand.peak(dial));
            plenty.put(dial, quota);
            ample.put(dial, Math.min(quota, Ladder.FINE.atLeast(highest)));
            guesses.put(dial, Ladder.FINE.atLeast(needed));
          }
        });
    double offered = outcome.clientFlows().stream().mapToDouble(FlowOutcome::offered).sum();
    Oracle whole = new Oracle(scenario, scenario.gates(), offered, predictor);
    boolean isCut = scenario.duration().compareTo(LONG_RUN) > 0 && BusyTimes.canCut(scenario);
    if (!isCut) {
      return new Bench(
          demand, false, whole, whole, whole, required(scenario), plenty, ample, guesses);
    }
    BusyTimes hours = new BusyTimes(scenario, demand, Duration.ofHours(1), BUSY_HOURS, 1);
    BusyTimes days = new BusyTimes(scenario, demand, Duration.ofDays(1), BUSY_DAYS, 0);
    return new Bench(
        demand,
        true,
        new Oracle(scenario.withTrials(1), scenario.gates(), offered, predictor),
        oracle(hours, hours.gates(outcome), outcome, predictor),
        oracle(days, scenario.gates(), outcome, predictor),
        required(scenario),
        plenty,
        ample,
        guesses);
  }

  private static Oracle oracle(
      BusyTimes times, List<Gate> gates, Outcome whole, Predictor predictor) {
    Scenario cut = times.cut();
    return new Oracle(
        cut.withTrials(Math.min(MOST_TRIALS_OF_CUT, cut.trials())),
        gates,
        times.offered(whole),
        predictor);
  }

  private static long quota(ModelProfile profile, Dial dial) {
    return dial.dimension() == Dimension.READ
        ? profile.quotaTableReadUnitsPerSecond()
        : profile.quotaTableWriteUnitsPerSecond();
  }

  /** What gates on headroom ask for, units per second. */
  private static double forHeadroom(Scenario scenario, DemandCurve demand, Dial dial) {
    GateMetric headroom =
        dial.dimension() == Dimension.READ ? GateMetric.READ_HEADROOM : GateMetric.WRITE_HEADROOM;
    double units = 0;
    for (Gate gate : scenario.gates()) {
      String resource = gate.selectors().getOrDefault(Selector.RESOURCE.word(), dial.resource());
      if (gate.metric() == headroom && resource.equals(dial.resource()) && gate.threshold() < 100) {
        units = Math.max(units, demand.peak(dial) / (1 - gate.threshold() / 100));
      }
    }
    return units;
  }

  private static SortedSet<Integer> required(Scenario scenario) {
    List<Gate> gates = scenario.gates();
    SortedSet<Integer> numbers = new TreeSet<>();
    for (int gate = 0; gate < gates.size(); gate++) {
      if (gates.get(gate).metric() != GateMetric.COST_PER_MONTH) {
        numbers.add(gate);
      }
    }
    return Collections.unmodifiableSortedSet(numbers);
  }
}
