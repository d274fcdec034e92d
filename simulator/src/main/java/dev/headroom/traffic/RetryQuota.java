package dev.headroom.traffic;

/**
 * Tokens for retries, kept by each client and shared by all its requests: under lasting throttling
 * they run out, and requests fail after one attempt. Not thread-safe.
 */
public final class RetryQuota {

  private final RetryPolicy policy;
  private final long capacityTokens;
  private long tokens;

  /**
   * A full quota.
   *
   * @param clients how many like clients share their load evenly; their quotas count as one
   */
  public RetryQuota(RetryPolicy policy, int clients) {
    this.policy = policy;
    this.capacityTokens = (long) policy.quotaTokens() * clients;
    this.tokens = capacityTokens;
  }

  /** Takes tokens for as many of the wanted retries as there are; the others must not be made. */
  public long take(long wantedRetries) {
    int cost = policy.throttledRetryCostTokens();
    if (cost == 0) {
      return wantedRetries;
    }
    long granted = Math.min(wantedRetries, tokens / cost);
    tokens -= granted * cost;
    return granted;
  }

  /** Gives back what successes are worth, up to the full quota. */
  public void refund(long successes, int attempt) {
    long missing = capacityTokens - tokens;
    int each = policy.refundTokens(attempt);
    tokens = missing / Math.max(1, each) < successes ? capacityTokens : tokens + successes * each;
  }

  /** Tokens left. */
  public long tokens() {
    return tokens;
  }
}
