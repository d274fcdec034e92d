package dev.headroom.comparison;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The reads or writes of a table or index on both sides.
 *
 * @param resource the table's or index's name in the prediction, or in the observation where the
 *     prediction has no such index
 * @param kind which of both
 * @param dimension reads or writes
 * @param consumedUnits capacity units over the run
 * @param chanceUnits how far apart these may be by chance alone
 * @param minutes the same, and throttle events, minute by minute
 * @param throttleEvents throttled item-level operations over the run, all reasons; NaN for a side
 *     that does not tell
 * @param reasons the same by reason, as far as both sides tell reasons
 * @param consumed units over time
 * @param throttles throttle events over time; null where a side does not tell
 */
public record UsageComparison(
    String resource,
    ResourceKind kind,
    Dimension dimension,
    Pair consumedUnits,
    double chanceUnits,
    List<Minute> minutes,
    Pair throttleEvents,
    Map<ThrottlingReason, Pair> reasons,
    SeriesPair consumed,
    @Nullable SeriesPair throttles) {

  public UsageComparison {
    minutes = List.copyOf(minutes);
    Map<ThrottlingReason, Pair> copy = new EnumMap<>(ThrottlingReason.class);
    copy.putAll(reasons);
    reasons = Collections.unmodifiableMap(copy);
  }

  /**
   * The whole minute that exceeds by most what chance and tolerance leave it; empty if there is no
   * whole minute.
   */
  public Optional<Minute> worstMinute(Tolerance tolerance) {
    return minutes.stream()
        .filter(Minute::isWhole)
        .max(Comparator.comparingDouble(minute -> minute.excess(tolerance)));
  }

  Usage.Key key() {
    return new Usage.Key(kind == ResourceKind.TABLE ? null : resource, dimension);
  }

  /**
   * One minute, or a longer period where a side has no shorter ones.
   *
   * @param fromSeconds when it begins, since the simulated run began
   * @param isWhole whether both sides cover all of it; only then it is judged
   * @param consumedUnits capacity units
   * @param chanceUnits how far apart these may be by chance alone
   * @param throttleEvents throttled item-level operations; NaN for a side that does not tell
   */
  public record Minute(
      double fromSeconds,
      boolean isWhole,
      Pair consumedUnits,
      double chanceUnits,
      Pair throttleEvents) {

    /** How far both are apart, over what they may be. */
    double excess(Tolerance tolerance) {
      return Math.abs(consumedUnits.difference())
          / Math.max(tolerance.units(consumedUnits), chanceUnits);
    }
  }
}
