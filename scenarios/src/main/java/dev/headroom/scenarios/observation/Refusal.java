package dev.headroom.scenarios.observation;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.capacity.ThrottlingReason.Limit;
import dev.headroom.scenarios.dsl.Attempt;
import dev.headroom.table.CapacityMode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt was throttled.
 *
 * @param reasons by the name of the index that refuses; of the table by the empty string
 */
record Refusal(Map<String, ThrottlingReason> reasons) {

  private static final String INDEX_IN_ARN = "/index/";

  /** Errors that say by their code that capacity is used up. */
  private static final Set<String> CODES =
      Set.of(
          "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ThrottlingException");

  /** The same of an item of a transaction. */
  private static final Set<String> CANCELLATION_CODES =
      Set.of("ProvisionedThroughputExceeded", "ThrottlingError");

  /**
   * Reads an answer.
   *
   * @param mode the table's, for answers that give no reason
   * @return null if it is not throttled
   */
  static @Nullable Refusal of(Attempt attempt, Dimension dimension, CapacityMode mode) {
    Map<String, ThrottlingReason> reasons = new LinkedHashMap<>();
    attempt
        .throttlingReasons()
        .forEach(
            given ->
                Arrays.stream(ThrottlingReason.values())
                    .filter(reason -> reason.awsName().equals(given.reason()))
                    .forEach(reason -> reasons.put(index(given.resource()), reason)));
    boolean isThrottled =
        !reasons.isEmpty()
            || (attempt.errorCode() != null && CODES.contains(attempt.errorCode()))
            || attempt.cancellationReasons().stream()
                .anyMatch(reason -> CANCELLATION_CODES.contains(reason.code()));
    if (!isThrottled) {
      return null;
    }
    if (reasons.isEmpty()) {
      reasons.put("", likely(dimension, mode));
    }
    return new Refusal(reasons);
  }

  /** What refuses where no reason is given: the limit that the table's billing mode has. */
  static ThrottlingReason likely(Dimension dimension, CapacityMode mode) {
    Limit limit =
        switch (mode) {
          case CapacityMode.Provisioned provisioned -> Limit.PROVISIONED_THROUGHPUT;
          case CapacityMode.OnDemand onDemand ->
              onDemand.maximum(dimension).isPresent()
                  ? Limit.MAX_ON_DEMAND_THROUGHPUT
                  : Limit.KEY_RANGE_THROUGHPUT;
        };
    return ThrottlingReason.of(ResourceKind.TABLE, dimension, limit);
  }

  private static String index(@Nullable String arn) {
    if (arn == null || !arn.contains(INDEX_IN_ARN)) {
      return "";
    }
    return arn.substring(arn.indexOf(INDEX_IN_ARN) + INDEX_IN_ARN.length());
  }
}
