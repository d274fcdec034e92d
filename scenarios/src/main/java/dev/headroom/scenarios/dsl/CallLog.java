package dev.headroom.scenarios.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/** The attempts of one call, as they happen. Thread-safe. */
final class CallLog {

  private static final ErrorBody NO_ERROR = new ErrorBody(null, List.of(), List.of());

  private final Call call;
  private final DynamoDbListener listener;
  private int attempts;
  private boolean isOpen;
  private long startedNanos;
  private int httpStatus;
  private @Nullable Attempt last;

  CallLog(Call call, DynamoDbListener listener) {
    this.call = call;
    this.listener = listener;
  }

  /** An attempt is about to be sent. */
  synchronized void attemptStarted(long nowNanos) {
    giveUp(nowNanos);
    attempts++;
    isOpen = true;
    startedNanos = nowNanos;
    httpStatus = 0;
    listener.attemptStarted(call, attempts, nowNanos);
  }

  /** The head of an answer has come; returns the number of its attempt. */
  synchronized int answered(int status) {
    httpStatus = status;
    return attempts;
  }

  /**
   * An answer was read that is an error. One of an attempt that was given up before is too late.
   */
  synchronized void attemptFailed(int attempt, long nowNanos, ErrorBody error) {
    if (attempt == attempts) {
      end(nowNanos, error, List.of());
    }
  }

  /** An answer was read that is none. */
  synchronized void attemptSucceeded(long nowNanos, List<ConsumedCapacity> consumedCapacity) {
    end(nowNanos, NO_ERROR, consumedCapacity);
  }

  /** The call has ended; returns how its last attempt did, or null if none was made. */
  synchronized @Nullable Attempt callEnded(
      long callStartedNanos,
      long nowNanos,
      @Nullable DynamoDbResponse response,
      @Nullable Throwable failure) {
    giveUp(nowNanos);
    listener.callEnded(
        call, new CallResult(callStartedNanos, nowNanos, attempts, response, failure));
    return last;
  }

  private void giveUp(long nowNanos) {
    end(nowNanos, NO_ERROR, List.of());
  }

  private void end(long nowNanos, ErrorBody error, List<ConsumedCapacity> consumedCapacity) {
    if (isOpen) {
      isOpen = false;
      last =
          new Attempt(
              attempts,
              startedNanos,
              nowNanos,
              httpStatus,
              error.errorCode(),
              error.throttlingReasons(),
              error.cancellationReasons(),
              consumedCapacity);
      listener.attemptEnded(call, last);
    }
  }
}
