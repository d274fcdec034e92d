package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.GlobalSecondaryIndex;
import dev.headroom.table.Table;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;

/** A table under other settings. */
final class Settings {

  private Settings() {}

  /** Fixed provisioned capacity. */
  static Table provisioned(Table table, Map<Dial, Long> units) {
    return autoScaled(table, units, List.of());
  }

  /**
   * Provisioned capacity that is scaled.
   *
   * @param units what is provisioned at first
   */
  static Table autoScaled(Table table, Map<Dial, Long> units, List<AutoScaling> scaling) {
    return with(
        table,
        scaling,
        resource ->
            new Provisioned(
                units.getOrDefault(new Dial(resource, Dimension.READ), Ladder.LOWEST),
                units.getOrDefault(new Dial(resource, Dimension.WRITE), Ladder.LOWEST)));
  }

  /**
   * On-demand capacity.
   *
   * @param maxima the maximum where there is one
   */
  static Table onDemand(Table table, Map<Dial, Long> maxima) {
    return with(
        table,
        List.of(),
        resource ->
            new OnDemand(
                maximum(maxima, new Dial(resource, Dimension.READ)),
                maximum(maxima, new Dial(resource, Dimension.WRITE))));
  }

  private static OptionalLong maximum(Map<Dial, Long> maxima, Dial dial) {
    Long units = maxima.get(dial);
    return units == null ? OptionalLong.empty() : OptionalLong.of(units);
  }

  private static Table with(
      Table table, List<AutoScaling> scaling, Function<String, CapacityMode> capacity) {
    List<GlobalSecondaryIndex> indexes =
        table.globalSecondaryIndexes().stream()
            .map(index -> index.withCapacity(capacity.apply(index.indexName())))
            .toList();
    return table.withCapacity(capacity.apply(table.name()), indexes, scaling);
  }
}
