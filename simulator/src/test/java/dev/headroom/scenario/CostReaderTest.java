package dev.headroom.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.cost.CostSettings;
import dev.headroom.cost.ReservedCapacity;
import dev.headroom.cost.ReservedCapacity.Term;
import dev.headroom.document.InvalidInputException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Without it a bill could be made with the prices of another Region, or a discount nobody has. */
final class CostReaderTest {

  private static final Path FILE = Path.of("src/test/resources/dev/headroom/cost/scenario.yaml");

  @Test
  void read_withoutAnything_takesListPricesOfUsEast1AndSaysSo() {
    CostSettings cost = read("{name: orders, billingMode: PAY_PER_REQUEST}", "");

    assertThat(cost.prices().region()).isEqualTo("us-east-1");
    assertThat(cost.freeTier()).isFalse();
    assertThat(cost.reserved()).isNull();
    assertThat(cost.notes()).containsExactly("region: us-east-1, as none is named");
  }

  @Test
  void read_tableWithRegion_takesItsPrices() {
    CostSettings cost =
        read("{name: orders, region: eu-north-1, billingMode: PAY_PER_REQUEST}", "");

    assertThat(cost.prices().region()).isEqualTo("eu-north-1");
    assertThat(cost.notes()).isEmpty();
  }

  @Test
  void read_everyKey_isTaken() {
    CostSettings cost =
        read(
            "{name: orders, region: eu-north-1, billingMode: PAY_PER_REQUEST}",
            "cost: {region: sa-east-1, freeTier: true, reserved: {readCapacityUnits: 300, term: 3y}}");

    assertThat(cost.prices().region()).isEqualTo("sa-east-1");
    assertThat(cost.freeTier()).isTrue();
    assertThat(cost.reserved()).isEqualTo(new ReservedCapacity(300, 0, Term.THREE_YEARS));
  }

  @Test
  void read_priceListFile_winsAndGivesItsRegion() {
    CostSettings cost =
        read("{name: orders, billingMode: PAY_PER_REQUEST}", "cost: {prices: eu-west-1.json}");

    assertThat(cost.prices().region()).isEqualTo("eu-west-1");
    assertThat(cost.prices().origin()).endsWith("eu-west-1.json of 2026-08-15");
    assertThat(cost.notes()).isEmpty();
  }

  @Test
  void read_priceListOfAnotherRegion_isRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{name: orders, region: eu-north-1, billingMode: PAY_PER_REQUEST}",
                    "cost: {prices: eu-west-1.json}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cost.prices")
        .hasMessageContaining("holds the prices of eu-west-1, not of eu-north-1");
  }

  @Test
  void read_reservationThatIsNoBlock_isRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{name: orders, billingMode: PAY_PER_REQUEST}",
                    "cost: {reserved: {readCapacityUnits: 150, term: 1y}}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("must be a multiple of 100");
  }

  @Test
  void read_reservationWithoutTerm_isRefused() {
    assertThatThrownBy(
            () ->
                read(
                    "{name: orders, billingMode: PAY_PER_REQUEST}",
                    "cost: {reserved: {readCapacityUnits: 100}}"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("term");
  }

  private static CostSettings read(String table, String cost) {
    String text =
        "table: " + table + "\n" + cost + "\ntraffic: [{operation: PutItem, rate: 1/s}]\n";
    return ScenarioReader.read(FILE, text.getBytes(UTF_8)).cost();
  }
}
