package dev.headroom.traffic;

/**
 * How many retries a client allows itself in all, so that it does not add to an overload.
 * Immutable; {@link RetryQuota} keeps the account.
 */
public sealed interface RetryBudget {

  /** Every request may use all of its attempts. */
  record Unlimited() implements RetryBudget {}

  /**
   * Tokens that retries take and requests bring in.
   *
   * @param capacityMilliTokens tokens of a client that has not retried yet, and the most it holds
   * @param retryMilliTokens what a retry takes
   * @param reserveMilliTokens what a retry must leave behind
   * @param requestMilliTokens what a new request brings in
   * @param firstSuccessMilliTokens what a success at the first attempt brings in
   * @param laterSuccessMilliTokens what a success at a later attempt brings in
   */
  record Tokens(
      long capacityMilliTokens,
      long retryMilliTokens,
      long reserveMilliTokens,
      long requestMilliTokens,
      long firstSuccessMilliTokens,
      long laterSuccessMilliTokens)
      implements RetryBudget {

    public Tokens {
      if (retryMilliTokens < 1) {
        throw new IllegalArgumentException("a retry must take tokens: " + retryMilliTokens);
      }
    }
  }

  /**
   * No retries while too many attempts fail.
   *
   * @param highestFailureShare failed attempts over requests, since the client began
   */
  record Breaker(double highestFailureShare) implements RetryBudget {}
}
