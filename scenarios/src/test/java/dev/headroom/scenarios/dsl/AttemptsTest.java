package dev.headroom.scenarios.dsl;

import static dev.headroom.scenarios.dsl.DynamoDbDsl.attributes;
import static dev.headroom.scenarios.dsl.DynamoDbDsl.dynamoDb;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.scenarios.testing.Recording;
import dev.headroom.scenarios.testing.StubDynamoDb;
import dev.headroom.scenarios.testing.VirtualUser;
import dev.headroom.scenarios.testing.VirtualUser.Logged;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Capacity;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.ThrottlingReason;

/**
 * Without these a throttled attempt that the SDK retried would go unseen, as it is never an
 * exception for the caller, and what Gatling reports of a failure would not say why.
 */
final class AttemptsTest {

  private static final String ARN = "arn:aws:dynamodb:eu-west-1:1:table/orders";
  private static final String THROTTLE =
      """
      {"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException",
       "message": "The level of configured provisioned throughput for the table was exceeded",
       "ThrottlingReasons": [
         {"reason": "TableWriteProvisionedThroughputExceeded", "resource": "%s"}]}
      """
          .formatted(ARN);

  private final StubDynamoDb server = new StubDynamoDb();
  private final Recording recording = new Recording();
  private final VirtualUser user = VirtualUser.of(protocol(3));

  private DynamoDbProtocolBuilder protocol(int maxAttempts) {
    return dynamoDb()
        .region("eu-west-1")
        .endpoint(server.url())
        .credentials("id", "secret")
        .retryStrategy(
            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                .maxAttempts(maxAttempts)
                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                .backoffStrategy(BackoffStrategy.retryImmediately())
                .build())
        .listener(recording);
  }

  private static PutItemActionBuilder put() {
    return dynamoDb("checkout").putItem("orders").attribute("id", "#{id}");
  }

  private static final Map<String, Object> ID = Map.of("id", "o-1");

  @AfterEach
  void close() {
    user.close();
    server.close();
  }

  @Test
  void attempt_answered_tellsStatusTimesAndCapacityOfTableAndIndexes() {
    server.answers(
        200,
        """
        {"ConsumedCapacity": {"TableName": "orders", "CapacityUnits": 3.0, "Table": {"CapacityUnits": 1.0},
          "GlobalSecondaryIndexes": {"by-status": {"CapacityUnits": 2.0}}}}
        """);

    user.execute(put(), ID);

    assertThat(recording.events()).containsExactly("started 1", "ended 1", "call ended");
    Attempt attempt = recording.attempts().getFirst();
    assertThat(attempt.httpStatus()).isEqualTo(200);
    assertThat(attempt.errorCode()).isNull();
    assertThat(attempt.consumedCapacity().getFirst().table().capacityUnits()).isEqualTo(1.0);
    assertThat(attempt.consumedCapacity().getFirst().globalSecondaryIndexes())
        .containsEntry("by-status", Capacity.builder().capacityUnits(2.0).build());
    CallResult result = recording.results().getFirst();
    assertThat(result.attempts()).isEqualTo(1);
    assertThat(result.response()).isNotNull();
    assertThat(
            List.of(
                result.startedNanos(),
                attempt.startedNanos(),
                attempt.endedNanos(),
                result.endedNanos()))
        .isSorted();
    assertThat(user.responses())
        .containsExactly(new Logged("checkout", "OK", Optional.of("200"), Optional.empty()));
  }

  @Test
  void call_ofListener_bearsSessionAndRequest() {
    user.execute(put(), Map.of("id", "o-1", "intendedNanos", 17L));

    Call call = recording.calls().getFirst();
    assertThat(call.requestName()).isEqualTo("checkout");
    assertThat(call.session().getLong("intendedNanos")).isEqualTo(17);
    assertThat(((PutItemRequest) call.request()).item())
        .containsEntry("id", AttributeValue.fromS("o-1"));
  }

  @Test
  void attempts_retriedAfterThrottles_areEachToldWithReasonAndResource() {
    server.answers(400, THROTTLE).answers(400, THROTTLE);

    user.execute(put(), ID);

    assertThat(recording.events())
        .containsExactly(
            "started 1", "ended 1", "started 2", "ended 2", "started 3", "ended 3", "call ended");
    assertThat(recording.attempts()).extracting(Attempt::httpStatus).containsExactly(400, 400, 200);
    assertThat(recording.attempts().subList(0, 2))
        .allSatisfy(
            attempt -> {
              assertThat(attempt.errorCode()).isEqualTo("ProvisionedThroughputExceededException");
              assertThat(attempt.throttlingReasons())
                  .containsExactly(
                      ThrottlingReason.builder()
                          .reason("TableWriteProvisionedThroughputExceeded")
                          .resource(ARN)
                          .build());
            });
    assertThat(user.responses().getFirst().status()).isEqualTo("OK");
  }

