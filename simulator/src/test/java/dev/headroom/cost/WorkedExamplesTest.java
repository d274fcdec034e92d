package dev.headroom.cost;

import static dev.headroom.cost.Runs.NO_DATA;
import static dev.headroom.cost.Runs.capacity;
import static dev.headroom.cost.Runs.hours;
import static dev.headroom.cost.Runs.orders;
import static dev.headroom.cost.Runs.requests;
import static dev.headroom.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.cost.ReservedCapacity.Term;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Cost.Item;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Worked examples that AWS has published, to the cent. Without it a bill could be consistent and
 * still not be the one that AWS sends. Where an example is older than the prices of today, its own
 * prices stand in the test.
 */
final class WorkedExamplesTest {

  private static final PriceList US_EAST_1 = PackagedPrices.of("us-east-1");

  /** Prices of us-east-1 before November 2024. */
  private static final PriceList OLD_US_EAST_1 =
      new PriceList(
          "us-east-1",
          "2024",
          Map.of(
              "million-rru",
              0.25,
              "million-wru",
              1.25,
              "gb-month",
              0.25,
              "rcu-hour",
              0.00013,
              "wcu-hour",
              0.00065));

  /** What a unit costs where 10 writes or 50 reads per second were $0.01 per hour. */
  private static final PriceList US_EAST_1_OF_2012 =
      new PriceList("us-east-1", "2012", Map.of("rcu-hour", 0.0002, "wcu-hour", 0.001));

  /**
   * Source: aws.amazon.com/dynamodb/pricing/provisioned, auto scaling example: "Your table also
   * remains provisioned for 114 WCUs and 114 RCUs, with a daily charge of $2.1341, broken out as
   * 114 WCUs x $0.00065 per hour x 24 hours = $1.7784, 114 RCUs x $0.00013 per hour x 24 hours =
   * $0.3557".
   */
  @Test
  void provisionedPage_dayOf114Units_costsItsPublishedAmount() {
    ClockHours day = hours(24);
    Cost cost =
        bill(CostSettings.of(US_EAST_1), day, orders(capacity(day, 114), capacity(day, 114)));

    assertThat(usd(cost, "provisioned writes", 4)).isEqualTo("1.7784");
    assertThat(usd(cost, "provisioned reads", 4)).isEqualTo("0.3557");
    assertThat(total(cost, 4)).isEqualTo("2.1341");
  }

  /**
   * Source: as above: "The AWS Free Tier includes 25 WCUs and 25 RCUs ..., reducing your monthly
   * bill by $14.04: 25 WCUs x $0.00065 per hour x 24 hours x 30 days = $11.70, 25 RCUs x $0.00013
   * per hour x 24 hours x 30 days = $2.34".
   */
  @Test
  void provisionedPage_freeTierOfAMonth_takesItsPublishedAmount() {
    ClockHours month = hours(30 * 24);
    BilledUse use = orders(capacity(month, 114), capacity(month, 114));
    Cost full = bill(CostSettings.of(US_EAST_1), month, use);
    Cost reduced = bill(new CostSettings(US_EAST_1, true, null, List.of()), month, use);

    List<String> credits =
        reduced.items().stream()
            .filter(item -> item.quantity() < 0)
            .map(item -> rounded(usdPerRun(item), 2))
            .toList();
    assertThat(credits).containsExactly("-2.34", "-11.70");
    assertThat(rounded(perRun(full) - perRun(reduced), 2)).isEqualTo("14.04");
  }

  /**
   * Source: as above: a table of 27 GB in the mean over the month; "the first 25 GB of storage are
   * included in the AWS Free Tier. The remaining 2 GB of storage are charged at $0.25 per GB,
   * resulting in a table storage cost of $0.50 for the month".
   */
  @Test
  void provisionedPage_storageBeyondTheFreeTier_costsItsPublishedAmount() {
    Cost cost =
        Bill.of(
            new CostSettings(US_EAST_1, true, null, List.of()),
            table().onDemand().build(),
            hours(730),
            List.of(orders(requests(hours(730), 0), requests(hours(730), 0))),
            new StoredData(27_000_000_000L, 0L));

    assertThat(total(cost, 2)).isEqualTo("0.50");
  }

  /**
   * Source: aws.amazon.com/dynamodb/pricing/on-demand, example of November 2024 and later: "$0.6250
   * per million writes x 3.55 million writes" and "$0.125 per million reads x 3.55 million reads".
   */
  @Test
  void onDemandPage_millionsOfRequests_costTheirPublishedAmounts() {
    ClockHours month = hours(730);
    Cost cost =
        bill(
            CostSettings.of(US_EAST_1),
            month,
            orders(requests(month, 3.55e6), requests(month, 3.55e6)));

    assertThat(usd(cost, "on-demand writes", 2)).isEqualTo("2.22");
    assertThat(usd(cost, "on-demand reads", 2)).isEqualTo("0.44");
  }

  /**
   * Source: Amazon DynamoDB FAQs of 2012 and later, "What are some pricing examples?": 10 units of
   * write capacity and 200 units of read capacity are charged "$0.01 + (4 x $0.01) = $0.05 per
   * hour".
   */
  @Test
  void faq_smallTable_costsItsPublishedAmountPerHour() {
    ClockHours hour = hours(1);
    Cost cost =
        bill(
            CostSettings.of(US_EAST_1_OF_2012),
            hour,
            orders(capacity(hour, 200), capacity(hour, 10)));

    assertThat(total(cost, 2)).isEqualTo("0.05");
  }

