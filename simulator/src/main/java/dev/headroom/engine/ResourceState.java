package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.IndexMode;
import dev.headroom.capacity.ModelProfile.ReadWriteMix;
import dev.headroom.capacity.ModelProfile.RouterMode;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Throughput;
import java.util.Arrays;

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
  private final ModelProfile profile;
  private final DimensionState reads;
  private final DimensionState writes;
  private final ThrottlingReason[][] reasons;
  private final PartitionSet partitions;
  private final PartitionShares partitionShares;
  private final long[] throttleEvents = new long[ThrottlingReason.values().length];
  private final long backlogLimit;
  private final double partitionReadDepth;
  private final double partitionWriteDepth;
  private final boolean sharesPartitionLimit;
  private boolean exists = true;
  private CapacityMode capacity;
  private Throughput warm;
  private long backlog;

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
    this.kind = kind;
    this.profile = profile;
    this.capacity = mode;
    this.warm = throughput(mode);
    this.backlogLimit =
        kind == ResourceKind.INDEX && profile.indexMode() == IndexMode.QUEUE
            ? profile.indexBacklogUnits() * MILLI
            : NO_BACKLOG;
    this.partitions = new PartitionSet(partitionCount, profile);
    this.partitionShares = new PartitionShares(profile);
    this.partitionReadDepth = depth(profile.partitionMaxReadUnitsPerSecond(), profile);
    this.partitionWriteDepth = depth(profile.partitionMaxWriteUnitsPerSecond(), profile);
    this.sharesPartitionLimit = profile.partitionReadWriteMix() == ReadWriteMix.LINEAR;
    this.reads =
        new DimensionState(
            partitions,
            queues(Dimension.READ),
            bucket(Dimension.READ, burstFraction, 0),
            limit(mode, Dimension.READ));
    this.writes =
        new DimensionState(
            partitions,
            queues(Dimension.WRITE),
            bucket(Dimension.WRITE, burstFraction, 0),
            limit(mode, Dimension.WRITE));
    shareEvenly();
    partitionShares.begin(partitions, reads, Dimension.READ, burstFraction);
    partitionShares.begin(partitions, writes, Dimension.WRITE, burstFraction);
    this.reasons = new ThrottlingReason[Dimension.values().length][Limit.values().length];
    for (Dimension dimension : Dimension.values()) {
      for (Limit limit : Limit.values()) {
        reasons[dimension.ordinal()][limit.ordinal()] = ThrottlingReason.of(kind, dimension, limit);
      }
    }
  }

  /** A new bucket for the capacity in force. */
  private CapacityBucket bucket(Dimension dimension, double burstFraction, long nowNanos) {
    Limit limit = limit(capacity, dimension);
    int allowances =
        limit == Limit.PROVISIONED_THROUGHPUT && dimension == Dimension.READ
            ? profile.tableEcBurstReplicas()
            : 1;
    long rate = rate(capacity, dimension);
    double fraction = partitionShares.areLimited() ? 1 : burstFraction;
    CapacityBucket bucket =
        routers() > 1 && !queues(dimension)
            ? new RoutedBucket(
                rate, burstSeconds(limit), allowances, fraction, new Routers(profile))
            : new CapacityBucket(rate, burstSeconds(limit), allowances, fraction);
    bucket.beginAt(nowNanos);
    return bucket;
  }

  /** Begins at an instant instead of 0. */
  public void beginAt(long nowNanos) {
    reads.bucket().beginAt(nowNanos);
    writes.bucket().beginAt(nowNanos);
  }

  /** Whether it is there; an index that is still to be created takes no writes. */
  public boolean exists() {
    return exists;
  }

  /** Says that it is still to be created. */
  public void awaitCreation() {
    exists = false;
  }

  /** Begins to be there, with the saved capacity of a new index. */
  void create(CapacityMode mode, long nowNanos) {
    exists = true;
    capacity = mode;
    for (Dimension dimension : Dimension.values()) {
      beginBucket(dimension, nowNanos);
    }
    raiseWarm(throughput(mode));
  }

  private void beginBucket(Dimension dimension, long nowNanos) {
    state(dimension)
        .limit(
            bucket(dimension, profile.tableBurstInitialFraction(), nowNanos),
            limit(capacity, dimension));
  }

  /**
   * Changes the capacity at an instant, as an UpdateTable does that takes effect.
   *
   * <p>Within a billing mode the rate changes at once, and saved tokens stay as far as the new
   * buckets hold them. Another billing mode, or a maximum where there was none, begins with a new
   * bucket: a full second, and as much burst capacity as a new table has. All counts stay. Sources:
   * DynamoDB Developer Guide, provisioned-capacity-mode and bp-switching-capacity-modes; what
   * becomes of saved tokens is an assumption.
   */
  public void setCapacity(CapacityMode mode, long nowNanos) {
    capacity = mode;
    for (Dimension dimension : Dimension.values()) {
      DimensionState state = state(dimension);
      Limit limit = limit(mode, dimension);
      if (state.limit() == limit) {
        state.bucket().refill(nowNanos);
        state.limit(state.bucket().withRate(rate(mode, dimension), burstSeconds(limit)), limit);
      } else {
        beginBucket(dimension, nowNanos);
      }
    }
    raiseWarm(throughput(mode));
  }

  /** What the resource is ready to serve at once; it never falls. */
  public Throughput warm() {
    return warm;
  }

  /**
   * Makes the resource ready for a throughput, as far as it is not already. Source: DynamoDB
   * Developer Guide, warm-throughput (the highest provisioned so far, or what it was raised to).
   */
  public void raiseWarm(Throughput throughput) {
    warm =
        new Throughput(
            Math.max(warm.readUnitsPerSecond(), throughput.readUnitsPerSecond()),
            Math.max(warm.writeUnitsPerSecond(), throughput.writeUnitsPerSecond()));
    growTo(PartitionCount.afterChange(capacity, warm, profile));
  }

  /** What a resource of this capacity is ready for at least. */
  private Throughput throughput(CapacityMode mode) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned ->
          new Throughput(provisioned.readCapacityUnits(), provisioned.writeCapacityUnits());
      case CapacityMode.OnDemand onDemand ->
          new Throughput(
              profile.onDemandInitialReadUnitsPerSecond(),
              profile.onDemandInitialWriteUnitsPerSecond());
    };
  }

  private static Limit limit(CapacityMode mode, Dimension dimension) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned -> Limit.PROVISIONED_THROUGHPUT;
      case CapacityMode.OnDemand onDemand ->
          onDemand.maximum(dimension).isPresent()
              ? Limit.MAX_ON_DEMAND_THROUGHPUT
              : Limit.ACCOUNT_LIMIT;
    };
  }

  private long rate(CapacityMode mode, Dimension dimension) {
    long unitsPerSecond =
        switch (mode) {
          case CapacityMode.Provisioned provisioned -> provisioned.units(dimension);
          case CapacityMode.OnDemand onDemand ->
              onDemand
                  .maximum(dimension)
                  .orElse(
                      dimension == Dimension.READ
                          ? profile.quotaTableReadUnitsPerSecond()
                          : profile.quotaTableWriteUnitsPerSecond());
        };
    return unitsPerSecond * MILLI;
  }

  private long burstSeconds(Limit limit) {
    return switch (limit) {
      case PROVISIONED_THROUGHPUT -> partitionShares.burstSeconds();
      case MAX_ON_DEMAND_THROUGHPUT -> profile.onDemandMaxBurstSeconds() - 1;
      case ACCOUNT_LIMIT, KEY_RANGE_THROUGHPUT -> 0;
    };
  }

  public String name() {
    return name;
  }

  public ResourceKind kind() {
    return kind;
  }

  /** The capacity in force. */
  public CapacityMode capacity() {
    return capacity;
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

  /** Adds data, spread evenly over the partitions. */
  public void addData(double bytes) {
    for (int p = 0; p < partitions.count(); p++) {
      addData(p, bytes / partitions.count());
    }
  }

  /** Adds data to a partition, or takes some away. */
  public void addData(int partition, double bytes) {
    partition(partition).dataBytes += bytes;
  }

  /** The capacity in force, or the on-demand maximum or quota, milli-units per second. */
  public long ratePerSecond(Dimension dimension) {
    return state(dimension).bucket().ratePerSecond();
  }

  /** Which limit {@link #ratePerSecond} is. */
  public Limit limit(Dimension dimension) {
    return state(dimension).limit();
  }

  /** The share of burst capacity that is left, 0 to 1; call after {@link #advance}. */
  public double burstBalance(Dimension dimension) {
    return state(dimension).bucket().burstBalance();
  }

  /** Served so far, milli-units. */
  public long consumed(Dimension dimension) {
    return state(dimension).consumed();
  }

  /** Served by a partition so far, as far as pools are settled, milli-units. */
  public long consumed(int partition, Dimension dimension) {
    return partition(partition).served(dimension).total();
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
    return reads.admittedNormal() + writes.admittedNormal();
  }

  /** Item-level operations let in from saved capacity so far. */
  public long admittedBurst() {
    return reads.admittedBurst() + writes.admittedBurst();
  }

  /** Item-level operations let in on a partition above its even share so far. */
  public long admittedAdaptive() {
    return reads.admittedAdaptive() + writes.admittedAdaptive();
  }

  /** Brings the capacity to an instant and lets waiting index updates through. */
  public void advance(long nowNanos) {
    reads.bucket().refill(nowNanos);
    writes.bucket().refill(nowNanos);
    for (int p = Charges.ANY_PARTITION; p < partitions.count() && backlog > 0; p++) {
      drain(partition(p), nowNanos);
    }
  }

  /** Index updates that wait, milli-units. */
  public long backlog() {
    return backlog;
  }

  /** How many request routers share what the resource may serve; 1 where they share it exactly. */
  int routers() {
    return profile.routerMode() == RouterMode.ROUTER ? profile.routerCount() : 1;
  }

  /** Whether updates of this index wait in a backlog instead of needing its capacity at once. */
  public boolean queues(Dimension dimension) {
    return backlogLimit != NO_BACKLOG && dimension == Dimension.WRITE;
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

  /**
   * Lets an index update wait at a partition, and at once lets through what capacity allows. Less
   * than none, for an update that was expected and did not come, lets as much of later ones pass
   * for nothing.
   */
  void enqueue(Partition partition, long milliUnits, long nowNanos) {
    partition.backlog += milliUnits;
    backlog += milliUnits;
    drain(partition, nowNanos);
  }

  private void drain(Partition partition, long nowNanos) {
    if (partition.backlog == 0) {
      return;
    }
    writes.bucket().refill(nowNanos);
    partition.writes.refill(nowNanos);
    long drained = Math.min(partition.backlog, drainable(partition));
    if (drained > 0) {
      partition.backlog -= drained;
      backlog -= drained;
      writes.take(drained, false);
      partition.writes.take(partition.meteredWrite(drained));
      partition.serve(drained, Dimension.WRITE, false);
    }
  }

  private long drainable(Partition partition) {
    return Math.min(writes.bucket().available(false), partition.writes.tokens());
  }

  /**
   * What the resource as a whole may still serve without refilling, milli-units.
   *
   * @param eventual whether by eventually consistent reads
   */
  public long available(Dimension dimension, boolean eventual) {
    return state(dimension).bucket().tokens(eventual);
  }

  /**
   * Whether the resource as a whole holds so much for all requests, in whatever order they come.
   */
  public boolean covers(Dimension dimension, double milliUnits) {
    return state(dimension).bucket().covers(milliUnits);
  }

  /** What a partition that was idle can serve at once in every second, milli-units. */
  public double partitionDepth(Dimension dimension) {
    double depth = dimension == Dimension.READ ? partitionReadDepth : partitionWriteDepth;
    return partitionShares.areLimited()
        ? Math.min(depth, (double) state(dimension).evenSharePerSecond())
        : depth;
  }

  private static double depth(long unitsPerSecond, ModelProfile profile) {
    return Math.min(1, profile.partitionDepthSeconds()) * unitsPerSecond * MILLI;
  }

  /** Whether so much, asked of an idle partition every second, may be more than it can serve. */
  public boolean mayExceedPartition(double readMilliUnits, double writeMilliUnits) {
    double readShare = readMilliUnits / partitionDepth(Dimension.READ);
    double writeShare = writeMilliUnits / partitionDepth(Dimension.WRITE);
    return sharesPartitionLimit ? readShare + writeShare >= 1 : readShare >= 1 || writeShare >= 1;
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

  /**
   * Tells which partitions have served what was charged to {@link Charges#ANY_PARTITION} since the
   * last settlement. Their sum need not be exact: all that was charged is laid out in proportion.
   *
   * @param shares what each partition has served
   * @param seconds time since the last settlement
   */
  public void settlePool(Dimension dimension, PooledDemand shares, double seconds) {
    DimensionState state = state(dimension);
    SecondMeter pool = partition(Charges.ANY_PARTITION).served(dimension);
    long total = pool.takeTotal();
    double evenShare = state.evenSharePerSecond() * seconds;
    double sum = Arrays.stream(shares.milliUnits).sum();
    double above = 0;
    double before = 0;
    long settled = 0;
    for (int p = 0; p < shares.milliUnits.length && settled < total; p++) {
      before += shares.milliUnits[p];
      above += Math.max(0, shares.milliUnits[p] - evenShare);
      long upTo = Math.min(total, Math.round(total * (before / sum)));
      long eventual =
          shares.milliUnits[p] == 0
              ? 0
              : Math.round((upTo - settled) * shares.eventualMilliUnits[p] / shares.milliUnits[p]);
      partition(p).serve(eventual, dimension, true);
      partition(p).serve(upTo - settled - eventual, dimension, false);
      settled = upTo;
    }
    state.settlePooled(sum == 0 ? 0 : above / sum);
  }

  /** Splits every partition, again and again, until there are enough. */
  void growTo(long needed) {
    while (partitions.count() < needed) {
      partitions.splitAll();
    }
    shareEvenly();
  }

  /** Splits a partition; see {@link PartitionSet#split}. */
  int split(int partition, KeyPosition at, double shareAbove) {
    int upper = partitions.split(partition, at, shareAbove);
    shareEvenly();
    return upper;
  }

  private void shareEvenly() {
    reads.shareAmong(partitions.count());
    writes.shareAmong(partitions.count());
    partitionShares.limit(partitions, reads, Dimension.READ);
    partitionShares.limit(partitions, writes, Dimension.WRITE);
  }

  /** What each partition may serve where it has a share of its own, milli-units per second. */
  long partitionShare(Dimension dimension) {
    return partitionShares.rate(state(dimension), dimension);
  }

  /**
   * Raises what every partition may serve of the provisioned capacity, where partitions have shares
   * of their own.
   *
   * @param milliUnits per second
   * @return whether it was lower
   */
  boolean raiseShare(Dimension dimension, double milliUnits, long nowNanos) {
    return partitionShares.raise(partitions, state(dimension), dimension, milliUnits, nowNanos);
  }

  /** Reads or writes. */
  DimensionState state(Dimension dimension) {
    return dimension == Dimension.WRITE ? writes : reads;
  }

  /** A partition, or the pool by {@link Charges#ANY_PARTITION}. */
  Partition partition(int index) {
    return partitions.get(index);
  }

  ThrottlingReason reason(Dimension dimension, Limit limit) {
    return reasons[dimension.ordinal()][limit.ordinal()];
  }

  void countThrottled(ThrottlingReason reason, long events) {
    throttleEvents[reason.ordinal()] += events;
  }
}
