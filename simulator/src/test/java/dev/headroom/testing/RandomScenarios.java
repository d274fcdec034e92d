package dev.headroom.testing;

import dev.headroom.capacity.Consistency;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.IndexTouch;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import dev.headroom.traffic.RateShape;
import dev.headroom.traffic.RateShape.RatePoint;
import dev.headroom.traffic.RetryMode;
import dev.headroom.traffic.Sdk;
import java.time.Duration;
import java.util.List;

/**
 * Scenarios of all kinds around the limits of their tables. All load ends {@link #LOAD_SECONDS}
 * after the start, and the run goes on until every retry is over and every backlog has drained.
 */
public final class RandomScenarios {

  /** How long requests come. */
  public static final int LOAD_SECONDS = 40;

  /** How long the run lasts. */
  public static final int RUN_SECONDS = 400;

  /** The name of the index, if there is one. */
  public static final String INDEX = "by-customer";

  private static final long KEYS = 100_000;

  private RandomScenarios() {}

  /** A scenario. */
  public static ScenarioBuilder any(Gen gen) {
    long units = gen.magnitude(20, 20_000);
    boolean onDemand = gen.chance(0.3);
    boolean indexed = gen.chance(0.5);
    TableBuilder table = TableBuilder.table();
    if (onDemand) {
      table.onDemand();
    } else {
      table.provisioned(units, units);
    }
    if (indexed) {
      table.index(INDEX, Math.max(50, units), Math.max(50, (long) (units * gen.fraction())));
    }
    ScenarioBuilder scenario =
        ScenarioBuilder.scenario()
            .table(table)
            .seed(gen.seed())
            .burstFraction(gen.chance(0.5) ? 0 : gen.fraction() / 10)
            .override("split.sustain", "10s")
            .override("split.threshold", gen.pick("0.5", "0.8"))
            .override("partition.readWriteMix", gen.pick("INDEPENDENT", "LINEAR"))
            .override("partition.readModel", gen.pick("NOMINAL", "REPLICA3"))
            .override("partition.depthSeconds", gen.pick("0.5", "1", "4"))
            .override("gsi.mode", gen.pick("COUPLED", "QUEUE"))
            .override("split.durationMedian", "10s")
            .override("split.durationP95", "10s")
            .override("split.heat", gen.pick("ON", "OFF"))
            .lasting(Duration.ofSeconds(RUN_SECONDS));
    if (!onDemand) {
      scenario.partitions(gen.between(1, 12));
    }
    int flows = gen.between(1, 4);
    for (int f = 0; f < flows; f++) {
      double perSecond = (onDemand ? 6_000 : units) * 2.0 / flows * gen.fraction();
      scenario.flow(flow(gen, "flow-" + f, perSecond, indexed));
    }
    return scenario;
  }

  private static TrafficBuilder flow(Gen gen, String name, double unitsPerSecond, boolean indexed) {
    Operation operation =
        gen.pick(
            Operation.PUT_ITEM,
            Operation.PUT_ITEM,
            Operation.GET_ITEM,
            Operation.QUERY,
            Operation.BATCH_WRITE_ITEM,
            Operation.BATCH_GET_ITEM,
            Operation.TRANSACT_WRITE_ITEMS,
            Operation.TRANSACT_GET_ITEMS);
    int items =
        switch (operation.shape()) {
          case SINGLE -> 1;
          case PAGE, BATCH, TRANSACTION -> gen.between(1, 10);
        };
    int size = gen.pick(100, 1_024, 5_000);
    double rate = unitsPerSecond / items / Math.ceilDiv(size, 1_024);
    TrafficBuilder flow =
        TrafficBuilder.flow(name, operation)
            .items(items)
            .size(size)
            .consistency(gen.pick(Consistency.EVENTUAL, Consistency.STRONG))
            .sortKeys(gen.pick(SortKeys.RANDOM, SortKeys.NONE))
            .keys(keys(gen))
            .rate(
                new RateShape.Steps(
                    List.of(
                        new RatePoint(Duration.ZERO, rate),
                        new RatePoint(Duration.ofSeconds(LOAD_SECONDS / 2), rate * gen.fraction()),
                        new RatePoint(Duration.ofSeconds(LOAD_SECONDS), 0))));
    if (gen.chance(0.5)) {
      flow.poisson();
    }
    if (gen.chance(0.6)) {
      flow.retries(
          gen.pick(Sdk.JAVA_V2, Sdk.BOTO3),
          gen.pick(RetryMode.LEGACY, RetryMode.STANDARD),
          gen.between(2, 9));
    }
    if (indexed && operation.shape() != Operation.Shape.TRANSACTION && gen.chance(0.6)) {
      switch (operation.action().dimension()) {
        case WRITE -> flow.touches(new IndexTouch(INDEX, gen.between(1, 2), null, keys(gen)));
        case READ -> {}
      }
    }
    return flow;
  }

  private static KeyDistribution keys(Gen gen) {
    return switch (gen.between(0, 4)) {
      case 0 -> new KeyDistribution.Zipf(KEYS, 0.99);
      case 1 -> new KeyDistribution.Hotspot(0.8, 3, KEYS);
      case 2 -> new KeyDistribution.Single("hot");
      case 3 -> new KeyDistribution.Rolling(KEYS, gen.magnitude(1, 5_000));
      default -> new KeyDistribution.Uniform(KEYS);
    };
  }
}
