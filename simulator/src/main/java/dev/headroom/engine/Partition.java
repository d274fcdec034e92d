package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.capacity.ModelProfile.ReadWriteMix;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * One partition: the hard limits that no setting of its table lifts, and what it has served.
 *
 * <p>Reads are metered in units on one bucket, or in four-kilobyte operations on each of three
 * replicas, as the profile says. Writes have a bucket of their own, or share the leader's, weighing
 * as much as the reads that they displace. Not thread-safe.
 */
final class Partition {

  /** The replica that serves writes and strongly consistent reads. */
  static final int LEADER = 0;

  private static final int REPLICAS = 3;

  /** What a pool of partitions can serve: more than is ever asked of it. */
  private static final long POOL_MILLI_UNITS = 1L << 60;

  TokenBucket writes;
  final TokenBucket[] readsByReplica;

  /** Refused so far for this partition's limit. */
  long throttleEvents;

  /** Index updates that wait here, milli-units. */
  long backlog;

  /** Size of the data that it holds. */
  double dataBytes;

  private final boolean pool;
  private final long writeWeight;
  private final HeatWindow heat;
  private final SecondMeter servedReads;
  private final SecondMeter servedWrites;
  private int latestReplica;

  /** A partition with full buckets. */
  Partition(ModelProfile profile) {
    this(profile, new HeatWindow(), new SecondMeter(), new SecondMeter());
  }

  private Partition(
      ModelProfile profile, HeatWindow heat, SecondMeter servedReads, SecondMeter servedWrites) {
    this.pool = false;
    this.heat = heat;
    this.servedReads = servedReads;
    this.servedWrites = servedWrites;
    readsByReplica =
        new TokenBucket[profile.partitionReadModel() == ReadModel.REPLICA3 ? REPLICAS : 1];
    for (int i = 0; i < readsByReplica.length; i++) {
      readsByReplica[i] = bucket(profile.partitionMaxReadUnitsPerSecond(), profile);
    }
    if (profile.partitionReadWriteMix() == ReadWriteMix.LINEAR) {
      writes = readsByReplica[LEADER];
      writeWeight =
          Math.ceilDiv(
              profile.partitionMaxReadUnitsPerSecond(), profile.partitionMaxWriteUnitsPerSecond());
    } else {
      writes = bucket(profile.partitionMaxWriteUnitsPerSecond(), profile);
      writeWeight = 1;
    }
  }

  private Partition() {
    pool = true;
    heat = new HeatWindow();
    servedReads = new SecondMeter();
    servedWrites = new SecondMeter();
    writes = new TokenBucket(1, POOL_MILLI_UNITS, POOL_MILLI_UNITS);
    readsByReplica = new TokenBucket[] {writes};
    writeWeight = 0;
  }

  /** Stands for all partitions of a resource that cannot run dry: it never refuses anything. */
  static Partition pool() {
    return new Partition();
  }

  private static TokenBucket bucket(long unitsPerSecond, ModelProfile profile) {
    long rate = unitsPerSecond * ResourceState.MILLI;
    long cap = (long) (rate * profile.partitionDepthSeconds());
    return new TokenBucket(rate, cap, cap);
  }

  /**
   * Changes its limit; what is saved stays as far as it fits.
   *
   * @param ratePerSecond milli-units per second
   * @param cap milli-units that it can save
   */
  void limit(Dimension dimension, long ratePerSecond, long cap) {
    replace(
        dimension,
        bucket ->
            bucket.withLimits(
                ratePerSecond * weight(dimension), cap * weight(dimension), bucket.tokens()));
  }

  /** Changes its limit and what is saved. */
  void limit(Dimension dimension, long ratePerSecond, long cap, long saved) {
    replace(
        dimension,
        bucket ->
            bucket.withLimits(
                ratePerSecond * weight(dimension),
                cap * weight(dimension),
                saved * weight(dimension)));
  }

  private void replace(Dimension dimension, UnaryOperator<TokenBucket> change) {
    if (dimension == Dimension.WRITE) {
      writes = change.apply(writes);
    } else {
      Arrays.setAll(readsByReplica, replica -> change.apply(readsByReplica[replica]));
    }
  }

