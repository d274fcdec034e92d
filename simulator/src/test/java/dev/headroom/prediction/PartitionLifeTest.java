package dev.headroom.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Consistency;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.Series;
import dev.headroom.testing.ScenarioBuilder;
import dev.headroom.testing.TableBuilder;
import dev.headroom.testing.TrafficBuilder;
import dev.headroom.traffic.Flow.SortKeys;
import dev.headroom.traffic.KeyDistribution;
import dev.headroom.traffic.Operation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Without it partitions could stay hot for ever, be split where that cannot help, or lose what they
 * have served when they are.
 *
 * <p>The constants of splits are set here, so that the tests hold whatever the profiles say.
 */
final class PartitionLifeTest {

  private static ScenarioBuilder scenario(Duration duration, TrafficBuilder... flows) {
    ScenarioBuilder scenario =
        ScenarioBuilder.scenario()
            .table(TableBuilder.table().onDemand())
            .override("split.threshold", "0.8")
            .override("split.sustain", "3m")
            .override("split.durationMedian", "2m")
            .override("split.durationP95", "2m")
            .override("od.growthDelay", "30m")
            .lasting(duration);
    for (TrafficBuilder flow : flows) {
      scenario.flow(flow);
    }
    return scenario;
  }

  private static Outcome predict(ScenarioBuilder scenario) {
    return new Predictor(1).predict(scenario.build());
  }

  private static TrafficBuilder puts(double perSecond) {
    return TrafficBuilder.flow("put", Operation.PUT_ITEM).rate(perSecond);
  }

  private static List<Event> events(Outcome outcome, String kind) {
    return outcome.events().stream().filter(event -> event.kind().equals(kind)).toList();
  }

  private static Series partitions(Outcome outcome) {
    return outcome.resources().getFirst().series().partitions();
  }

  @Test
  void heat_oneKeyWithRandomSortKeys_splitsInsideItsCollection() {
    Outcome outcome = predict(scenario(Duration.ofMinutes(8), puts(1_900).oneKey()));
    ResourceOutcome table = outcome.resources().getFirst();
    assertThat(events(outcome, "split"))
        .first()
        .satisfies(event -> assertThat(event.atSeconds()).isCloseTo(300, within(16.0)));
    Series consumed = table.series().consumedWriteUnits();
    assertThat(consumed.get(120)).isCloseTo(1_000, within(10.0));
    assertThat(consumed.get(400)).isCloseTo(1_900, within(50.0));
    assertThat(table.hotPartitions().stream().filter(p -> p.share() > 0.05).count()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = SortKeys.class,
      names = {"NONE", "INCREASING"})
  void heat_keysThatCannotBeDivided_staysWholeAndSaysWhy(SortKeys sortKeys) {
    Outcome outcome =
        predict(scenario(Duration.ofMinutes(20), puts(2_000).oneKey().sortKeys(sortKeys)));
    assertThat(events(outcome, "split")).isEmpty();
    assertThat(events(outcome, "split-blocked"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .contains(
                        sortKeys == SortKeys.NONE
                            ? "one item takes nearly all"
                            : "increasing order"));
    assertThat(partitions(outcome).get(19)).isEqualTo(4);
  }

  @Test
  void heat_collectionOfATableWithLocalIndex_staysWhole() {
    Outcome outcome =
        predict(
            scenario(Duration.ofMinutes(15), puts(2_000).oneKey())
                .table(TableBuilder.table().onDemand().localIndex("by-date")));
    assertThat(events(outcome, "split")).isEmpty();
    assertThat(events(outcome, "split-blocked").getFirst().detail())
        .contains("local secondary index");
  }

  @Test
  void heat_belowTheThreshold_nothingSplits() {
    Outcome outcome = predict(scenario(Duration.ofMinutes(30), puts(780).oneKey()));
    assertThat(events(outcome, "split")).isEmpty();
    assertThat(events(outcome, "split-blocked")).isEmpty();
  }

  @Test
  void heat_twoHotItemsOnOnePartition_areDivided() {
    Outcome outcome =
        predict(
            scenario(
                    Duration.ofMinutes(10),
                    puts(1_600)
                        .sortKeys(SortKeys.NONE)
                        .keys(
                            new KeyDistribution.Weights(
                                List.of(
                                    new KeyDistribution.Weights.WeightedKey("a", 1),
                                    new KeyDistribution.Weights.WeightedKey("b", 1)))))
                .override("od.initialPartitions", "1")
                .override("od.initialWrite", "1000")
                .override("od.initialRead", "3000"));
    assertThat(events(outcome, "split")).isNotEmpty();
    Series consumed = outcome.resources().getFirst().series().consumedWriteUnits();
    assertThat(consumed.get(9) / 60).isCloseTo(1_600, within(10.0));
  }

  /** Both parts inherit the heat: the second round of splits needs no second observation period. */
  @Test
  void heat_farAboveTheLimit_splitsAgainAtOnce() {
    Outcome outcome = predict(scenario(Duration.ofMinutes(12), puts(8_000).oneKey()));
    List<Event> splits = events(outcome, "split");
    assertThat(splits).hasSizeGreaterThanOrEqualTo(7);
    assertThat(splits.get(1).atSeconds() - splits.get(0).atSeconds()).isCloseTo(120, within(2.0));
  }

  /** Reads of any replica count as operations: 9,000 a second are the limit, not 6,000. */
  @Test
  void heat_eventualReads_countPerReplica() {
    Outcome calm =
        predict(
            scenario(
                Duration.ofMinutes(8),
                TrafficBuilder.flow("get", Operation.GET_ITEM)
                    .consistency(Consistency.EVENTUAL)
                    .rate(7_000)
                    .oneKey()));
    assertThat(events(calm, "split")).isEmpty();
    Outcome hot =
        predict(
            scenario(
                Duration.ofMinutes(8),
                TrafficBuilder.flow("get", Operation.GET_ITEM)
                    .consistency(Consistency.EVENTUAL)
                    .rate(7_400)
                    .oneKey()));
    assertThat(events(hot, "split")).isNotEmpty();
  }

  @Test
  void splits_whateverHappens_loseNoConsumption() {
    Outcome outcome = predict(scenario(Duration.ofMinutes(12), puts(5_000)));
    ResourceOutcome table = outcome.resources().getFirst();
    assertThat(events(outcome, "split")).isNotEmpty();
    double shares = table.hotPartitions().stream().mapToDouble(p -> p.share()).sum();
    assertThat(shares).isCloseTo(1, within(1e-9));
    assertThat(table.totals().consumedWriteUnits())
        .isEqualTo((double) outcome.flows().getFirst().succeeded());
  }

  @Test
  void size_moreDataThanAPartitionHolds_splits() {
    Outcome outcome =
        predict(
            scenario(Duration.ofMinutes(30), puts(100))
                .table(TableBuilder.table().provisioned(100, 200))
                .override("partition.splitBytes", "10MB"));
    assertThat(events(outcome, "split")).isNotEmpty();
    assertThat(events(outcome, "split").getFirst().detail()).contains("for size");
  }

  @Test
  void growth_servedTwiceThePeak_doublesPartitionsAfterTheDelay() {
    Outcome outcome =
        predict(scenario(Duration.ofMinutes(40), puts(3_000)).override("split.heat", "OFF"));
    assertThat(partitions(outcome).get(29)).isEqualTo(4);
    assertThat(partitions(outcome).get(33)).isEqualTo(8);
    assertThat(events(outcome, "growth")).isNotEmpty();
  }
}
