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
import java.util.function.BiFunction;

/** A table under other settings. */
final class Settings {

  private Settings() {}

  /**
   * Fixed provisioned capacity.
   *
   * @param units by dial; without one, what is provisioned today stays
   */
  static Table provisioned(Table table, Map<Dial, Long> units) {
    return autoScaled(table, units, List.of());
  }

  /**
   * Provisioned capacity that is scaled.
   *
   * @param units what is provisioned at first; without one, what is provisioned today stays
   */
  static Table autoScaled(Table table, Map<Dial, Long> units, List<AutoScaling> scaling) {
    return with(
        table,
        scaling,
        (resource, today) ->
            new Provisioned(
                units(units, new Dial(resource, Dimension.READ), today),
                units(units, new Dial(resource, Dimension.WRITE), today)));
  }

  private static long units(Map<Dial, Long> units, Dial dial, CapacityMode today) {
    Long wanted = units.get(dial);
    if (wanted != null) {
      return wanted;
    }
    return today instanceof Provisioned provisioned
        ? provisioned.units(dial.dimension())
        : Ladder.LOWEST;
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
        (resource, today) ->
            new OnDemand(
                maximum(maxima, new Dial(resource, Dimension.READ)),
                maximum(maxima, new Dial(resource, Dimension.WRITE))));
  }

  private static OptionalLong maximum(Map<Dial, Long> maxima, Dial dial) {
    Long units = maxima.get(dial);
    return units == null ? OptionalLong.empty() : OptionalLong.of(units);
  }

  private static Table with(
      Table table,
      List<AutoScaling> scaling,
      BiFunction<String, CapacityMode, CapacityMode> capacity) {
    List<GlobalSecondaryIndex> indexes =
        table.globalSecondaryIndexes().stream()
            .map(index -> index.withCapacity(capacity.apply(index.indexName(), index.capacity())))
            .toList();
    return table.withCapacity(capacity.apply(table.name(), table.capacity()), indexes, scaling);
  }
}
