package dev.headroom.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Declared settings that do not limit throughput by themselves.
 *
 * @param tableClass {@code STANDARD} or {@code STANDARD_INFREQUENT_ACCESS}
 * @param streamViewType what the table's stream carries; null without a stream
 * @param ttlAttribute the attribute of time to live; null without
 * @param replicaRegions Regions of a global table's replicas
 */
public record TableSettings(
    TableClass tableClass,
    @Nullable String streamViewType,
    @Nullable String ttlAttribute,
    List<String> replicaRegions) {

  public static final TableSettings DEFAULTS =
      new TableSettings(TableClass.STANDARD, null, null, List.of());

  public TableSettings {
    replicaRegions = List.copyOf(replicaRegions);
  }

  /** DynamoDB's table classes. */
  public enum TableClass {
    STANDARD,
    STANDARD_INFREQUENT_ACCESS
  }
}
