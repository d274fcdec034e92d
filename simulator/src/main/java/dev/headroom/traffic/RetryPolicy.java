package dev.headroom.traffic;

import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.chance.Chance;
import dev.headroom.traffic.Client.RetryMode;
import dev.headroom.traffic.Client.Sdk;
import java.time.Duration;

/**
 * When and how often a client sends a throttled request again. Immutable.
 *
 * <p>Sources: AWS SDK for Java 2.54, modules {@code retries} and {@code dynamodb}; botocore 1.43,
 * {@code data/_retry.json} and module {@code retries}. Delays and attempts were measured against a
 * server that always throttles.
 *
 * <pre>{@code
 * RetryPolicy policy = RetryPolicy.of(Clients.defaults(Client.Sdk.JAVA_V2));
 * policy.maxAttempts();          // 9
 * policy.longestDelayNanos(2);   // 500 ms before the first retry
 * }</pre>
 */
public final class RetryPolicy {

  /**
   * Ceiling of the first delay of the AWS SDK for Java v2 in mode legacy. Source: SDK, throttling
   * backoff of mode legacy.
   */
  private static final Duration JAVA_LEGACY_BASE = Duration.ofMillis(500);

  /**
   * Ceiling of the first delay in mode standard. Source: AWS SDK for Java 2.54 and botocore 1.43,
   * throttling backoff of mode standard.
   */
  private static final Duration STANDARD_BASE = Duration.ofSeconds(1);

  /** Longest delay of both. Source: as for the ceilings. */
  private static final Duration CAP = Duration.ofSeconds(20);

  /** First delay of boto3 in mode legacy, for DynamoDB. Source: botocore, {@code _retry.json}. */
  private static final Duration BOTO3_LEGACY_BASE = Duration.ofMillis(50);

  /** Delays without a cap are doubled at most so often; they are longer than any run then. */
  private static final int MAX_DOUBLINGS = 30;

  /**
   * Tokens of a client's retry quota in mode standard. Source: AWS SDK for Java 2.54 and botocore
   * 1.43, mode standard.
   */
  private static final int STANDARD_QUOTA_TOKENS = 500;

  /** What a retry after throttling takes of the quota. Source: as for the quota. */
  private static final int STANDARD_THROTTLED_RETRY_COST_TOKENS = 5;

  /** What a success at the first attempt gives back. Source: as for the quota. */
  private static final int FIRST_ATTEMPT_REFUND_TOKENS = 1;

  /** How far a delay lies below its ceiling. */
  private enum Jitter {
    /** At the ceiling. */
    NONE,
    /** Between half of the ceiling and the ceiling. */
    EQUAL,
    /** Between nothing and the ceiling. */
    FULL
  }

  private final int maxAttempts;
  private final Jitter jitter;
  private final Duration base;
  private final Duration cap;
  private final int quotaTokens;
  private final int throttledRetryCostTokens;
  private final boolean retriesAccountLimit;

  private RetryPolicy(
      int maxAttempts,
      Jitter jitter,
      Duration base,
      Duration cap,
      int quotaTokens,
      int throttledRetryCostTokens,
      boolean retriesAccountLimit) {
    this.maxAttempts = maxAttempts;
    this.jitter = jitter;
    this.base = base;
    this.cap = cap;
    this.quotaTokens = quotaTokens;
    this.throttledRetryCostTokens = throttledRetryCostTokens;
    this.retriesAccountLimit = retriesAccountLimit;
  }

  /** The rules that a client follows. */
  public static RetryPolicy of(Client client) {
    return of(client.sdk(), client.mode(), client.maxAttempts());
  }

  /**
   * The rules of an SDK.
   *
   * @param maxAttempts attempts per request, the first included; for {@link Sdk#NONE} always 1
   */
  public static RetryPolicy of(Sdk sdk, RetryMode mode, int maxAttempts) {
    if (maxAttempts < 1) {
      throw new IllegalArgumentException("maxAttempts must be at least 1: " + maxAttempts);
    }
    return switch (sdk) {
      case NONE -> new RetryPolicy(1, Jitter.NONE, Duration.ZERO, Duration.ZERO, 0, 0, false);
      case JAVA_V2 ->
          switch (mode) {
            case LEGACY ->
                // The quota of this mode does not charge for throttling.
                new RetryPolicy(maxAttempts, Jitter.EQUAL, JAVA_LEGACY_BASE, CAP, 0, 0, true);
            case STANDARD -> standard(maxAttempts);
          };
      case BOTO3 ->
          switch (mode) {
            case LEGACY ->
                new RetryPolicy(
                    maxAttempts,
                    Jitter.NONE,
                    BOTO3_LEGACY_BASE,
                    BOTO3_LEGACY_BASE.multipliedBy(1L << MAX_DOUBLINGS),
                    0,
                    0,
                    false);
            case STANDARD -> standard(maxAttempts);
          };
    };
  }

  private static RetryPolicy standard(int maxAttempts) {
    return new RetryPolicy(
        maxAttempts,
        Jitter.FULL,
        STANDARD_BASE,
        CAP,
        STANDARD_QUOTA_TOKENS,
        STANDARD_THROTTLED_RETRY_COST_TOKENS,
        true);
  }

  /** Attempts per request, the first included. */
  public int maxAttempts() {
    return maxAttempts;
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

  /**
   * The time between a throttled answer and the coming attempt.
   *
   * @param comingAttempt 2 for the first retry
   */
  public long delayNanos(int comingAttempt, Chance chance) {
    long shortest = shortestDelayNanos(comingAttempt);
    return shortest + chance.nextLong(longestDelayNanos(comingAttempt) - shortest + 1);
  }

  /** The lower end of {@link #delayNanos}; delays are spread evenly between both ends. */
  public long shortestDelayNanos(int comingAttempt) {
    long ceiling = longestDelayNanos(comingAttempt);
    return switch (jitter) {
      case NONE -> ceiling;
      case EQUAL -> ceiling / 2;
      case FULL -> 0;
    };
  }

  /** The upper end of {@link #delayNanos}. */
  public long longestDelayNanos(int comingAttempt) {
    if (comingAttempt < 2) {
      throw new IllegalArgumentException("comingAttempt must be at least 2: " + comingAttempt);
    }
    long doubled = base.toNanos() << Math.min(comingAttempt - 2, MAX_DOUBLINGS);
    return Math.min(doubled, cap.toNanos());
  }

  /** The longest delay before any attempt; 0 without retries. */
  public long longestDelayNanos() {
    return maxAttempts < 2 ? 0 : longestDelayNanos(maxAttempts);
  }

  /** Size of a client's retry quota, in tokens; 0 where retries after throttling are free. */
  public int quotaTokens() {
    return quotaTokens;
  }

  /** What a retry after throttling takes of the quota, in tokens. */
  public int throttledRetryCostTokens() {
    return throttledRetryCostTokens;
  }

  /**
   * What a success gives back to the quota, in tokens.
   *
   * @param attempt the attempt that succeeded
   */
  public int refundTokens(int attempt) {
    return attempt == 1 ? FIRST_ATTEMPT_REFUND_TOKENS : throttledRetryCostTokens;
  }
}
