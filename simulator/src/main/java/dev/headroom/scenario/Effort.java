package dev.headroom.scenario;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.engine.PartitionCount;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.traffic.Flow;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the prediction of a scenario takes, estimated before it begins, so that a slip in a number
 * ends in a message and not in hours of waiting or in a lack of memory.
 *
 * <p>The estimate counts the partitions that each flow meets each second, which is about a
 * microsecond each. Partitions that cannot run dry are met together and hardly count. Seconds in
 * which a table is asked for more than it has are cut into steps, meet every partition and bring
 * retries; clients that wait for answers and keys that roll count one by one.
 *
 * @param partitions partitions by table or index
 * @param steps what one trial takes
 * @param numbers how many numbers one trial keeps
 */
record Effort(Map<String, Integer> partitions, double steps, double numbers) {

  /** Most partitions of a table or an index. */
  static final int MAX_PARTITIONS = 100_000;

  /** Most steps of all trials: minutes, not hours. */
  static final double MAX_STEPS = 500e6;

  /** Most numbers of all trials: a quarter of a gigabyte. */
  static final double MAX_NUMBERS = 30e6;

  private static final int SAMPLES = 200;
  private static final double CALM_UTILIZATION = 0.8;
  private static final double STEPS_PER_CALM_PARTITION = 0.05;
  private static final double STEPS_PER_OVERLOADED_SECOND = 20;
  private static final double RETRIES_PER_OVERLOADED_SECOND = 1_000;
  private static final double STEPS_PER_CLIENT = 0.5;
  private static final double STEPS_PER_ROLLED_KEY = 0.1;
  private static final int NUMBERS_PER_RESOURCE = 20;
  private static final int NUMBERS_PER_FLOW = 8;
  private static final int MAX_PERIODS = 10_080;

  Effort {
    partitions = Map.copyOf(partitions);
  }

  /** The effort of one trial. */
  static Effort of(
      Table table,
      InitialState state,
      ModelProfile profile,
      List<Flow> flows,
      Instant start,
      Duration duration) {
    Map<String, Integer> partitions = partitions(table, state, profile);
    int ofTable = partitions.getOrDefault(table.name(), 1);
    double seconds = Math.max(1, duration.toMillis() / 1e3);
    double perSecond = 0;
    double perOverloaded = RETRIES_PER_OVERLOADED_SECOND;
    List<Demand> demands = new ArrayList<>();
    for (Flow flow : flows) {
      Demand demand = Demand.of(flow, start);
      perSecond += meetings(flow, ofTable, partitions, STEPS_PER_CALM_PARTITION);
      perOverloaded += STEPS_PER_OVERLOADED_SECOND * meetings(flow, ofTable, partitions, 1);
      if (flow.load() instanceof Load.Closed closed) {
        double clients = closed.count() * STEPS_PER_CLIENT;
        perSecond += clients;
        perOverloaded += STEPS_PER_OVERLOADED_SECOND * clients;
      }
      if (flow.keys() instanceof KeyDistribution.Rolling rolling && demand.curve != null) {
        double keys = demand.meanPerSecond(duration) / rolling.runRequests();
        perSecond += keys * STEPS_PER_ROLLED_KEY;
        perOverloaded += STEPS_PER_OVERLOADED_SECOND * keys * STEPS_PER_ROLLED_KEY;
      }
      if (flow.indexName() == null) {
        demands.add(demand);
      }
    }
    double overloaded = seconds * overloadedShare(table, ofTable, profile, demands, duration);
    double periods = Math.min(MAX_PERIODS, duration.toMinutes() < 10 ? seconds : seconds / 60);
    double perPeriod =
        NUMBERS_PER_RESOURCE * partitions.size() + NUMBERS_PER_FLOW * (double) flows.size();
    return new Effort(
        partitions,
        (seconds - overloaded) * perSecond + overloaded * perOverloaded,
        periods * perPeriod);
  }

