package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import dev.headroom.engine.SplitPoint.Cause;
import org.junit.jupiter.api.Test;

/** Without it a partition would be cut where that does not help, or stay whole where it would. */
final class SampledTrafficTest {

  private static final long UNIT = 1_000;
  private static final KeyRange ALL = new KeyRange(KeyPosition.FIRST, null);

  private final Chance chance = new Chance(7);
  private final SampledTraffic traffic =
      new SampledTraffic(ModelProfile.observed(), chance.fork("sample"), false);

  private void interval(Runnable requests) {
    requests.run();
    traffic.endInterval();
  }

  private void window(Runnable requests) {
    for (int i = 0; i < KeyTraffic.INTERVALS; i++) {
      interval(requests);
    }
  }

  private KeyPosition anyKey() {
    return KeyPosition.ofHash(Chance.mix(chance.nextLong(Long.MAX_VALUE)));
  }

  private void spread(int requests) {
    for (int i = 0; i < requests; i++) {
      traffic.add(anyKey(), Dimension.READ, UNIT);
    }
  }

  private static double fractionOf(SplitPoint point) {
    return KeyPosition.fraction(((SplitPoint.At) point).position().hash());
  }

  @Test
  void splitPoint_evenTraffic_isInTheMiddle() {
    window(() -> spread(20_000));
    assertThat(fractionOf(traffic.splitPoint(ALL))).isCloseTo(0.5, within(0.02));
  }

  @Test
  void splitPoint_writes_weighThreeReads() {
    KeyPosition middle = KeyPosition.ofHash(Long.MIN_VALUE);
    window(
        () -> {
          for (int i = 0; i < 5_000; i++) {
            KeyPosition key = anyKey();
            traffic.add(key, key.compareTo(middle) < 0 ? Dimension.WRITE : Dimension.READ, UNIT);
          }
        });
    // Three quarters of the load lie below the middle, so a half lies below two thirds of that.
    assertThat(fractionOf(traffic.splitPoint(ALL))).isCloseTo(1.0 / 3, within(0.02));
  }

  @Test
  void splitPoint_oneItem_isBlocked() {
    window(
        () -> {
          spread(10);
          for (int i = 0; i < 10_000; i++) {
            traffic.add(KeyPosition.ofHash(42), Dimension.READ, UNIT);
          }
        });
    assertThat(traffic.splitPoint(ALL)).isEqualTo(new SplitPoint.Blocked(Cause.HOT_ITEM));
  }

  @Test
  void splitPoint_oneCollection_isCutUnlessALocalIndexKeepsIt() {
    SampledTraffic kept = new SampledTraffic(ModelProfile.observed(), chance.fork("kept"), true);
    window(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            KeyPosition item = new KeyPosition(42, anyKey().hash());
            traffic.add(item, Dimension.READ, UNIT);
            kept.add(item, Dimension.READ, UNIT);
          }
          kept.endInterval();
        });
    assertThat(((SplitPoint.At) traffic.splitPoint(ALL)).position().hash()).isEqualTo(42);
    assertThat(kept.splitPoint(ALL)).isEqualTo(new SplitPoint.Blocked(Cause.LOCAL_INDEX));
  }

  @Test
  void splitPoint_risingKeys_isBlocked() {
    long[] next = {0};
    window(
        () -> {
          for (int i = 0; i < 1_000; i++) {
            traffic.add(KeyPosition.ofHash(next[0]++), Dimension.READ, UNIT);
          }
        });
    assertThat(traffic.splitPoint(ALL)).isEqualTo(new SplitPoint.Blocked(Cause.SEQUENTIAL));
  }

  @Test
  void splitPoint_trafficBeforeTheWindow_isForgotten() {
    window(() -> traffic.add(KeyPosition.ofHash(42), Dimension.READ, 1_000 * UNIT));
    window(() -> {});
    assertThat(traffic.splitPoint(ALL)).isEqualTo(new SplitPoint.Blocked(Cause.INDIVISIBLE));
  }
}
