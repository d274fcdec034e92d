package dev.headroom.table;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table as a file declares it, whatever the file's format.
 *
 * @param name the table's name as DynamoDB will know it
 * @param origin where it was read
 * @param region its Region, if the file says so
 * @param keySchema partition key first
 * @param capacity its billing mode and limits
 * @param warmThroughput what it is warm for, if the file says so
 * @param globalSecondaryIndexes in file order
 * @param localSecondaryIndexes in file order
 * @param autoScaling one entry per scaled dimension of the table or an index
 * @param settings class, stream, time to live, replicas
 * @param statistics what a live table reports
 * @param alarms CloudWatch alarms on it that were read
 * @param notes what was assumed or left out while reading, one sentence each
 */
public record Table(
    String name,
    TableOrigin origin,
    @Nullable String region,
    List<KeyAttribute> keySchema,
    CapacityMode capacity,
    @Nullable Throughput warmThroughput,
    List<GlobalSecondaryIndex> globalSecondaryIndexes,
    List<LocalSecondaryIndex> localSecondaryIndexes,
    List<AutoScaling> autoScaling,
    TableSettings settings,
    TableStatistics statistics,
    List<Alarm> alarms,
    List<String> notes) {

  public Table {
    alarms = List.copyOf(alarms);
    keySchema = List.copyOf(keySchema);
    globalSecondaryIndexes = List.copyOf(globalSecondaryIndexes);
    localSecondaryIndexes = List.copyOf(localSecondaryIndexes);
    autoScaling = List.copyOf(autoScaling);
    notes = List.copyOf(notes);
  }

  /** A table without alarms. */
  public Table(
      String name,
      TableOrigin origin,
      @Nullable String region,
      List<KeyAttribute> keySchema,
      CapacityMode capacity,
      @Nullable Throughput warmThroughput,
      List<GlobalSecondaryIndex> globalSecondaryIndexes,
      List<LocalSecondaryIndex> localSecondaryIndexes,
      List<AutoScaling> autoScaling,
      TableSettings settings,
      TableStatistics statistics,
      List<String> notes) {
    this(
        name,
        origin,
        region,
        keySchema,
        capacity,
        warmThroughput,
        globalSecondaryIndexes,
        localSecondaryIndexes,
        autoScaling,
        settings,
        statistics,
        List.of(),
        notes);
  }

  /** The same table with a further global secondary index. */
  public Table withIndex(GlobalSecondaryIndex index) {
    List<GlobalSecondaryIndex> indexes = new ArrayList<>(globalSecondaryIndexes);
    indexes.add(index);
    return new Table(
        name,
        origin,
        region,
        keySchema,
        capacity,
        warmThroughput,
        indexes,
        localSecondaryIndexes,
        autoScaling,
        settings,
        statistics,
        alarms,
        notes);
  }

  /** The same table with other capacities, and with other rules that scale them. */
  public Table withCapacity(
      CapacityMode mode, List<GlobalSecondaryIndex> indexes, List<AutoScaling> scaling) {
    return new Table(
        name,
        origin,
        region,
        keySchema,
        mode,
        warmThroughput,
        indexes,
        localSecondaryIndexes,
        scaling,
        settings,
        statistics,
        alarms,
        notes);
  }

  /** Whether an index of this name is a global secondary one; no name means none. */
  public boolean hasGlobalSecondaryIndex(@Nullable String indexName) {
    return globalSecondaryIndexes.stream().anyMatch(index -> index.indexName().equals(indexName));
  }
}
