package dev.headroom.outcome;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.Cost.BreakEven;
import dev.headroom.outcome.Cost.Item;
import org.jspecify.annotations.Nullable;

/** Reads the cost that {@link CostJson} wrote. */
final class CostReader {

  private static final double SECONDS_PER_HOUR = 3_600;

  private CostReader() {}

  static Cost cost(Fields json, double runSeconds) {
    return new Cost(
        json.text("region"),
        json.text("prices"),
        Cost.HOURS_PER_MONTH / (runSeconds / SECONDS_PER_HOUR),
        json.list("items", CostReader::item),
        json.list("breakEvens", CostReader::breakEven),
        json.sentences("notes"));
  }

  private static Item item(Fields json) {
    return new Item(
        json.text("resource"),
        json.text("what"),
        json.number("quantity"),
        json.text("unit"),
        numberOrNull(json, "priceUsd"));
  }

  private static BreakEven breakEven(Fields json) {
    return new BreakEven(
        json.text("resource"),
        json.constant("dimension", Dimension.READ),
        json.number("breakEven"),
        numberOrNull(json, "utilization"));
  }

  private static @Nullable Double numberOrNull(Fields json, String key) {
    double value = json.number(key);
    return Double.isNaN(value) ? null : (Double) value;
  }
}
