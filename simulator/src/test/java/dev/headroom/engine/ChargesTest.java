package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.capacity.Dimension;
import dev.headroom.testing.Gen;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Without it limits could be tested in the wrong order, or a charge be lost. */
final class ChargesTest {

  @Test
  void add_anyOrder_isKeptByResourceAndAddedUpByPartition() {
    Gen.check(
        300,
        gen -> {
          Charges charges = new Charges().clear(Dimension.WRITE, false);
          Map<Integer, Map<Integer, Long>> expected = new TreeMap<>();
          for (int i = gen.between(1, 40); i > 0; i--) {
            int resource = gen.between(0, 5);
            int partition = gen.between(0, 3);
            long units = gen.between(1, 9_000);
            charges.add(resource, partition, units);
            expected
                .computeIfAbsent(resource, key -> new TreeMap<>())
                .merge(partition, units, Long::sum);
          }
          Map<Integer, Map<Integer, Long>> found = new TreeMap<>();
          int latest = -1;
          for (int i = 0; i < charges.size(); i++) {
            assertThat(charges.get(i).resource()).isGreaterThanOrEqualTo(latest);
            latest = charges.get(i).resource();
            found
                .computeIfAbsent(latest, key -> new TreeMap<>())
                .put(charges.get(i).partition(), charges.get(i).milliUnits());
          }
          assertThat(found).isEqualTo(expected);
        });
  }

  @Test
  void clear_afterUse_startsAnew() {
    Charges charges = new Charges().clear(Dimension.READ, true).add(0, 0, 500);
    charges.clear(Dimension.WRITE, false).add(2, 1, 1_000);
    assertThat(charges.size()).isEqualTo(1);
    assertThat(charges.get(0).resource()).isEqualTo(2);
    assertThat(charges.dimension()).isEqualTo(Dimension.WRITE);
    assertThat(charges.isEventual()).isFalse();
  }
}
