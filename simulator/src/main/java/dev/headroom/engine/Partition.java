package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.capacity.ModelProfile.ReadWriteMix;

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

  final TokenBucket writes;
  final TokenBucket[] readsByReplica;

  /** Refused so far for this partition's limit. */
  long throttleEvents;

  /** Index updates that wait here, milli-units. */
  long backlog;

  private final long writeWeight;

  private final SecondMeter servedReads = new SecondMeter();
  private final SecondMeter servedWrites = new SecondMeter();

  private int latestReplica;

  Partition(ModelProfile profile) {
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

  private static TokenBucket bucket(long unitsPerSecond, ModelProfile profile) {
    long rate = unitsPerSecond * ResourceState.MILLI;
    long cap = (long) (rate * profile.partitionDepthSeconds());
    return new TokenBucket(rate, cap, cap);
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
}
