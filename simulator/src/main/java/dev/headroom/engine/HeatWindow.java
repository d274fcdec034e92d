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

  private long askedReads;
  private long askedWrites;
  private final long[] askedByInterval = new long[DIMENSIONS * INTERVALS];
  private final long[] askedInWindow = new long[DIMENSIONS];
  private int ended;

  /** Counts demand of the present interval. */
  void add(Dimension dimension, long milliUnits) {
    if (dimension == Dimension.WRITE) {
      askedWrites += milliUnits;
    } else {
      askedReads += milliUnits;
    }
  }

  /** Ends the present interval. */
  void endInterval() {
    endInterval(Dimension.READ, askedReads);
    endInterval(Dimension.WRITE, askedWrites);
    askedReads = 0;
    askedWrites = 0;
    ended++;
  }

  private void endInterval(Dimension dimension, long asked) {
    int d = dimension.ordinal();
    int at = d * INTERVALS + ended % INTERVALS;
    askedInWindow[d] += asked - askedByInterval[at];
    askedByInterval[at] = asked;
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
    above.askedReads = Math.round(askedReads * shareAbove);
    above.askedWrites = Math.round(askedWrites * shareAbove);
    askedReads -= above.askedReads;
    askedWrites -= above.askedWrites;
    for (int d = 0; d < DIMENSIONS; d++) {
      for (int at = d * INTERVALS; at < (d + 1) * INTERVALS; at++) {
        long moved = Math.round(askedByInterval[at] * shareAbove);
        askedByInterval[at] -= moved;
        above.askedByInterval[at] = moved;
        above.askedInWindow[d] += moved;
        askedInWindow[d] -= moved;
      }
    }
    return above;
  }
}
