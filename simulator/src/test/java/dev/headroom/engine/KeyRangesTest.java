package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.chance.Chance;
import dev.headroom.testing.Gen;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Without it keys could fall outside of all partitions, or some partitions own more than others.
 */
final class KeyRangesTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1_000})
  void partitionOf_endsOfTheHashSpace_areFirstAndLast(int count) {
    KeyRanges ranges = KeyRanges.equal(count);
    assertThat(ranges.partitionOf(0)).isZero();
    assertThat(ranges.partitionOf(-1)).isEqualTo(count - 1);
  }

  @Test
  void partitionOf_hash_isItsShareOfTheUnsignedSpace() {
    Gen.check(
        2_000,
        gen -> {
          int count = (int) gen.magnitude(1, 5_000);
          long hash = Chance.mix(gen.seed());
          long expected = Math.unsignedMultiplyHigh(hash, count);
          assertThat((long) KeyRanges.equal(count).partitionOf(hash))
              .isBetween(Math.max(0, expected - 1), Math.min(count - 1, expected + 1));
        });
  }

  @Test
  void partitionOf_manyKeys_spreadEvenly() {
    KeyRanges ranges = KeyRanges.equal(8);
    int[] found = new int[8];
    for (long k = 0; k < 80_000; k++) {
      found[ranges.partitionOf(Chance.mix(k))]++;
    }
    for (int keys : found) {
      assertThat(keys).isBetween(9_600, 10_400);
    }
  }

  @Test
  void split_insideACollection_dividesItInSortKeyOrder() {
    KeyRanges ranges = KeyRanges.equal(4);
    long hash = 0x5000_0000_0000_0000L;
    int lower = ranges.partitionOf(hash);
    int upper = ranges.split(lower, new KeyPosition(hash, KeyPosition.atFraction(0.25)));
    assertThat(upper).isEqualTo(4);
    assertThat(ranges.partitionOf(hash)).isEqualTo(lower);
    assertThat(ranges.partitionOf(new KeyPosition(hash, -1))).isEqualTo(upper);
    assertThat(ranges.partitionOf(hash + 1)).isEqualTo(upper);
    var shares = new TreeMap<Integer, Double>();
    ranges.partsOfCollection(hash, shares::put);
    assertThat(shares).containsEntry(lower, 0.25).containsEntry(upper, 0.75).hasSize(2);
  }

  @Test
  void split_atItsOwnBeginning_isRefused() {
    KeyRanges ranges = KeyRanges.equal(2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ranges.split(1, ranges.range(1).from()))
        .withMessageContaining("not inside partition 1");
  }

  @Test
  void splitAll_afterOtherSplits_halvesEveryRange() {
    KeyRanges ranges = KeyRanges.equal(3);
    ranges.split(0, ranges.range(0).middle());
    ranges.splitAll();
    assertThat(ranges.count()).isEqualTo(8);
    double sum = 0;
    for (int p = 0; p < 8; p++) {
      KeyRange range = ranges.range(p);
      sum += range.hashShare();
      assertThat(range.hashShare())
          .isCloseTo(p % 4 == 0 || p % 4 == 3 ? 1.0 / 12 : 1.0 / 6, within(1e-12));
      assertThat(ranges.partitionOf(range.from())).isEqualTo(p);
    }
    assertThat(sum).isCloseTo(1, within(1e-12));
  }

  /** Any splits keep the ranges a division of the whole key space, in key order. */
  @Test
  void split_anyPlaces_everyKeyHasOnePartition() {
    Gen.check(
        200,
        gen -> {
          KeyRanges ranges = KeyRanges.equal((int) gen.magnitude(1, 20));
          for (int i = 0; i < 60; i++) {
            KeyPosition at =
                new KeyPosition(
                    Chance.mix(gen.seed() + i % 7), i % 3 == 0 ? 0 : Chance.mix(gen.seed() - i));
            int partition = ranges.partitionOf(at);
            if (ranges.range(partition).canSplitAt(at)) {
              assertThat(ranges.partitionOf(at)).isEqualTo(partition);
              assertThat(ranges.split(partition, at)).isEqualTo(ranges.partitionOf(at));
            }
          }
          KeyPosition end = KeyPosition.FIRST;
          for (int i = 0; i < ranges.count(); i++) {
            KeyRange range = ranges.range(ranges.inKeyOrder(i));
            assertThat(range.from()).isEqualTo(end);
            assertThat(ranges.partitionOf(range.from())).isEqualTo(ranges.inKeyOrder(i));
            end = range.to();
          }
          assertThat(end).isNull();
        });
  }
}
