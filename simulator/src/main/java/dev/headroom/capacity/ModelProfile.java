package dev.headroom.capacity;

import dev.headroom.document.Quoted;
import dev.headroom.document.Suggestion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The constants of the service model under one profile, by name. Immutable.
 *
 * <p>Values and their sources stand in the packaged file {@code model-constants.yaml}.
 *
 * <pre>{@code
 * ModelProfile profile = ModelProfile.observed().withOverrides(Map.of("table.burstSeconds", "2m"));
 * profile.tableBurstSeconds();   // 120
 * }</pre>
 */
public final class ModelProfile {

  private static final String DOCUMENTED = "documented";
  private static final String OBSERVED = "observed";

  /** Sets both {@code quota.tableRead} and {@code quota.tableWrite}. */
  private static final String TABLE_QUOTA = "quota.table";

  private static final List<String> TABLE_QUOTAS = List.of("quota.tableRead", "quota.tableWrite");

  private final String name;
  private final Map<String, String> values;
  private final Map<String, String> overrides;
  private final Era era;

  private ModelProfile(
      String name, Era era, Map<String, String> values, Map<String, String> overrides) {
    this.name = name;
    this.era = era;
    this.values = Map.copyOf(values);
    this.overrides = Collections.unmodifiableMap(new TreeMap<>(overrides));
  }

  /** AWS's text taken literally; cautious. */
  public static ModelProfile documented() {
    return of(DOCUMENTED);
  }

  /** What fits the published measurements; the default. */
  public static ModelProfile observed() {
    return of(OBSERVED);
  }

  /**
   * A profile by its name.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ModelProfile named(String name) {
    return switch (name) {
      case DOCUMENTED -> documented();
      case OBSERVED -> observed();
      default ->
          throw new IllegalArgumentException(
              "unknown profile " + Quoted.of(name) + Suggestion.forWord(name, names()));
    };
  }

  /** The names of all profiles. */
  public static List<String> names() {
    return List.of(DOCUMENTED, OBSERVED);
  }

  /** Every constant, in the order in which documentation shows them. */
  public static List<ModelConstant> constants() {
    return ModelConstants.all();
  }

  /**
   * What is wrong with an override; empty if nothing is.
   *
   * @param name a constant's name, or {@code quota.table} for the quotas of reads and writes
   * @param value as a scenario writes it, with or without a suffix for its unit
   */
  public static Optional<String> problemWith(String name, String value) {
    List<ModelConstant> meant = constantsMeantBy(name);
    if (meant.isEmpty()) {
      List<String> known = new ArrayList<>(constants().stream().map(ModelConstant::name).toList());
      known.add(TABLE_QUOTA);
      return Optional.of("is not a constant of the model" + Suggestion.forWord(name, known));
    }
    return meant.getFirst().problemWith(value);
  }

  /**
   * The same profile with some constants changed.
   *
   * @param changes values by name, as {@link #problemWith} accepts them
   * @throws IllegalArgumentException naming every constant that is unknown or has a wrong value
   */
  public ModelProfile withOverrides(Map<String, String> changes) {
    List<String> problems = new ArrayList<>();
    Map<String, String> changed = new TreeMap<>(overrides);
    // Sorted, so that quota.table comes before the quotas of one dimension, which win over it.
    new TreeMap<>(changes)
        .forEach(
            (constantName, value) ->
                problemWith(constantName, value)
                    .ifPresentOrElse(
                        problem -> problems.add(constantName + " " + problem),
                        () -> {
                          for (ModelConstant constant : constantsMeantBy(constantName)) {
                            changed.put(constant.name(), constant.canonical(value));
                          }
                        }));
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    Map<String, String> all = new HashMap<>(values);
    all.putAll(changed);
    ModelProfile profile = new ModelProfile(name, era, all, changed);
    profile.requireOrder("latency.readMedian", "latency.readP99");
    profile.requireOrder("latency.writeMedian", "latency.writeP99");
    profile.requireOrder("split.durationMedian", "split.durationP95");
    profile.requireOrder("adaptive.delayMin", "adaptive.delayMax");
    return profile;
  }

