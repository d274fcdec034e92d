package dev.headroom.traffic;

import java.time.Duration;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The client that sends a flow's requests.
 *
 * @param retries when it sends a throttled request again
 * @param instances how many like clients share the flow; a retry quota, a rate limiter and
 *     concurrency are each client's own
 * @param concurrency requests that a client has in flight at most, those that wait for a retry
 *     included; empty for no limit
 * @param timeout after which a call fails, over all its attempts; null for none
 * @param resend whether unprocessed items of a batch are sent again
 * @param onGiveUp what a flow does after a request failed for good
 */
public record Client(
    RetryPolicy retries,
    int instances,
    OptionalInt concurrency,
    @Nullable Duration timeout,
    Resend resend,
    OnGiveUp onGiveUp) {

  /** One client with its SDK's defaults, which goes on after failures. */
  public static Client of(Sdk sdk) {
    return of(SdkRelease.newest(sdk).policy());
  }

  /** One client with some rules, which goes on after failures. */
  public static Client of(RetryPolicy retries) {
    return new Client(retries, 1, OptionalInt.empty(), null, Resend.NEVER, OnGiveUp.CONTINUE);
  }

  /** Requests that all clients together have in flight at most. */
  public long slots() {
    return concurrency.isEmpty() ? Long.MAX_VALUE : (long) instances * concurrency.getAsInt();
  }

  /** What becomes of unprocessed items of a batch. */
  public enum Resend {
    /** They are left alone. */
    NEVER,
    /** They are sent again after pauses that grow, a limited number of times. */
    BACKOFF,
    /** They are sent again at once, until none is left, as boto3's {@code batch_writer} does. */
    BATCH_WRITER
  }

  /** What happens after a request failed for good. */
  public enum OnGiveUp {
    CONTINUE,
    STOP
  }
}
