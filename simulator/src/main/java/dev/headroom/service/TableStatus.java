package dev.headroom.service;

import dev.headroom.engine.ResourceState;
import dev.headroom.table.CapacityMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table's capacity at some instant.
 *
 * @param isUpdating whether an update is in flight
 * @param capacities the capacity in force, by index; null stands for the table
 */
public record TableStatus(boolean isUpdating, Map<@Nullable String, CapacityMode> capacities) {

  /** Looks; under the service's lock. */
  public static TableStatus of(LiveTable table) {
    Map<@Nullable String, CapacityMode> capacities = new LinkedHashMap<>();
    List<ResourceState> resources = table.resources();
    for (int r = 0; r < resources.size(); r++) {
      capacities.put(r == 0 ? null : resources.get(r).name(), resources.get(r).capacity());
    }
    return new TableStatus(table.controlPlane().isUpdating(), capacities);
  }
}
