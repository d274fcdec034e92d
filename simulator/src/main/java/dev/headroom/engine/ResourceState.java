package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.IndexMode;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.table.CapacityMode;
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
  private final DimensionState reads;
  private final DimensionState writes;
  private final ThrottlingReason[][] reasons;
  private final KeyRanges keyRanges;
  private final Partition[] partitions;
  private final long[] throttleEvents = new long[ThrottlingReason.values().length];
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
    this.kind = kind;
    this.provisioned = mode instanceof CapacityMode.Provisioned;
    this.backlogLimit =
        kind == ResourceKind.INDEX && profile.indexMode() == IndexMode.QUEUE
            ? profile.indexBacklogUnits() * MILLI
            : NO_BACKLOG;
    this.keyRanges = KeyRanges.equal(partitionCount);
    this.partitions = new Partition[partitionCount];
    for (int i = 0; i < partitionCount; i++) {
      partitions[i] = new Partition(profile);
    }
    switch (mode) {
      case CapacityMode.Provisioned capacity -> {
        int allowances = profile.tableEcBurstReplicas();
        reads = provisioned(capacity.readCapacityUnits(), allowances, burstFraction, profile);
        writes = provisioned(capacity.writeCapacityUnits(), 1, burstFraction, profile);
      }
      case CapacityMode.OnDemand capacity -> {
        reads =
            onDemand(
                capacity.maxReadRequestUnits(),
                profile.quotaTableReadUnitsPerSecond(),
                burstFraction,
                profile);
        writes =
            onDemand(
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

  private DimensionState provisioned(
      long unitsPerSecond, int allowances, double burstFraction, ModelProfile profile) {
    long rate = unitsPerSecond * MILLI;
    return new DimensionState(
        new CapacityBucket(rate, profile.tableBurstSeconds(), allowances, burstFraction),
        Limit.PROVISIONED_THROUGHPUT,
        rate / partitions.length,
        new SecondMeter());
  }

  private static DimensionState onDemand(
      OptionalLong maximum, long quotaUnitsPerSecond, double burstFraction, ModelProfile profile) {
    long rate = maximum.orElse(quotaUnitsPerSecond) * MILLI;
    long burstSeconds = maximum.isPresent() ? profile.onDemandMaxBurstSeconds() - 1 : 0;
    return new DimensionState(
        new CapacityBucket(rate, burstSeconds, 1, burstFraction),
        maximum.isPresent() ? Limit.MAX_ON_DEMAND_THROUGHPUT : Limit.ACCOUNT_LIMIT,
        Long.MAX_VALUE,
        new SecondMeter());
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
    return state(dimension).limit();
  }

  /** The share of burst capacity that is left, 0 to 1; call after {@link #advance}. */
  public double burstBalance(Dimension dimension) {
    return bucket(dimension).burstBalance();
  }

  /** Served by a partition so far, milli-units. */
  public long consumed(int partition, Dimension dimension) {
    return partitions[partition].served(dimension).total();
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
    reads.bucket().refill(nowNanos);
    writes.bucket().refill(nowNanos);
    for (Partition partition : partitions) {
      partition.writes.refill(nowNanos);
      for (TokenBucket replica : partition.readsByReplica) {
        replica.refill(nowNanos);
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

  /** Whether updates of this index wait in a backlog instead of needing its capacity at once. */
  boolean queues(Dimension dimension) {
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
    CapacityBucket bucket = writes.bucket();
    bucket.refill(nowNanos);
    partition.writes.refill(nowNanos);
    long drained = Math.min(partition.backlog, drainable(partition));
    if (drained > 0) {
      partition.backlog -= drained;
      backlog -= drained;
      bucket.take(drained, false);
      partition.writes.take(partition.meteredWrite(drained));
      partition.served(Dimension.WRITE).add(drained);
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
    return bucket(dimension).available(eventual);
  }

  /** What a partition's tightest bucket may still serve without refilling, milli-units. */
  public long available(int partition, Dimension dimension) {
    if (dimension == Dimension.WRITE) {
      return partitions[partition].writes.tokens();
    }
    long least = Long.MAX_VALUE;
    for (TokenBucket replica : partitions[partition].readsByReplica) {
      least = Math.min(least, replica.tokens());
    }
    return least;
  }

  /** Reads or writes. */
  DimensionState state(Dimension dimension) {
    return dimension == Dimension.WRITE ? writes : reads;
  }

  private CapacityBucket bucket(Dimension dimension) {
    return state(dimension).bucket();
  }

  Partition partition(int index) {
    return partitions[index];
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
