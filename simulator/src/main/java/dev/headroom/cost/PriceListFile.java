package dev.headroom.cost;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.ReservedCapacity.Term;
import dev.headroom.document.Documents;
import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Problems;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads AWS's own price list of DynamoDB for one Region: the {@code index.json} that {@code
 * https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonDynamoDB/current/region_index.json}
 * names for it. Made for one file.
 *
 * <p>A product is told by its usage type, such as {@code EU-IA-WriteRequestUnits}, which begins
 * with a sign of the Region, but for us-east-1. Where a price has bands, such as one for the free
 * tier, the last one counts. Reserved capacity is a further term of provisioned capacity, priced by
 * the unit.
 */
public final class PriceListFile {

  private static final String OFFER = "AmazonDynamoDB";
  private static final double MAX_USD = 1e6;
  private static final int REQUESTS_PER_MILLION = 1_000_000;

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
  private static final Map<String, Term> TERMS =
      Map.of("1yr", Term.ONE_YEAR, "3yr", Term.THREE_YEARS);

  /** The unit of what is paid once. */
  private static final String UPFRONT_UNIT = "Quantity";

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
    MappingReader products = list.mapping("products");
    MappingReader terms = list.mapping("terms");
    MappingReader listed = terms == null ? null : terms.mapping("OnDemand");
    MappingReader reserved = terms == null ? null : terms.optionalMapping("Reserved");
    if (products != null && listed != null) {
      for (String sku : products.mapping().entries().keySet()) {
        MappingReader product = products.mapping(sku);
        if (product != null && listed.has(sku)) {
          readProduct(product, sku, listed, reserved);
        }
      }
      if (regions.size() != 1) {
        problems.add(whole, "must hold the prices of one Region, not of " + regions);
      }
    }
    problems.throwIfAny();
    String published = list.optionalString("publicationDate");
    String date = published == null ? "" : " of " + published.split("T", 2)[0];
    return new PriceList(regions.first(), file + date, prices);
  }

  private void readProduct(
      MappingReader product, String sku, MappingReader listed, @Nullable MappingReader reserved) {
    MappingReader attributes = product.mapping("attributes");
    String usageType = attributes == null ? null : attributes.optionalString("usagetype");
    Matcher matcher = USAGE_TYPE.matcher(usageType == null ? "" : usageType);
    Priced priced = matcher.matches() ? PRICED.get(matcher.group("what")) : null;
    String region = attributes == null || priced == null ? null : attributes.string("regionCode");
    if (priced == null || region == null) {
      return;
    }
    regions.add(region);
    boolean isInfrequentAccess = matcher.group("ia") != null;
    String key = (isInfrequentAccess ? PriceList.INFREQUENT_ACCESS : "") + priced.key();
    Double usd = lastBand(listed, sku);
    if (usd != null) {
      Double before =
          prices.put(key, isPerRequest(priced) ? times(usd, REQUESTS_PER_MILLION) : usd);
      if (before != null && regions.size() == 1 && !before.equals(prices.get(key))) {
        listed.problem(sku, "is another price for " + usageType);
      }
    }
    if (reserved != null && reserved.has(sku) && !isInfrequentAccess) {
      switch (priced) {
        case READ_CAPACITY -> readReserved(reserved, sku, Dimension.READ);
        case WRITE_CAPACITY -> readReserved(reserved, sku, Dimension.WRITE);
        case REPLICATED_WRITE_CAPACITY,
            READ_REQUESTS,
            WRITE_REQUESTS,
            REPLICATED_WRITE_REQUESTS,
            STORAGE -> {}
      }
    }
  }

  private static boolean isPerRequest(Priced priced) {
    return switch (priced) {
      case READ_REQUESTS, WRITE_REQUESTS, REPLICATED_WRITE_REQUESTS -> true;
      case READ_CAPACITY, WRITE_CAPACITY, REPLICATED_WRITE_CAPACITY, STORAGE -> false;
    };
  }

  /** The price of the band without end; null after noting that there is none. */
  private static @Nullable Double lastBand(MappingReader listed, String sku) {
    for (MappingReader term : members(listed, sku)) {
      for (MappingReader band : members(term, "priceDimensions")) {
        if ("Inf".equals(band.optionalString("endRange"))) {
          return usd(band);
        }
      }
    }
    listed.problem(sku, "has no price without upper end");
    return null;
  }

  private void readReserved(MappingReader reserved, String sku, Dimension dimension) {
    for (MappingReader offer : members(reserved, sku)) {
      MappingReader attributes = offer.optionalMapping("termAttributes");
      String length = attributes == null ? null : attributes.optionalString("LeaseContractLength");
      Term term = length == null ? null : TERMS.get(length);
      if (term == null) {
        continue;
      }
      for (MappingReader rate : members(offer, "priceDimensions")) {
        Double usd = usd(rate);
        if (usd != null) {
          prices.put(
              UPFRONT_UNIT.equals(rate.optionalString("unit"))
                  ? PriceList.upfrontKey(term, dimension)
                  : PriceList.reservedHourKey(term, dimension),
              times(usd, ReservedCapacity.BLOCK_UNITS));
        }
      }
    }
  }

  /** The exact product of a decimal. */
  private static double times(double usd, int factor) {
    return BigDecimal.valueOf(usd).multiply(BigDecimal.valueOf(factor)).doubleValue();
  }

  private static @Nullable Double usd(MappingReader price) {
    MappingReader perUnit = price.mapping("pricePerUnit");
    return perUnit == null ? null : perUnit.decimal("USD", 0, MAX_USD);
  }

  /** The mappings in a mapping, whatever their names. */
  private static List<MappingReader> members(MappingReader parent, String key) {
    List<MappingReader> found = new ArrayList<>();
    MappingReader mapping = parent.mapping(key);
    if (mapping != null) {
      for (String name : mapping.mapping().entries().keySet()) {
        MappingReader member = mapping.mapping(name);
        if (member != null) {
          found.add(member);
        }
      }
    }
    return found;
  }
}
