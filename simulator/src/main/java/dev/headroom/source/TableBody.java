package dev.headroom.source;

import dev.headroom.document.Location;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.KeyAttribute;
import dev.headroom.table.LocalSecondaryIndex;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import dev.headroom.table.Throughput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys, indexes and throughput of a table.
 *
 * @param capacity null after a problem was noted
 */
record TableBody(
    List<KeyAttribute> keySchema,
    @Nullable CapacityMode capacity,
    @Nullable Throughput warmThroughput,
    List<GlobalSecondaryIndex> globalSecondaryIndexes,
    List<LocalSecondaryIndex> localSecondaryIndexes) {

  /**
   * The table with this body.
   *
   * @param name its name; null after a problem was noted
   * @return the table; null where its name or capacity is missing
   */
  @Nullable Table toTable(
      @Nullable String name,
      String format,
      Location place,
      @Nullable String region,
      List<AutoScaling> autoScaling,
      TableSettings settings,
      TableStatistics statistics,
      List<String> notes) {
    if (name == null || capacity == null) {
      return null;
    }
    List<String> allNotes = new ArrayList<>(notes);
    allNotes.addAll(Tables.nameNotes(name));
    return new Table(
        name,
        new TableOrigin(format, place.file(), place.line()),
        region,
        keySchema,
        capacity,
        warmThroughput,
        globalSecondaryIndexes,
        localSecondaryIndexes,
        autoScaling,
        settings,
        statistics,
        allNotes);
  }
}
