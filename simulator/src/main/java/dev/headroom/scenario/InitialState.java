package dev.headroom.scenario;

import dev.headroom.table.Throughput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the table looks like when the run starts. Null means that the scenario does not say.
 *
 * @param age time since the table, at its present capacity, was idle; fills the burst buckets
 * @param burstFraction share of the burst buckets that is full, 0 to 1; wins over the age
 * @param items number of items
 * @param dataSizeBytes size of all items
 * @param partitions number of partitions of the table
 * @param previousPeak highest traffic an on-demand table has served
 * @param everProvisioned highest capacity ever provisioned
 */
public record InitialState(
    @Nullable Duration age,
    @Nullable Double burstFraction,
    @Nullable Long items,
    @Nullable Long dataSizeBytes,
    @Nullable Integer partitions,
    @Nullable Throughput previousPeak,
    @Nullable Throughput everProvisioned) {

  public static final InitialState UNKNOWN =
      new InitialState(null, null, null, null, null, null, null);
}
