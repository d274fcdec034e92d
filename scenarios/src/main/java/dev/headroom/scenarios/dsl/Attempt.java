package dev.headroom.scenarios.dsl;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConsumedCapacity;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/**
 * One exchange with the service.
 *
 * @param number counted from 1
 * @param startedNanos {@link System#nanoTime} just before it was sent
 * @param endedNanos {@link System#nanoTime} when its answer was read; without an answer, when the
 *     SDK turned to the next attempt or gave up
 * @param httpStatus of the answer; 0 if there was none
 * @param errorCode of an answer that is an error, such as {@code
 *     ProvisionedThroughputExceededException}; null if it is none or tells no code
 * @param throttlingReasons why the service throttled it, with the ARN of the table or index
 * @param cancellationReasons of a cancelled transaction, one for each of its items
 * @param consumedCapacity of each table and its indexes, where the request asked for it
 */
public record Attempt(
    int number,
    long startedNanos,
    long endedNanos,
    int httpStatus,
    @Nullable String errorCode,
    List<ThrottlingReason> throttlingReasons,
    List<CancellationReason> cancellationReasons,
    List<ConsumedCapacity> consumedCapacity) {

  public Attempt {
    throttlingReasons = List.copyOf(throttlingReasons);
    cancellationReasons = List.copyOf(cancellationReasons);
    consumedCapacity = List.copyOf(consumedCapacity);
  }
}
