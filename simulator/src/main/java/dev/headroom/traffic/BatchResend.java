package dev.headroom.traffic;

import dev.headroom.traffic.Backoff.Jitter;
import java.time.Duration;

/**
 * How a client sends the unprocessed items of a batch again: exponential backoff with full jitter,
 * as DynamoDB's API reference recommends without giving numbers. The numbers are an assumption.
 */
public final class BatchResend {

  /** Rounds after which a client gives up. */
  public static final int ROUNDS = 10;

  /** The pauses before rounds. */
  public static final Backoff PAUSES =
      new Backoff.Exponential(Duration.ofMillis(50), Duration.ofSeconds(10), Jitter.FULL);

  private BatchResend() {}
}
