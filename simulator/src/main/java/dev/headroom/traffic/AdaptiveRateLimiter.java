package dev.headroom.traffic;

/**
 * The client-side rate limiter of the SDKs' mode adaptive: from the first throttled answer on each
 * attempt needs a token, whose rate falls by 30 % with a throttled answer and grows again along a
 * cubic curve. One per client; like clients that share their load evenly count as one. Not
 * thread-safe.
 *
 * <p>Source: AWS SDK for Java 2.48 to 2.57, class RateLimiterTokenBucket. Pinned by {@code
 * vectors/adaptive-rate.csv}.
 */
public final class AdaptiveRateLimiter {

  private static final double NANOS_PER_SECOND = 1e9;

  /** Lowest rate, in attempts per second and client. */
  private static final double MIN_FILL_RATE = 0.5;

  /** Fewest tokens that a client may save. */
  private static final double MIN_CAPACITY = 1;

  /** Weight of the newest half second in the measured rate. */
  private static final double SMOOTH = 0.8;

  /** What a throttled answer leaves of the rate. */
  private static final double BETA = 0.7;

  /** Steepness of the cubic curve. */
  private static final double SCALE = 0.4;

  /** The measured rate is renewed every half second. */
  private static final double BUCKETS_PER_SECOND = 2;

  private final double clients;
  private boolean isEnabled;
  private double measuredRate;
  private double lastBucketSeconds = Double.NaN;
  private double answersInBucket;
  private double lastMaxRate;
  private double lastThrottleSeconds;
  private double throttlesPending;
  private double fillRate;
  private double capacity;
  private double tokens;
  private double refilledSeconds = Double.NaN;

  /**
   * A limiter that does not limit yet.
   *
   * @param clients how many like clients it stands for
   */
  public AdaptiveRateLimiter(int clients) {
    this.clients = clients;
  }

  /** Whether attempts need tokens yet. */
  public boolean isEnabled() {
    return isEnabled;
  }

  /** Attempts per second and client that were measured last. */
  public double measuredRate() {
    return measuredRate;
  }

  /** Tokens per second and client. */
  public double fillRate() {
    return fillRate;
  }

  /** How long the last of some attempts would wait for its token. */
  public long waitNanos(long nowNanos, long attempts) {
    if (!isEnabled) {
      return 0;
    }
    refill(seconds(nowNanos));
    double missing = attempts / clients - tokens;
    return missing <= 0 ? 0 : (long) Math.ceil(missing / fillRate * NANOS_PER_SECOND);
  }

  /** How many attempts would get a token within a time. */
  public long attemptsWithin(long nowNanos, long waitNanos) {
    if (!isEnabled) {
      return Long.MAX_VALUE;
    }
    refill(seconds(nowNanos));
    return (long) Math.max(0, (tokens + fillRate * seconds(waitNanos)) * clients);
  }

  /** Takes the tokens of some attempts; those that are missing are owed. */
  public void take(long nowNanos, long attempts) {
    if (isEnabled) {
      refill(seconds(nowNanos));
      tokens -= attempts / clients;
    }
  }

  /** Notes attempts that succeeded. */
  public void succeed(long nowNanos, long attempts) {
    double now = seconds(nowNanos);
    measure(now, attempts);
    double sinceThrottle = now - lastThrottleSeconds - recoverySeconds();
    setRate(now, SCALE * sinceThrottle * sinceThrottle * sinceThrottle + lastMaxRate);
  }

  /** Notes attempts that were throttled and will be made again. */
  public void throttle(long nowNanos, long attempts) {
    double now = seconds(nowNanos);
    measure(now, attempts);
    double before = Double.NaN;
    for (throttlesPending += attempts / clients; throttlesPending >= 1; throttlesPending--) {
      if (fillRate == before) {
        throttlesPending %= 1;
        return;
      }
      before = fillRate;
      lastMaxRate = isEnabled ? Math.min(measuredRate, fillRate) : measuredRate;
      lastThrottleSeconds = now;
      isEnabled = true;
      setRate(now, BETA * lastMaxRate);
    }
  }

  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  private void measure(double now, long attempts) {
    answersInBucket += attempts / clients;
    double bucket = Math.floor(now * BUCKETS_PER_SECOND) / BUCKETS_PER_SECOND;
    if (Double.isNaN(lastBucketSeconds)) {
      lastBucketSeconds = bucket;
    } else if (bucket > lastBucketSeconds) {
      double rate = answersInBucket / (bucket - lastBucketSeconds);
      measuredRate = SMOOTH * rate + (1 - SMOOTH) * measuredRate;
      answersInBucket = 0;
      lastBucketSeconds = bucket;
    }
  }

  /** How long the curve takes to reach the rate before the last throttled answer again. */
  private double recoverySeconds() {
    return StrictMath.cbrt(lastMaxRate * (1 - BETA) / SCALE);
  }

  private void setRate(double now, double rate) {
    refill(now);
    double limited = Math.min(rate, 2 * measuredRate);
    fillRate = Math.max(limited, MIN_FILL_RATE);
    capacity = Math.max(limited, MIN_CAPACITY);
    tokens = Math.min(tokens, capacity);
  }

  private void refill(double now) {
    if (now > refilledSeconds) {
      tokens = Math.min(capacity, tokens + (now - refilledSeconds) * fillRate);
    }
    if (!(now <= refilledSeconds)) {
      refilledSeconds = now;
    }
  }
}