  /**
   * The same profile for the service as it was at another time. What has changed since then counts
   * as overrides; earlier overrides stay.
   */
  public ModelProfile inEra(Era other) {
    Map<String, String> changes = new TreeMap<>();
    for (ModelConstant constant : constants()) {
      ModelConstant.Earlier earlier = constant.earlier();
      if (earlier != null && other.date().isBefore(earlier.until())) {
        changes.put(constant.name(), earlier.value());
      }
    }
    changes.putAll(overrides);
    return new ModelProfile(name, other, values, overrides).withOverrides(changes);
  }

  /** The time whose service is modelled. */
  public Era era() {
    return era;
  }

  /** {@code documented} or {@code observed}. */
  public String name() {
    return name;
  }

  /** Constants that a scenario or its era sets, by name, in their unit and without suffix. */
  public Map<String, String> overrides() {
    return overrides;
  }

  /**
   * A constant's value as text, without suffix.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public String value(String constantName) {
    String value = values.get(constantName);
    if (value == null) {
      throw new IllegalArgumentException("no such model constant: " + constantName);
    }
    return value;
  }

  /** How a partition's read limit is metered. */
  public enum ReadModel {
    /** A number of read units. */
    NOMINAL,
    /** A number of 4 KB operations on each of three replicas. */
    REPLICA3
  }

  /** Whether reads and writes share a partition's limit. */
  public enum ReadWriteMix {
    INDEPENDENT,
    LINEAR
  }

  /** Whether a request may overdraw a bucket. */
  public enum Debt {
    /** A request passes while anything is left, and may leave a debt. */
    DEBT,
    /** A request passes when all it needs is left. */
    STRICT
  }

  /** How a lack of capacity in an index acts on writes to its table. */
  public enum IndexMode {
    /** The write needs the index's capacity at once. */
    COUPLED,
    /** The index update waits in a backlog; a full backlog throttles the write. */
    QUEUE
  }

  /** What the backfill of a new index does to its write capacity. */
  public enum BackfillMode {
    /** It has what the writes of the day leave. */
    SHARED,
    /** It uses none. */
    FREE
  }

  /** How partitions are made when provisioned capacity rises. */
  public enum PartitionRaise {
    /** Every partition is split, as often as needed. */
    DOUBLE,
    /** As many as the new capacity needs. */
    FORMULA
  }

  /** When a partition of a provisioned table may use more than its even share. */
  public enum AdaptiveMode {
    /** At once. */
    INSTANT,
    /** Some time after it began to throttle. */
    BOOST
  }

  /** How a table's tokens reach the requests. */
  public enum RouterMode {
    /** From one exact bucket. */
    IDEAL,
    /** In portions, through request routers. */
    ROUTER
  }

  /** How often provisioned capacity can be lowered in a UTC day. */
  public enum DecreaseRule {
    /** Four in hand at midnight, one more with every hour, never more than four in hand. */
    DOCS,
    /** Four, then one an hour after the last. */
    LAB,
    NONE
  }

  /** Which minute of an alarm's window auto scaling raises capacity for. */
  public enum SizingDatapoint {
    LATEST,
    /** The mean of the last two. */
    AVG2,
    MAX
  }

  /** What a minute without consumption is for the alarms of auto scaling. */
  public enum IdleMinutes {
    ZERO,
    MISSING
  }

  public long partitionMaxReadUnitsPerSecond() {
    return whole("partition.maxRead");
  }

  public long partitionMaxWriteUnitsPerSecond() {
    return whole("partition.maxWrite");
  }

  public ReadWriteMix partitionReadWriteMix() {
    return choice("partition.readWriteMix", ReadWriteMix.class);
  }

  public ReadModel partitionReadModel() {
    return choice("partition.readModel", ReadModel.class);
  }

