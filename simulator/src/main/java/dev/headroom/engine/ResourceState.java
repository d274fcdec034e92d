package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.IndexMode;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Throughput;

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
  private final CapacityBucket[] buckets = new CapacityBucket[Dimension.values().length];
  private final Limit[] limits = new Limit[Dimension.values().length];
  private final long[] evenSharePerSecond = new long[Dimension.values().length];
  private final SecondMeter[] thisSecond = {new SecondMeter(), new SecondMeter()};
  private final ThrottlingReason[][] reasons;
  private final KeyRanges keyRanges;
  private final Partition[] partitions;
  private final long[] throttleEvents = new long[ThrottlingReason.values().length];
  private final long backlogLimit;
  private CapacityMode capacity;
  private Throughput warm;
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
    this.kind = kind;
    this.profile = profile;
    this.capacity = mode;
    this.warm = throughput(mode);
    this.backlogLimit =
        kind == ResourceKind.INDEX && profile.indexMode() == IndexMode.QUEUE
            ? profile.indexBacklogUnits() * MILLI
            : NO_BACKLOG;
    this.keyRanges = KeyRanges.equal(partitionCount);
    this.partitions = new Partition[partitionCount];
    for (int i = 0; i < partitionCount; i++) {
      partitions[i] = new Partition(profile);
    }
    for (Dimension dimension : Dimension.values()) {
      limit(dimension, burstFraction, 0);
    }
    this.reasons = new ThrottlingReason[Dimension.values().length][Limit.values().length];
    for (Dimension dimension : Dimension.values()) {
      for (Limit limit : Limit.values()) {
        reasons[dimension.ordinal()][limit.ordinal()] = ThrottlingReason.of(kind, dimension, limit);
      }
    }
  }

  /** Gives a dimension a new bucket for the capacity in force. */
  private void limit(Dimension dimension, double burstFraction, long nowNanos) {
    int d = dimension.ordinal();
    limits[d] = limit(capacity, dimension);
    int allowances =
        limits[d] == Limit.PROVISIONED_THROUGHPUT && dimension == Dimension.READ
            ? profile.tableEcBurstReplicas()
            : 1;
    buckets[d] =
        new CapacityBucket(
            rate(capacity, dimension), burstSeconds(limits[d]), allowances, burstFraction);
    buckets[d].beginAt(nowNanos);
    shareEvenly(dimension);
  }

  /**
   * Changes the capacity at an instant, as an UpdateTable does that takes effect.
   *
   * <p>Within a billing mode the rate changes at once, and saved tokens stay as far as the new
   * buckets hold them. Another billing mode, or a maximum where there was none, begins with a new
   * bucket: a full second, and as much burst capacity as a new table has. Partitions and all counts
   * stay. Sources: DynamoDB Developer Guide, provisioned-capacity-mode and
   * bp-switching-capacity-modes; what becomes of saved tokens is an assumption.
   */
  public void setCapacity(CapacityMode mode, long nowNanos) {
    capacity = mode;
    for (Dimension dimension : Dimension.values()) {
      int d = dimension.ordinal();
      if (limits[d] == limit(mode, dimension)) {
        buckets[d].refill(nowNanos);
        buckets[d] = buckets[d].withRate(rate(mode, dimension), burstSeconds(limits[d]));
        shareEvenly(dimension);
      } else {
        limit(dimension, profile.tableBurstInitialFraction(), nowNanos);
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

  private void shareEvenly(Dimension dimension) {
    evenSharePerSecond[dimension.ordinal()] =
        limit(dimension) == Limit.PROVISIONED_THROUGHPUT
            ? ratePerSecond(dimension) / partitions.length
            : Long.MAX_VALUE;
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
      case PROVISIONED_THROUGHPUT -> profile.tableBurstSeconds();
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
    return partitions.length;
  }

  /** Which partition owns which part of the hash space. */
  public KeyRanges keyRanges() {
    return keyRanges;
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
    long sum = 0;
    for (Partition partition : partitions) {
      sum += partition.consumed[dimension.ordinal()];
    }
    return sum;
  }

  /** Served by a partition so far, milli-units. */
  public long consumed(int partition, Dimension dimension) {
    return partitions[partition].consumed[dimension.ordinal()];
  }

  /** Refused by a partition's own limit so far. */
  public long partitionThrottleEvents(int partition) {
    return partitions[partition].throttleEvents;
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
    for (Partition partition : partitions) {
      partition.writes.refill(nowNanos);
      for (TokenBucket reads : partition.readsByReplica) {
        reads.refill(nowNanos);
      }
    }
    for (int i = 0; i < partitions.length && backlog > 0; i++) {
      drain(partitions[i], nowNanos);
    }
  }

  /** Index updates that wait, milli-units. */
  public long backlog() {
    return backlog;
  }

  /** Whether writes to this index wait in a backlog instead of needing its capacity at once. */
  boolean queuesWrites() {
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
      partition.consume(drained, Dimension.WRITE);
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

  /** What a partition's tightest bucket may still serve without refilling, milli-units. */
  public long available(int partition, Dimension dimension) {
    if (dimension == Dimension.WRITE) {
      return partitions[partition].writes.tokens();
    }
    long least = Long.MAX_VALUE;
    for (TokenBucket reads : partitions[partition].readsByReplica) {
      least = Math.min(least, reads.tokens());
    }
    return least;
  }

  CapacityBucket bucket(Dimension dimension) {
    return buckets[dimension.ordinal()];
  }

  /** What is served within the current second, by reads or by writes. */
  SecondMeter thisSecond(Dimension dimension) {
    return thisSecond[dimension.ordinal()];
  }

  Partition partition(int index) {
    return partitions[index];
  }

  long evenSharePerSecond(Dimension dimension) {
    return evenSharePerSecond[dimension.ordinal()];
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
