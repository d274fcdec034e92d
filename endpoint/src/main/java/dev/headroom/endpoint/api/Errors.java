package dev.headroom.endpoint.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.endpoint.upstream.Answer;
import dev.headroom.service.Decision.Throttled;
import dev.headroom.table.CapacityMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Errors as the service words them.
 *
 * <p>Sources: DynamoDB Developer Guide, Programming.Errors and throttling-diagnosing-workflow; API
 * Reference, BatchGetItem and BatchWriteItem; botocore's service model for the names of members.
 * The two exceptions about throttling spell their list of reasons differently.
 */
final class Errors {

  private static final String MODEL = "com.amazonaws.dynamodb.v20120810#";
  private static final String AVAILABILITY = "com.amazon.coral.availability#";
  private static final int BAD_REQUEST = 400;
  private static final int INTERNAL = 500;

  /** The exceptions that tell of throttling. */
  enum Throttle {
    PROVISIONED_THROUGHPUT_EXCEEDED(
        MODEL + "ProvisionedThroughputExceededException",
        "ThrottlingReasons",
        "ProvisionedThroughputExceeded"),
    REQUEST_LIMIT_EXCEEDED(MODEL + "RequestLimitExceeded", "ThrottlingReasons", "ThrottlingError"),
    THROTTLING(AVAILABILITY + "ThrottlingException", "throttlingReasons", "ThrottlingError");

    private final String type;
    private final String reasonsMember;
    private final String cancellationCode;

    Throttle(String type, String reasonsMember, String cancellationCode) {
      this.type = type;
      this.reasonsMember = reasonsMember;
      this.cancellationCode = cancellationCode;
    }
  }

  private Errors() {}

  /** A single operation that was refused. */
  static Answer throttled(Throttled throttled) {
    return throttled(throttled, exception(throttled));
  }

  /** A batch of which nothing was written. */
  static Answer batchWriteThrottled(Throttled throttled) {
    boolean isProvisioned = throttled.reason().limit() == Limit.PROVISIONED_THROUGHPUT;
    return throttled(
        throttled, isProvisioned ? Throttle.PROVISIONED_THROUGHPUT_EXCEEDED : Throttle.THROTTLING);
  }

  private static Answer throttled(Throttled throttled, Throttle exception) {
    ObjectNode body = error(exception.type, message(throttled.reason(), exception));
    body.putArray(exception.reasonsMember)
        .addObject()
        .put("reason", throttled.reason().awsName())
        .put("resource", throttled.resourceArn());
    return answer(BAD_REQUEST, body);
  }

  private static Throttle exception(Throttled throttled) {
    return switch (throttled.reason().limit()) {
      case ACCOUNT_LIMIT -> Throttle.REQUEST_LIMIT_EXCEEDED;
      case MAX_ON_DEMAND_THROUGHPUT -> Throttle.THROTTLING;
      case PROVISIONED_THROUGHPUT -> Throttle.PROVISIONED_THROUGHPUT_EXCEEDED;
      case KEY_RANGE_THROUGHPUT ->
          throttled.table().table().capacity() instanceof CapacityMode.Provisioned
              ? Throttle.PROVISIONED_THROUGHPUT_EXCEEDED
              : Throttle.THROTTLING;
    };
  }

  private static String message(ThrottlingReason reason, Throttle exception) {
    boolean isIndex = reason.resourceKind() == ResourceKind.INDEX;
    return switch (exception) {
      case PROVISIONED_THROUGHPUT_EXCEEDED ->
          isIndex
              ? "The level of configured provisioned throughput for one or more global secondary"
                  + " indexes of the table was exceeded. Consider increasing your provisioning"
                  + " level for the under-provisioned global secondary indexes with the"
                  + " UpdateTable API."
              : "The level of configured provisioned throughput for the table was exceeded."
                  + " Consider increasing your provisioning level with the UpdateTable API.";
      case REQUEST_LIMIT_EXCEEDED ->
          "Throughput exceeds the current throughput limit for your account. To request a limit"
              + " increase, contact AWS Support at https://aws.amazon.com/support";
      case THROTTLING -> {
        if (reason.limit() == Limit.MAX_ON_DEMAND_THROUGHPUT) {
          yield "Throughput exceeds the maximum OnDemandThroughput configured on table or index";
        }
        yield isIndex
            ? "Throughput exceeds the current capacity for one or more global secondary indexes."
                + " DynamoDB is automatically scaling your index so please try again shortly."
            : "Throughput exceeds the current capacity of your table or index. DynamoDB is"
                + " automatically scaling your table or index so please try again shortly. If"
                + " exceptions persist, check if you have a hot key:"
                + " https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html";
      }
    };
  }

  /**
   * A transaction that was refused.
   *
   * @param isRefused for each of its items, whether it asked something of a resource that refuses
   */
  static Answer transactionThrottled(Throttled throttled, List<Boolean> isRefused) {
    Throttle exception = exception(throttled);
    String codes =
        isRefused.stream()
            .map(refused -> refused ? exception.cancellationCode : "None")
            .collect(Collectors.joining(", "));
    ObjectNode body =
        error(
            MODEL + "TransactionCanceledException",
            "Transaction cancelled, please refer cancellation reasons for specific reasons ["
                + codes
                + "]");
    body.set("Message", body.get("message"));
    ArrayNode reasons = body.putArray("CancellationReasons");
    for (boolean refused : isRefused) {
      ObjectNode reason = reasons.addObject().put("Code", "None");
      if (refused) {
        reason
            .put("Code", exception.cancellationCode)
            .put("Message", message(throttled.reason(), exception));
      }
    }
    return answer(BAD_REQUEST, body);
  }

  /** Another change of the table is in flight. */
  static Answer resourceInUse(String table) {
    return answer(
        BAD_REQUEST,
        error(
            MODEL + "ResourceInUseException",
            "Attempt to change a resource which is still in use: Table is being updated: "
                + table));
  }

  /** A quota of the control plane. */
  static Answer limitExceeded(String why) {
    return answer(
        BAD_REQUEST, error(MODEL + "LimitExceededException", "Subscriber limit exceeded: " + why));
  }

  /** A request that is larger than the API takes. */
  static Answer tooLarge(long maxBytes) {
    return answer(
        413,
        error(
            "com.amazon.coral.service#RequestEntityTooLargeException",
            "The request is larger than " + maxBytes + " bytes"));
  }

  /** A failure of the upstream, or ours. */
  static Answer internal(String what) {
    return answer(INTERNAL, error(MODEL + "InternalServerError", "Headroom: " + what));
  }

  /** A store that cannot be used with this endpoint; trying again does not help. */
  static Answer signatureRefused(String what) {
    return answer(
        BAD_REQUEST,
        error("com.amazon.coral.service#UnrecognizedClientException", "Headroom: " + what));
  }

  /** Whether an answer is an error of a type. */
  static boolean is(Answer answer, ObjectNode body, String type) {
    String told = Json.text(body, "__type");
    return !answer.isOk() && told != null && told.endsWith("#" + type);
  }

  private static ObjectNode error(String type, String message) {
    return Json.object().put("__type", type).put("message", message);
  }

  private static Answer answer(int status, ObjectNode body) {
    return Answer.json(status, new String(Json.bytes(body), StandardCharsets.UTF_8));
  }
}
