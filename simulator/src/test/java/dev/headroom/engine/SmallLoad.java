package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;
import dev.headroom.testing.Gen;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A small random table with indexes, and requests against it in order of time: the common input of
 * the engine and of {@link NaiveEngine}.
 */
final class SmallLoad {

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final long MILLISECOND_NANOS = 1_000_000L;
  private static final int MAX_UNITS_OF_ITEM = 4;

  /** How items of a request are admitted. */
  enum Kind {
    WRITE(Dimension.WRITE, false),
    STRONG_READ(Dimension.READ, false),
    EVENTUAL_READ(Dimension.READ, true),
    /** Items of one request, at one instant, each admitted by itself. */
    BATCH_WRITE(Dimension.WRITE, false),
    /** Items of one request, at one instant, each admitted by itself. */
    BATCH_READ(Dimension.READ, true),
    TRANSACTIONAL_WRITE(Dimension.WRITE, false),
    TRANSACTIONAL_READ(Dimension.READ, false);

    final Dimension dimension;
    final boolean eventual;

    Kind(Dimension dimension, boolean eventual) {
      this.dimension = dimension;
      this.eventual = eventual;
    }

    boolean isTransaction() {
      return this == TRANSACTIONAL_WRITE || this == TRANSACTIONAL_READ;
    }

    boolean isBatch() {
      return this == BATCH_WRITE || this == BATCH_READ;
    }
  }

  /** Item-level operations that are admitted together or, for most, a single one. */
  record Request(long nanos, int flow, Kind kind, List<NaiveEngine.Ask> asks) {
    /** Partitions touched: requests of a flow that agree in them are alike. */
    String cell() {
      StringBuilder cell = new StringBuilder();
      for (NaiveEngine.Ask ask : asks) {
        cell.append(ask.resource()).append(':').append(ask.partition()).append(' ');
      }
      return cell.toString();
    }
  }

  /** A table or index. */
  private record Resource(ResourceKind kind, CapacityMode mode, int partitions) {}

  private final Gen gen;
  private final ModelProfile profile;
  private final double burstFraction;
  private final long seconds;
  private final List<Resource> resources = new ArrayList<>();
  private final List<Request> requests = new ArrayList<>();
  private final List<String> description = new ArrayList<>();

  /**
   * A random load.
   *
   * @param gen source of all choices
   * @param scale about how many units per second the table serves at most
   * @param seconds length of the load
   */
  SmallLoad(Gen gen, int scale, long seconds) {
    this.gen = gen;
    this.seconds = seconds;
    long partitionWrites = gen.between(scale / 4 + 1, 2L * scale);
    this.profile =
        gen.pick(ModelProfile.observed(), ModelProfile.documented())
            .withOverrides(
                Map.of(
                    "gsi.mode", "COUPLED",
                    "partition.maxWrite", String.valueOf(partitionWrites),
                    "partition.maxRead", String.valueOf(gen.between(1, 3) * partitionWrites),
                    "quota.tableRead", String.valueOf(gen.between(scale / 4 + 1, 2L * scale)),
                    "quota.tableWrite", String.valueOf(gen.between(scale / 4 + 1, 2L * scale))));
    this.burstFraction = gen.chance(0.5) ? 0 : gen.fraction() / 20;
    resources.add(new Resource(ResourceKind.TABLE, mode(scale), gen.between(1, 4)));
    for (int indexes = gen.between(0, 2); indexes > 0; indexes--) {
      resources.add(new Resource(ResourceKind.INDEX, mode(scale), gen.between(1, 3)));
    }
    description.add(resources + " burst " + burstFraction + " " + profile.overrides());
    int flows = gen.between(1, 4);
    for (int flow = 0; flow < flows; flow++) {
      addFlow(flow, scale * (0.2 + 2 * gen.fraction()) / flows);
    }
    requests.sort(Comparator.comparingLong(Request::nanos));
  }

