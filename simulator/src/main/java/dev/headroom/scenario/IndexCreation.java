package dev.headroom.scenario;

import dev.headroom.table.AutoScaling;
import dev.headroom.table.GlobalSecondaryIndex;
import java.util.List;

/**
 * A global secondary index that is added to the table during the run.
 *
 * @param index the index
 * @param autoScaling what auto scaling does to it once it is active
 * @param backfillUnits write units that the entries of all items of the table amount to
 */
public record IndexCreation(
    GlobalSecondaryIndex index, List<AutoScaling> autoScaling, long backfillUnits) {

  public IndexCreation {
    autoScaling = List.copyOf(autoScaling);
  }
}
