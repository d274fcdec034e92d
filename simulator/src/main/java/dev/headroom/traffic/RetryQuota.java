package dev.headroom.traffic;

/**
 * The account of a client's {@link RetryBudget}, shared by all its requests: under lasting
 * throttling it runs out, and requests fail after one attempt. Not thread-safe.
 */
public sealed interface RetryQuota {

  /**
   * A full account.
   *
   * @param clients how many like clients share their load evenly; their accounts count as one
   */
  static RetryQuota of(RetryBudget budget, int clients) {
    return switch (budget) {
      case RetryBudget.Unlimited unlimited -> new Free();
      case RetryBudget.Tokens tokens -> new Account(tokens, clients);
      case RetryBudget.Breaker breaker -> new Counts(breaker);
    };
  }

  /** Notes new requests. */
  void start(long requests);

  /** How many of the wanted retries may be made; the others must not. */
  long take(long wantedRetries);

  /** Notes successes at an attempt. */
  void refund(long successes, int attempt);

  /** Retries cost nothing. */
  final class Free implements RetryQuota {

    private Free() {}

    @Override
    public void start(long requests) {}

    @Override
    public long take(long wantedRetries) {
      return wantedRetries;
    }

    @Override
    public void refund(long successes, int attempt) {}
  }

  /** Retries take tokens. */
  final class Account implements RetryQuota {

    private final RetryBudget.Tokens budget;
    private final long capacityMilliTokens;
    private final long reserveMilliTokens;
    private long milliTokens;

    private Account(RetryBudget.Tokens budget, int clients) {
      this.budget = budget;
      this.capacityMilliTokens = budget.capacityMilliTokens() * clients;
      this.reserveMilliTokens = budget.reserveMilliTokens() * clients;
      this.milliTokens = capacityMilliTokens;
    }

    @Override
    public void start(long requests) {
      add(requests, budget.requestMilliTokens());
    }

    @Override
    public long take(long wantedRetries) {
      long affordable = (milliTokens - reserveMilliTokens) / budget.retryMilliTokens();
      long granted = Math.max(0, Math.min(wantedRetries, affordable));
      milliTokens -= granted * budget.retryMilliTokens();
      return granted;
    }

    @Override
    public void refund(long successes, int attempt) {
      add(
          successes,
          attempt == 1 ? budget.firstSuccessMilliTokens() : budget.laterSuccessMilliTokens());
    }

    private void add(long times, long each) {
      long missing = capacityMilliTokens - milliTokens;
      boolean isFilled = each > 0 && missing / each < times;
      milliTokens = isFilled ? capacityMilliTokens : milliTokens + times * each;
    }
  }

  /** Retries stop while too many attempts fail. */
  final class Counts implements RetryQuota {

    private final RetryBudget.Breaker budget;
    private long requests;
    private long failures;

    private Counts(RetryBudget.Breaker budget) {
      this.budget = budget;
    }

    @Override
    public void start(long started) {
      requests += started;
    }

    @Override
    public long take(long wantedRetries) {
      failures += wantedRetries;
      return failures > budget.highestFailureShare() * requests ? 0 : wantedRetries;
    }

    @Override
    public void refund(long successes, int attempt) {}
  }
}
