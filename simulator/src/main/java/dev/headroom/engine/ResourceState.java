package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.IndexMode;
import dev.headroom.capacity.ModelProfile.ReadWriteMix;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.table.CapacityMode;
import java.util.Arrays;
import java.util.OptionalLong;

/**
 * A table or a global secondary index while it serves: its capacity in both dimensions, its
 * partitions, and counts of what it let in and refused.
 *
 * <p>Not thread-safe.
 */
public final class ResourceState {

  /** Milli-units in a capacity unit. */
  public static final long MILLI = 1_000;

  private static final long NO_BACKLOG = -1;

  private final String name;
  private final ResourceKind kind;
  private final boolean provisioned;
  private final CapacityBucket[] buckets = new CapacityBucket[Dimension.values().length];
  private final Limit[] limits = new Limit[Dimension.values().length];
  private final SecondMeter[] thisSecond = {new SecondMeter(), new SecondMeter()};
  private final ThrottlingReason[][] reasons;
  private final ModelProfile profile;
  private final PartitionSet partitions;
  private final long[] throttleEvents = new long[ThrottlingReason.values().length];
  private final long[] consumed = new long[Dimension.values().length];
  private final Pool[] pools = {new Pool(), new Pool()};
  private final long backlogLimit;
  private long backlog;
  private long admittedNormal;
  private long admittedBurst;
  private long admittedAdaptive;

  /**
   * A resource at instant 0.
   *
   * @param name the table's or index's name
   * @param kind which of both
   * @param mode its capacity
   * @param partitionCount number of partitions, of equal width
   * @param burstFraction share of the burst capacity that is saved already, 0 to 1
   * @param profile the model's constants
   */
  public ResourceState(
      String name,
      ResourceKind kind,
      CapacityMode mode,
      int partitionCount,
      double burstFraction,
      ModelProfile profile) {
    this.name = name;
    this.profile = profile;
    this.kind = kind;
    this.provisioned = mode instanceof CapacityMode.Provisioned;
    this.backlogLimit =
        kind == ResourceKind.INDEX && profile.indexMode() == IndexMode.QUEUE
            ? profile.indexBacklogUnits() * MILLI
            : NO_BACKLOG;
    this.partitions = new PartitionSet(partitionCount, profile);
    switch (mode) {
      case CapacityMode.Provisioned capacity -> {
        provision(Dimension.READ, capacity.readCapacityUnits(), burstFraction, profile);
        provision(Dimension.WRITE, capacity.writeCapacityUnits(), burstFraction, profile);
      }
      case CapacityMode.OnDemand capacity -> {
        limitOnDemand(
            Dimension.READ,
            capacity.maxReadRequestUnits(),
            profile.quotaTableReadUnitsPerSecond(),
            burstFraction,
            profile);
        limitOnDemand(
            Dimension.WRITE,
            capacity.maxWriteRequestUnits(),
            profile.quotaTableWriteUnitsPerSecond(),
            burstFraction,
            profile);
      }
    }
    this.reasons = new ThrottlingReason[Dimension.values().length][Limit.values().length];
    for (Dimension dimension : Dimension.values()) {
      for (Limit limit : Limit.values()) {
        reasons[dimension.ordinal()][limit.ordinal()] = ThrottlingReason.of(kind, dimension, limit);
      }
    }
  }

  private void provision(
      Dimension dimension, long unitsPerSecond, double burstFraction, ModelProfile profile) {
    int allowances = dimension == Dimension.READ ? profile.tableEcBurstReplicas() : 1;
    buckets[dimension.ordinal()] =
        new CapacityBucket(
            unitsPerSecond * MILLI, profile.tableBurstSeconds(), allowances, burstFraction);
    limits[dimension.ordinal()] = Limit.PROVISIONED_THROUGHPUT;
  }

  private void limitOnDemand(
      Dimension dimension,
      OptionalLong maximum,
      long quotaUnitsPerSecond,
      double burstFraction,
      ModelProfile profile) {
    long rate = maximum.orElse(quotaUnitsPerSecond) * MILLI;
    long burstSeconds = maximum.isPresent() ? profile.onDemandMaxBurstSeconds() - 1 : 0;
    buckets[dimension.ordinal()] = new CapacityBucket(rate, burstSeconds, 1, burstFraction);
    limits[dimension.ordinal()] =
        maximum.isPresent() ? Limit.MAX_ON_DEMAND_THROUGHPUT : Limit.ACCOUNT_LIMIT;
  }

  public String name() {
    return name;
  }

  public ResourceKind kind() {
    return kind;
  }

  public boolean isProvisioned() {
    return provisioned;
  }

  public int partitionCount() {
    return partitions.count();
  }

  /** Which partition owns which part of the key space. */
  public KeyRanges keyRanges() {
    return partitions.ranges();
  }

