package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.cost.BilledUse;
import dev.headroom.cost.BilledUse.Used;
import dev.headroom.cost.ClockHours;
import dev.headroom.engine.ResourceState;
import dev.headroom.outcome.Series;
import dev.headroom.table.CapacityMode;
import dev.headroom.table.CapacityMode.Provisioned;

/** Notes what a resource is billed for: capacity by the clock hour, and requests on demand. */
final class UseRecorder {

  private final ResourceState resource;
  private final ClockHours hours;
  private final double[][] capacityUnits;
  private final long[] consumed;
  private final long[] consumedProvisioned;
  private final long[] consumedOnDemand;
  private CapacityMode mode;

  UseRecorder(ResourceState resource, ClockHours hours) {
    int dimensions = Dimension.values().length;
    this.resource = resource;
    this.hours = hours;
    this.capacityUnits = new double[dimensions][hours.count()];
    this.consumed = new long[dimensions];
    this.consumedProvisioned = new long[dimensions];
    this.consumedOnDemand = new long[dimensions];
    this.mode = resource.capacity();
  }

  /**
   * Looks at the capacity in force.
   *
   * @param untilNanos when it may be another one
   */
  void sample(long nowNanos, long untilNanos) {
    settle();
    mode = resource.capacity();
    if (resource.exists() && mode instanceof Provisioned provisioned) {
      int last = hours.of(Math.max(nowNanos, untilNanos - 1));
      for (int hour = hours.of(nowNanos); hour <= last; hour++) {
        for (Dimension dimension : Dimension.values()) {
          double[] highest = capacityUnits[dimension.ordinal()];
          highest[hour] = Math.max(highest[hour], (double) provisioned.units(dimension));
        }
      }
    }
  }

  /** Counts what was consumed since the last look under the mode of then. */
  private void settle() {
    long[] counts = mode instanceof Provisioned ? consumedProvisioned : consumedOnDemand;
    for (Dimension dimension : Dimension.values()) {
      int d = dimension.ordinal();
      long now = resource.consumed(dimension);
      counts[d] += now - consumed[d];
      consumed[d] = now;
    }
  }

  /** What was used so far. */
  BilledUse use() {
    settle();
    return new BilledUse(resource.name(), used(Dimension.READ), used(Dimension.WRITE));
  }

  private Used used(Dimension dimension) {
    int d = dimension.ordinal();
    return new Used(
        Series.of(capacityUnits[d]),
        (double) consumedProvisioned[d] / ResourceState.MILLI,
        (double) consumedOnDemand[d] / ResourceState.MILLI);
  }
}