  private static double meetings(
      Flow flow, int ofTable, Map<String, Integer> partitions, double weight) {
    int target = partitions.getOrDefault(String.valueOf(flow.indexName()), ofTable);
    double met = 1 + weight * target;
    for (IndexTouch touch : flow.indexes()) {
      int ofIndex = partitions.getOrDefault(touch.indexName(), 0);
      met += touch.writesPerRequest() == 0 ? 0 : 1 + weight * ofIndex;
    }
    return met;
  }

  /** The trials of a scenario that does not say how many. */
  int usualTrials(boolean isRandom) {
    return isRandom ? Math.max(1, affordableTrials(ScenarioBuilder.DEFAULT_TRIALS)) : 1;
  }

  /** The most trials of at most a number of them that are not too many; 0 if one is too much. */
  int affordableTrials(int most) {
    double affordable = Math.min(MAX_STEPS / steps, MAX_NUMBERS / numbers);
    return (int) Math.min(most, affordable);
  }

  private static Map<String, Integer> partitions(
      Table table, InitialState state, ModelProfile profile) {
    Map<String, Integer> partitions = new LinkedHashMap<>();
    Long bytes = state.dataSizeBytes();
    partitions.put(
        table.name(),
        state.partitions() != null
            ? state.partitions()
            : PartitionCount.initial(
                table.capacity(),
                state.everProvisioned(),
                table.warmThroughput(),
                state.previousPeak(),
                bytes == null ? 0 : bytes,
                profile));
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      partitions.put(
          index.indexName(),
          PartitionCount.initial(index.capacity(), null, index.warmThroughput(), null, 0, profile));
    }
    return partitions;
  }

  /** The share of the run in which the flows surely ask for nearly all that the table has. */
  private static double overloadedShare(
      Table table, int partitions, ModelProfile profile, List<Demand> demands, Duration duration) {
    double calm = CALM_UTILIZATION * partitions;
    double reads = calm * profile.partitionMaxReadUnitsPerSecond();
    double writes = calm * profile.partitionMaxWriteUnitsPerSecond();
    if (table.capacity() instanceof CapacityMode.Provisioned provisioned) {
      reads = Math.min(reads, (double) provisioned.readCapacityUnits());
      writes = Math.min(writes, (double) provisioned.writeCapacityUnits());
    }
    int overloaded = 0;
    for (int i = 0; i < SAMPLES; i++) {
      long nanos = duration.toNanos() / SAMPLES * i;
      double wantedReads = 0;
      double wantedWrites = 0;
      for (Demand demand : demands) {
        if (demand.flow.dimension() == Dimension.READ) {
          wantedReads += demand.unitsPerSecondAt(nanos);
        } else {
          wantedWrites += demand.unitsPerSecondAt(nanos);
        }
      }
      overloaded += wantedReads > reads || wantedWrites > writes ? 1 : 0;
    }
    return (double) overloaded / SAMPLES;
  }

  /** The least that a flow asks for. */
  private record Demand(Flow flow, @Nullable RateCurve curve, double unitsPerArrival) {

    static Demand of(Flow flow, Instant start) {
      if (!(flow.load() instanceof Load.Open open)) {
        return new Demand(flow, null, 0);
      }
      double unitsPerArrival = 1;
      if (open.unit() == Load.RateUnit.REQUESTS) {
        int items = flow.operationsPerRequest();
        unitsPerArrival = flow.dimension() == Dimension.READ ? items / 2.0 : items;
      }
      double missShare = 1 - flow.cacheHitRatio();
      return new Demand(flow, RateCurve.of(open.rate(), start), unitsPerArrival * missShare);
    }

    double unitsPerSecondAt(long nanos) {
      return curve == null
          ? 0
          : curve.perSecondAt(nanos - flow.start().toNanos()) * unitsPerArrival;
    }

    double meanPerSecond(Duration duration) {
      return curve == null
          ? 0
          : curve.amountBetween(0, duration.toNanos()) / Math.max(1, duration.toSeconds());
    }
  }
}