  /** The partition that a partition was split from; itself if it has been there from the start. */
  public int parentOf(int partition) {
    return partitions.parent(partition);
  }

  PartitionSet partitions() {
    return partitions;
  }

  /** Adds data, spread evenly over the partitions. */
  public void addData(double bytes) {
    for (int p = 0; p < partitions.count(); p++) {
      partition(p).dataBytes += bytes / partitions.count();
    }
  }

  /** Adds data to a partition, or takes some away. */
  public void addData(int partition, double bytes) {
    partition(partition).dataBytes += bytes;
  }

  /** The capacity in force, or the on-demand maximum or quota, milli-units per second. */
  public long ratePerSecond(Dimension dimension) {
    return bucket(dimension).ratePerSecond();
  }

  /** Which limit {@link #ratePerSecond} is. */
  public Limit limit(Dimension dimension) {
    return limits[dimension.ordinal()];
  }

  /** The share of burst capacity that is left, 0 to 1; call after {@link #advance}. */
  public double burstBalance(Dimension dimension) {
    return bucket(dimension).burstBalance();
  }

  /** Served so far, milli-units. */
  public long consumed(Dimension dimension) {
    return consumed[dimension.ordinal()];
  }

  /** Served by a partition so far, as far as pools are settled, milli-units. */
  public long consumed(int partition, Dimension dimension) {
    return partition(partition).consumed[dimension.ordinal()];
  }

  /** Refused by a partition's own limit so far. */
  public long partitionThrottleEvents(int partition) {
    return partition(partition).throttleEvents;
  }

  /** Throttle events so far. */
  public long throttleEvents(ThrottlingReason reason) {
    return throttleEvents[reason.ordinal()];
  }

  /** Item-level operations let in within the second's rate so far. */
  public long admittedNormal() {
    return admittedNormal;
  }

  /** Item-level operations let in from saved capacity so far. */
  public long admittedBurst() {
    return admittedBurst;
  }

  /** Item-level operations let in on a partition above its even share so far. */
  public long admittedAdaptive() {
    return admittedAdaptive;
  }

  /** Brings every bucket to an instant and lets waiting index updates through. */
  public void advance(long nowNanos) {
    for (CapacityBucket bucket : buckets) {
      bucket.refill(nowNanos);
    }
    for (int p = 0; p < partitions.count() && backlog > 0; p++) {
      drain(partition(p), nowNanos);
    }
  }

  /** Index updates that wait, milli-units. */
  public long backlog() {
    return backlog;
  }

  /** Whether writes to this index wait in a backlog instead of needing its capacity at once. */
  public boolean queuesWrites() {
    return backlogLimit != NO_BACKLOG;
  }

  /**
   * What further index updates at an instant may amount to: what capacity lets through at once and
   * what then finds room to wait, after what has drained by now; not positive when there is no
   * room.
   */
  long backlogRoom(Partition partition, long nowNanos) {
    drain(partition, nowNanos);
    return backlogLimit - partition.backlog + 1 + Math.max(0, drainable(partition));
  }

  /** Whether a partition's backlog refuses writes. */
  boolean isBacklogFull(Partition partition) {
    return partition.backlog > backlogLimit;
  }

  /** Lets an index update wait at a partition, and at once lets through what capacity allows. */
  void enqueue(Partition partition, long milliUnits, long nowNanos) {
    partition.backlog += milliUnits;
    backlog += milliUnits;
    drain(partition, nowNanos);
  }

  private void drain(Partition partition, long nowNanos) {
    if (partition.backlog == 0) {
      return;
    }
    CapacityBucket bucket = bucket(Dimension.WRITE);
    bucket.refill(nowNanos);
    partition.writes.refill(nowNanos);
    long drained = Math.min(partition.backlog, drainable(partition));
    if (drained > 0) {
      partition.backlog -= drained;
      backlog -= drained;
      bucket.take(drained, false);
      partition.writes.take(partition.meteredWrite(drained));
      consume(partition, drained, Dimension.WRITE, false);
    }
  }

  private long drainable(Partition partition) {
    return Math.min(bucket(Dimension.WRITE).available(false), partition.writes.tokens());
  }

  /**
   * What the resource as a whole may still serve without refilling, milli-units.
   *
   * @param eventual whether by eventually consistent reads
   */
  public long available(Dimension dimension, boolean eventual) {
    return bucket(dimension).available(eventual);
  }

  /** What a partition that was idle can serve at once, milli-units. */
  public double partitionDepth(Dimension dimension) {
    return MILLI
        * profile.partitionDepthSeconds()
        * (dimension == Dimension.READ
            ? profile.partitionMaxReadUnitsPerSecond()
            : profile.partitionMaxWriteUnitsPerSecond());
  }

