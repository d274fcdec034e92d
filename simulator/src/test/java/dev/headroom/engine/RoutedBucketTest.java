package dev.headroom.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.Debt;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.chance.Chance;
import dev.headroom.table.CapacityMode;
import dev.headroom.testing.Gen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it routers could make or lose tokens, or refuse what nobody else holds. */
final class RoutedBucketTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long UNIT = 1_000;
  private static final long RATE = 100 * UNIT;
  private static final long BURST_SECONDS = 300;
  private static final int ROUTERS = 4;
  private static final int REQUESTS = 400;

  private final RoutedBucket bucket = bucket(RATE, ROUTERS, 0);
  private final Charges charges = new Charges();
  private final Admission answer = new Admission(1);

  private static RoutedBucket bucket(long rate, int routers, double burstFraction) {
    return new RoutedBucket(rate, BURST_SECONDS, 1, burstFraction, new Routers(profile(routers)));
  }

  private static ModelProfile profile(int routers) {
    return ModelProfile.observed()
        .withOverrides(Map.of("gac.mode", "ROUTER", "gac.routers", String.valueOf(routers)));
  }

  /** Sends a request through a router and tells whether it passes. */
  private static boolean send(RoutedBucket bucket, long nowNanos, int router, long milliUnits) {
    bucket.route(nowNanos, router, milliUnits);
    if (bucket.available(false) <= 0) {
      return false;
    }
    bucket.take(milliUnits, false);
    return true;
  }

  private boolean send(long nowNanos, int router, long units) {
    return send(bucket, nowNanos, router, units * UNIT);
  }

  @Test
  void available_oneRouter_isWhatTheTableHolds() {
    Gen.check(
        100,
        gen -> {
          long rate = gen.magnitude(1, 1_000) * UNIT;
          RoutedBucket routed = bucket(rate, 1, 0);
          CapacityBucket ideal = new CapacityBucket(rate, BURST_SECONDS, 1, 0);
          long now = 0;
          for (int i = 0; i < REQUESTS; i++) {
            now += gen.between(0, SECOND / 10);
            long milliUnits = gen.magnitude(1, rate);
            ideal.refill(now);
            boolean isLetIn = ideal.available(false) > 0;
            if (isLetIn) {
              ideal.take(milliUnits, false);
            }
            assertThat(send(routed, now, 0, milliUnits)).isEqualTo(isLetIn);
            assertThat(Math.max(0, routed.available(false)))
                .isEqualTo(Math.max(0, ideal.available(false)));
          }
        });
  }

  /** The table pays for what passes and for nothing else; each router may overdraw once. */
  @Test
  void take_anyRouters_takesWhatPassesAndOverdrawsOncePerRouter() {
    Gen.check(
        200,
        gen -> {
          int routers = gen.between(2, 12);
          long rate = gen.magnitude(1, 1_000) * UNIT;
          double burst = gen.chance(0.5) ? 0 : gen.fraction() / 30;
          RoutedBucket routed = bucket(rate, routers, burst);
          CapacityBucket paid = new CapacityBucket(rate, BURST_SECONDS, 1, burst);
          long largest = gen.magnitude(1, 2 * rate);
          long now = 0;
          for (int i = 0; i < REQUESTS; i++) {
            now += gen.between(0, SECOND / 5);
            long milliUnits = gen.between(1, largest);
            paid.refill(now);
            if (send(routed, now, gen.between(0, routers - 1), milliUnits)) {
              paid.take(milliUnits, false);
            }
            assertThat(routed.tokens(false)).isEqualTo(paid.tokens(false));
            assertThat(routed.tokens(false)).isGreaterThanOrEqualTo(-routers * largest);
          }
        });
  }

  @Test
  void available_tokensPromisedToAnother_refusesWhileTheTableHoldsSome() {
    for (int i = 0; i < 100; i++) {
      assertThat(send(SECOND / 100 * i, 0, 1)).isTrue();
    }
    // Of 200 tokens router 0 is promised 120, for it was asked for 100 in the last interval.
    long now = 2 * SECOND;
    assertThat(send(now, 0, 1)).isTrue();
    for (int i = 0; i < 80; i++) {
      assertThat(send(now, 1, 1)).isTrue();
    }
    assertThat(send(now, 1, 1)).isFalse();
    assertThat(bucket.tokens(false)).isEqualTo(119 * UNIT);
    assertThat(send(now, 0, 1)).isTrue();
    // What it does not use by the end of the interval is there for all.
    bucket.refill(2 * now);
    for (int i = 0; i < 118 + 200; i++) {
      assertThat(send(2 * now, 2, 1)).isTrue();
    }
    assertThat(send(2 * now, 2, 1)).isFalse();
  }

  /** A router learns of another's debt when it has used up what it was promised, and not before. */
  @Test
  void available_afterAnothersOverdraft_isStillWhatWasPromised() {
    for (int router = 0; router < ROUTERS; router++) {
      assertThat(send(0, router, 10)).isTrue();
    }
    long now = 2 * SECOND;
    for (int router = 0; router < ROUTERS; router++) {
      assertThat(send(now, router, 1)).isTrue();
    }
    assertThat(send(now, 0, 500)).isTrue();
    assertThat(bucket.tokens(false)).isNegative();
    assertThat(send(now, 0, 1)).isFalse();
    for (int i = 0; i < 5; i++) {
      assertThat(send(now, 1, 1)).isTrue();
    }
    assertThat(send(now + 2 * SECOND, 1, 1)).isFalse();
  }

  /** What was promised under the old capacity passes, for an interval at most. */
  @Test
  void withRate_lowered_honoursPromisesUntilTheIntervalEnds() {
    for (int router = 0; router < ROUTERS; router++) {
      assertThat(send(0, router, 20)).isTrue();
    }
    long now = 2 * SECOND;
    for (int router = 0; router < ROUTERS; router++) {
      assertThat(send(now, router, 1)).isTrue();
    }
    RoutedBucket lowered = bucket.withRate(UNIT, 0);
    assertThat(lowered.tokens(false)).isEqualTo(UNIT);
    int passed = 0;
    for (int router = 0; router < ROUTERS; router++) {
      while (send(lowered, now, router, UNIT)) {
        passed++;
      }
    }
    assertThat(passed).isEqualTo(ROUTERS * (24 - 1));
    assertThat(lowered.tokens(false)).isEqualTo((1 - passed) * UNIT);
    assertThat(send(lowered, 2 * now, 0, UNIT)).isFalse();
  }

  @Test
  void covers_whateverRoutersMayBePromised_isNeverRefused() {
    Gen.check(
        300,
        gen -> {
          int routers = gen.between(2, 12);
          long rate = gen.magnitude(1, 1_000) * UNIT;
          RoutedBucket routed = bucket(rate, routers, gen.fraction() / 30);
          long now = 0;
          for (int i = 0; i < REQUESTS; i++) {
            now += gen.between(0, SECOND / 5);
            send(routed, now, gen.between(0, routers - 1), gen.between(1, rate / 10 + 1));
          }
          routed.refill(now);
          long units = gen.between(1, 3 * rate);
          if (!routed.covers((double) units)) {
            return;
          }
          for (long left = units; left > 0; ) {
            long milliUnits = gen.between(1, left);
            now += gen.between(0, SECOND);
            assertThat(send(routed, now, gen.between(0, routers - 1), milliUnits)).isTrue();
            left -= milliUnits;
          }
        });
  }

  /** What some requests of a load met. */
  private static final class Throttled {
    long requests;

    /** While the table as a whole held tokens. */
    long isolated;
  }

  /** A batch meets the routers as its requests would one by one. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void admit_batches_meetTheSameAsSingleRequests(boolean together) {
    Throttled bySingle = new Throttled();
    Throttled byBatch = new Throttled();
    long offered = 0;
    for (int seed = 0; seed < 50; seed++) {
      Chance sizes = new Chance(seed);
      AdmissionControl single = control(new Chance(seed).fork("single"));
      AdmissionControl batch = control(new Chance(seed).fork("batch"));
      for (int tick = 0; tick < 1_200; tick++) {
        // Two seconds of three times the capacity, two of a tenth.
        long n = sizes.nextPoisson(tick / 40 % 2 == 0 ? 15 : 0.5);
        long nowNanos = tick * SECOND / 20;
        for (long i = 0; i < n; i++) {
          admit(single, nowNanos, 1, false, bySingle);
        }
        long group = together ? 3 : n;
        for (long i = 0; i < n; i += group) {
          admit(batch, nowNanos, Math.min(group, n - i), together, byBatch);
        }
        offered += n;
      }
    }
    assertThat(bySingle.isolated).isGreaterThan(offered / 500);
    assertThat(byBatch.requests)
        .isCloseTo(bySingle.requests, withinPercentage(1))
        .isGreaterThan(offered / 4);
    assertThat(byBatch.isolated).isCloseTo(bySingle.isolated, withinPercentage(33));
  }

  private static AdmissionControl control(Chance chance) {
    CapacityMode capacity = new CapacityMode.Provisioned(5, 100);
    return new AdmissionControl(
        List.of(new ResourceState("orders", ResourceKind.TABLE, capacity, 1, 0, profile(8))),
        chance,
        Debt.DEBT);
  }

  private void admit(
      AdmissionControl control, long nowNanos, long n, boolean together, Throttled throttled) {
    charges.clear(Dimension.WRITE, false).add(0, 0, n * UNIT);
    if (together) {
      control.admitTogether(nowNanos, charges, n, answer);
    } else {
      control.admit(nowNanos, charges, n, answer);
    }
    throttled.requests += answer.throttled();
    if (control.resources().getFirst().available(Dimension.WRITE, false) > 0) {
      throttled.isolated += answer.throttled();
    }
  }
}
