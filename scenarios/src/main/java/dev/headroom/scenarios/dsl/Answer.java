package dev.headroom.scenarios.dsl;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementError;
import software.amazon.awssdk.services.dynamodb.model.BatchStatementResponse;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/**
 * What became of a request, resends included: what checks look at.
 *
 * @param status {@link #SUCCESS}, the error code of the service, {@code UnprocessedItems} or {@code
 *     UnprocessedKeys} of a batch, or the simple name of the exception
 * @param message what Gatling shows of a failure; the status if there is nothing to add
 * @param response null if there is none
 */
record Answer(String status, String message, @Nullable DynamoDbResponse response) {

  /** The status of a request that was answered in full. */
  static final String SUCCESS = "200";

  boolean isSuccess() {
    return status.equals(SUCCESS);
  }

  /** Of a response that left nothing out, but perhaps failed to carry out single statements. */
  static Answer of(DynamoDbResponse response) {
    if (response instanceof BatchExecuteStatementResponse batch) {
      String errors =
          codes(
              batch.responses().stream()
                  .map(BatchStatementResponse::error)
                  .filter(Objects::nonNull)
                  .map(BatchStatementError::codeAsString));
      if (!errors.isEmpty()) {
        return new Answer("BatchStatementError", "BatchStatementError: " + errors, response);
      }
    }
    return new Answer(SUCCESS, SUCCESS, response);
  }

  /** Of a batch of which something was left out. */
  static <R extends DynamoDbResponse> Answer partial(Batch<?, R> batch, R response) {
    String tables = batch.tables(response).stream().sorted().collect(Collectors.joining(", "));
    return new Answer(batch.status(), batch.status() + ": " + tables, response);
  }

  /**
   * Of a failed call.
   *
   * @param last its last attempt; null if it made none
   */
  static Answer of(Throwable failure, @Nullable Attempt last) {
    AwsErrorDetails details =
        failure instanceof AwsServiceException exception ? exception.awsErrorDetails() : null;
    String code = details == null ? null : details.errorCode();
    String status = code == null ? name(failure) : code;
    String reasons = last == null ? "" : reasons(last);
    String message =
        !reasons.isEmpty()
            ? reasons
            : details == null ? failure.getMessage() : details.errorMessage();
    return new Answer(
        status, message == null || message.isBlank() ? status : status + ": " + message, null);
  }

  /** The name of an exception, or of its cause where the SDK only wraps that. */
  private static String name(Throwable failure) {
    Throwable told = failure;
    while (told.getCause() != null
        && (told.getClass() == SdkClientException.class || told.getClass() == Throwable.class)) {
      told = told.getCause();
    }
    Class<?> type = told.getClass();
    // Netty has classes of its own for what Java names better.
    while (type.getName().startsWith("io.netty.")) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }

  private static String reasons(Attempt attempt) {
    List<ThrottlingReason> throttling = attempt.throttlingReasons();
    return throttling.isEmpty()
        ? codes(attempt.cancellationReasons().stream().map(CancellationReason::code))
        : codes(throttling.stream().map(ThrottlingReason::reason));
  }

  /** The codes that tell of an error, each once. */
  private static String codes(Stream<@Nullable String> codes) {
    return codes
        .filter(code -> code != null && !code.equals("None"))
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
