package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The reads or writes of a table or index on one side.
 *
 * @param key what it is found by on the other side
 * @param resource the table's or index's name
 * @param consumed capacity units
 * @param provisioned units that the capacity allows; null where that is not known or has no limit
 * @param throttles throttled item-level operations of any reason; null where the side does not tell
 * @param reasons the same by reason; empty where the side does not tell reasons
 * @param unitsPerOperation mean of an item-level operation; NaN where that is not known
 */
record Usage(
    Key key,
    String resource,
    Sampled consumed,
    @Nullable Sampled provisioned,
    @Nullable Sampled throttles,
    Map<ThrottlingReason, Sampled> reasons,
    double unitsPerOperation) {

  Usage {
    Map<ThrottlingReason, Sampled> copy = new EnumMap<>(ThrottlingReason.class);
    copy.putAll(reasons);
    reasons = copy;
  }

  /**
   * Identifies it on either side.
   *
   * @param index the index's name; null for the table, which each side may call as it likes
   */
  record Key(@Nullable String index, Dimension dimension) {

    ResourceKind kind() {
      return index == null ? ResourceKind.TABLE : ResourceKind.INDEX;
    }
  }

  /** What the other side has where it has no such resource. */
  Usage nothing() {
    return new Usage(
        key, resource, consumed.nothing(), null, consumed.nothing(), Map.of(), unitsPerOperation);
  }

  /**
   * Throttle events for a limit of the whole resource rather than of a partition; those of any
   * reason where the side does not tell reasons.
   */
  Sampled capacityThrottles() {
    if (reasons.isEmpty() && throttles != null) {
      return throttles;
    }
    Sampled sum = consumed.nothing();
    for (Map.Entry<ThrottlingReason, Sampled> entry : reasons.entrySet()) {
      if (isOfWholeResource(entry.getKey().limit())) {
        sum = entry.getValue().plus(sum);
      }
    }
    return sum;
  }

  static boolean isOfWholeResource(Limit limit) {
    return switch (limit) {
      case PROVISIONED_THROUGHPUT, MAX_ON_DEMAND_THROUGHPUT -> true;
      case KEY_RANGE_THROUGHPUT, ACCOUNT_LIMIT -> false;
    };
  }
}
