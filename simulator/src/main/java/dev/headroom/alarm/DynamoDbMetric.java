package dev.headroom.alarm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The metrics in the namespace {@code AWS/DynamoDB}, with the dimensions under which each is
 * published. CloudWatch keeps a metric apart for each set of dimensions and adds nothing up, so
 * that an alarm with another set looks at nothing.
 *
 * <p>Source: DynamoDB Developer Guide, "DynamoDB Metrics and dimensions" (seen 2026-04-13);
 * CloudWatch User Guide, "Metrics concepts", Dimensions.
 */
enum DynamoDbMetric {
  ACCOUNT_MAX_READS(Dimensions.ACCOUNT),
  ACCOUNT_MAX_TABLE_LEVEL_READS(Dimensions.ACCOUNT),
  ACCOUNT_MAX_TABLE_LEVEL_WRITES(Dimensions.ACCOUNT),
  ACCOUNT_MAX_WRITES(Dimensions.ACCOUNT),
  ACCOUNT_PROVISIONED_READ_CAPACITY_UTILIZATION(Dimensions.ACCOUNT),
  ACCOUNT_PROVISIONED_WRITE_CAPACITY_UTILIZATION(Dimensions.ACCOUNT),
  AGE_OF_OLDEST_UNREPLICATED_RECORD(Dimensions.DELEGATE),
  CONDITIONAL_CHECK_FAILED_REQUESTS(Dimensions.TABLE),
  CONSUMED_CHANGE_DATA_CAPTURE_UNITS(Dimensions.DELEGATE),
  CONSUMED_READ_CAPACITY_UNITS(Dimensions.RESOURCE),
  CONSUMED_WRITE_CAPACITY_UNITS(Dimensions.RESOURCE),
  FAILED_TO_REPLICATE_RECORD_COUNT(Dimensions.DELEGATE),
  FAULT_INJECTION_SERVICE_INDUCED_ERRORS(Dimensions.OPERATION),
  MAX_PROVISIONED_TABLE_READ_CAPACITY_UTILIZATION(Dimensions.ACCOUNT),
  MAX_PROVISIONED_TABLE_WRITE_CAPACITY_UTILIZATION(Dimensions.ACCOUNT),
  ON_DEMAND_MAX_READ_REQUEST_UNITS(Dimensions.RESOURCE),
  ON_DEMAND_MAX_WRITE_REQUEST_UNITS(Dimensions.RESOURCE),
  ONLINE_INDEX_CONSUMED_WRITE_CAPACITY(Dimensions.INDEX),
  ONLINE_INDEX_PERCENTAGE_PROGRESS(Dimensions.INDEX),
  ONLINE_INDEX_THROTTLE_EVENTS(Dimensions.INDEX),
  PENDING_REPLICATION_COUNT(Dimensions.REPLICA),
  PROVISIONED_READ_CAPACITY_UNITS(Dimensions.RESOURCE),
  PROVISIONED_WRITE_CAPACITY_UNITS(Dimensions.RESOURCE),
  READ_ACCOUNT_LIMIT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  READ_KEY_RANGE_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  READ_MAX_ON_DEMAND_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  READ_PROVISIONED_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  READ_THROTTLE_EVENTS(Dimensions.RESOURCE),
  REPLICATION_LATENCY(Dimensions.REPLICA),
  RETURNED_BYTES(Dimensions.STREAM),
  RETURNED_ITEM_COUNT(Dimensions.OPERATION),
  RETURNED_RECORDS_COUNT(Dimensions.STREAM),
  SUCCESSFUL_REQUEST_LATENCY(Dimensions.OPERATION),
  SYSTEM_ERRORS(Dimensions.OPERATION),
  THROTTLED_PUT_RECORD_COUNT(Dimensions.DELEGATE),
  THROTTLED_REQUESTS(Dimensions.OPERATION),
  TIME_TO_LIVE_DELETED_ITEM_COUNT(Dimensions.TABLE),
  TRANSACTION_CONFLICT(Dimensions.TABLE),
  USER_ERRORS(Dimensions.ACCOUNT),
  WRITE_ACCOUNT_LIMIT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  WRITE_KEY_RANGE_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  WRITE_MAX_ON_DEMAND_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  WRITE_PROVISIONED_THROUGHPUT_THROTTLE_EVENTS(Dimensions.RESOURCE),
  WRITE_THROTTLE_EVENTS(Dimensions.RESOURCE);

