package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import dev.headroom.engine.ControlPlane;
import dev.headroom.engine.KeyPosition;
import dev.headroom.engine.PartitionKeeper;
import dev.headroom.engine.ResourceState;
import dev.headroom.engine.SampledTraffic;
import dev.headroom.engine.ServiceLog;
import dev.headroom.table.Table;
import dev.headroom.traffic.KeyHash;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table that serves requests: its capacity and partitions, and what the service does to them by
 * itself. Guarded by the lock of its {@link ThrottledService}, but for what never changes.
 */
public final class LiveTable {

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Table table;
  private final String arn;
  private final Instant start;
  private final long hashSeed;
  private final List<ResourceState> resources;
  private final ControlPlane controlPlane;
  private final List<SampledTraffic> traffic = new ArrayList<>();
  private final List<PartitionKeeper> keepers = new ArrayList<>();
  private final List<Load> loads = new ArrayList<>();
  private final HotKeys hotKeys = new HotKeys();
  private long advancedNanos;
  private int firstResource;

  LiveTable(
      Table table,
      String arn,
      List<ResourceState> resources,
      ModelProfile profile,
      Instant start,
      long nowNanos,
      Chance chance,
      ServiceLog log) {
    this.table = table;
    this.arn = arn;
    this.start = start;
    this.resources = List.copyOf(resources);
    this.hashSeed = chance.fork("key-hash").nextLong(Long.MAX_VALUE);
    this.controlPlane = new ControlPlane(table, resources, start, nowNanos, profile, log);
    this.advancedNanos = nowNanos - nowNanos % SECOND_NANOS;
    boolean keepsCollections = !table.localSecondaryIndexes().isEmpty();
    for (ResourceState resource : resources) {
      SampledTraffic sampled =
          new SampledTraffic(
              profile,
              chance.fork("sample-" + resource.name()),
              keepsCollections && traffic.isEmpty());
      traffic.add(sampled);
      loads.add(new Load(resource, profile));
      keepers.add(
          new PartitionKeeper(
              resource, sampled, profile, chance.fork("split-" + resource.name()), log));
    }
  }

  /** The table as it was declared. */
  public Table table() {
    return table;
  }

  /** Whether writes may touch more than the table itself. */
  public boolean hasIndexes() {
    return !table.globalSecondaryIndexes().isEmpty() || !table.localSecondaryIndexes().isEmpty();
  }

  public String name() {
    return table.name();
  }

  /** Its Amazon Resource Name. */
  public String arn() {
    return arn;
  }

  /**
   * Where a key lies.
   *
   * @param partitionKey the partition key's value as text
   * @param sortKey the sort key's value as text; null without one
   */
  public KeyPosition position(String partitionKey, @Nullable String sortKey) {
    return new KeyPosition(
        KeyHash.hash(hashSeed, partitionKey),
        sortKey == null ? 0 : KeyHash.hash(hashSeed, sortKey));
  }

  /** What its clock showed when the service's began. */
  Instant start() {
    return start;
  }

  /** The table, then its global secondary indexes. */
  List<ResourceState> resources() {
    return resources;
  }

  ControlPlane controlPlane() {
    return controlPlane;
  }

  /** What a resource served in the latest second. */
  Load load(int resource) {
    return loads.get(resource);
  }

  HotKeys hotKeys() {
    return hotKeys;
  }

  /** The number of its first resource among those of all tables. */
  int firstResource() {
    return firstResource;
  }

  void number(int first) {
    firstResource = first;
  }

  /** Which of its resources an index is, or the table. */
  int resource(@Nullable String indexName) {
    if (indexName != null) {
      for (int r = 1; r < resources.size(); r++) {
        if (resources.get(r).name().equals(indexName)) {
          return r;
        }
      }
    }
    return 0;
  }

  /** The name of a resource's own ARN. */
  String arnOf(int resource) {
    return resource == 0 ? arn : arn + "/index/" + resources.get(resource).name();
  }

  void sample(int resource, KeyPosition position, Dimension dimension, long milliUnits) {
    traffic.get(resource).add(position, dimension, milliUnits);
  }

  /** Lets everything happen that is due, second by second. */
  void advance(long nowNanos) {
    while (advancedNanos + SECOND_NANOS <= nowNanos) {
      advancedNanos += SECOND_NANOS;
      controlPlane.advance(advancedNanos);
      for (int r = 0; r < resources.size(); r++) {
        resources.get(r).advance(advancedNanos);
        keepers.get(r).advance(advancedNanos);
        loads.get(r).endSecond();
      }
    }
  }
}
