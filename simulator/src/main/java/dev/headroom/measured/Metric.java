package dev.headroom.measured;

import dev.headroom.capacity.Dimension;
import dev.headroom.document.Suggestion;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of namespace {@code AWS/DynamoDB} that tell traffic.
 *
 * <p>Source: DynamoDB Developer Guide, "DynamoDB metrics and dimensions".
 */
public enum Metric {
  CONSUMED_READ("ConsumedReadCapacityUnits", Kind.CONSUMED, Dimension.READ),
  CONSUMED_WRITE("ConsumedWriteCapacityUnits", Kind.CONSUMED, Dimension.WRITE),
  READ_THROTTLE_EVENTS("ReadThrottleEvents", Kind.THROTTLE_EVENTS, Dimension.READ),
  WRITE_THROTTLE_EVENTS("WriteThrottleEvents", Kind.THROTTLE_EVENTS, Dimension.WRITE),
  READ_PROVISIONED(
      "ReadProvisionedThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.READ),
  READ_KEY_RANGE("ReadKeyRangeThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.READ),
  READ_ACCOUNT_LIMIT("ReadAccountLimitThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.READ),
  READ_MAX_ON_DEMAND(
      "ReadMaxOnDemandThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.READ),
  WRITE_PROVISIONED(
      "WriteProvisionedThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.WRITE),
  WRITE_KEY_RANGE(
      "WriteKeyRangeThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.WRITE),
  WRITE_ACCOUNT_LIMIT("WriteAccountLimitThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.WRITE),
  WRITE_MAX_ON_DEMAND(
      "WriteMaxOnDemandThroughputThrottleEvents", Kind.EVENTS_OF_A_REASON, Dimension.WRITE),
  /** Per operation, not per dimension: it tells only that there were throttled requests. */
  THROTTLED_REQUESTS("ThrottledRequests", Kind.REQUESTS, null);

  /** Metrics of the namespace that say nothing of traffic, or say it again. */
  private static final List<String> WITHOUT_TRAFFIC =
      List.of(
          "ProvisionedReadCapacityUnits",
          "ProvisionedWriteCapacityUnits",
          "OnDemandMaxReadRequestUnits",
          "OnDemandMaxWriteRequestUnits",
          "AccountMaxReads",
          "AccountMaxWrites",
          "AccountMaxTableLevelReads",
          "AccountMaxTableLevelWrites",
          "AccountProvisionedReadCapacityUtilization",
          "AccountProvisionedWriteCapacityUtilization",
          "MaxProvisionedTableReadCapacityUtilization",
          "MaxProvisionedTableWriteCapacityUtilization",
          "SuccessfulRequestLatency",
          "ConditionalCheckFailedRequests",
          "TransactionConflict",
          "TimeToLiveDeletedItemCount",
          "UserErrors",
          "SystemErrors",
          "ReturnedItemCount",
          "ReturnedBytes",
          "ReturnedRecordsCount",
          "OnlineIndexConsumedWriteCapacity",
          "OnlineIndexPercentageProgress",
          "OnlineIndexThrottleEvents",
          "ReplicationLatency",
          "PendingReplicationCount");

  /** What a value of a metric counts. */
  public enum Kind {
    /** Capacity units. */
    CONSUMED,
    /** Throttled operations, whatever the reason. */
    THROTTLE_EVENTS,
    /** Throttled operations of one reason: a part of {@link #THROTTLE_EVENTS}. */
    EVENTS_OF_A_REASON,
    /** Requests. */
    REQUESTS
  }

  private final String apiName;
  private final Kind kind;
  private final @Nullable Dimension dimension;

  Metric(String apiName, Kind kind, @Nullable Dimension dimension) {
    this.apiName = apiName;
    this.kind = kind;
    this.dimension = dimension;
  }

  /** The name in CloudWatch. */
  public String apiName() {
    return apiName;
  }

  public Kind kind() {
    return kind;
  }

  /** Reads or writes; null where the metric does not say. */
  public @Nullable Dimension dimension() {
    return dimension;
  }

  /** The metric of this name, in any case; null if there is none. */
  static @Nullable Metric named(String apiName) {
    return Arrays.stream(values())
        .filter(metric -> metric.apiName.equalsIgnoreCase(apiName))
        .findFirst()
        .orElse(null);
  }

  /** The metric whose name a text contains, whatever stands between its words; null if none. */
  static @Nullable Metric within(String text) {
    String letters = letters(text);
    return Arrays.stream(values())
        .filter(metric -> letters.contains(letters(metric.apiName)))
        .findFirst()
        .orElse(null);
  }

  /** Whether a text contains the name of a metric that says nothing of traffic. */
  static boolean isWithoutTraffic(String text) {
    String letters = letters(text);
    return WITHOUT_TRAFFIC.stream().anyMatch(name -> letters.contains(letters(name)));
  }

  /** A guess for a name that is no metric's, or nothing, to end a message. */
  static String suggestion(String word) {
    return Suggestion.forWord(word, Arrays.stream(values()).map(Metric::apiName).toList());
  }

  /** Letters and digits in lower case: how names are compared. */
  static String letters(String text) {
    return text.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
  }
}