  /** Whether so much, asked of an idle partition at once, may be more than it can serve. */
  public boolean mayExceedPartition(double readMilliUnits, double writeMilliUnits) {
    double reads = readMilliUnits / partitionDepth(Dimension.READ);
    double writes = writeMilliUnits / partitionDepth(Dimension.WRITE);
    return profile.partitionReadWriteMix() == ReadWriteMix.LINEAR
        ? reads + writes >= 1
        : reads >= 1 || writes >= 1;
  }

  /** Counts what a partition serves. */
  void consume(Partition partition, long milliUnits, Dimension dimension, boolean isEventual) {
    consumed[dimension.ordinal()] += milliUnits;
    partition.consume(milliUnits, dimension);
    partition.addHeat(dimension, milliUnits, isEventual);
  }

  /** Counts what some partitions serve; which ones is told later. */
  void takePooled(Dimension dimension, long milliUnits, long requests, long burst) {
    consumed[dimension.ordinal()] += milliUnits;
    pools[dimension.ordinal()].add(milliUnits, requests, burst);
  }

  /**
   * Tells which partitions have served what was charged to {@link Charges#ANY_PARTITION} since the
   * last settlement. Their sum need not be exact: all that was charged is laid out in proportion.
   *
   * @param shares what each partition has served
   */
  public void settlePool(long nowNanos, Dimension dimension, PooledDemand shares) {
    Pool pool = pools[dimension.ordinal()];
    double evenShare =
        (double) evenSharePerSecond(dimension)
            * (nowNanos - pool.sinceNanos)
            / Refill.NANOS_PER_SECOND;
    double aboveEvenShare = 0;
    double sum = Arrays.stream(shares.milliUnits).sum();
    double before = 0;
    long settled = 0;
    for (int p = 0; p < shares.milliUnits.length && settled < pool.milliUnits; p++) {
      double units = shares.milliUnits[p];
      if (units > 0) {
        before += units;
        aboveEvenShare += Math.max(0, units - evenShare);
        long upTo = Math.min(pool.milliUnits, Math.round(pool.milliUnits * (before / sum)));
        partition(p).consumed[dimension.ordinal()] += upTo - settled;
        settled = upTo;
        partition(p).addHeat(dimension, Math.round(shares.eventualMilliUnits[p]), true);
        partition(p).addHeat(dimension, Math.round(units - shares.eventualMilliUnits[p]), false);
      }
    }
    if (sum > 0) {
      long adaptive = Math.max(0, Math.round(pool.requests * aboveEvenShare / sum) - pool.burst);
      countAdmitted(-adaptive, 0, adaptive);
    }
    pool.clear(nowNanos);
  }

  /** What was served from the pool of partitions since it was settled. */
  private static final class Pool {
    private long milliUnits;
    private long requests;
    private long burst;
    private long sinceNanos;

    void add(long moreMilliUnits, long moreRequests, long moreBurst) {
      milliUnits += moreMilliUnits;
      requests += moreRequests;
      burst += moreBurst;
    }

    void clear(long nowNanos) {
      milliUnits = 0;
      requests = 0;
      burst = 0;
      sinceNanos = nowNanos;
    }
  }

  /** What the partitions of a pool have served: a buffer to be filled. */
  public static final class PooledDemand {
    private final double[] milliUnits;
    private final double[] eventualMilliUnits;

    /** A buffer for a number of partitions. */
    public PooledDemand(int partitions) {
      this.milliUnits = new double[partitions];
      this.eventualMilliUnits = new double[partitions];
    }

    /** Adds what a partition has served. */
    public void add(int partition, double units, boolean isEventual) {
      milliUnits[partition] += units;
      if (isEventual) {
        eventualMilliUnits[partition] += units;
      }
    }
  }

  CapacityBucket bucket(Dimension dimension) {
    return buckets[dimension.ordinal()];
  }

  /** What is served within the current second, by reads or by writes. */
  SecondMeter thisSecond(Dimension dimension) {
    return thisSecond[dimension.ordinal()];
  }

  Partition partition(int index) {
    return partitions.get(index);
  }

  /** What each partition would get if all shared alike; without limit where nothing is shared. */
  long evenSharePerSecond(Dimension dimension) {
    return provisioned ? ratePerSecond(dimension) / partitions.count() : Long.MAX_VALUE;
  }

  /** Splits every partition, again and again, until there are enough. */
  void growTo(long needed) {
    while (partitions.count() < needed) {
      partitions.splitAll();
    }
  }

  ThrottlingReason reason(Dimension dimension, Limit limit) {
    return reasons[dimension.ordinal()][limit.ordinal()];
  }

  void countThrottled(ThrottlingReason reason, long events) {
    throttleEvents[reason.ordinal()] += events;
  }

  void countAdmitted(long normal, long burst, long adaptive) {
    admittedNormal += normal;
    admittedBurst += burst;
    admittedAdaptive += adaptive;
  }
}
