package dev.headroom.cost;

import dev.headroom.capacity.Dimension;
import dev.headroom.table.TableSettings.TableClass;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A Region's prices.
 *
 * @param region such as {@code eu-west-1}
 * @param origin where they are from, for people
 * @param pricesUsd by the names of the packaged list, {@code prices.txt}; what is missing is not
 *     known
 */
public record PriceList(String region, String origin, Map<String, Double> pricesUsd) {

  static final String INFREQUENT_ACCESS = "ia-";

  public PriceList {
    pricesUsd = Map.copyOf(pricesUsd);
  }

  /**
   * The price of a unit; null if it is not known.
   *
   * <p>A replicated write without a price of its own costs what a write in one Region does. Source:
   * AWS, "Amazon DynamoDB reduces prices for on-demand throughput and global tables", November
   * 2024.
   */
  @Nullable Double priceUsd(TableClass tableClass, Priced priced) {
    String prefix =
        switch (tableClass) {
          case STANDARD -> "";
          case STANDARD_INFREQUENT_ACCESS -> INFREQUENT_ACCESS;
        };
    Double own = pricesUsd.get(prefix + priced.key());
    return own == null ? pricesUsd.get(prefix + priced.inOneRegion().key()) : own;
  }

  /** What reserving a block of units costs at once; null if it is not known. */
  @Nullable Double upfrontUsd(ReservedCapacity.Term term, Dimension dimension) {
    return pricesUsd.get(upfrontKey(term, dimension));
  }

  /** What a reserved block of units costs per hour; null if it is not known. */
  @Nullable Double reservedHourUsd(ReservedCapacity.Term term, Dimension dimension) {
    return pricesUsd.get(reservedHourKey(term, dimension));
  }

  static String upfrontKey(ReservedCapacity.Term term, Dimension dimension) {
    return reserved(term, dimension) + "-upfront";
  }

  static String reservedHourKey(ReservedCapacity.Term term, Dimension dimension) {
    return reserved(term, dimension) + "-hour";
  }

  private static String reserved(ReservedCapacity.Term term, Dimension dimension) {
    return "reserved-"
        + term.word()
        + "-"
        + dimension.name().toLowerCase(Locale.ROOT).charAt(0)
        + "cu";
  }
}
