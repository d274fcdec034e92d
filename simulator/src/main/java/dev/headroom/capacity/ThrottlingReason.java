package dev.headroom.capacity;

import java.util.Arrays;
import java.util.Optional;

/**
 * The sixteen reasons for which DynamoDB throttles, under the names that its exceptions carry.
 *
 * <p>Source: DynamoDB Developer Guide, "Diagnosing throttling", complete throttling reasons (seen
 * 2026-04-13).
 */
public enum ThrottlingReason {
  TABLE_READ_PROVISIONED_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.READ, Limit.PROVISIONED_THROUGHPUT),
  TABLE_READ_KEY_RANGE_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.READ, Limit.KEY_RANGE_THROUGHPUT),
  TABLE_READ_ACCOUNT_LIMIT_EXCEEDED(ResourceKind.TABLE, Dimension.READ, Limit.ACCOUNT_LIMIT),
  TABLE_READ_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.READ, Limit.MAX_ON_DEMAND_THROUGHPUT),
  TABLE_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.WRITE, Limit.PROVISIONED_THROUGHPUT),
  TABLE_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.WRITE, Limit.KEY_RANGE_THROUGHPUT),
  TABLE_WRITE_ACCOUNT_LIMIT_EXCEEDED(ResourceKind.TABLE, Dimension.WRITE, Limit.ACCOUNT_LIMIT),
  TABLE_WRITE_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED(
      ResourceKind.TABLE, Dimension.WRITE, Limit.MAX_ON_DEMAND_THROUGHPUT),
  INDEX_READ_PROVISIONED_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.READ, Limit.PROVISIONED_THROUGHPUT),
  INDEX_READ_KEY_RANGE_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.READ, Limit.KEY_RANGE_THROUGHPUT),
  INDEX_READ_ACCOUNT_LIMIT_EXCEEDED(ResourceKind.INDEX, Dimension.READ, Limit.ACCOUNT_LIMIT),
  INDEX_READ_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.READ, Limit.MAX_ON_DEMAND_THROUGHPUT),
  INDEX_WRITE_PROVISIONED_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.WRITE, Limit.PROVISIONED_THROUGHPUT),
  INDEX_WRITE_KEY_RANGE_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.WRITE, Limit.KEY_RANGE_THROUGHPUT),
  INDEX_WRITE_ACCOUNT_LIMIT_EXCEEDED(ResourceKind.INDEX, Dimension.WRITE, Limit.ACCOUNT_LIMIT),
  INDEX_WRITE_MAX_ON_DEMAND_THROUGHPUT_EXCEEDED(
      ResourceKind.INDEX, Dimension.WRITE, Limit.MAX_ON_DEMAND_THROUGHPUT);

  /** Which limit was met, in the order in which the engine tests them. */
  public enum Limit {
    MAX_ON_DEMAND_THROUGHPUT("MaxOnDemandThroughput"),
    ACCOUNT_LIMIT("AccountLimit"),
    PROVISIONED_THROUGHPUT("ProvisionedThroughput"),
    KEY_RANGE_THROUGHPUT("KeyRangeThroughput");

    private final String word;

    Limit(String word) {
      this.word = word;
    }
  }

  private final ResourceKind resourceKind;
  private final Dimension dimension;
  private final Limit limit;

  ThrottlingReason(ResourceKind resourceKind, Dimension dimension, Limit limit) {
    this.resourceKind = resourceKind;
    this.dimension = dimension;
    this.limit = limit;
  }

  /** The reason for a limit of a kind of resource in one dimension. */
  public static ThrottlingReason of(ResourceKind resourceKind, Dimension dimension, Limit limit) {
    for (ThrottlingReason reason : values()) {
      if (reason.resourceKind == resourceKind
          && reason.dimension == dimension
          && reason.limit == limit) {
        return reason;
      }
    }
    throw new AssertionError("all combinations have a reason");
  }

  /** The reason that exceptions spell so; empty if there is none. */
  public static Optional<ThrottlingReason> named(String awsName) {
    return Arrays.stream(values()).filter(reason -> reason.awsName().equals(awsName)).findFirst();
  }

  public ResourceKind resourceKind() {
    return resourceKind;
  }

  public Dimension dimension() {
    return dimension;
  }

  public Limit limit() {
    return limit;
  }

  /** The reason as exceptions spell it, such as {@code TableWriteKeyRangeThroughputExceeded}. */
  public String awsName() {
    return (resourceKind == ResourceKind.TABLE ? "Table" : "Index")
        + dimensionWord()
        + limit.word
        + "Exceeded";
  }

  /**
   * The CloudWatch metric that counts it, such as {@code WriteKeyRangeThroughputThrottleEvents}.
   */
  public String cloudWatchMetric() {
    return dimensionWord() + limit.word + "ThrottleEvents";
  }

  private String dimensionWord() {
    return dimension == Dimension.READ ? "Read" : "Write";
  }
}
