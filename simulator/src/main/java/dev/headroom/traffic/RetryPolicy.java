package dev.headroom.traffic;

import dev.headroom.capacity.ThrottlingReason.Limit;

/**
 * When and how often a client sends a throttled request again. Immutable.
 *
 * <pre>{@code
 * RetryPolicy policy = SdkRelease.newest(Sdk.JAVA_V2).policy(RetryMode.LEGACY).orElseThrow();
 * policy.maxAttempts();               // 9
 * policy.backoff().longestNanos(2);   // 500 ms before the first retry
 * }</pre>
 *
 * @param maxAttempts attempts per request, the first included, at least 1
 * @param backoff the pauses before retries
 * @param budget how many retries all requests of a client may make
 * @param limitsRate whether the client slows its attempts down after throttling, as {@link
 *     AdaptiveRateLimiter} says
 * @param retriesAccountLimit whether a RequestLimitExceeded is sent again
 */
public record RetryPolicy(
    int maxAttempts,
    Backoff.Exponential backoff,
    RetryBudget budget,
    boolean limitsRate,
    boolean retriesAccountLimit) {

  public RetryPolicy {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
    }
  }

  /**
   * Whether the client sends a throttled request again, if attempts and quota are left.
   *
   * <p>A throttled transaction is cancelled, which no SDK retries. A batch is throttled only if
   * every item was; one that was answered in part is a success to the SDK.
   */
  public boolean retries(Operation.Shape shape, Limit limit) {
    return maxAttempts > 1
        && shape != Operation.Shape.TRANSACTION
        && (limit != Limit.ACCOUNT_LIMIT || retriesAccountLimit);
  }

  /** The longest delay before any attempt; 0 without retries. */
  public long longestDelayNanos() {
    return maxAttempts < 2 ? 0 : backoff.longestNanos(maxAttempts);
  }

  /** Whether the pauses depend on chance. */
  public boolean isRandom() {
    return maxAttempts > 1
        && backoff.jitter() != Backoff.Jitter.NONE
        && !backoff.base().isZero()
        && !backoff.cap().isZero();
  }

  /** The same rules with another number of attempts. */
  public RetryPolicy withMaxAttempts(int attempts) {
    return new RetryPolicy(attempts, backoff, budget, limitsRate, retriesAccountLimit);
  }

  /** The same rules with other pauses. */
  public RetryPolicy withBackoff(Backoff.Exponential other) {
    return new RetryPolicy(maxAttempts, other, budget, limitsRate, retriesAccountLimit);
  }
}
