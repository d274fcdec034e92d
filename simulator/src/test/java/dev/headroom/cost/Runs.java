package dev.headroom.cost;

import dev.headroom.cost.BilledUse.Used;
import dev.headroom.outcome.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** What runs used that begin with a clock hour. */
final class Runs {

  static final Instant FULL_HOUR = Instant.parse("2026-03-01T00:00:00Z");
  static final Used NOTHING = new Used(Series.of(), 0, 0);
  static final StoredData NO_DATA = new StoredData(0L, 0L);

  private Runs() {}

  static ClockHours hours(long count) {
    return new ClockHours(FULL_HOUR, Duration.ofHours(count));
  }

  /** The same capacity in every hour. */
  static Used capacity(ClockHours hours, double units) {
    double[] perHour = new double[hours.count()];
    Arrays.fill(perHour, units);
    return new Used(Series.of(perHour), 0, 0);
  }

  static Used requests(ClockHours hours, double units) {
    return new Used(Series.of(new double[hours.count()]), 0, units);
  }

  /** Use of the table {@code orders}. */
  static BilledUse orders(Used read, Used write) {
    return new BilledUse("orders", read, write);
  }
}
