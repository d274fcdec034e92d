package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.chance.Chance;
import dev.headroom.testing.Gen;
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
}
