package dev.headroom.table;

import dev.headroom.capacity.Dimension;
import java.util.OptionalLong;

/** How a table or index is billed and limited. */
public sealed interface CapacityMode {

  /**
   * Provisioned capacity.
   *
   * @param readCapacityUnits RCU, units per second, at least 1
   * @param writeCapacityUnits WCU, units per second, at least 1
   */
  record Provisioned(long readCapacityUnits, long writeCapacityUnits) implements CapacityMode {
    public Provisioned {
      if (readCapacityUnits < 1 || writeCapacityUnits < 1) {
        throw new IllegalArgumentException(
            "capacity units must be at least 1: " + readCapacityUnits + "/" + writeCapacityUnits);
      }
    }

    /** The capacity of one dimension, units per second. */
    public long units(Dimension dimension) {
      return dimension == Dimension.READ ? readCapacityUnits : writeCapacityUnits;
    }

    /** The same with another capacity in one dimension. */
    public Provisioned with(Dimension dimension, long units) {
      return dimension == Dimension.READ
          ? new Provisioned(units, writeCapacityUnits)
          : new Provisioned(readCapacityUnits, units);
    }
  }

  /**
   * On-demand capacity.
   *
   * @param maxReadRequestUnits the configured maximum, request units per second; empty for none
   * @param maxWriteRequestUnits the configured maximum, request units per second; empty for none
   */
  record OnDemand(OptionalLong maxReadRequestUnits, OptionalLong maxWriteRequestUnits)
      implements CapacityMode {

    /** On demand without a maximum. */
    public static final OnDemand UNLIMITED =
        new OnDemand(OptionalLong.empty(), OptionalLong.empty());

    /** The maximum of one dimension, request units per second; empty for none. */
    public OptionalLong maximum(Dimension dimension) {
      return dimension == Dimension.READ ? maxReadRequestUnits : maxWriteRequestUnits;
    }
  }
}
