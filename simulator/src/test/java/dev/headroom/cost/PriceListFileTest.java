package dev.headroom.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.document.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it a free band, another table class or a replicated write could be taken for the price.
 * The file has the shape of AWS's list for eu-west-1 and its prices, published 2025-08-28
 * (provisioned and reserved) and 2026-08-15 (the others).
 */
final class PriceListFileTest {

  private static final Path LIST = Path.of("src/test/resources/dev/headroom/cost/eu-west-1.json");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "rcu-hour, 0.000147",
    "wcu-hour, 0.000735",
    "rwcu-hour, 0.000735",
    "million-rru, 0.1415",
    "million-wru, 0.705",
    "million-rwru, 0.705",
    "gb-month, 0.283",
    "ia-rcu-hour, 0.000184",
    "ia-million-wru, 0.885",
    "ia-gb-month, 0.1132",
    "reserved-1y-rcu-upfront, 33.9",
    "reserved-1y-rcu-hour, 0.0029",
    "reserved-1y-wcu-upfront, 169.5",
    "reserved-1y-wcu-hour, 0.0145",
    "reserved-3y-rcu-upfront, 40.68",
    "reserved-3y-wcu-hour, 0.0092"
  })
  void list_ofOneRegion_givesEveryPrice(String key, double usd) {
    assertThat(PriceListFile.read(LIST).pricesUsd()).containsEntry(key, usd);
  }

  @Test
  void list_ofOneRegion_saysWhereItIsFrom() {
    PriceList prices = PriceListFile.read(LIST);

    assertThat(prices.region()).isEqualTo("eu-west-1");
    assertThat(prices.origin()).endsWith("eu-west-1.json of 2026-08-15");
    assertThat(prices.pricesUsd()).doesNotContainKey("ia-million-rru");
  }

  @Test
  void list_agreesWithThePackagedOneOnWhatBothHave() {
    PriceList packaged = PackagedPrices.of("eu-west-1");

    PriceListFile.read(LIST)
        .pricesUsd()
        .forEach(
            (key, usd) -> assertThat(packaged.pricesUsd().getOrDefault(key, usd)).isEqualTo(usd));
  }

  @Test
  void usageTypes_ofUsEast1_haveNoSignOfTheRegion() throws IOException {
    Path file =
        written(
            Files.readString(LIST)
                .replace("\"EU-", "\"")
                .replace("\"eu-west-1\"", "\"us-east-1\""));

    PriceList prices = PriceListFile.read(file);

    assertThat(prices.region()).isEqualTo("us-east-1");
    assertThat(prices.pricesUsd()).isEqualTo(PriceListFile.read(LIST).pricesUsd());
  }

  @Test
  void list_ofSeveralRegions_isRefused() throws IOException {
    Path file = written(Files.readString(LIST).replaceFirst("\"eu-west-1\"", "\"eu-west-3\""));

    assertThatThrownBy(() -> PriceListFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must hold the prices of one Region, not of [eu-west-1, eu-west-3]");
  }

  @Test
  void list_ofAnotherService_isRefused() throws IOException {
    Path file = written("{\"offerCode\": \"AmazonEC2\", \"products\": {}, \"terms\": {}}");

    assertThatThrownBy(() -> PriceListFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is not AWS's price list of DynamoDB");
  }

  @Test
  void price_thatIsNoNumber_isNamed() throws IOException {
    Path file = written(Files.readString(LIST).replace("0.0000007050", "cheap"));

    assertThatThrownBy(() -> PriceListFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be a number, not \"cheap\"");
  }

  @Test
  void price_withoutABandWithoutEnd_isNamed() throws IOException {
    Path file = written(Files.readString(LIST).replace("\"Inf\"", "\"1000\""));

    assertThatThrownBy(() -> PriceListFile.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("has no price without upper end");
  }

  private Path written(String content) throws IOException {
    return Files.writeString(folder.resolve("index.json"), content);
  }
}