  public double partitionDepthSeconds() {
    return decimal("partition.depthSeconds");
  }

  public long partitionMaxBytes() {
    return whole("partition.maxBytes");
  }

  /** Data at which a partition is split in two. */
  public long partitionSplitBytes() {
    return whole("partition.splitBytes");
  }

  public PartitionRaise partitionRaise() {
    return choice("partition.raise", PartitionRaise.class);
  }

  public long tableBurstSeconds() {
    return whole("table.burstSeconds");
  }

  public int tableEcBurstReplicas() {
    return Math.toIntExact(whole("table.ecBurstReplicas"));
  }

  public double tableBurstInitialFraction() {
    return decimal("table.burstInitialFraction");
  }

  public Debt bucketDebt() {
    return choice("bucket.debt", Debt.class);
  }

  public AdaptiveMode adaptiveMode() {
    return choice("adaptive.mode", AdaptiveMode.class);
  }

  public long adaptiveDelayMinSeconds() {
    return whole("adaptive.delayMin");
  }

  public long adaptiveDelayMaxSeconds() {
    return whole("adaptive.delayMax");
  }

  /** How far above its demand a partition's share is raised, as a factor. */
  public double adaptiveHeadroom() {
    return decimal("adaptive.headroom");
  }

  public RouterMode routerMode() {
    return choice("gac.mode", RouterMode.class);
  }

  public double routerIntervalSeconds() {
    return decimal("gac.interval");
  }

  public int routerCount() {
    return Math.toIntExact(whole("gac.routers"));
  }

  /** How far above the demand that a router met it asks for tokens, as a factor. */
  public double routerHeadroom() {
    return decimal("gac.headroom");
  }

  public long onDemandInitialWriteUnitsPerSecond() {
    return whole("od.initialWrite");
  }

  public long onDemandInitialReadUnitsPerSecond() {
    return whole("od.initialRead");
  }

  public int onDemandInitialPartitions() {
    return Math.toIntExact(whole("od.initialPartitions"));
  }

  public double onDemandHeadroom() {
    return decimal("od.headroom");
  }

  public long onDemandPeakWindowSeconds() {
    return whole("od.peakWindow");
  }

  public long onDemandGrowthDelaySeconds() {
    return whole("od.growthDelay");
  }

  public long onDemandMaxBurstSeconds() {
    return whole("od.maxBurstSeconds");
  }

  /** Whether a partition that stays hot is split. */
  public boolean isSplitForHeat() {
    return value("split.heat").equals("ON");
  }

  /** Share of a partition's limit. */
  public double splitThreshold() {
    return decimal("split.threshold");
  }

  public long splitSustainSeconds() {
    return whole("split.sustain");
  }

  public long splitDurationMedianSeconds() {
    return whole("split.durationMedian");
  }

  public long splitDurationP95Seconds() {
    return whole("split.durationP95");
  }

  /** Share of a partition's load. */
  public double splitHotItemShare() {
    return decimal("split.hotItemShare");
  }

  /** Share of a partition's load. */
  public double splitSequentialShare() {
    return decimal("split.sequentialShare");
  }

  public long quotaTableReadUnitsPerSecond() {
    return whole("quota.tableRead");
  }

  public long quotaTableWriteUnitsPerSecond() {
    return whole("quota.tableWrite");
  }

  /** Of reads, and likewise of writes. */
  public long quotaAccountUnitsPerSecond() {
    return whole("quota.account");
  }

  public IndexMode indexMode() {
    return choice("gsi.mode", IndexMode.class);
  }

  /** Per index partition. */
  public long indexBacklogUnits() {
    return whole("gsi.backlogUnits");
  }

  public BackfillMode indexBackfill() {
    return choice("gsi.backfill", BackfillMode.class);
  }

  public double indexBackfillLeastSeconds() {
    return decimal("gsi.backfillLeast");
  }

  public double controlUpdateLatencySeconds() {
    return decimal("control.updateLatency");
  }

