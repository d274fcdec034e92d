package dev.headroom.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.RateShape.Constant;
import dev.headroom.traffic.RateShape.Diurnal;
import dev.headroom.traffic.RateShape.Points;
import dev.headroom.traffic.RateShape.RatePoint;
import dev.headroom.traffic.RateShape.Spike;
import dev.headroom.traffic.RateShape.Steps;
import dev.headroom.traffic.RateShape.Trace;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a run could offer more or fewer requests than its scenario declares. */
final class RateCurveTest {

  private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
  private static final long DAY = Duration.ofDays(1).toNanos();

  private static final RateShape POINTS =
      new Points(List.of(point(10, 100), point(20, 300), point(30, 60)));
  private static final RateShape STEPS =
      new Steps(List.of(point(10, 100), point(20, 300), point(30, 0)));
  private static final RateShape SPIKE =
      new Spike(50, 900, Duration.ofSeconds(10), Duration.ofSeconds(4));
  private static final RateShape TRACE =
      new Trace("t.csv", List.of(point(0, 7), point(60, 11), point(120, 13)));
  private static final RateShape DIURNAL = new Diurnal(200, 1000, LocalTime.of(18, 0));

  static Stream<Arguments> amountBetween_shapeAndInterval_isTheIntegral() {
    return Stream.of(
        arguments(new Constant(800), 0.0, 0.05, 40.0),
        arguments(new Constant(800), -5.0, 1.0, 800.0),
        arguments(new Constant(800), 3.0, 3.0, 0.0),
        arguments(POINTS, 0.0, 10.0, 1000.0),
        arguments(POINTS, 10.0, 20.0, 2000.0),
        arguments(POINTS, 12.0, 14.0, 2 * 160.0),
        arguments(POINTS, 5.0, 35.0, 500.0 + 2000 + 1800 + 300),
        arguments(STEPS, 0.0, 10.0, 0.0),
        arguments(STEPS, 9.0, 31.0, 4000.0),
        arguments(SPIKE, 0.0, 20.0, 16 * 50 + 4 * 900.0),
        arguments(SPIKE, 13.0, 15.0, 950.0),
        arguments(TRACE, 0.0, 600.0, 60 * 7 + 60 * 11.0),
        arguments(DIURNAL, 0.0, 86_400.0, 600.0 * 86_400));
  }

  @ParameterizedTest
  @MethodSource
  void amountBetween_shapeAndInterval_isTheIntegral(
      RateShape shape, double from, double to, double expected) {
    RateCurve curve = RateCurve.of(shape, MIDNIGHT);

    assertThat(curve.amountBetween(nanos(from), nanos(to)))
        .isCloseTo(expected, within(1e-9 * Math.max(1, expected)));
  }

  static Stream<RateShape> amountBetween_anyPartition_addsUp() {
    return Stream.of(new Constant(3.7), POINTS, STEPS, SPIKE, TRACE, DIURNAL);
  }

  @ParameterizedTest
  @MethodSource
  void amountBetween_anyPartition_addsUp(RateShape shape) {
    RateCurve curve = RateCurve.of(shape, MIDNIGHT);
    Chance chance = new Chance(11);
    long end = nanos(200);
    double sum = 0;
    for (long at = 0; at < end; ) {
      long next = Math.min(end, at + 1 + chance.nextLong(nanos(3)));
      sum += curve.amountBetween(at, next);
      at = next;
    }
    double whole = curve.amountBetween(0, end);

    assertThat(sum).isCloseTo(whole, within(1e-9 * whole));
  }

  @Test
  void perSecondAt_diurnal_isHighestAtItsPeakAndLowestHalfADayLater() {
    RateCurve curve = RateCurve.of(DIURNAL, Instant.parse("2026-03-01T06:00:00Z"));

    assertThat(curve.perSecondAt(DAY / 2)).isCloseTo(1000, within(1e-9));
    assertThat(curve.perSecondAt(0)).isCloseTo(200, within(1e-9));
    assertThat(curve.perSecondAt(DAY / 4)).isCloseTo(600, within(1e-6));
    assertThat(curve.amountBetween(DAY / 2 - 500_000_000L, DAY / 2 + 500_000_000L))
        .isCloseTo(1000, within(1e-3));
  }

  @Test
  void perSecondAt_aroundAJump_belongsToWhatBegins() {
    RateCurve curve = RateCurve.of(SPIKE, MIDNIGHT);

    assertThat(curve.perSecondAt(-1)).isZero();
    assertThat(curve.perSecondAt(nanos(10) - 1)).isEqualTo(50);
    assertThat(curve.perSecondAt(nanos(10))).isEqualTo(900);
    assertThat(curve.perSecondAt(nanos(14))).isEqualTo(50);
  }

  static Stream<Arguments> endNanos_shape_isWhereTheRateStaysZero() {
    return Stream.of(
        arguments(new Constant(1), OptionalLong.empty()),
        arguments(new Constant(0), OptionalLong.of(0)),
        arguments(POINTS, OptionalLong.empty()),
        arguments(
            new Points(List.of(point(0, 5), point(10, 0), point(20, 0))),
            OptionalLong.of(nanos(10))),
        arguments(STEPS, OptionalLong.of(nanos(30))),
        arguments(SPIKE, OptionalLong.empty()),
        arguments(
            new Spike(0, 9, Duration.ofSeconds(1), Duration.ofSeconds(2)),
            OptionalLong.of(nanos(3))),
        arguments(TRACE, OptionalLong.of(nanos(120))),
        arguments(DIURNAL, OptionalLong.empty()));
  }

  @ParameterizedTest
  @MethodSource
  void endNanos_shape_isWhereTheRateStaysZero(RateShape shape, OptionalLong expected) {
    assertThat(RateCurve.of(shape, MIDNIGHT).endNanos()).isEqualTo(expected);
  }

  @Test
  void nextBendNanos_points_visitsEveryPointOnce() {
    RateCurve curve = RateCurve.of(POINTS, MIDNIGHT);

    assertThat(curve.nextBendNanos(0)).hasValue(nanos(10));
    assertThat(curve.nextBendNanos(nanos(10))).hasValue(nanos(20));
    assertThat(curve.nextBendNanos(nanos(29))).hasValue(nanos(30));
    assertThat(curve.nextBendNanos(nanos(30))).isEmpty();
    assertThat(curve.lastBendNanos()).isEqualTo(nanos(30));
  }

  @Test
  void of_timesGoingBack_isRefused() {
    RateShape shape = new Steps(List.of(point(20, 1), point(10, 1)));

    assertThatThrownBy(() -> RateCurve.of(shape, MIDNIGHT))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascend");
  }

  private static RatePoint point(long seconds, double perSecond) {
    return new RatePoint(Duration.ofSeconds(seconds), perSecond);
  }

  private static long nanos(double seconds) {
    return Math.round(seconds * 1e9);
  }
}
