package dev.headroom.engine;

import dev.headroom.capacity.ModelProfile;
import java.util.Arrays;

/**
 * Request routers that share the tokens of a table or index: what each was promised and has not
 * used yet, and what it was asked for.
 *
 * <p>Within an interval a router lets requests pass for what it was promised. When that is too
 * little it asks anew, for {@code gac.headroom} times what it was asked for in the last interval,
 * and is promised that or its share of what no other router was promised, whichever is less, but
 * enough for the request at hand where there is enough. Its share is its part of what all were
 * asked for in the last interval, or an equal part if that is more. What is not used when the
 * interval ends may be promised again.
 *
 * <p>Sources: Elhemali et al., USENIX ATC 2022, section 4.2 (routers keep tokens that expire, and
 * ask again at intervals or when they run out; the table's tokens are shared by their part of the
 * consumption); how much a router asks for, and that all intervals begin at once, are assumptions.
 *
 * <p>Amounts are milli-units. Not thread-safe.
 */
final class Routers {

  private final long intervalNanos;
  private final double headroom;
  private final long[] promised;
  private long[] asked;
  private long[] askedBefore;
  private long allPromised;
  private long allAsked;
  private long allAskedBefore;
  private long intervalEndNanos;
  private int router;

  Routers(ModelProfile profile) {
    int count = profile.routerCount();
    this.intervalNanos = Refill.nanos(profile.routerIntervalSeconds());
    this.headroom = profile.routerHeadroom();
    this.promised = new long[count];
    this.asked = new long[count];
    this.askedBefore = new long[count];
    this.intervalEndNanos = intervalNanos;
  }

  /** Ends the interval if it is over. */
  void advance(long nowNanos) {
    if (nowNanos < intervalEndNanos) {
      return;
    }
    long[] ended = asked;
    asked = askedBefore;
    Arrays.fill(asked, 0);
    askedBefore = ended;
    allAskedBefore = allAsked;
    if (nowNanos >= intervalEndNanos + intervalNanos) {
      Arrays.fill(askedBefore, 0);
      allAskedBefore = 0;
    }
    allAsked = 0;
    Arrays.fill(promised, 0);
    allPromised = 0;
    intervalEndNanos = (nowNanos / intervalNanos + 1) * intervalNanos;
  }

  /** Chooses the router through which the next requests come, and counts what they ask for. */
  void route(int chosen, long milliUnits) {
    router = chosen;
    asked[chosen] += milliUnits;
    allAsked += milliUnits;
  }

  /** What the next requests may draw on: their router's promise, or what it may be promised. */
  long available(long tokens) {
    return Math.max(promised[router], free(tokens));
  }

  /**
   * Uses a promise, or what is promised now.
   *
   * @param milliUnits what the requests take that have come through the chosen router
   * @param tokens what the table held before
   */
  void take(long milliUnits, long tokens) {
    long before = promised[router];
    long left =
        milliUnits <= before ? before - milliUnits : Math.max(0, grant(tokens) - milliUnits);
    promised[router] = left;
    allPromised += left - before;
  }

  private long grant(long tokens) {
    double part = allAskedBefore == 0 ? 0 : (double) askedBefore[router] / allAskedBefore;
    double share = Math.max(1.0 / promised.length, part);
    return (long) Math.min(headroom * askedBefore[router], share * free(tokens));
  }

  /** What no other router was promised. */
  private long free(long tokens) {
    return tokens - (allPromised - promised[router]);
  }

  /** The most that routers can be promised at any time until they are asked for so much more. */
  double mostPromised(double milliUnits) {
    return headroom * Math.max((double) allAskedBefore, allAsked + milliUnits);
  }
}
