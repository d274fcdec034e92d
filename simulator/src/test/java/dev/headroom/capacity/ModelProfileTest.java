package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headroom.capacity.ModelProfile.AdaptiveMode;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ModelProfile.IndexMode;
import dev.headroom.capacity.ModelProfile.PartitionRaise;
import dev.headroom.capacity.ModelProfile.ReadModel;
import dev.headroom.capacity.ModelProfile.ReadWriteMix;
import dev.headroom.capacity.ModelProfile.RouterMode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Without it a changed constant, or an override that is not understood, would shift predictions.
 */
final class ModelProfileTest {

  @Test
  void documented_everyConstant_hasItsPublishedValue() {
    ModelProfile profile = ModelProfile.documented();

    assertThat(profile.name()).isEqualTo("documented");
    assertThat(profile.partitionMaxReadUnitsPerSecond()).isEqualTo(3000);
    assertThat(profile.partitionMaxWriteUnitsPerSecond()).isEqualTo(1000);
    assertThat(profile.partitionReadWriteMix()).isEqualTo(ReadWriteMix.INDEPENDENT);
    assertThat(profile.partitionReadModel()).isEqualTo(ReadModel.NOMINAL);
    assertThat(profile.partitionDepthSeconds()).isEqualTo(1.0);
    assertThat(profile.partitionMaxBytes()).isEqualTo(10_737_418_240L);
    assertThat(profile.partitionSplitBytes()).isEqualTo(10_737_418_240L);
    assertThat(profile.partitionRaise()).isEqualTo(PartitionRaise.DOUBLE);
    assertThat(profile.adaptiveMode()).isEqualTo(AdaptiveMode.INSTANT);
    assertThat(profile.adaptiveDelayMinSeconds()).isEqualTo(300);
    assertThat(profile.adaptiveDelayMaxSeconds()).isEqualTo(1800);
    assertThat(profile.adaptiveHeadroom()).isEqualTo(1.05);
    assertThat(profile.routerMode()).isEqualTo(RouterMode.IDEAL);
    assertThat(profile.routerIntervalSeconds()).isEqualTo(2.0);
    assertThat(profile.routerCount()).isEqualTo(8);
    assertThat(profile.routerHeadroom()).isEqualTo(1.2);
    assertThat(profile.tableBurstSeconds()).isEqualTo(300);
    assertThat(profile.tableEcBurstReplicas()).isEqualTo(1);
    assertThat(profile.tableBurstInitialFraction()).isEqualTo(0.0);
    assertThat(profile.bucketDebt()).isEqualTo(Debt.DEBT);
    assertThat(profile.onDemandInitialWriteUnitsPerSecond()).isEqualTo(4000);
    assertThat(profile.onDemandInitialReadUnitsPerSecond()).isEqualTo(12_000);
    assertThat(profile.onDemandInitialPartitions()).isEqualTo(4);
    assertThat(profile.onDemandPeakWindowSeconds()).isEqualTo(60);
    assertThat(profile.onDemandGrowthDelaySeconds()).isEqualTo(1800);
    assertThat(profile.onDemandMaxBurstSeconds()).isEqualTo(300);
    assertThat(profile.isSplitForHeat()).isTrue();
    assertThat(profile.splitThreshold()).isEqualTo(0.8);
    assertThat(profile.splitSustainSeconds()).isEqualTo(300);
    assertThat(profile.splitDurationMedianSeconds()).isEqualTo(300);
    assertThat(profile.splitDurationP95Seconds()).isEqualTo(300);
    assertThat(profile.splitHotItemShare()).isEqualTo(0.8);
    assertThat(profile.splitSequentialShare()).isEqualTo(0.8);
    assertThat(profile.quotaTableReadUnitsPerSecond()).isEqualTo(40_000);
    assertThat(profile.quotaTableWriteUnitsPerSecond()).isEqualTo(40_000);
    assertThat(profile.indexMode()).isEqualTo(IndexMode.COUPLED);
    assertThat(profile.indexBacklogUnits()).isEqualTo(0);
    assertThat(profile.transactionMultiplier()).isEqualTo(2);
    assertThat(profile.transactionIndexMultiplier()).isEqualTo(2);
    assertThat(profile.latencyReadMedianMillis()).isEqualTo(1.5);
    assertThat(profile.latencyReadP99Millis()).isEqualTo(6.0);
    assertThat(profile.latencyWriteMedianMillis()).isEqualTo(3.0);
    assertThat(profile.latencyWriteP99Millis()).isEqualTo(10.0);
    assertThat(profile.latencyNetworkRoundTripMillis()).isEqualTo(0.5);
    assertThat(profile.latencyPerKilobyteAbove4KBMillis()).isEqualTo(0.02);
    assertThat(profile.latencyThrottleReplyMillis()).isEqualTo(1.0);
  }

