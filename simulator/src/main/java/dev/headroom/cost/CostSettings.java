package dev.headroom.cost;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table is paid for.
 *
 * @param prices of the table's Region
 * @param freeTier whether this table has the account's whole monthly free tier
 * @param reserved reserved capacity that this table has; null for none
 * @param notes what was assumed about it, one sentence each
 */
public record CostSettings(
    PriceList prices, boolean freeTier, @Nullable ReservedCapacity reserved, List<String> notes) {

  /** The Region where none is named. */
  public static final String DEFAULT_REGION = "us-east-1";

  public CostSettings {
    notes = List.copyOf(notes);
  }

  /** List prices without discounts. */
  public static CostSettings of(PriceList prices) {
    return new CostSettings(prices, false, null, List.of());
  }
}
