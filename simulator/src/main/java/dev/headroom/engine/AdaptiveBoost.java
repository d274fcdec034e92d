package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.AdaptiveMode;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import java.util.Arrays;

/**
 * Adaptive capacity as it was: some time after a partition of a provisioned table began to throttle
 * for its even share, the shares of all partitions are raised above what the hottest one is asked
 * for, as far as the table as a whole has capacity left. Not thread-safe.
 *
 * <p>Sources: DynamoDB Developer Guide of April 2018 (5 to 30 minutes); Elhemali et al., USENIX ATC
 * 2022, section 4.1.2.
 */
final class AdaptiveBoost {

  private static final long NOT_DUE = Long.MAX_VALUE;

  private final ResourceState resource;
  private final ModelProfile profile;
  private final Chance chance;
  private final ServiceLog log;
  private final long[] dueNanos = new long[Dimension.values().length];
  private final long[] beganNanos = new long[Dimension.values().length];
  private final long[] eventsBefore = new long[Dimension.values().length];
  private final long[] consumedBefore = new long[Dimension.values().length];

  AdaptiveBoost(ResourceState resource, ModelProfile profile, Chance chance, ServiceLog log) {
    this.resource = resource;
    this.profile = profile;
    this.chance = chance;
    this.log = log;
    Arrays.fill(dueNanos, NOT_DUE);
  }

  /** Notices throttling, and raises shares when it is time. */
  void advance(long nowNanos) {
    if (profile.adaptiveMode() == AdaptiveMode.INSTANT) {
      return;
    }
    for (Dimension dimension : Dimension.values()) {
      int d = dimension.ordinal();
      long events = resource.throttleEvents(resource.reason(dimension, Limit.KEY_RANGE_THROUGHPUT));
      if (dueNanos[d] == NOT_DUE && events > eventsBefore[d]) {
        beganNanos[d] = nowNanos;
        consumedBefore[d] = resource.consumed(dimension);
        dueNanos[d] = nowNanos + drawDelayNanos();
      } else if (dueNanos[d] <= nowNanos) {
        dueNanos[d] = NOT_DUE;
        raise(dimension, nowNanos);
      }
      eventsBefore[d] = events;
    }
  }

  private long drawDelayNanos() {
    double shortest = profile.adaptiveDelayMinSeconds();
    double longest = profile.adaptiveDelayMaxSeconds();
    double seconds = shortest + chance.nextDouble() * (longest - shortest);
    return Math.round(seconds * Refill.NANOS_PER_SECOND);
  }

  private void raise(Dimension dimension, long nowNanos) {
    int d = dimension.ordinal();
    double seconds = (double) (nowNanos - beganNanos[d]) / Refill.NANOS_PER_SECOND;
    double consumedPerSecond = (resource.consumed(dimension) - consumedBefore[d]) / seconds;
    double unused = Math.max(0, resource.ratePerSecond(dimension) - consumedPerSecond);
    double hottest = 0;
    for (int p = 0; p < resource.partitionCount(); p++) {
      hottest = Math.max(hottest, (double) resource.partition(p).heat().askedInWindow(dimension));
    }
    double demand = hottest / profile.splitSustainSeconds() * profile.adaptiveHeadroom();
    double wanted = Math.min(demand, resource.partitionShare(dimension) + unused);
    if (resource.raiseShare(dimension, wanted, nowNanos)) {
      log.add(
          nowNanos,
          "adaptive-capacity",
          resource.name(),
          "each partition may now serve %,.1f %s units per second"
              .formatted(
                  wanted / ResourceState.MILLI, dimension == Dimension.READ ? "read" : "write"));
    }
  }
}
