package dev.headroom.scenario;

import dev.headroom.scenario.ScalarFormat.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code table} where it holds the table itself. Describes what {@link
 * dev.headroom.source.InlineTable} reads; a test holds the two together.
 */
record TableFile(
    @Key(value = "Name of the table", example = "orders", required = true)
        @Nullable Given<Text> name,
    @Key(value = "The table's Region", example = "eu-west-1") @Nullable Given<Text> region,
    @Key(
            value = "`PROVISIONED` or `PAY_PER_REQUEST`",
            defaults = "what the units tell",
            example = "PROVISIONED")
        @Nullable Given<TableChange.BillingMode> billingMode,
    @Key(value = "Provisioned read capacity", example = "100", min = "1")
        @Nullable Given<Integer> readCapacityUnits,
    @Key(value = "Provisioned write capacity", example = "50", min = "1")
        @Nullable Given<Integer> writeCapacityUnits,
    @Key(
            value = "Maximum read request units per second of an on-demand table",
            defaults = "none",
            example = "4000",
            min = "1")
        @Nullable Given<Integer> maxReadRequestUnits,
    @Key(
            value = "Maximum write request units per second of an on-demand table",
            defaults = "none",
            example = "1000",
            min = "1")
        @Nullable Given<Integer> maxWriteRequestUnits,
    @Key(value = "Warm throughput for reads", example = "12000")
        @Nullable Given<Integer> warmReadUnitsPerSecond,
    @Key(value = "Warm throughput for writes", example = "4000")
        @Nullable Given<Integer> warmWriteUnitsPerSecond,
    @Key(
            value = "The partition key's attribute, with its type `S`, `N` or `B`",
            defaults = "`pk`",
            example = "\"orderId: S\"")
        @Nullable Given<AttributeFile> partitionKey,
    @Key(
            value = "The sort key's attribute, with its type",
            defaults = "no sort key",
            example = "\"createdAt: N\"")
        @Nullable Given<AttributeFile> sortKey,
    @Key(value = "Global secondary indexes")
        @Nullable Given<List<Given<GlobalIndexFile>>> globalSecondaryIndexes,
    @Key(value = "Local secondary indexes")
        @Nullable Given<List<Given<LocalIndexFile>>> localSecondaryIndexes,
    @Key(
            value = "What auto scaling does to the provisioned capacity",
            defaults = "nothing",
            example = "{write: {min: 5, max: 100, targetPercent: 70}}")
        @Nullable Given<AutoScalingFile> autoScaling,
    @Key(value = "The table's class", defaults = "`STANDARD`", example = "STANDARD")
        @Nullable Given<TableClassWord> tableClass,
    @Key(value = "View type of the stream", defaults = "no stream", example = "NEW_IMAGE")
        @Nullable Given<Text> streams,
    @Key(value = "Attribute of time to live", defaults = "none", example = "expiresAt")
        @Nullable Given<Text> ttl,
    @Key(value = "Regions of a global table's replicas", example = "[eu-west-1]")
        @Nullable Given<List<Given<Text>>> replicas) {

  /** Table classes. */
  enum TableClassWord {
    STANDARD,
    STANDARD_INFREQUENT_ACCESS
  }

  /** Projections without list of attributes. */
  enum ProjectionWord {
    ALL,
    KEYS_ONLY
  }

  /** A key attribute. */
  @Form(shorthand = "text")
  record AttributeFile(
      @Key(value = "Name, or name and type", example = "\"orderId: S\"") @Nullable Given<Text> text,
      @Key(value = "The attribute's name", example = "orderId", required = true)
          @Nullable Given<Text> name,
      @Key(value = "The attribute's type: S, N or B", defaults = "`S`", example = "S")
          @Nullable Given<Text> type) {}

  /** A global secondary index. */
  record GlobalIndexFile(
      @Key(value = "Name of the index", example = "by-status", required = true)
          @Nullable Given<Text> name,
      @Key(value = "The index's partition key", example = "\"status: S\"", required = true)
          @Nullable Given<AttributeFile> partitionKey,
      @Key(value = "The index's sort key", defaults = "none", example = "\"createdAt: N\"")
          @Nullable Given<AttributeFile> sortKey,
      @Key(
              value = "`ALL`, `KEYS_ONLY`, or the attributes beside the keys",
              defaults = "`ALL`",
              example = "{include: [total]}")
          @Nullable Given<ProjectionFile> projection,
      @Key(value = "Provisioned read capacity of the index", example = "20", min = "1")
          @Nullable Given<Integer> readCapacityUnits,
      @Key(value = "Provisioned write capacity of the index", example = "10", min = "1")
          @Nullable Given<Integer> writeCapacityUnits,
      @Key(
              value = "Maximum read request units per second of an on-demand index",
              defaults = "none",
              example = "4000",
              min = "1")
          @Nullable Given<Integer> maxReadRequestUnits,
      @Key(
              value = "Maximum write request units per second of an on-demand index",
              defaults = "none",
              example = "1000",
              min = "1")
          @Nullable Given<Integer> maxWriteRequestUnits,
      @Key(value = "Warm throughput for reads", example = "12000")
          @Nullable Given<Integer> warmReadUnitsPerSecond,
      @Key(value = "Warm throughput for writes", example = "4000")
          @Nullable Given<Integer> warmWriteUnitsPerSecond,
      @Key(
              value = "What auto scaling does to the provisioned capacity",
              defaults = "nothing",
              example = "{write: {min: 5, max: 100, targetPercent: 70}}")
          @Nullable Given<AutoScalingFile> autoScaling) {}

  /** The key {@code autoScaling}. */
  record AutoScalingFile(
      @Key(value = "Of reads", example = "{min: 5, max: 100, targetPercent: 70}")
          @Nullable Given<TargetFile> read,
      @Key(value = "Of writes", example = "{min: 5, max: 100, targetPercent: 70}")
          @Nullable Given<TargetFile> write) {}

  /** A dimension's target tracking. */
  record TargetFile(
      @Key(value = "Lowest capacity", example = "5", required = true, min = "1")
          @Nullable Given<Integer> min,
      @Key(value = "Highest capacity", example = "100", required = true, min = "1")
          @Nullable Given<Integer> max,
      @Key(
              value = "Target utilisation in percent",
              defaults = "no target: only `scheduled` acts",
              example = "70",
              min = "20",
              max = "90")
          @Nullable Given<Double> targetPercent,
      @Key(value = "Seconds after a decrease without another", defaults = "`0`", example = "60")
          @Nullable Given<Integer> scaleInCooldownSeconds,
      @Key(value = "Seconds after an increase without another", defaults = "`0`", example = "60")
          @Nullable Given<Integer> scaleOutCooldownSeconds,
      @Key(value = "Whether capacity is never lowered", defaults = "`false`", example = "true")
          @Nullable Given<Boolean> disableScaleIn,
      @Key(
              value = "Other bounds from given times on",
              example = "[{schedule: \"cron(0 8 * * ? *)\", min: 50}]")
          @Nullable Given<List<Given<ScheduledFile>>> scheduled) {}

  /** A scheduled action. */
  record ScheduledFile(
      @Key(
              value =
                  "When, in UTC: `at(yyyy-mm-ddThh:mm:ss)`, `rate(5 minutes)` from the start of the"
                      + " run, or `cron(minutes hours day-of-month month day-of-week year)`",
              example = "\"cron(0 8 ? * MON-FRI *)\"",
              required = true)
          @Nullable Given<Text> schedule,
      @Key(value = "Lowest capacity from then on", defaults = "as it is", example = "50", min = "1")
          @Nullable Given<Integer> min,
      @Key(
              value = "Highest capacity from then on",
              defaults = "as it is",
              example = "500",
              min = "1")
          @Nullable Given<Integer> max) {}

  /** A local secondary index. */
  record LocalIndexFile(
      @Key(value = "Name of the index", example = "by-total", required = true)
          @Nullable Given<Text> name,
      @Key(value = "The index's sort key", example = "\"total: N\"", required = true)
          @Nullable Given<AttributeFile> sortKey,
      @Key(
              value = "`ALL`, `KEYS_ONLY`, or the attributes beside the keys",
              defaults = "`ALL`",
              example = "KEYS_ONLY")
          @Nullable Given<ProjectionFile> projection) {}

  /** What an index holds. */
  @Form(shorthand = "word")
  record ProjectionFile(
      @Key(value = "All attributes, or keys only", example = "ALL")
          @Nullable Given<ProjectionWord> word,
      @Key(value = "The attributes beside the keys", example = "[total]", required = true)
          @Nullable Given<List<Given<Text>>> include) {}
}
