package dev.headroom.engine;

/**
 * The tokens of a table or index that {@linkplain Routers request routers} let requests pass for,
 * none of which knows what the others have let pass since they asked.
 *
 * <p>A promise takes nothing: tokens are taken when a request passes, exactly as without routers,
 * so that handing them out neither loses nor makes any. A request may be refused for tokens that
 * another router was promised and does not use; and while one router overdraws, or capacity is
 * lowered, the others let pass what they were promised.
 */
final class RoutedBucket extends CapacityBucket {

  private final Routers routers;

  /**
   * A bucket that starts at instant 0 with a full allocation; see {@link CapacityBucket}.
   *
   * @param routers share its tokens
   */
  RoutedBucket(
      long ratePerSecond,
      long burstSeconds,
      int allowanceCount,
      double burstFraction,
      Routers routers) {
    super(ratePerSecond, burstSeconds, allowanceCount, burstFraction);
    this.routers = routers;
  }

  private RoutedBucket(RoutedBucket before, long ratePerSecond, long burstSeconds) {
    super(before, ratePerSecond, burstSeconds);
    this.routers = before.routers;
  }

  @Override
  RoutedBucket withRate(long newRatePerSecond, long burstSeconds) {
    return new RoutedBucket(this, newRatePerSecond, burstSeconds);
  }

  @Override
  void refill(long nowNanos) {
    super.refill(nowNanos);
    routers.advance(nowNanos);
  }

  @Override
  void route(long nowNanos, int router, long milliUnits) {
    refill(nowNanos);
    routers.route(router, milliUnits);
  }

  @Override
  long available(boolean anyReplica) {
    return routers.available(tokens(anyReplica));
  }

  @Override
  boolean covers(double milliUnits) {
    return super.covers(milliUnits + routers.mostPromised(milliUnits));
  }

  @Override
  void take(long milliUnits, boolean anyReplica) {
    routers.take(milliUnits, tokens(anyReplica));
    super.take(milliUnits, anyReplica);
  }
}
