package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.ModelProfile;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.Throughput;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without it a partition's share of a table's capacity, and so every hot key, would be wrong. */
final class PartitionCountTest {

  private static final CapacityMode ON_DEMAND =
      new CapacityMode.OnDemand(OptionalLong.empty(), OptionalLong.empty());
  private static final long GIGABYTE = 1L << 30;

  private static final ModelProfile PROFILE = ModelProfile.observed();

  /**
   * Sources: AWS sample {@code TableUtil.java} of the adaptive-capacity demo (reads / 3000 + writes
   * / 1000, rounded up); Elhemali et al., USENIX ATC 2022, section 4, for 3,200 and 3,600 writes.
   */
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "5, 5, 1",
    "3000, 1, 2",
    "1500, 500, 1",
    "1501, 500, 2",
    "3000, 1000, 2",
    "7500, 500, 3",
    "7500, 3000, 6",
    "5, 6000, 7",
    "1, 3200, 4",
    "1, 3600, 4",
    "30000, 10000, 20"
  })
  void initial_provisioned_addsBothDimensionsAndRoundsUpOnce(long reads, long writes, int count) {
    assertThat(initial(provisioned(reads, writes), null, null, 0)).isEqualTo(count);
  }

  /** Source: Elhemali et al., USENIX ATC 2022, section 4: 4 partitions, raised to 6,000, are 8. */
  @Test
  void initial_raisedBefore_doublesAndNeverMerges() {
    assertThat(PartitionCount.grownTo(4, 6)).isEqualTo(8);
    assertThat(initial(provisioned(1, 3_600), new Throughput(1, 6_000), null, 0)).isEqualTo(8);
    assertThat(initial(provisioned(1, 5_000), new Throughput(1, 3_200), null, 0)).isEqualTo(6);
  }

  @Test
  void initial_onDemand_hasFourPartitions() {
    assertThat(initial(ON_DEMAND, null, null, 0)).isEqualTo(4);
  }

  /** Source: DynamoDB Developer Guide, warm throughput: each dimension by itself. */
  @Test
  void initial_warm_servesBothDimensions() {
    assertThat(initial(ON_DEMAND, null, new Throughput(30_000, 10_000), 0)).isEqualTo(10);
    assertThat(initial(ON_DEMAND, null, new Throughput(12_000, 4_000), 0)).isEqualTo(4);
  }

  @Test
  void initial_onDemandWithPeak_servesTwiceThePeak() {
    assertThat(
            PartitionCount.initial(ON_DEMAND, null, null, new Throughput(100, 3_000), 0, PROFILE))
        .isEqualTo(8);
  }

  @Test
  void initial_largeTable_hasAPartitionPerTenGigabytes() {
    assertThat(initial(provisioned(5, 5), null, null, 95 * GIGABYTE)).isBetween(10, 11);
    assertThat(initial(provisioned(5, 5), null, null, GIGABYTE)).isEqualTo(1);
  }

  private static int initial(
      CapacityMode mode,
      @Nullable Throughput everProvisioned,
      @Nullable Throughput warm,
      long bytes) {
    return PartitionCount.initial(mode, everProvisioned, warm, null, bytes, PROFILE);
  }

  private static CapacityMode provisioned(long reads, long writes) {
    return new CapacityMode.Provisioned(reads, writes);
  }
}
