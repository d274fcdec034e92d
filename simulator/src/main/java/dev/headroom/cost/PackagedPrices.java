package dev.headroom.cost;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The packaged price list, which names the source of every price. It is read by a plain loop,
 * because every prediction needs one Region of it.
 */
public final class PackagedPrices {

  static final String FILE = "prices.txt";

  private static final int FIELDS = 4;

  private PackagedPrices() {}

  /** The prices of a Region; none for a Region that the list does not have. */
  public static PriceList of(String region) {
    try (InputStream in = PackagedPrices.class.getResourceAsStream(FILE)) {
      byte[] content = Objects.requireNonNull(in, FILE).readAllBytes();
      return parse(new String(content, StandardCharsets.UTF_8), region);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A Region's prices of a list.
   *
   * @throws IllegalStateException if the list is wrong, which is a fault of this program
   */
  static PriceList parse(String list, String region) {
    Map<String, Double> prices = new HashMap<>();
    String wanted = region + " ";
    String date = "";
    for (String line : list.split("\n")) {
      if (line.startsWith("date ")) {
        date = line.substring("date ".length()).strip();
      } else if (line.startsWith(wanted)) {
        String[] fields = line.split(" +");
        if (fields.length != FIELDS
            || prices.put(fields[1], Double.parseDouble(fields[2])) != null) {
          throw new IllegalStateException("not understood, or there twice: " + line);
        }
      }
    }
    return new PriceList(region, "packaged price list of " + date, prices);
  }
}
