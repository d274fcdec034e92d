package dev.headroom.outcome;

import dev.headroom.capacity.Dimension;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a run costs by list price, in USD without tax, and what a month of such runs would.
 *
 * @param region the Region of the table
 * @param prices where its prices are from, for people
 * @param runsPerMonth how often the run fits into a month of {@value #HOURS_PER_MONTH} hours
 * @param items the bill
 * @param breakEvens one entry per resource and dimension whose prices of both modes are known
 * @param notes what was taken for granted or left out, one sentence each
 */
public record Cost(
    String region,
    String prices,
    double runsPerMonth,
    List<Item> items,
    List<BreakEven> breakEvens,
    List<String> notes) {

  /** A month, as AWS's pricing examples and calculator count it. */
  public static final int HOURS_PER_MONTH = 730;

  public Cost {
    items = List.copyOf(items);
    breakEvens = List.copyOf(breakEvens);
    notes = List.copyOf(notes);
  }

  /** What the run costs; empty where an item has no known price. */
  public OptionalDouble usdPerRun() {
    double sum = 0;
    for (Item item : items) {
      if (item.priceUsd() == null) {
        return OptionalDouble.empty();
      }
      sum += item.priceUsd() * item.quantity();
    }
    return OptionalDouble.of(sum);
  }

  /** What the run costs, repeated for a month; empty where an item has no known price. */
  public OptionalDouble usdPerMonth() {
    OptionalDouble run = usdPerRun();
    return run.isEmpty() ? run : OptionalDouble.of(run.getAsDouble() * runsPerMonth);
  }

  /** What an item costs in a month of such runs; null where its price is not known. */
  public @Nullable Double usdPerMonth(Item item) {
    Double usd = item.usdPerRun();
    return usd == null ? null : usd * runsPerMonth;
  }

  /**
   * A line of the bill.
   *
   * @param resource the table or index; the table for what is billed for both
   * @param what is billed
   * @param quantity how much of it in the run; negative for what a discount takes away again
   * @param unit of the quantity
   * @param priceUsd price of a unit; null where it is not known
   */
  public record Item(
      String resource, String what, double quantity, String unit, @Nullable Double priceUsd) {

    /** What the item costs in the run; null where its price is not known. */
    public @Nullable Double usdPerRun() {
      return priceUsd == null ? null : priceUsd * quantity;
    }
  }

  /**
   * Where provisioned capacity and on-demand cost the same.
   *
   * @param resource the table or index
   * @param dimension reads or writes
   * @param breakEven share of the provisioned capacity, in the mean, above which it is the cheaper
   *     mode
   * @param utilization share of the provisioned capacity that the run used; null if none was
   */
  public record BreakEven(
      String resource, Dimension dimension, double breakEven, @Nullable Double utilization) {}
}
