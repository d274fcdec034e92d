package dev.headroom.engine;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Throughput;
import org.jspecify.annotations.Nullable;

/**
 * How many partitions a table or index has.
 *
 * <p>Partitions follow from the highest capacity ever provisioned and from the data's size; an
 * on-demand resource starts with a fixed number. Growth splits every partition at once. Sources:
 * AWS sample {@code TableUtil.java} of the adaptive-capacity demo (sum of both dimensions, rounded
 * up); Elhemali et al., USENIX ATC 2022, section 4 (doubling); DynamoDB Developer Guide, warm
 * throughput scenarios.
 */
public final class PartitionCount {

  private PartitionCount() {}

  /**
   * Partitions of a resource at the start of a run.
   *
   * @param mode its capacity
   * @param everProvisioned highest capacity ever provisioned, if known
   * @param warm its warm throughput, if known
   * @param previousPeak highest traffic served on demand, if known
   * @param dataSizeBytes size of its data, 0 if unknown
   * @param profile the model's constants
   */
  public static int initial(
      CapacityMode mode,
      @Nullable Throughput everProvisioned,
      @Nullable Throughput warm,
      @Nullable Throughput previousPeak,
      long dataSizeBytes,
      ModelProfile profile) {
    long count =
        switch (mode) {
          case CapacityMode.Provisioned capacity ->
              forProvisioned(
                  new Throughput(capacity.readCapacityUnits(), capacity.writeCapacityUnits()),
                  profile);
          case CapacityMode.OnDemand onDemand ->
              Math.max(
                  profile.onDemandInitialPartitions(),
                  forEither(
                      new Throughput(
                          profile.onDemandInitialReadUnitsPerSecond(),
                          profile.onDemandInitialWriteUnitsPerSecond()),
                      profile));
        };
    count = Math.max(count, Math.ceilDiv(dataSizeBytes, profile.partitionMaxBytes()));
    if (warm != null) {
      count = Math.max(count, forEither(warm, profile));
    }
    if (everProvisioned != null) {
      count = grownTo(count, forProvisioned(everProvisioned, profile));
    }
    if (previousPeak != null && mode instanceof CapacityMode.OnDemand) {
      double headroom = profile.onDemandHeadroom();
      Throughput goal =
          new Throughput(
              (long) Math.ceil(previousPeak.readUnitsPerSecond() * headroom),
              (long) Math.ceil(previousPeak.writeUnitsPerSecond() * headroom));
      count = grownTo(count, forEither(goal, profile));
    }
    return Math.toIntExact(Math.max(1, count));
  }

  /**
   * Partitions that a resource has after a change of its capacity or its warm throughput.
   *
   * <p>A capacity above all earlier ones needs the partitions of a new table. A switch to on-demand
   * ends with those of a new on-demand table, and with enough for the highest throughput so far.
   *
   * @param mode the capacity in force
   * @param warm the highest throughput so far
   */
  static long afterChange(CapacityMode mode, Throughput warm, ModelProfile profile) {
    return switch (mode) {
      case CapacityMode.Provisioned capacity ->
          Math.max(
              forEither(warm, profile),
              forProvisioned(
                  new Throughput(capacity.readCapacityUnits(), capacity.writeCapacityUnits()),
                  profile));
      case CapacityMode.OnDemand onDemand ->
          Math.max(profile.onDemandInitialPartitions(), forEither(warm, profile));
    };
  }

  /** Partitions of a table created with this capacity: both dimensions added, rounded up once. */
  static long forProvisioned(Throughput provisioned, ModelProfile profile) {
    long maxRead = profile.partitionMaxReadUnitsPerSecond();
    long maxWrite = profile.partitionMaxWriteUnitsPerSecond();
    return Math.ceilDiv(
        provisioned.readUnitsPerSecond() * maxWrite + provisioned.writeUnitsPerSecond() * maxRead,
        maxRead * maxWrite);
  }

  private static long forEither(Throughput throughput, ModelProfile profile) {
    return Math.max(
        Math.ceilDiv(throughput.readUnitsPerSecond(), profile.partitionMaxReadUnitsPerSecond()),
        Math.ceilDiv(throughput.writeUnitsPerSecond(), profile.partitionMaxWriteUnitsPerSecond()));
  }

  /** Every partition splits, again and again, until there are enough. */
  static long grownTo(long count, long needed) {
    long grown = count;
    while (grown < needed) {
      grown *= 2;
    }
    return grown;
  }
}
