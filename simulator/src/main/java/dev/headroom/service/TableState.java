package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.engine.ResourceState;
import dev.headroom.table.CapacityMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A table as the service sees it now.
 *
 * @param name the table's name
 * @param arn its Amazon Resource Name
 * @param isUpdating whether a change of its capacity is in flight
 * @param resources the table, then its global secondary indexes
 * @param hotKeys the keys that took most capacity, heaviest first
 */
public record TableState(
    String name,
    String arn,
    boolean isUpdating,
    List<ResourceNow> resources,
    List<KeyNow> hotKeys) {

  private static final int HOT_KEYS = 10;
  private static final double MILLI = ResourceState.MILLI;

  /**
   * A table or an index.
   *
   * @param name its name
   * @param kind table or index
   * @param billingMode PROVISIONED or PAY_PER_REQUEST
   * @param read its reads
   * @param write its writes
   * @param partitions number of partitions
   * @param hottestPartition the one that used most of its limit in the latest second
   * @param hottestPartitionUtilization how much of it, 1 for all
   * @param backlogUnits write units of index updates that wait
   * @param throttleEvents by reason
   */
  public record ResourceNow(
      String name,
      String kind,
      String billingMode,
      DimensionNow read,
      DimensionNow write,
      int partitions,
      int hottestPartition,
      double hottestPartitionUtilization,
      double backlogUnits,
      Map<String, Long> throttleEvents) {}

  /**
   * Reads or writes of a table or an index.
   *
   * @param capacityUnits units per second that are provisioned or the on-demand maximum; null where
   *     there is none
   * @param availableUnits what can be served at once; below 0 while in debt
   * @param burstBalance share of burst capacity that is left, 0 to 1
   * @param consumedUnits since the start
   * @param unitsPerSecond in the latest second
   */
  public record DimensionNow(
      @Nullable Long capacityUnits,
      double availableUnits,
      double burstBalance,
      double consumedUnits,
      double unitsPerSecond) {}

  /**
   * A key.
   *
   * @param resource the table or index
   * @param key as text, or a hash of it
   * @param consumedUnits since it was noticed
   * @param throttled operations refused
   */
  public record KeyNow(String resource, String key, double consumedUnits, long throttled) {}

  /**
   * Looks; under the service's lock.
   *
   * @param shown what is shown of a key
   */
  public static TableState of(LiveTable table, UnaryOperator<String> shown) {
    List<ResourceNow> resources = new ArrayList<>();
    for (int r = 0; r < table.resources().size(); r++) {
      resources.add(resource(table.resources().get(r), table.load(r)));
    }
    List<KeyNow> keys =
        table.hotKeys().heaviest(HOT_KEYS).stream()
            .map(
                entry ->
                    new KeyNow(
                        entry.getKey().resource(),
                        shown.apply(entry.getKey().key()),
                        entry.getValue().milliUnits() / MILLI,
                        entry.getValue().throttled()))
            .toList();
    return new TableState(
        table.name(), table.arn(), table.controlPlane().isUpdating(), resources, keys);
  }

  private static ResourceNow resource(ResourceState state, Load load) {
    Map<String, Long> events = new TreeMap<>();
    for (ThrottlingReason reason : ThrottlingReason.values()) {
      if (state.throttleEvents(reason) > 0) {
        events.put(reason.awsName(), state.throttleEvents(reason));
      }
    }
    return new ResourceNow(
        state.name(),
        state.kind().name().toLowerCase(Locale.ROOT),
        state.capacity() instanceof CapacityMode.Provisioned ? "PROVISIONED" : "PAY_PER_REQUEST",
        dimension(state, load, Dimension.READ),
        dimension(state, load, Dimension.WRITE),
        state.partitionCount(),
        load.hottestPartition(),
        load.hottestUtilization(),
        Math.max(0, state.backlog() / MILLI),
        events);
  }

  private static DimensionNow dimension(ResourceState state, Load load, Dimension dimension) {
    return new DimensionNow(
        capacityUnits(state.capacity(), dimension),
        state.available(dimension, false) / MILLI,
        state.burstBalance(dimension),
        state.consumed(dimension) / MILLI,
        load.units(dimension));
  }

  private static @Nullable Long capacityUnits(CapacityMode mode, Dimension dimension) {
    return switch (mode) {
      case CapacityMode.Provisioned provisioned -> provisioned.units(dimension);
      case CapacityMode.OnDemand onDemand ->
          onDemand.maximum(dimension).isPresent() ? onDemand.maximum(dimension).getAsLong() : null;
    };
  }
}
