package dev.headroom.cost;

import static dev.headroom.cost.Runs.FULL_HOUR;
import static dev.headroom.cost.Runs.NO_DATA;
import static dev.headroom.cost.Runs.capacity;
import static dev.headroom.cost.Runs.hours;
import static dev.headroom.cost.Runs.orders;
import static dev.headroom.cost.Runs.requests;
import static dev.headroom.testing.TableBuilder.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.BilledUse.Used;
import dev.headroom.cost.ReservedCapacity.Term;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Cost.BreakEven;
import dev.headroom.outcome.Series;
import dev.headroom.testing.Gen;
import dev.headroom.testing.TableBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Without it a discount could be given twice, or a part of the table be left out of its bill. */
final class BillTest {

  private static final PriceList PRICES =
      new PriceList(
          "eu-west-9",
          "test",
          Map.ofEntries(
              Map.entry("rcu-hour", 2.0),
              Map.entry("wcu-hour", 10.0),
              Map.entry("million-rru", 3.0),
              Map.entry("million-wru", 15.0),
              Map.entry("gb-month", 7.0),
              Map.entry("ia-rcu-hour", 2.5),
              Map.entry("ia-wcu-hour", 12.5),
              Map.entry("ia-gb-month", 4.0),
              Map.entry("reserved-1y-rcu-upfront", 876_000.0),
              Map.entry("reserved-1y-rcu-hour", 50.0),
              Map.entry("reserved-1y-wcu-upfront", 876_000.0),
              Map.entry("reserved-1y-wcu-hour", 300.0)));

  @Test
  void bill_ofPartOfAnHour_chargesThatPart() {
    ClockHours halves = new ClockHours(FULL_HOUR.plusSeconds(1_800), Duration.ofMinutes(45));
    Used reads = new Used(Series.of(100, 40), 0, 0);

    Cost cost = bill(table(), halves, orders(reads, capacity(halves, 0)));

    assertThat(cost.usdPerRun()).hasValue((100 * 0.5 + 40 * 0.25) * 2);
    assertThat(cost.notes()).anyMatch(note -> note.contains("an hour that the run covers in part"));
  }

  @Test
  void month_isTheRunRepeatedFor730Hours() {
    ClockHours run = hours(2);

    Cost cost = bill(table(), run, orders(capacity(run, 10), capacity(run, 0)));

    assertThat(cost.runsPerMonth()).isEqualTo(365);
    assertThat(cost.usdPerMonth().orElseThrow()).isCloseTo(10 * 2 * 730, within(1e-6));
  }

  @Test
  void reservation_isPaidForWhetherUsedOrNot() {
    ClockHours run = hours(10);
    CostSettings settings = reserved(200, 0, false);

    Cost unused = bill(settings, table(), run, orders(capacity(run, 0), capacity(run, 0)));
    Cost used = bill(settings, table(), run, orders(capacity(run, 150), capacity(run, 0)));
    Cost exceeded = bill(settings, table(), run, orders(capacity(run, 260), capacity(run, 0)));

    double blocks = 2 * 10 * (50 + 876_000 / 8_760.0);
    assertThat(perRun(unused)).isCloseTo(blocks, within(1e-6));
    assertThat(perRun(used)).isCloseTo(blocks, within(1e-6));
    assertThat(perRun(exceeded)).isCloseTo(blocks + 60 * 10 * 2, within(1e-6));
  }

  @Test
  void reservation_coversEveryHourByItself() {
    ClockHours run = hours(2);
    Used uneven = new Used(Series.of(200, 0), 0, 0);

    Cost cost = bill(reserved(100, 0, false), table(), run, orders(uneven, capacity(run, 0)));

    double block = 2 * (50 + 876_000 / 8_760.0);
    assertThat(perRun(cost))
        .as("what one hour leaves unused does not help another")
        .isCloseTo(block + 100 * 2, within(1e-6));
  }

  @Test
  void reservation_coversTableAndIndexesTogether() {
    ClockHours run = hours(1);
    BilledUse index = new BilledUse("by-day", capacity(run, 80), capacity(run, 0));

    Cost cost =
        Bill.of(
            reserved(100, 0, false),
            table().build(),
            run,
            List.of(orders(capacity(run, 60), capacity(run, 0)), index),
            NO_DATA);

    assertThat(perRun(cost)).isCloseTo(50 + 876_000 / 8_760.0 + 40 * 2, within(1e-6));
  }

