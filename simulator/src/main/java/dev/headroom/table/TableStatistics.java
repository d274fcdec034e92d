package dev.headroom.table;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What DescribeTable reports about a live table. Everything is null for a table that is only
 * declared.
 *
 * @param itemCount number of items
 * @param tableSizeBytes size of all items, bytes
 * @param createdAt time of creation
 * @param status such as {@code ACTIVE}
 * @param decreasesToday capacity decreases already used this UTC day
 */
public record TableStatistics(
    @Nullable Long itemCount,
    @Nullable Long tableSizeBytes,
    @Nullable Instant createdAt,
    @Nullable String status,
    @Nullable Integer decreasesToday) {

  public static final TableStatistics NONE = new TableStatistics(null, null, null, null, null);
}
