package dev.headroom.service;

import dev.headroom.capacity.Dimension;
import dev.headroom.engine.KeyPosition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks of tables and indexes, by key.
 *
 * @param dimension reads or writes
 * @param eventual whether it is an eventually consistent read, which any replica may serve
 * @param parts what it asks of each place
 */
public record Demand(Dimension dimension, boolean eventual, List<Part> parts) {

  /**
   * What is asked of one place.
   *
   * @param table the table
   * @param indexName the global secondary index that is charged; null for the table
   * @param localIndexName the local secondary index for which the table is charged, if it is one
   * @param key the partition key's value as text
   * @param position where the key lies
   * @param milliUnits thousandths of a capacity unit
   */
  public record Part(
      LiveTable table,
      @Nullable String indexName,
      @Nullable String localIndexName,
      String key,
      KeyPosition position,
      long milliUnits) {

    /** The same with other units. */
    public Part with(long units) {
      return new Part(table, indexName, localIndexName, key, position, units);
    }

    /** The Amazon Resource Name of the table or index that is charged. */
    public String resourceArn() {
      return indexName == null ? table.arn() : table.arn() + "/index/" + indexName;
    }
  }

  public Demand {
    parts = List.copyOf(parts);
  }

  /** What writes ask for. */
  public static Demand writes(List<Part> parts) {
    return new Demand(Dimension.WRITE, false, parts);
  }

  /** What reads ask for. */
  public static Demand reads(boolean eventual, List<Part> parts) {
    return new Demand(Dimension.READ, eventual, parts);
  }

  /** Nothing, of the same kind. */
  public Demand none() {
    return new Demand(dimension, eventual, List.of());
  }

  /** One part of it. */
  public Demand only(Part part) {
    return new Demand(dimension, eventual, List.of(part));
  }

  /** All that others ask for, of the same kind. */
  public Demand with(List<Demand> others) {
    List<Part> all = others.stream().flatMap(other -> other.parts.stream()).toList();
    return new Demand(dimension, eventual, all);
  }

  /** Both together; of the same kind. */
  public Demand plus(Demand other) {
    List<Part> both = new ArrayList<>(parts);
    both.addAll(other.parts);
    return new Demand(dimension, eventual, both);
  }

  /** All that is asked for, milli-units. */
  public long milliUnits() {
    return parts.stream().mapToLong(Part::milliUnits).sum();
  }
}
