package dev.headroom.prediction;

import dev.headroom.chance.Chance;

/**
 * How a client sends the unprocessed items of a batch again: exponential backoff with full jitter,
 * as DynamoDB's API reference recommends without giving numbers. The numbers are an assumption.
 */
final class BatchResend {

  /** Rounds after which a client gives up. */
  static final int ROUNDS = 10;

  private static final long BASE_NANOS = 50_000_000L;
  private static final long CAP_NANOS = 10_000_000_000L;

  private BatchResend() {}

  /** The pause before a round, counted from 1. */
  static long delayNanos(int round, Chance chance) {
    return chance.nextLong(Math.min(CAP_NANOS, BASE_NANOS << (round - 1)) + 1);
  }
}
