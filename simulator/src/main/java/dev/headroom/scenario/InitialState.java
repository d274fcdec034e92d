package dev.headroom.scenario;

import dev.headroom.table.Throughput;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the table looks like when the run starts. Null means that the scenario does not say.
 *
 * @param age how long the table has been idle at its present capacity; fills the burst buckets;
 *     {@link #DEFAULT_AGE} where it is null
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

  /** The age where neither scenario nor table tells one: longer than bursts are saved. */
  public static final Duration DEFAULT_AGE = Duration.ofHours(1);

  public static final InitialState UNKNOWN =
      new InitialState(null, null, null, null, null, null, null);

  InitialState withPartitions(int count) {
    return new InitialState(
        age, burstFraction, items, dataSizeBytes, count, previousPeak, everProvisioned);
  }

  /** The same state with a given share of the burst buckets full. */
  public InitialState withBurstFraction(double fraction) {
    return new InitialState(
        age, fraction, items, dataSizeBytes, partitions, previousPeak, everProvisioned);
  }
}
