package dev.headroom.cost;

import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.Series;

/**
 * What a table or an index used in a run, as far as it is billed by capacity or by request.
 *
 * @param resource its name
 * @param read of reads
 * @param write of writes
 */
public record BilledUse(String resource, Used read, Used write) {

  Used of(Dimension dimension) {
    return dimension == Dimension.READ ? read : write;
  }

  /**
   * One dimension.
   *
   * @param capacityUnits highest provisioned capacity of each clock hour, units per second; 0 in an
   *     hour without any
   * @param consumedUnits consumed while capacity was provisioned
   * @param requestUnits consumed on demand
   */
  public record Used(Series capacityUnits, double consumedUnits, double requestUnits) {

    /** Capacity that is billed, unit-hours. */
    double unitHours(ClockHours hours) {
      double sum = 0;
      for (int hour = 0; hour < capacityUnits.size(); hour++) {
        sum += capacityUnits.get(hour) * hours.share(hour);
      }
      return sum;
    }
  }
}
