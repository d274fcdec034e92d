package dev.headroom.prediction;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.chance.Chance;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How long an attempt takes, as the client sees it: network, service, and the time per kilobyte of
 * large items. The service's part is log-normal; there is no queueing in the service.
 *
 * <p>An assumption: AWS publishes no distribution. Immutable.
 */
final class LatencyModel {

  private static final int QUANTILES = 1_000;

  /** The middles of equal parts of the standard normal distribution. */
  private static final double[] NORMALS =
      IntStream.range(0, QUANTILES)
          .mapToDouble(i -> StandardNormal.quantile((i + 0.5) / QUANTILES))
          .toArray();

  private static final double NANOS_PER_MILLI = 1e6;
  private static final double FREE_KILOBYTES = 4;
  private static final double BYTES_PER_KILOBYTE = 1_024;

  /** The 99th percentile of the standard normal distribution. */
  private static final double NORMAL_P99 = 2.3263478740408408;

  private final long[] quantileNanos = new long[QUANTILES];
  private final long throttleNanos;
  private final long cacheHitNanos;
  private final double meanNanos;

  LatencyModel(Dimension dimension, double bytesPerRequest, ModelProfile profile) {
    boolean read = dimension == Dimension.READ;
    double medianMillis =
        read ? profile.latencyReadMedianMillis() : profile.latencyWriteMedianMillis();
    double p99Millis = read ? profile.latencyReadP99Millis() : profile.latencyWriteP99Millis();
    double scale = StrictMath.log(p99Millis / medianMillis) / NORMAL_P99;
    double extraMillis =
        profile.latencyNetworkRoundTripMillis()
            + Math.max(0, bytesPerRequest / BYTES_PER_KILOBYTE - FREE_KILOBYTES)
                * profile.latencyPerKilobyteAbove4KBMillis();
    double sum = 0;
    for (int i = 0; i < QUANTILES; i++) {
      double millis = medianMillis * StrictMath.exp(scale * NORMALS[i]) + extraMillis;
      quantileNanos[i] = (long) (millis * NANOS_PER_MILLI);
      sum += quantileNanos[i];
    }
    this.meanNanos = sum / QUANTILES;
    this.throttleNanos =
        (long)
            ((profile.latencyThrottleReplyMillis() + profile.latencyNetworkRoundTripMillis())
                * NANOS_PER_MILLI);
    this.cacheHitNanos = (long) (profile.latencyCacheHitMillis() * NANOS_PER_MILLI);
  }

  int quantiles() {
    return QUANTILES;
  }

  /**
   * The latency of an admitted attempt at the middle of one of {@link #quantiles()} equal parts.
   */
  long quantileNanos(int part) {
    return quantileNanos[part];
  }

  /** The latency of one admitted attempt. */
  long draw(Chance chance) {
    return quantileNanos[(int) chance.nextLong(QUANTILES)];
  }

  /** The share of admitted attempts that are answered within a time, 0 to 1. */
  double shareWithin(long nanos) {
    int at = Arrays.binarySearch(quantileNanos, nanos);
    return (double) (at >= 0 ? at + 1 : -at - 1) / QUANTILES;
  }

  double meanNanos() {
    return meanNanos;
  }

  /** How long a read takes that a cache answers. */
  long cacheHitNanos() {
    return cacheHitNanos;
  }

  /** How long a throttled attempt takes to be answered. */
  long throttleNanos() {
    return throttleNanos;
  }
}