  private CapacityMode mode(int scale) {
    long reads = gen.between(scale / 4 + 1, scale);
    long writes = gen.between(scale / 4 + 1, scale);
    return switch (gen.between(0, 3)) {
      case 0 -> new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty());
      case 1 -> new CapacityMode.OnDemand(OptionalLong.of(reads), OptionalLong.of(writes));
      default -> new CapacityMode.Provisioned(reads, writes);
    };
  }

  private void addFlow(int flow, double unitsPerSecond) {
    Kind kind = gen.pick(Kind.values());
    int items = kind.isBatch() || kind.isTransaction() ? gen.between(2, 6) : 1;
    boolean mixedSizes = gen.chance(0.5);
    long size = gen.between(1, MAX_UNITS_OF_ITEM);
    double hotShare = gen.chance(0.5) ? gen.fraction() : 0;
    boolean[] touched = new boolean[resources.size()];
    int target = 0;
    if (kind.dimension == Dimension.READ) {
      target = gen.between(0, resources.size() - 1);
    } else {
      for (int r = 1; r < touched.length; r++) {
        touched[r] = gen.chance(0.7);
      }
    }
    double meanUnits = items * (mixedSizes ? (1 + MAX_UNITS_OF_ITEM) / 2.0 : size);
    if (kind.eventual) {
      meanUnits /= 2;
    }
    if (kind.isTransaction()) {
      meanUnits *= 2;
    }
    double perSecond = unitsPerSecond / meanUnits;
    description.add("flow %d %s x%d at %.1f/s".formatted(flow, kind, items, perSecond));
    for (long nanos : instants(perSecond)) {
      List<NaiveEngine.Ask> asks = new ArrayList<>();
      for (int i = 0; i < items; i++) {
        long units = mixedSizes ? gen.between(1, MAX_UNITS_OF_ITEM) : size;
        long milliUnits = kind.eventual ? 500 * units : 1_000 * units;
        milliUnits *= kind.isTransaction() ? 2 : 1;
        List<NaiveEngine.Ask> own = new ArrayList<>();
        own.add(new NaiveEngine.Ask(target, partition(target, hotShare), milliUnits));
        for (int r = 1; r < touched.length; r++) {
          if (touched[r]) {
            own.add(new NaiveEngine.Ask(r, partition(r, 0), milliUnits));
          }
        }
        if (kind.isTransaction()) {
          asks.addAll(own);
        } else {
          requests.add(new Request(nanos, flow, kind, own));
        }
      }
      if (kind.isTransaction()) {
        requests.add(new Request(nanos, flow, kind, asks));
      }
    }
  }

  private int partition(int resource, double hotShare) {
    return gen.chance(hotShare) ? 0 : gen.between(0, resources.get(resource).partitions() - 1);
  }

  /** Independent, evenly spaced, or with silence for half of every two seconds. */
  private List<Long> instants(double perSecond) {
    int shape = gen.between(0, 2);
    List<Long> instants = new ArrayList<>();
    double gapNanos = SECOND_NANOS / perSecond;
    double nanos = gen.fraction() * gapNanos;
    while (nanos < seconds * SECOND_NANOS) {
      instants.add(onGrid((long) nanos));
      nanos +=
          switch (shape) {
            case 0 -> -gapNanos * Math.log(1 - gen.fraction());
            case 1 -> gapNanos;
            default -> gapNanos / 2;
          };
      if (shape == 2 && nanos % (2.0 * SECOND_NANOS) >= SECOND_NANOS) {
        nanos += SECOND_NANOS;
      }
    }
    return instants;
  }

  /**
   * Where replicas save capacity of their own, a fraction of a thousandth counts three times or
   * once depending on when it is carried over; whole milliseconds leave no fraction.
   */
  private long onGrid(long nanos) {
    return profile.tableEcBurstReplicas() > 1
        ? nanos / MILLISECOND_NANOS * MILLISECOND_NANOS
        : nanos;
  }

  List<Request> requests() {
    return requests;
  }

  AdmissionControl engine(Chance replicaChance) {
    List<ResourceState> states = new ArrayList<>();
    for (Resource resource : resources) {
      states.add(
          new ResourceState(
              "resource-" + states.size(),
              resource.kind(),
              resource.mode(),
              resource.partitions(),
              burstFraction,
              profile));
    }
    return new AdmissionControl(states, replicaChance, Debt.DEBT);
  }

  boolean hasReplicas() {
    return profile.partitionReadModel() == ModelProfile.ReadModel.REPLICA3;
  }

  NaiveEngine oracle() {
    NaiveEngine oracle = new NaiveEngine(hasReplicas());
    for (Resource resource : resources) {
      int index =
          oracle.add(
              resource.kind(),
              resource.partitions(),
              profile.partitionMaxReadUnitsPerSecond(),
              profile.partitionMaxWriteUnitsPerSecond());
      switch (resource.mode()) {
        case CapacityMode.Provisioned provisioned -> {
          limit(
              oracle,
              index,
              Dimension.READ,
              Limit.PROVISIONED_THROUGHPUT,
              provisioned.readCapacityUnits(),
              profile.tableBurstSeconds(),
              profile.tableEcBurstReplicas());
          limit(
              oracle,
              index,
              Dimension.WRITE,
              Limit.PROVISIONED_THROUGHPUT,
              provisioned.writeCapacityUnits(),
              profile.tableBurstSeconds(),
              1);
        }
        case CapacityMode.OnDemand onDemand -> {
          limitOnDemand(
              oracle,
              index,
              Dimension.READ,
              onDemand.maxReadRequestUnits(),
              profile.quotaTableReadUnitsPerSecond());
          limitOnDemand(
              oracle,
              index,
              Dimension.WRITE,
              onDemand.maxWriteRequestUnits(),
              profile.quotaTableWriteUnitsPerSecond());
        }
      }
    }
    return oracle;
  }

  private void limitOnDemand(
      NaiveEngine oracle, int index, Dimension dimension, OptionalLong maximum, long quota) {
    if (maximum.isPresent()) {
      long savedSeconds = profile.onDemandMaxBurstSeconds() - 1;
      limit(
          oracle,
          index,
          dimension,
          Limit.MAX_ON_DEMAND_THROUGHPUT,
          maximum.getAsLong(),
          savedSeconds,
          1);
    } else {
      limit(oracle, index, dimension, Limit.ACCOUNT_LIMIT, quota, 0, 1);
    }
  }

  private void limit(
      NaiveEngine oracle,
      int index,
      Dimension dimension,
      Limit limit,
      long unitsPerSecond,
      long savedSeconds,
      int allowances) {
    oracle.limit(index, dimension, limit, unitsPerSecond, savedSeconds, allowances, burstFraction);
  }

  @Override
  public String toString() {
    return String.join("\n", description);
  }
}