  /**
   * Source: as above: 10,000 units of write capacity and 50,000 units of read capacity are charged
   * "(1,000 x $0.01) + (1,000 x $0.01) = $20/hour".
   */
  @Test
  void faq_largeTable_costsItsPublishedAmountPerHour() {
    ClockHours hour = hours(1);
    Cost cost =
        bill(
            CostSettings.of(US_EAST_1_OF_2012),
            hour,
            orders(capacity(hour, 50_000), capacity(hour, 10_000)));

    assertThat(total(cost, 2)).isEqualTo("20.00");
  }

  /**
   * Source: an estimate of the AWS Pricing Calculator for a million users, before November 2024:
   * "750,000,000.00 total write request units x 0.00000125 USD = 937.50 USD", "375,000,000.00 total
   * read request units x 0.00000025 USD = 93.75 USD", "1 GB x 0.25 USD = 0.25 USD", together
   * 1,031.50 USD a month.
   */
  @Test
  void pricingCalculator_estimateOfAMillionUsers_costsItsPublishedAmounts() {
    ClockHours month = hours(730);
    Cost cost =
        Bill.of(
            CostSettings.of(OLD_US_EAST_1),
            table().onDemand().build(),
            month,
            List.of(orders(requests(month, 375e6), requests(month, 750e6))),
            new StoredData(1_000_000_000L, 0L));

    assertThat(usd(cost, "on-demand writes", 2)).isEqualTo("937.50");
    assertThat(usd(cost, "on-demand reads", 2)).isEqualTo("93.75");
    assertThat(usd(cost, "storage", 2)).isEqualTo("0.25");
    assertThat(total(cost, 2)).isEqualTo("1031.50");
  }

  /**
   * Source: an AWS bill of the Seoul Region of June 2025 that its recipient published: 244,274.5
   * ReadRequestUnits USD 0.03, 328,776 WriteRequestUnits USD 0.22, together 0.25, and 0.267 GB-Mo
   * of "the first 25 free GB-Months" USD 0.00. Storage has no known price in Seoul and is left out.
   */
  @Test
  void billOfSeoul_onDemandTable_costsItsBilledAmounts() {
    ClockHours days = hours(20 * 24);
    Cost cost =
        bill(
            CostSettings.of(PackagedPrices.of("ap-northeast-2")),
            days,
            orders(requests(days, 244_274.5), requests(days, 328_776)));

    assertThat(usd(cost, "on-demand reads", 2)).isEqualTo("0.03");
    assertThat(usd(cost, "on-demand writes", 2)).isEqualTo("0.22");
  }

  /**
   * Source: Developer Guide, "DynamoDB reserved capacity": "You can save up to 54% off standard
   * rates for a one-year term".
   */
  @Test
  void developerGuide_reservationOfAYear_savesItsPublishedShare() {
    assertThat(saving(Term.ONE_YEAR)).isEqualTo("54");
  }

  /** Source: as above: "and 77% off standard rates for a three-year term". */
  @Test
  void developerGuide_reservationOfThreeYears_savesItsPublishedShare() {
    assertThat(saving(Term.THREE_YEARS)).isEqualTo("77");
  }

  /**
   * Source: the cost table of a public guide to DynamoDB for 730 hours in us-east-1: 100 WCUs
   * $47.45, 200 RCUs $18.98, 50 GB $12.50, together $78.93.
   */
  @Test
  void guide_provisionedTable_costsItsPublishedAmounts() {
    ClockHours month = hours(730);
    Cost cost =
        Bill.of(
            CostSettings.of(US_EAST_1),
            table().build(),
            month,
            List.of(orders(capacity(month, 200), capacity(month, 100))),
            new StoredData(50_000_000_000L, 0L));

    assertThat(usd(cost, "provisioned writes", 2)).isEqualTo("47.45");
    assertThat(usd(cost, "provisioned reads", 2)).isEqualTo("18.98");
    assertThat(usd(cost, "storage", 2)).isEqualTo("12.50");
    assertThat(total(cost, 2)).isEqualTo("78.93");
  }

  /** What reserving the whole capacity saves, in whole percent. */
  private static String saving(Term term) {
    ClockHours month = hours(730);
    BilledUse use = orders(capacity(month, 100), capacity(month, 100));
    double full = perRun(bill(CostSettings.of(US_EAST_1), month, use));
    double reserved =
        perRun(
            bill(
                new CostSettings(US_EAST_1, false, new ReservedCapacity(100, 100, term), List.of()),
                month,
                use));
    return rounded(100 * (1 - reserved / full), 0);
  }

  private static Cost bill(CostSettings settings, ClockHours hours, BilledUse use) {
    return Bill.of(settings, table().build(), hours, List.of(use), NO_DATA);
  }

  private static String usd(Cost cost, String what, int decimals) {
    return cost.items().stream()
        .filter(item -> item.what().equals(what))
        .map(item -> rounded(usdPerRun(item), decimals))
        .findFirst()
        .orElseThrow();
  }

  private static double usdPerRun(Item item) {
    Double usd = item.usdPerRun();
    return usd == null ? Double.NaN : usd;
  }

  private static String total(Cost cost, int decimals) {
    return rounded(perRun(cost), decimals);
  }

  private static double perRun(Cost cost) {
    return cost.usdPerRun().orElseThrow();
  }

  private static String rounded(double usd, int decimals) {
    return BigDecimal.valueOf(usd).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
  }
}