  @ParameterizedTest
  @CsvSource({
    "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException, ThrottlingReasons",
    "com.amazonaws.dynamodb.v20120810#RequestLimitExceeded, ThrottlingReasons",
    "com.amazon.coral.availability#ThrottlingException, throttlingReasons"
  })
  void message_throttledToTheEnd_hasErrorCodeAndReasons(String type, String member) {
    String body =
        """
        {"__type": "%s", "message": "too much", "%s": [
          {"reason": "TableReadKeyRangeThroughputExceeded", "resource": "%s"},
          {"reason": "IndexReadKeyRangeThroughputExceeded", "resource": "%s/index/i"}]}
        """
            .formatted(type, member, ARN, ARN);
    server.answers(400, body).answers(400, body).answers(400, body);

    assertThat(user.execute(put(), ID).isFailed()).isTrue();

    String code = type.substring(type.indexOf('#') + 1);
    assertThat(user.responses())
        .containsExactly(
            new Logged(
                "checkout",
                "KO",
                Optional.of(code),
                Optional.of(
                    code
                        + ": IndexReadKeyRangeThroughputExceeded, TableReadKeyRangeThroughputExceeded")));
    assertThat(recording.results().getFirst().attempts()).isEqualTo(3);
    assertThat(recording.results().getFirst().failure()).isNotNull();
  }

  @Test
  void message_cancelledTransaction_hasCodesOfItems() {
    server.answers(
        400,
        """
        {"__type": "com.amazonaws.dynamodb.v20120810#TransactionCanceledException",
         "Message": "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ThrottlingError]",
         "CancellationReasons": [{"Code": "None"}, {"Code": "ThrottlingError", "Message": "Throughput exceeds"}]}
        """);

    user.execute(
        dynamoDb("pay")
            .transactWriteItems()
            .put("orders", attributes("id", "a"))
            .delete("carts", attributes("id", "b")));

    assertThat(user.responses())
        .containsExactly(
            new Logged(
                "pay",
                "KO",
                Optional.of("TransactionCanceledException"),
                Optional.of("TransactionCanceledException: ThrottlingError")));
    assertThat(recording.attempts().getFirst().cancellationReasons())
        .extracting(CancellationReason::code)
        .containsExactly("None", "ThrottlingError");
  }

  @Test
  void message_otherError_isThatOfTheService() {
    server.answers(
        400,
        """
        {"__type": "com.amazonaws.dynamodb.v20120810#ResourceNotFoundException", "message": "no such table"}
        """);

    user.execute(put(), ID);

    assertThat(user.responses().getFirst().message())
        .contains("ResourceNotFoundException: no such table");
  }

  @Test
  void attempt_answeredWithGarbage_hasNoCode() {
    server.answers(500, "<html>Bad Gateway</html>").answers(500, "").answers(200, "no JSON");

    user.execute(put(), ID);

    assertThat(recording.attempts()).extracting(Attempt::httpStatus).containsExactly(500, 500, 200);
    assertThat(recording.attempts()).extracting(Attempt::errorCode).containsOnlyNulls();
    assertThat(user.responses().getFirst().status()).isEqualTo("KO");
    assertThat(user.responses().getFirst().code()).contains("UncheckedIOException");
  }

  @Test
  void attempt_withoutAnswer_endsWhenTheSdkGivesUp() {
    server.hangs().hangs();
    VirtualUser impatient =
        VirtualUser.of(protocol(2).apiCallAttemptTimeout(Duration.ofMillis(200)));

    impatient.execute(put(), ID);

    assertThat(recording.events())
        .containsExactly("started 1", "ended 1", "started 2", "ended 2", "call ended");
    assertThat(recording.attempts()).extracting(Attempt::httpStatus).containsExactly(0, 0);
    assertThat(impatient.responses().getFirst().code()).contains("ApiCallAttemptTimeoutException");
    impatient.close();
  }

  @Test
  void call_outOfTimeWhileThrottled_saysBoth() {
    server.answers(400, THROTTLE).hangs();
    VirtualUser impatient = VirtualUser.of(protocol(2).apiCallTimeout(Duration.ofMillis(700)));

    impatient.execute(put(), ID);

    assertThat(impatient.responses().getFirst().code()).contains("ApiCallTimeoutException");
    assertThat(recording.attempts()).extracting(Attempt::httpStatus).containsExactly(400, 0);
    impatient.close();
  }

  @Test
  void call_serverGone_failsWithWhatHappened() {
    server.close();

    user.execute(put(), ID);

    // On a machine that stalls meanwhile, the wait for a connection ends before its refusal is
    // seen, and the SDK does not retry that.
    String what = user.responses().getFirst().code().orElseThrow();
    int attempts = recording.results().getFirst().attempts();
    assertThat(what).isIn("ConnectException", "TimeoutException");
    assertThat(attempts).isEqualTo(recording.attempts().size());
    assertThat(what.equals("TimeoutException") || attempts == 3).isTrue();
  }
}
