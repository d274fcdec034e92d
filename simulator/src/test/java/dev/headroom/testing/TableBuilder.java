package dev.headroom.testing;

import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.KeyAttribute.KeyType;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Projection;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Builds tables; by default named {@code orders} with 5/5 units and no index. */
public final class TableBuilder {

  private CapacityMode capacity = new CapacityMode.Provisioned(5, 5);
  private @Nullable Throughput warm;
  private final List<GlobalSecondaryIndex> globalIndexes = new ArrayList<>();
  private final List<LocalSecondaryIndex> localIndexes = new ArrayList<>();
  private List<AutoScaling> autoScaling = List.of();
  private TableSettings settings = TableSettings.DEFAULTS;
  private TableStatistics statistics = TableStatistics.NONE;

  private TableBuilder() {}

  public static TableBuilder table() {
    return new TableBuilder();
  }

  public TableBuilder provisioned(long readUnits, long writeUnits) {
    return capacity(new CapacityMode.Provisioned(readUnits, writeUnits));
  }

  public TableBuilder onDemand() {
    return capacity(new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty()));
  }

  public TableBuilder onDemand(long maxReadUnits, long maxWriteUnits) {
    return capacity(
        new CapacityMode.OnDemand(OptionalLong.of(maxReadUnits), OptionalLong.of(maxWriteUnits)));
  }

  public TableBuilder capacity(CapacityMode mode) {
    capacity = mode;
    return this;
  }

  public TableBuilder warm(long readUnits, long writeUnits) {
    warm = new Throughput(readUnits, writeUnits);
    return this;
  }

  public TableBuilder autoScaling(AutoScaling... targets) {
    autoScaling = List.of(targets);
    return this;
  }

  public TableBuilder replicas(String... regions) {
    settings = new TableSettings(TableSettings.TableClass.STANDARD, null, null, List.of(regions));
    return this;
  }

  public TableBuilder stream(String viewType) {
    settings = new TableSettings(TableSettings.TableClass.STANDARD, viewType, null, List.of());
    return this;
  }

  public TableBuilder infrequentAccess() {
    settings =
        new TableSettings(
            TableSettings.TableClass.STANDARD_INFREQUENT_ACCESS, null, null, List.of());
    return this;
  }

  public TableBuilder decreasesToday(int count) {
    statistics = new TableStatistics(null, null, null, null, count);
    return this;
  }

  /** Adds a provisioned global secondary index. */
  public TableBuilder index(String name, long readUnits, long writeUnits) {
    return index(name, new CapacityMode.Provisioned(readUnits, writeUnits));
  }

  /** Adds a global secondary index. */
  public TableBuilder index(String name, CapacityMode mode) {
    globalIndexes.add(
        new GlobalSecondaryIndex(
            name,
            List.of(new KeyAttribute(name + "-key", "S", KeyType.HASH)),
            Projection.ALL,
            mode,
            null));
    return this;
  }

  /** Adds a local secondary index. */
  public TableBuilder localIndex(String name) {
    localIndexes.add(
        new LocalSecondaryIndex(
            name,
            List.of(
                new KeyAttribute("id", "S", KeyType.HASH),
                new KeyAttribute(name + "-key", "S", KeyType.RANGE)),
            Projection.ALL));
    return this;
  }

  public Table build() {
    return new Table(
        "orders",
        new TableOrigin("inline", "orders.yaml", 1),
        null,
        List.of(new KeyAttribute("id", "S", KeyType.HASH)),
        capacity,
        warm,
        globalIndexes,
        localIndexes,
        autoScaling,
        settings,
        statistics,
        List.of());
  }
}