  static final String TABLE_NAME = "TableName";
  static final String INDEX_NAME = "GlobalSecondaryIndexName";
  static final String OPERATION = "Operation";

  /** Sets of dimensions under which a metric is published. */
  enum Dimensions {
    ACCOUNT,
    TABLE,
    INDEX,
    RESOURCE,
    OPERATION,
    STREAM,
    REPLICA,
    DELEGATE;

    List<List<String>> sets() {
      return switch (this) {
        case ACCOUNT -> List.of(List.of());
        case TABLE -> List.of(List.of(TABLE_NAME));
        case INDEX -> List.of(List.of(TABLE_NAME, INDEX_NAME));
        case RESOURCE -> List.of(List.of(TABLE_NAME), List.of(TABLE_NAME, INDEX_NAME));
        case OPERATION -> List.of(List.of(TABLE_NAME, DynamoDbMetric.OPERATION));
        case STREAM -> List.of(List.of(TABLE_NAME, DynamoDbMetric.OPERATION, "StreamLabel"));
        case REPLICA -> List.of(List.of(TABLE_NAME, "ReceivingRegion"));
        case DELEGATE -> List.of(List.of(TABLE_NAME, "DelegatedOperation"));
      };
    }

    /** The sets in words. */
    String words() {
      return sets().stream()
          .map(set -> set.isEmpty() ? "no dimension" : String.join(" and ", set))
          .collect(Collectors.joining(", or "));
    }
  }

  private final Dimensions dimensions;

  DynamoDbMetric(Dimensions dimensions) {
    this.dimensions = dimensions;
  }

  Dimensions dimensions() {
    return dimensions;
  }

  /** The name in CloudWatch, such as {@code ThrottledRequests}. */
  String awsName() {
    return Arrays.stream(name().split("_", -1))
        .map(word -> word.charAt(0) + word.substring(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining());
  }

  /** The metric of a name. */
  static Optional<DynamoDbMetric> named(String awsName) {
    return Arrays.stream(values()).filter(metric -> metric.awsName().equals(awsName)).findFirst();
  }

  /** Every name in CloudWatch. */
  static List<String> names() {
    return Arrays.stream(values()).map(DynamoDbMetric::awsName).toList();
  }

  /**
   * Whether it has data only in periods in which something happens. Source: CloudWatch User Guide,
   * "Configuring how CloudWatch alarms treat missing data" ({@code ThrottledRequests} "only
   * generates data points when an error occurs").
   */
  boolean isSparse() {
    return name().endsWith("THROTTLE_EVENTS") || this == THROTTLED_REQUESTS;
  }

  /** Whether it is consumed capacity. */
  boolean isConsumption() {
    return this == CONSUMED_READ_CAPACITY_UNITS || this == CONSUMED_WRITE_CAPACITY_UNITS;
  }

  /** Whether it is capacity as it is set. */
  boolean isSetting() {
    return switch (this) {
      case PROVISIONED_READ_CAPACITY_UNITS,
          PROVISIONED_WRITE_CAPACITY_UNITS,
          ON_DEMAND_MAX_READ_REQUEST_UNITS,
          ON_DEMAND_MAX_WRITE_REQUEST_UNITS ->
          true;
      default -> false;
    };
  }

  /** Whether it tells of reads rather than writes. */
  boolean isOfReads() {
    return name().contains("READ");
  }
}