  private long weight(Dimension dimension) {
    return dimension == Dimension.WRITE ? writeWeight : 1;
  }

  /** Brings what is saved to an instant. */
  void refill(Dimension dimension, long nowNanos) {
    if (dimension == Dimension.WRITE) {
      writes.refill(nowNanos);
    } else {
      for (TokenBucket replica : readsByReplica) {
        replica.refill(nowNanos);
      }
    }
  }

  /** Whether it stands for many. */
  boolean isPool() {
    return pool;
  }

  TokenBucket bucket(Dimension dimension, int replica) {
    return dimension == Dimension.WRITE ? writes : readsByReplica[replica];
  }

  /** Each replica in turn, for many requests that would spread over all of them anyway. */
  int nextReplica() {
    latestReplica = latestReplica + 1 == readsByReplica.length ? 0 : latestReplica + 1;
    return latestReplica;
  }

  /** What a write of some units takes of its bucket. */
  long meteredWrite(long milliUnits) {
    return milliUnits * writeWeight;
  }

  /**
   * What some units take of their bucket. An eventually consistent read costs half a unit, but is a
   * whole operation for the replica that serves it.
   */
  long metered(long milliUnits, Dimension dimension, boolean eventual) {
    if (dimension == Dimension.WRITE) {
      return meteredWrite(milliUnits);
    }
    return eventual && readsByReplica.length > 1 ? 2 * milliUnits : milliUnits;
  }

  /** What is served, by reads or by writes. */
  SecondMeter served(Dimension dimension) {
    return dimension == Dimension.WRITE ? servedWrites : servedReads;
  }

  /** What is left of a share per second; of a pool nothing is known, so that all of it is. */
  long leftOf(long sharePerSecond, Dimension dimension, long nowNanos) {
    return pool ? Long.MAX_VALUE : sharePerSecond - served(dimension).thisSecond(nowNanos);
  }

  /** Counts what it serves. */
  void serve(long milliUnits, Dimension dimension, boolean isEventual) {
    served(dimension).add(milliUnits);
    addHeat(dimension, milliUnits, isEventual);
  }

  /** Counts requests that its own limit refuses. */
  void refuse(long requests, long milliUnits, Dimension dimension, boolean isEventual) {
    throttleEvents += requests;
    addHeat(dimension, milliUnits, isEventual);
  }

  /** What was asked of it lately. */
  HeatWindow heat() {
    return heat;
  }

  /**
   * Counts demand, served or refused by this partition, as the busiest replica meters it: an
   * eventually consistent read costs half a unit and is a whole operation for one of three.
   */
  private void addHeat(Dimension dimension, long milliUnits, boolean isEventual) {
    if (dimension == Dimension.WRITE) {
      heat.add(writeWeight == 1 ? Dimension.WRITE : Dimension.READ, meteredWrite(milliUnits));
    } else {
      boolean isAnyReplica = isEventual && readsByReplica.length > 1;
      heat.add(Dimension.READ, isAnyReplica ? 2 * milliUnits / readsByReplica.length : milliUnits);
    }
  }

  /**
   * The partition that keeps the lower part when this one is split: with full buckets, and all that
   * was counted here.
   */
  Partition lower(ModelProfile profile) {
    Partition lower = new Partition(profile, heat, servedReads, servedWrites);
    lower.throttleEvents = throttleEvents;
    lower.backlog = backlog;
    lower.dataBytes = dataBytes;
    return lower;
  }

  /** Moves the upper part of this partition's history, backlog and data to a new one. */
  Partition splitUpper(double shareAbove, ModelProfile profile) {
    Partition upper =
        new Partition(profile, heat.split(shareAbove), new SecondMeter(), new SecondMeter());
    upper.backlog = Math.round(backlog * shareAbove);
    backlog -= upper.backlog;
    upper.dataBytes = dataBytes * shareAbove;
    dataBytes -= upper.dataBytes;
    return upper;
  }
}