  @Test
  void observed_againstDocumented_differsWhereMeasurementsDo() {
    assertThat(
            ModelProfile.constants().stream()
                .filter(constant -> !constant.documented().equals(constant.observed()))
                .map(ModelConstant::name))
        .containsExactlyInAnyOrder(
            "partition.readModel",
            "partition.splitBytes",
            "table.ecBurstReplicas",
            "split.sustain",
            "split.durationMedian",
            "split.durationP95",
            "gsi.mode",
            "gsi.backlogUnits",
            "gsi.backfill",
            "gsi.backfillLeast",
            "control.updateLatency",
            "control.updateLatencyPlain",
            "control.modeSwitchToOnDemand",
            "control.modeSwitchToOnDemandAgain",
            "control.modeSwitchToProvisioned",
            "control.indexCreation",
            "control.warmIncrease",
            "control.decreaseQuota");

    ModelProfile profile = ModelProfile.observed();
    assertThat(profile.name()).isEqualTo("observed");
    assertThat(profile.partitionReadModel()).isEqualTo(ReadModel.REPLICA3);
    assertThat(profile.tableEcBurstReplicas()).isEqualTo(3);
    assertThat(profile.indexMode()).isEqualTo(IndexMode.QUEUE);
    assertThat(profile.indexBacklogUnits()).isEqualTo(1500);
    assertThat(profile.partitionSplitBytes()).isEqualTo(9_663_676_416L);
    assertThat(profile.splitSustainSeconds()).isEqualTo(180);
    assertThat(profile.splitDurationMedianSeconds()).isEqualTo(240);
    assertThat(profile.splitDurationP95Seconds()).isEqualTo(720);
  }

