package dev.headroom.prediction;

import static dev.headroom.testing.ScenarioBuilder.scenario;
import static dev.headroom.testing.TableBuilder.table;
import static dev.headroom.testing.TrafficBuilder.flow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.Cost;
import dev.headroom.outcome.Cost.Item;
import dev.headroom.outcome.Outcome;
import dev.headroom.scenario.TableChange;
import dev.headroom.scenario.TableChange.BillingMode;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Without it the bill could count other hours, or other requests, than the run had. */
final class PredictedCostTest {

  @Test
  void provisioned_raisedWithinAnHour_paysTheHighestValueForTheWholeHour() {
    Cost cost =
        cost(
            scenario()
                .table(table().provisioned(5, 100))
                .flow(flow("write", Operation.PUT_ITEM))
                .change(change(Duration.ofMinutes(70), null, Map.of(Dimension.WRITE, 300L)))
                .lasting(Duration.ofHours(3)));

    assertThat(quantity(cost, "provisioned writes")).isEqualTo(100 + 300 + 300);
    assertThat(quantity(cost, "provisioned reads")).isEqualTo(3 * 5);
  }

  @Test
  void provisioned_loweredWithinAnHour_paysTheHighestValueForTheWholeHour() {
    Cost cost =
        cost(
            scenario()
                .table(table().provisioned(5, 300))
                .flow(flow("write", Operation.PUT_ITEM))
                .change(change(Duration.ofMinutes(70), null, Map.of(Dimension.WRITE, 100L)))
                .lasting(Duration.ofHours(3)));

    assertThat(quantity(cost, "provisioned writes")).isEqualTo(300 + 300 + 100);
  }

  @Test
  void provisioned_inARunFromHalfPast_countsClockHours() {
    Cost cost =
        cost(
            scenario()
                .table(table().provisioned(5, 100))
                .flow(flow("write", Operation.PUT_ITEM))
                .startingAt(Instant.parse("2026-03-01T07:30:00Z"))
                .change(change(Duration.ofMinutes(40), null, Map.of(Dimension.WRITE, 300L)))
                .lasting(Duration.ofHours(2)));

    assertThat(quantity(cost, "provisioned writes"))
        .as("07:30 to 08:00 at 100, 08:00 to 09:00 and 09:00 to 09:30 at 300")
        .isCloseTo(50 + 300 + 150, within(1e-9));
  }

  @Test
  void onDemand_paysForWhatIsServedAndNotForWhatIsThrottled() {
    Outcome outcome =
        predict(
            scenario()
                .table(table().onDemand(100, 10).index("by-day", 5, 5))
                .flow(flow("write", Operation.PUT_ITEM).rate(50).size(1_500))
                .flow(flow("read", Operation.GET_ITEM).rate(4))
                .lasting(Duration.ofHours(1)));
    Cost cost = Objects.requireNonNull(outcome.cost());
    double served = outcome.resources().getFirst().totals().consumedWriteUnits();

    assertThat(quantity(cost, "on-demand writes")).isCloseTo(served / 1e6, within(1e-12));
    assertThat(served).isLessThan(50 * 2 * 3_600).isPositive();
    assertThat(quantity(cost, "on-demand reads")).isCloseTo(4 * 0.5 * 3_600 / 1e6, within(1e-12));
  }

  @Test
  void modeSwitch_splitsTheBillWhereItHappens() {
    Outcome outcome =
        predict(
            scenario()
                .table(table().provisioned(5, 100))
                .flow(flow("write", Operation.PUT_ITEM).rate(20))
                .change(change(Duration.ofMinutes(60), BillingMode.PAY_PER_REQUEST, Map.of()))
                .lasting(Duration.ofHours(4)));
    Cost cost = Objects.requireNonNull(outcome.cost());
    double switchedSeconds =
        outcome.events().stream()
            .filter(event -> event.kind().equals("mode-switch"))
            .mapToDouble(event -> event.atSeconds())
            .max()
            .orElseThrow();

    assertThat(quantity(cost, "on-demand writes"))
        .isCloseTo(20 * (4 * 3_600 - switchedSeconds) / 1e6, within(1e-4));
    assertThat(quantity(cost, "provisioned writes"))
        .isEqualTo(100 * Math.ceil(switchedSeconds / 3_600));
  }

  @Test
  void use_ofProvisionedCapacity_isThatOfTheRun() {
    Cost cost =
        cost(
            scenario()
                .table(table().provisioned(5, 80))
                .flow(flow("write", Operation.PUT_ITEM).rate(20))
                .lasting(Duration.ofHours(1)));

    assertThat(cost.breakEvens().get(1).utilization()).isEqualTo(0.25);
  }

  @Test
  void storage_ofKnownSize_isBilled() {
    Cost cost =
        cost(
            scenario()
                .table(table().onDemand())
                .flow(flow("write", Operation.PUT_ITEM))
                .dataSizeBytes(73_000_000_000L)
                .lasting(Duration.ofHours(1)));

    assertThat(quantity(cost, "storage")).isCloseTo(0.1, within(1e-12));
  }

  private static TableChange change(
      Duration at, @Nullable BillingMode mode, Map<Dimension, Long> capacityUnits) {
    return new TableChange(
        null, at, null, null, mode, capacityUnits, Map.of(), Map.of(), Map.of(), null);
  }

  private static Outcome predict(ScenarioBuilder scenario) {
    return new Predictor(1).predict(scenario.build());
  }

  private static Cost cost(ScenarioBuilder scenario) {
    return Objects.requireNonNull(predict(scenario).cost());
  }

  private static double quantity(Cost cost, String what) {
    return cost.items().stream()
        .filter(item -> item.what().equals(what))
        .mapToDouble(Item::quantity)
        .sum();
  }
}
