package dev.headroom.scenarios.dsl;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

/**
 * How a call ended: either with a response or with a failure.
 *
 * @param startedNanos {@link System#nanoTime} when the SDK was called
 * @param endedNanos {@link System#nanoTime} when it answered
 * @param attempts how many were sent; 0 if the SDK failed before
 * @param response null if the call failed
 * @param failure of the last attempt, or of the SDK itself; null if there is a response
 */
public record CallResult(
    long startedNanos,
    long endedNanos,
    int attempts,
    @Nullable DynamoDbResponse response,
    @Nullable Throwable failure) {}
