package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Throughput;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Changes of capacity as the log of a run tells them. */
public final class CapacityWords {

  private CapacityWords() {}

  /** Such as {@code write capacity 5 -> 12 units}. */
  public static String change(CapacityMode before, CapacityMode after) {
    return switch (before) {
      case Provisioned old ->
          switch (after) {
            case Provisioned wanted -> units(old, wanted);
            case OnDemand wanted -> provisioned(old) + " -> on-demand";
          };
      case OnDemand old ->
          switch (after) {
            case Provisioned wanted -> "on-demand -> " + provisioned(wanted);
            case OnDemand wanted -> maximums(old, wanted);
          };
    };
  }

  /** Such as {@code warm throughput 12,000 read and 4,000 write -> …}. */
  static String warm(Throughput before, Throughput after) {
    return "warm throughput " + units(before) + " -> " + units(after) + " units per second";
  }

  /** A length of time in seconds, such as {@code 1.5 s}. */
  static String seconds(long nanos) {
    BigDecimal seconds = BigDecimal.valueOf(nanos, 9).setScale(3, RoundingMode.HALF_UP);
    return seconds.stripTrailingZeros().toPlainString() + " s";
  }

  /** A measured amount: whole from a hundred on, such as {@code 140,231}, else {@code 8.33}. */
  static String amount(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : BigDecimal.valueOf(value)
            .setScale(2, RoundingMode.HALF_UP)
            .stripTrailingZeros()
            .toPlainString();
  }

  private static String units(Provisioned before, Provisioned after) {
    List<String> parts = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (before.units(dimension) != after.units(dimension)) {
        parts.add(
            word(dimension)
                + " capacity "
                + count(before.units(dimension))
                + " -> "
                + count(after.units(dimension)));
      }
    }
    return String.join(", ", parts) + " units";
  }

  private static String maximums(OnDemand before, OnDemand after) {
    List<String> parts = new ArrayList<>();
    for (Dimension dimension : Dimension.values()) {
      if (!before.maximum(dimension).equals(after.maximum(dimension))) {
        parts.add(
            word(dimension)
                + " maximum "
                + maximum(before.maximum(dimension))
                + " -> "
                + maximum(after.maximum(dimension)));
      }
    }
    return String.join(", ", parts) + " units";
  }

  private static String provisioned(Provisioned capacity) {
    return "provisioned "
        + units(new Throughput(capacity.readCapacityUnits(), capacity.writeCapacityUnits()));
  }

  private static String units(Throughput throughput) {
    return count(throughput.readUnitsPerSecond())
        + " read and "
        + count(throughput.writeUnitsPerSecond())
        + " write";
  }

  private static String maximum(OptionalLong units) {
    return units.isPresent() ? count(units.getAsLong()) : "none";
  }

  private static String word(Dimension dimension) {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  /** A number such as {@code 1,500}. */
  static String count(long units) {
    return String.format(Locale.ROOT, "%,d", units);
  }
}