  public double controlUpdateLatencyPlainSeconds() {
    return decimal("control.updateLatencyPlain");
  }

  public double controlModeSwitchToOnDemandSeconds() {
    return decimal("control.modeSwitchToOnDemand");
  }

  public double controlModeSwitchToOnDemandAgainSeconds() {
    return decimal("control.modeSwitchToOnDemandAgain");
  }

  public double controlModeSwitchToProvisionedSeconds() {
    return decimal("control.modeSwitchToProvisioned");
  }

  public double controlIndexCreationSeconds() {
    return decimal("control.indexCreation");
  }

  public double controlWarmIncreaseSeconds() {
    return decimal("control.warmIncrease");
  }

  public DecreaseRule controlDecreaseQuota() {
    return choice("control.decreaseQuota", DecreaseRule.class);
  }

  public int modeSwitchesToOnDemandPer24h() {
    return Math.toIntExact(whole("mode.switchesToOnDemandPer24h"));
  }

  public double autoScalingMetricLagSeconds() {
    return decimal("aas.metricLag");
  }

  public int autoScalingHighDatapoints() {
    return Math.toIntExact(whole("aas.highDatapoints"));
  }

  public int autoScalingLowDatapoints() {
    return Math.toIntExact(whole("aas.lowDatapoints"));
  }

  public double autoScalingLowOffset() {
    return decimal("aas.lowOffset");
  }

  public SizingDatapoint autoScalingSizingDatapoint() {
    return choice("aas.sizingDatapoint", SizingDatapoint.class);
  }

  public IdleMinutes autoScalingIdleMinutes() {
    return choice("aas.idleMinutes", IdleMinutes.class);
  }

  /** In reads of 4 KB. */
  public int minReadChargeEmptyPartition() {
    return Math.toIntExact(whole("minReadCharge.emptyPartition"));
  }

  public int transactionMultiplier() {
    return Math.toIntExact(whole("tx.multiplier"));
  }

  public int transactionIndexMultiplier() {
    return Math.toIntExact(whole("tx.gsiInTx"));
  }

  public double latencyReadMedianMillis() {
    return decimal("latency.readMedian");
  }

  public double latencyReadP99Millis() {
    return decimal("latency.readP99");
  }

  public double latencyWriteMedianMillis() {
    return decimal("latency.writeMedian");
  }

  public double latencyWriteP99Millis() {
    return decimal("latency.writeP99");
  }

  public double latencyNetworkRoundTripMillis() {
    return decimal("latency.networkRoundTrip");
  }

  public double latencyPerKilobyteAbove4KBMillis() {
    return decimal("latency.perKilobyteAbove4KB");
  }

  public double latencyThrottleReplyMillis() {
    return decimal("latency.throttleReply");
  }

  public double latencyCacheHitMillis() {
    return decimal("latency.cacheHit");
  }

  private static ModelProfile of(String name) {
    Map<String, String> values = new HashMap<>();
    for (ModelConstant constant : constants()) {
      values.put(
          constant.name(), name.equals(OBSERVED) ? constant.observed() : constant.documented());
    }
    return new ModelProfile(name, Era.NOW, values, Map.of());
  }

  private static List<ModelConstant> constantsMeantBy(String name) {
    List<String> names = name.equals(TABLE_QUOTA) ? TABLE_QUOTAS : List.of(name);
    return constants().stream().filter(constant -> names.contains(constant.name())).toList();
  }

  private void requireOrder(String lower, String higher) {
    if (decimal(lower) > decimal(higher)) {
      throw new IllegalArgumentException(
          "%s must not be above %s: %s > %s".formatted(lower, higher, value(lower), value(higher)));
    }
  }

  private long whole(String constantName) {
    return Long.parseLong(value(constantName));
  }

  private double decimal(String constantName) {
    return Double.parseDouble(value(constantName));
  }

  private <E extends Enum<E>> E choice(String constantName, Class<E> type) {
    return Enum.valueOf(type, value(constantName));
  }
}
