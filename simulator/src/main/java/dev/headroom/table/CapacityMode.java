package dev.headroom.table;

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
  }

  /**
   * On-demand capacity.
   *
   * @param maxReadRequestUnits the configured maximum, request units per second; empty for none
   * @param maxWriteRequestUnits the configured maximum, request units per second; empty for none
   */
  record OnDemand(OptionalLong maxReadRequestUnits, OptionalLong maxWriteRequestUnits)
      implements CapacityMode {}
}
