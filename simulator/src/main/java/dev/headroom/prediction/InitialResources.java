package dev.headroom.prediction;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.engine.PartitionCount;
import dev.headroom.engine.ResourceState;
import dev.headroom.scenario.InitialState;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A table and its indexes as they are when traffic begins: capacity saved, partitions, data. */
public final class InitialResources {

  private InitialResources() {}

  /**
   * The table, then its global secondary indexes.
   *
   * @param state what is known of the table
   * @param indexPartitions how many partitions an index has, by its name, where that is known
   * @param profile the model's constants
   */
  public static List<ResourceState> of(
      Table table,
      InitialState state,
      Function<String, Optional<Integer>> indexPartitions,
      ModelProfile profile) {
    double burst = burstFraction(state, profile);
    long bytes = dataSizeBytes(table, state);
    int partitions =
        state.partitions() != null
            ? state.partitions()
            : PartitionCount.initial(
                table.capacity(),
                state.everProvisioned(),
                table.warmThroughput(),
                state.previousPeak(),
                bytes,
                profile);
    List<ResourceState> resources = new ArrayList<>();
    resources.add(
        new ResourceState(
            table.name(), ResourceKind.TABLE, table.capacity(), partitions, burst, profile));
    resources.getFirst().addData((double) bytes);
    for (GlobalSecondaryIndex index : table.globalSecondaryIndexes()) {
      resources.add(
          new ResourceState(
              index.indexName(),
              ResourceKind.INDEX,
              index.capacity(),
              indexPartitions
                  .apply(index.indexName())
                  .orElseGet(
                      () ->
                          PartitionCount.initial(
                              index.capacity(), null, index.warmThroughput(), null, 0, profile)),
              burst,
              profile));
    }
    return resources;
  }

  private static long dataSizeBytes(Table table, InitialState state) {
    Long declared = table.statistics().tableSizeBytes();
    return state.dataSizeBytes() != null ? state.dataSizeBytes() : declared != null ? declared : 0;
  }

  /** A table idle for its whole age has saved that many seconds of its capacity. */
  private static double burstFraction(InitialState state, ModelProfile profile) {
    if (state.burstFraction() != null) {
      return state.burstFraction();
    }
    Duration age = state.age() == null ? InitialState.DEFAULT_AGE : state.age();
    double saved = (double) age.toMillis() / 1_000 / profile.tableBurstSeconds();
    return Math.min(1, profile.tableBurstInitialFraction() + saved);
  }
}
