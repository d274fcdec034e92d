package dev.headroom.scenarios.dsl;

/**
 * Told of every call and of every attempt that it takes, retries included. Called on threads of the
 * SDK and of Gatling, of which several run at once: implementations are thread-safe and quick, do
 * not block and do not throw.
 *
 * <p>The same {@link Call} object is passed with all events of a call.
 */
public interface DynamoDbListener {

  /**
   * An attempt is about to be sent, signed.
   *
   * @param attempt counted from 1
   * @param nanoTime {@link System#nanoTime}
   */
  default void attemptStarted(Call call, int attempt, long nanoTime) {}

  /** An attempt was answered, or given up without an answer. */
  default void attemptEnded(Call call, Attempt attempt) {}

  /** A call has ended, after its last attempt. */
  default void callEnded(Call call, CallResult result) {}
}
