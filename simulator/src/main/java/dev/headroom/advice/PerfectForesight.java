package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.Bill;
import dev.headroom.cost.BilledUse;
import dev.headroom.cost.BilledUse.Used;
import dev.headroom.cost.ClockHours;
import dev.headroom.cost.StoredData;
import dev.headroom.outcome.Series;
import dev.headroom.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What provisioned capacity would cost somebody who knows the traffic beforehand and sets, for each
 * clock hour, the least that serves all of it. Provisioned capacity that throttles nothing cannot
 * cost less: it is billed by the highest value of each clock hour.
 */
final class PerfectForesight {

  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Scenario scenario;
  private final DemandCurve demand;
  private final ClockHours hours;

  PerfectForesight(Scenario scenario, DemandCurve demand) {
    this.scenario = scenario;
    this.demand = demand;
    this.hours = new ClockHours(scenario.start(), scenario.duration());
  }

  /** The cost per month; empty where a price is not known. */
  OptionalDouble usdPerMonth() {
    List<String> resources = new ArrayList<>(List.of(scenario.table().name()));
    scenario.table().globalSecondaryIndexes().forEach(index -> resources.add(index.indexName()));
    List<BilledUse> uses = new ArrayList<>();
    for (String resource : resources) {
      uses.add(
          new BilledUse(
              resource,
              used(new Dial(resource, Dimension.READ)),
              used(new Dial(resource, Dimension.WRITE))));
    }
    return Bill.of(
            scenario.cost(),
            scenario.table(),
            hours,
            uses,
            new StoredData(scenario.state().dataSizeBytes(), scenario.state().items()))
        .usdPerMonth();
  }

  private Used used(Dial dial) {
    double[] capacity = new double[hours.count()];
    int begin = 0;
    for (int hour = 0; hour < capacity.length; hour++) {
      int end = begin;
      while (end < demand.minutes() && hourOfEnd(end) <= hour) {
        end++;
      }
      capacity[hour] = demand.needed(dial, begin, end);
      begin = end < demand.minutes() && hourOfBegin(end) <= hour ? end + 1 : end;
    }
    return new Used(Series.of(capacity), demand.total(dial), 0);
  }

  private int hourOfBegin(int minute) {
    return hours.of((long) minute * demand.secondsPerMinute() * NANOS_PER_SECOND);
  }

  private int hourOfEnd(int minute) {
    long end = (minute + 1L) * demand.secondsPerMinute() * NANOS_PER_SECOND;
    return hours.of(Math.min(end, scenario.duration().toNanos()) - 1);
  }
}
