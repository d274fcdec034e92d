package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.ReservedCapacity.Term;
import dev.headroom.table.TableSettings.TableClass;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a slip in a long list of numbers would be somebody's bill. */
final class PackagedPricesTest {

  private static final Pattern ROW =
      Pattern.compile(
          "(?<region>[a-z]{2}(-gov)?-[a-z]+-\\d) +(?<what>\\S+) +[\\d.]+ +(?<source>\\S+)");

  static Stream<String> regions() {
    return rows().stream().map(row -> row.split(" ", 2)[0]).distinct();
  }

  @Test
  void list_everyRow_isWellFormedAndHasASourceThatTheListNames() {
    Set<String> named =
        text()
            .lines()
            .filter(line -> line.matches("#   \\S+ {2,}\\S.*"))
            .map(line -> line.substring(1).strip().split(" ", 2)[0])
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(rows()).hasSizeGreaterThan(200).allMatch(row -> ROW.matcher(row).matches());
    assertThat(rows().stream().map(row -> row.substring(row.lastIndexOf(' ') + 1)))
        .allMatch(named::contains);
  }

  @ParameterizedTest
  @MethodSource("regions")
  void region_ofTheList_hasPricesInTheUsualProportions(String region) {
    PriceList prices = PackagedPrices.of(region);
    double rcu = price(prices, Priced.READ_CAPACITY);
    double wcu = price(prices, Priced.WRITE_CAPACITY);

    assertThat(rcu).isBetween(0.00013, 0.0002);
    assertThat(wcu / rcu).as("writes cost five times as much").isCloseTo(5, within(0.05));
    Double requests = prices.priceUsd(TableClass.STANDARD, Priced.WRITE_REQUESTS);
    if (requests != null) {
      assertThat(requests / price(prices, Priced.READ_REQUESTS)).isCloseTo(5, within(0.05));
      assertThat(wcu / (3_600 * requests / 1e6)).as("break-even").isCloseTo(0.289, within(0.003));
    }
    Double infrequent =
        prices.priceUsd(TableClass.STANDARD_INFREQUENT_ACCESS, Priced.WRITE_REQUESTS);
    if (infrequent != null && requests != null) {
      assertThat(infrequent / requests).isCloseTo(1.25, within(0.01));
    }
  }

  @ParameterizedTest
  @MethodSource("regions")
  void reservation_inEveryRegion_savesWhatItSavesElsewhere(String region) {
    PriceList prices = PackagedPrices.of(region);
    for (Dimension dimension : Dimension.values()) {
      double listed = price(prices, Priced.capacity(dimension, false));
      assertThat(reserved(prices, Term.ONE_YEAR, dimension) / listed).isBetween(0.41, 0.48);
      if (prices.upfrontUsd(Term.THREE_YEARS, dimension) != null) {
        assertThat(reserved(prices, Term.THREE_YEARS, dimension) / listed).isBetween(0.22, 0.24);
      }
    }
  }

  @Test
  void region_thatTheListDoesNotHave_hasNoPrice() {
    PriceList prices = PackagedPrices.of("eu-west");

    assertThat(prices.region()).isEqualTo("eu-west");
    assertThat(prices.pricesUsd()).isEmpty();
  }

  @Test
  void replicatedWrites_withoutPrice_costWhatWritesCost() {
    PriceList prices = PackagedPrices.of("eu-central-1");

    assertThat(prices.priceUsd(TableClass.STANDARD, Priced.REPLICATED_WRITE_REQUESTS))
        .isEqualTo(0.7625);
    assertThat(prices.priceUsd(TableClass.STANDARD, Priced.REPLICATED_WRITE_CAPACITY))
        .isEqualTo(0.000793);
  }

  @Test
  void list_withARowTwice_isRefused() {
    String twice = "eu-west-1 rcu-hour 1 a\neu-west-1 rcu-hour 2 a\n";

    assertThatThrownBy(() -> PackagedPrices.parse(twice, "eu-west-1"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("there twice");
  }

  private static double price(PriceList prices, Priced priced) {
    return Objects.requireNonNull(prices.priceUsd(TableClass.STANDARD, priced));
  }

  /** Price of a reserved unit for an hour, its share of the upfront fee included. */
  private static double reserved(PriceList prices, Term term, Dimension dimension) {
    double upfront = Objects.requireNonNull(prices.upfrontUsd(term, dimension));
    double hour = Objects.requireNonNull(prices.reservedHourUsd(term, dimension));
    return (hour + upfront / term.hours()) / ReservedCapacity.BLOCK_UNITS;
  }

  private static List<String> rows() {
    return text()
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith("date "))
        .toList();
  }

  private static String text() {
    try (InputStream in = PackagedPrices.class.getResourceAsStream(PackagedPrices.FILE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
