package dev.headroom.cost;

import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads AWS's own price list of DynamoDB for one Region: the {@code index.json} that {@code
 * https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonDynamoDB/current/region_index.json}
 * names for it.
 *
 * <p>A product is told by its usage type, such as {@code EU-IA-WriteRequestUnits}, which begins
 * with a sign of the Region, but for us-east-1. Where a price has bands, such as one for the free
 * tier, the last one counts. Prices of reserved capacity are taken from the packaged list.
 */
public final class PriceListFile {

  private static final String OFFER = "AmazonDynamoDB";

  /** Millions of requests are priced, requests are listed. */
  private static final int DIGITS_OF_A_MILLION = 6;

  private static final Pattern USAGE_TYPE =
      Pattern.compile("(?:(?!IA-)[A-Z]{2,4}[0-9]?-)?(?<ia>IA-)?(?<what>[A-Za-z-]+)");
  private static final Map<String, Priced> PRICED =
      Map.of(
          "ReadCapacityUnit-Hrs", Priced.READ_CAPACITY,
          "WriteCapacityUnit-Hrs", Priced.WRITE_CAPACITY,
          "ReplWriteCapacityUnit-Hrs", Priced.REPLICATED_WRITE_CAPACITY,
          "ReadRequestUnits", Priced.READ_REQUESTS,
          "WriteRequestUnits", Priced.WRITE_REQUESTS,
          "ReplWriteRequestUnits", Priced.REPLICATED_WRITE_REQUESTS,
          "TimedStorage-ByteHrs", Priced.STORAGE);

  private final Problems problems = new Problems();
  private final Map<String, Double> prices = new HashMap<>();
  private final TreeSet<String> regions = new TreeSet<>();

  private PriceListFile() {}

  /**
   * The prices of a file.
   *
   * @throws InvalidInputException with everything that is wrong with it
   */
  public static PriceList read(Path file) {
    return new PriceListFile().read(Documents.read(file).getFirst(), file.toString());
  }

  private PriceList read(Node root, String file) {
    Location whole = Location.ofFile(file);
    MappingReader list = MappingReader.of(root, problems);
    if (list == null || !OFFER.equals(list.optionalString("offerCode"))) {
      throw new InvalidInputException(whole, "is not AWS's price list of DynamoDB in JSON");
    }
    String date = Objects.requireNonNullElse(list.optionalString("publicationDate"), "");
    MappingReader products = list.mapping("products");
    MappingReader terms = list.mapping("terms");
    MappingReader offers = terms == null ? null : terms.mapping("OnDemand");
    if (products != null && offers != null) {
      for (String sku : products.mapping().entries().keySet()) {
        readProduct(products.mapping(sku), offers, sku);
      }
      if (regions.size() != 1) {
        problems.add(whole, "must hold the prices of one Region, not of " + regions);
      }
    }
    problems.throwIfAny();
    String region = regions.first();
    PackagedPrices.of(region)
        .pricesUsd()
        .forEach(
            (key, usd) -> {
              if (key.startsWith(PriceList.RESERVED)) {
                prices.put(key, usd);
              }
            });
    String day = date.split("T", 2)[0];
    return new PriceList(region, day.isEmpty() ? file : file + " of " + day, prices);
  }

  private void readProduct(@Nullable MappingReader product, MappingReader offers, String sku) {
    MappingReader attributes = product == null ? null : product.mapping("attributes");
    String usageType = attributes == null ? null : attributes.optionalString("usagetype");
    if (attributes == null || usageType == null) {
      return;
    }
    Matcher matcher = USAGE_TYPE.matcher(usageType);
    Priced priced = matcher.matches() ? PRICED.get(matcher.group("what")) : null;
    if (priced == null || !offers.has(sku)) {
      return;
    }
    String region = attributes.string("regionCode");
    BigDecimal usd = lastBand(offers, sku);
    if (region == null || usd == null) {
      return;
    }
    regions.add(region);
    BigDecimal perUnit = isPerRequest(priced) ? usd.movePointRight(DIGITS_OF_A_MILLION) : usd;
    String key = (matcher.group("ia") == null ? "" : PriceList.INFREQUENT_ACCESS) + priced.key();
    Double before = prices.put(key, perUnit.doubleValue());
    if (regions.size() == 1 && before != null && before != perUnit.doubleValue()) {
      offers.problem(sku, "is a second price for " + usageType);
    }
  }

  private static boolean isPerRequest(Priced priced) {
    return switch (priced) {
      case READ_REQUESTS, WRITE_REQUESTS, REPLICATED_WRITE_REQUESTS -> true;
      case READ_CAPACITY, WRITE_CAPACITY, REPLICATED_WRITE_CAPACITY, STORAGE -> false;
    };
  }

  /** The price of the band without end. */
  private @Nullable BigDecimal lastBand(MappingReader offers, String sku) {
    MappingReader offer = offers.mapping(sku);
    if (offer == null) {
      return null;
    }
    for (String code : offer.mapping().entries().keySet()) {
      MappingReader term = offer.mapping(code);
      MappingReader bands = term == null ? null : term.mapping("priceDimensions");
      if (bands == null) {
        return null;
      }
      for (String rate : bands.mapping().entries().keySet()) {
        MappingReader band = bands.mapping(rate);
        if (band != null && "Inf".equals(band.optionalString("endRange"))) {
          MappingReader perUnit = band.mapping("pricePerUnit");
          return perUnit == null ? null : usd(perUnit);
        }
      }
    }
    offers.problem(sku, "has no price without upper end");
    return null;
  }

  private static @Nullable BigDecimal usd(MappingReader perUnit) {
    Double usd = perUnit.decimal("USD", 0, 1e6);
    return usd == null ? null : BigDecimal.valueOf(usd);
  }
}