  @Test
  void freeTier_afterReservation_takesWhatIsLeft() {
    ClockHours run = hours(4);

    Cost cost =
        bill(reserved(100, 0, true), table(), run, orders(capacity(run, 110), capacity(run, 0)));

    assertThat(perRun(cost))
        .as("the 10 units beyond the reservation are free")
        .isCloseTo(4 * (50 + 876_000 / 8_760.0), within(1e-6));
  }

  @Test
  void infrequentAccess_hasItsPricesAndNoDiscount() {
    ClockHours run = hours(730);

    Cost cost =
        Bill.of(
            reserved(100, 0, true),
            table().infrequentAccess().build(),
            run,
            List.of(orders(capacity(run, 10), capacity(run, 0))),
            new StoredData(5_000_000_000L, 0L));

    double block = 730 * (50 + 876_000 / 8_760.0);
    assertThat(perRun(cost)).isCloseTo(block + 10 * 730 * 2.5 + 5 * 4, within(1e-6));
    assertThat(cost.notes())
        .anyMatch(note -> note.contains("covers neither Standard-IA"))
        .contains("the free tier does not cover Standard-IA");
  }

  @Test
  void storage_countsWhatEachItemHasBesideIt() {
    ClockHours run = hours(730);
    BilledUse idle = orders(requests(run, 0), requests(run, 0));
    StoredData data = new StoredData(1_000_000_000L, 10_000_000L);

    Cost inOneRegion = Bill.of(settings(), table().build(), run, List.of(idle), data);
    Cost global =
        Bill.of(settings(), table().replicas("eu-west-1").build(), run, List.of(idle), data);

    assertThat(perRun(inOneRegion)).isCloseTo(2.0 * 7, within(1e-9));
    assertThat(global.items().getFirst().quantity()).isCloseTo(2.48, within(1e-9));
  }

  @Test
  void storage_ofUnknownSize_isLeftOutAndSaidSo() {
    ClockHours run = hours(1);

    Cost cost =
        Bill.of(
            settings(),
            table().build(),
            run,
            List.of(orders(capacity(run, 1), capacity(run, 1))),
            new StoredData(null, null));

    assertThat(cost.usdPerRun()).hasValue(12);
    assertThat(cost.notes()).anyMatch(note -> note.startsWith("storage is not in the bill"));
  }

  @Test
  void globalTable_paysForWritesInEveryRegion() {
    ClockHours run = hours(1);
    BilledUse use = orders(capacity(run, 100), capacity(run, 50));
    double here = 100 * 2 + 50 * 10;
    double there = 50 * 0.000735 + 50 * 0.00065;

    Cost cost = bill(table().replicas("eu-west-1", "eu-west-9", "us-east-1"), run, use);

    assertThat(perRun(cost)).isCloseTo(here + there, within(1e-9));
    assertThat(cost.notes()).anyMatch(note -> note.startsWith("reads in eu-west-1, us-east-1"));
  }

  @Test
  void price_thatIsNotKnown_leavesTheTotalOpen() {
    ClockHours run = hours(1);
    CostSettings nowhere = CostSettings.of(PackagedPrices.of("mx-nowhere-1"));

    Cost cost = bill(nowhere, table(), run, orders(capacity(run, 5), capacity(run, 5)));

    assertThat(cost.usdPerRun()).isEmpty();
    assertThat(cost.usdPerMonth()).isEmpty();
    assertThat(cost.notes())
        .contains(
            "no price known for RCU-hour of table class STANDARD in mx-nowhere-1: give AWS's price"
                + " list file (cost: {prices: FILE})");
  }

  /** Arithmetic: 0.00065 / (3,600 x 0.625e-6) = 0.2889, and the same for reads. */
  @Test
  void breakEven_inUsEast1_isJustBelow29Percent() {
    ClockHours run = hours(1);
    Used half = new Used(Series.of(100), 100 * 3_600 / 2.0, 0);
    CostSettings usEast = CostSettings.of(PackagedPrices.of("us-east-1"));

    Cost cost = bill(usEast, table(), run, orders(capacity(run, 0), half));

    assertThat(cost.breakEvens()).hasSize(2);
    BreakEven writes = cost.breakEvens().get(1);
    assertThat(writes.dimension()).isEqualTo(Dimension.WRITE);
    assertThat(writes.breakEven()).isCloseTo(0.2889, within(0.00005));
    assertThat(writes.utilization()).isEqualTo(0.5);
    assertThat(cost.breakEvens().getFirst().utilization()).isNull();
  }