  @Test
  void named_unknownProfile_isRefusedWithTheNearest() {
    assertThat(ModelProfile.named("documented").name()).isEqualTo("documented");
    assertThatThrownBy(() -> ModelProfile.named("observd"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("unknown profile \"observd\"; did you mean \"observed\"?");
  }

  @ParameterizedTest
  @CsvSource({
    "table.burstSeconds, 5m, 300",
    "table.burstSeconds, 300s, 300",
    "table.burstSeconds, 1h, 3600",
    "table.burstSeconds, 1_000, 1000",
    "partition.depthSeconds, 500ms, 0.5",
    "partition.maxBytes, 10GB, 10737418240",
    "partition.maxBytes, 1.5KB, 1536",
    "partition.maxRead, 3k/s, 3000",
    "latency.readP99, 0.02s, 20",
    "bucket.debt, strict, STRICT",
    "gsi.backlogUnits, 0, 0"
  })
  void override_inAnyNotation_isKeptInTheConstantsUnit(String name, String value, String kept) {
    ModelProfile profile = ModelProfile.observed().withOverrides(Map.of(name, value));

    assertThat(ModelProfile.problemWith(name, value)).isEmpty();
    assertThat(profile.value(name)).isEqualTo(kept);
    assertThat(profile.overrides()).containsExactly(Map.entry(name, kept));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "table.burstSecond | 1 | is not a constant of the model; did you mean"
            + " \"table.burstSeconds\"?",
        "table.burstSeconds | -1 | must be a whole number from 0 to 1000000 (seconds; suffixes: h,"
            + " m, ms, s), not \"-1\"",
        "table.burstSeconds | 1.5 | not \"1.5\"",
        "table.burstSeconds | 2GB | not \"2GB\"",
        "table.burstSeconds | NaN | not \"NaN\"",
        "table.burstSeconds | 1e3 | not \"1e3\"",
        "table.burstInitialFraction | 1.1 | must be a number from 0 to 1 (share), not \"1.1\"",
        "partition.maxRead | 0 | from 1 to",
        "partition.maxRead | 99999999999999999999999999999999999 | from 1 to",
        "partition.readModel | REPLICA4 | must be one of NOMINAL, REPLICA3, not \"REPLICA4\"",
        "quota.table | none | must be a whole number"
      })
  void override_thatCannotBe_isRefusedWithTheRule(String name, String value, String message) {
    assertThat(ModelProfile.problemWith(name, value).orElseThrow()).contains(message);
    assertThatThrownBy(() -> ModelProfile.observed().withOverrides(Map.of(name, value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(name + " ")
        .hasMessageContaining(message);
  }

  @Test
  void overrides_severalWrong_areAllNamed() {
    assertThatThrownBy(
            () -> ModelProfile.observed().withOverrides(Map.of("a", "1", "bucket.debt", "x")))
        .hasMessageContaining("a is not")
        .hasMessageContaining("bucket.debt must be");
  }

  @Test
  void tableQuota_override_setsBothDimensionsUnlessOneIsSetItself() {
    ModelProfile profile =
        ModelProfile.observed()
            .withOverrides(Map.of("quota.table", "1000000", "quota.tableRead", "70000"));

    assertThat(profile.quotaTableReadUnitsPerSecond()).isEqualTo(70_000);
    assertThat(profile.quotaTableWriteUnitsPerSecond()).isEqualTo(1_000_000);
  }

  @ParameterizedTest
  @CsvSource({
    "latency.readMedian, latency.readP99",
    "latency.writeMedian, latency.writeP99",
    "split.durationMedian, split.durationP95",
    "adaptive.delayMin, adaptive.delayMax"
  })
  void override_higherBelowLower_isRefused(String lower, String higher) {
    assertThatThrownBy(() -> ModelProfile.observed().withOverrides(Map.of(lower, "5", higher, "4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(lower + " must not be above " + higher + ": 5 > 4");
  }

  @ParameterizedTest
  @CsvSource({
    "2018-08, BOOST, OFF, 5",
    "2019-05-23, BOOST, OFF, 2",
    "2019-05-24, INSTANT, OFF, 2",
    "2019-10-31, INSTANT, OFF, 2",
    "2019-11, INSTANT, ON, 2",
    "now, INSTANT, ON, 2"
  })
  void era_anyDate_decidesWhatTheServiceDid(
      String era, String adaptive, String splits, String high) {
    ModelProfile profile = ModelProfile.observed().inEra(Era.parse(era));

    assertThat(profile.value("adaptive.mode")).isEqualTo(adaptive);
    assertThat(profile.value("split.heat")).isEqualTo(splits);
    assertThat(profile.value("aas.highDatapoints")).isEqualTo(high);
    assertThat(profile.era()).isEqualTo(Era.parse(era));
  }

  @Test
  void era_withOverride_losesToItInEitherOrder() {
    Map<String, String> split = Map.of("split.heat", "ON");
    Era era = Era.parse("2018-08-22");

    assertThat(ModelProfile.observed().inEra(era).withOverrides(split).overrides())
        .isEqualTo(ModelProfile.observed().withOverrides(split).inEra(era).overrides())
        .contains(Map.entry("adaptive.mode", "BOOST"), Map.entry("split.heat", "ON"));
  }

  @Test
  void override_onOverride_keepsBoth() {
    assertThat(
            ModelProfile.documented()
                .withOverrides(Map.of("table.burstSeconds", "60"))
                .withOverrides(Map.of("bucket.debt", "STRICT"))
                .overrides())
        .containsExactly(Map.entry("bucket.debt", "STRICT"), Map.entry("table.burstSeconds", "60"));
  }
}
