package dev.headroom.engine;

import dev.headroom.capacity.Dimension;

/**
 * What was asked of a key range within a window that ends now, in equal intervals. Amounts are
 * milli-units as the partition's limit meters them.
 *
 * <p>The history belongs to the key range, not to the partition: both parts of a range that is cut
 * take their shares of it along. Not thread-safe.
 */
final class HeatWindow {

  private static final int INTERVALS = KeyTraffic.INTERVALS;
  private static final int DIMENSIONS = Dimension.values().length;

  private final long[] asked = new long[DIMENSIONS];
  private final long[] askedByInterval = new long[DIMENSIONS * INTERVALS];
  private final long[] askedInWindow = new long[DIMENSIONS];
  private int ended;

  /** Counts demand of the present interval. */
  void add(Dimension dimension, long milliUnits) {
    asked[dimension.ordinal()] += milliUnits;
  }

  /** Ends the present interval. */
  void endInterval() {
    int slot = ended % INTERVALS;
    for (int d = 0; d < DIMENSIONS; d++) {
      int at = d * INTERVALS + slot;
      askedInWindow[d] += asked[d] - askedByInterval[at];
      askedByInterval[at] = asked[d];
      asked[d] = 0;
    }
    ended++;
  }

  /** Whether as many intervals have ended as make a window. */
  boolean isFull() {
    return ended >= INTERVALS;
  }

  /** Demand of the window that ended with the latest interval. */
  long askedInWindow(Dimension dimension) {
    return askedInWindow[dimension.ordinal()];
  }

  /**
   * Cuts the key range in two.
   *
   * @param shareAbove the upper part's share of the demand, 0 to 1
   * @return the upper part's history; this one keeps the lower part's
   */
  HeatWindow split(double shareAbove) {
    HeatWindow above = new HeatWindow();
    above.ended = ended;
    for (int d = 0; d < DIMENSIONS; d++) {
      above.asked[d] = move(asked, d, shareAbove);
      for (int at = d * INTERVALS; at < (d + 1) * INTERVALS; at++) {
        long moved = move(askedByInterval, at, shareAbove);
        above.askedByInterval[at] = moved;
        above.askedInWindow[d] += moved;
        askedInWindow[d] -= moved;
      }
    }
    return above;
  }

  private static long move(long[] from, int at, double share) {
    long moved = Math.round(from[at] * share);
    from[at] -= moved;
    return moved;
  }
}