  @Test
  void breakEven_atThatUse_bothModesCostTheSame() {
    ClockHours run = hours(1);
    CostSettings usEast = CostSettings.of(PackagedPrices.of("us-east-1"));
    Cost provisioned = bill(usEast, table(), run, orders(capacity(run, 0), capacity(run, 1_000)));
    double breakEven = provisioned.breakEvens().get(1).breakEven();

    Cost onDemand =
        bill(
            usEast,
            table().onDemand(),
            run,
            orders(requests(run, 0), requests(run, breakEven * 1_000 * 3_600)));

    assertThat(perRun(onDemand)).isCloseTo(perRun(provisioned), within(1e-9));
  }

  @Test
  void bill_ofMoreCapacity_isNeverLower() {
    Gen.check(
        300,
        gen -> {
          ClockHours run = anyHours(gen);
          CostSettings settings =
              reserved(100L * gen.between(0, 3), 100L * gen.between(0, 3), gen.between(0, 1) == 1);
          double[] reads = units(gen, run);
          double[] writes = units(gen, run);
          Cost before = bill(settings, table(), run, orders(used(reads, 0), used(writes, 5e6)));
          reads[gen.between(0, reads.length - 1)] += gen.between(0, 200);
          writes[gen.between(0, writes.length - 1)] += gen.between(0, 200);
          Cost after = bill(settings, table(), run, orders(used(reads, 0), used(writes, 5e6)));

          assertThat(perRun(after)).isGreaterThanOrEqualTo(perRun(before) - 1e-6);
          assertThat(perRun(before)).isNotNegative();
        });
  }

  @Test
  void bill_ofAnyRun_isTheSumOfItsItems() {
    Gen.check(
        300,
        gen -> {
          ClockHours run = anyHours(gen);
          CostSettings settings = reserved(100L * gen.between(0, 2), 100, gen.between(0, 1) == 1);
          List<BilledUse> uses = new ArrayList<>();
          for (int i = 0; i <= gen.between(0, 3); i++) {
            uses.add(
                new BilledUse(
                    "resource-" + i,
                    used(units(gen, run), gen.between(0, 9_000_000)),
                    used(units(gen, run), gen.between(0, 9_000_000))));
          }
          Cost cost =
              Bill.of(
                  settings,
                  table().replicas("us-east-1").build(),
                  run,
                  uses,
                  new StoredData(gen.between(0, 1L << 40), gen.between(0, 1_000_000L)));

          double sum = cost.items().stream().mapToDouble(item -> quantity(item)).sum();
          assertThat(perRun(cost)).isCloseTo(sum, within(1e-9 * Math.abs(sum)));
          assertThat(cost.usdPerMonth().orElseThrow())
              .isCloseTo(sum * 730 / run.length(), within(1e-6 * Math.abs(sum)));
        });
  }

  private static double quantity(Cost.Item item) {
    Double price = item.priceUsd();
    return price == null ? Double.NaN : price * item.quantity();
  }

  private static ClockHours anyHours(Gen gen) {
    return new ClockHours(
        FULL_HOUR.plusSeconds(gen.between(0, 7_200)), Duration.ofSeconds(gen.between(1, 40_000)));
  }

  private static double[] units(Gen gen, ClockHours run) {
    double[] units = new double[run.count()];
    for (int i = 0; i < units.length; i++) {
      units[i] = gen.between(0, 400);
    }
    return units;
  }

  private static Used used(double[] capacityUnits, double requestUnits) {
    return new Used(Series.of(capacityUnits), 0, requestUnits);
  }

  private static CostSettings settings() {
    return CostSettings.of(PRICES);
  }

  private static CostSettings reserved(long reads, long writes, boolean freeTier) {
    return new CostSettings(
        PRICES, freeTier, new ReservedCapacity(reads, writes, Term.ONE_YEAR), List.of());
  }

  private static Cost bill(TableBuilder table, ClockHours hours, BilledUse use) {
    return bill(settings(), table, hours, use);
  }

  private static Cost bill(
      CostSettings settings, TableBuilder table, ClockHours hours, BilledUse use) {
    return Bill.of(settings, table.build(), hours, List.of(use), NO_DATA);
  }

  private static double perRun(Cost cost) {
    return cost.usdPerRun().orElseThrow();
  }
}
