package dev.headroom.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Without it a slip of a finger in a limit of the API would go unnoticed. */
final class ServiceLimitsTest {

  @Test
  void limits_all_areThePublishedOnes() throws IllegalAccessException {
    Map<String, Long> limits = new TreeMap<>();
    for (Field field : ServiceLimits.class.getDeclaredFields()) {
      if (!field.isSynthetic()) {
        limits.put(field.getName(), ((Number) field.get(null)).longValue());
      }
    }
    assertThat(limits)
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("READ_UNIT_BYTES", 4096L),
                Map.entry("WRITE_UNIT_BYTES", 1024L),
                Map.entry("ITEM_MAX_BYTES", 409_600L),
                Map.entry("PARTITION_KEY_MAX_BYTES", 2048L),
                Map.entry("SORT_KEY_MAX_BYTES", 1024L),
                Map.entry("NESTING_MAX_LEVELS", 32L),
                Map.entry("NUMBER_MAX_DIGITS", 38L),
                Map.entry("NUMBER_MAX_EXPONENT", 125L),
                Map.entry("NUMBER_MIN_EXPONENT", -130L),
                Map.entry("PAGE_MAX_BYTES", 1_048_576L),
                Map.entry("BATCH_GET_MAX_KEYS", 100L),
                Map.entry("BATCH_GET_MAX_BYTES", 16_777_216L),
                Map.entry("BATCH_GET_MAX_BYTES_PER_PARTITION", 1_048_576L),
                Map.entry("BATCH_WRITE_MAX_REQUESTS", 25L),
                Map.entry("BATCH_WRITE_MAX_BYTES", 16_777_216L),
                Map.entry("TRANSACTION_MAX_ITEMS", 100L),
                Map.entry("TRANSACTION_MAX_BYTES", 4_194_304L),
                Map.entry("TRANSACTION_TOKEN_SECONDS", 600L),
                Map.entry("EXPRESSION_MAX_BYTES", 4096L),
                Map.entry("EXPRESSION_MAX_OPERATORS", 300L),
                Map.entry("PARTIQL_BATCH_MAX_STATEMENTS", 25L),
                Map.entry("PARTIQL_TRANSACTION_MAX_STATEMENTS", 100L),
                Map.entry("GLOBAL_INDEXES_DEFAULT_MAX", 20L),
                Map.entry("LOCAL_INDEXES_MAX", 5L),
                Map.entry("PROJECTED_ATTRIBUTES_MAX", 100L),
                Map.entry("ITEM_COLLECTION_MAX_BYTES", 10_737_418_240L),
                Map.entry("DECREASES_AT_ONCE", 4L),
                Map.entry("DECREASE_INTERVAL_SECONDS", 3_600L),
                Map.entry("PROVISIONED_MIN_UNITS_PER_SECOND", 1L),
                Map.entry("SCAN_MAX_SEGMENTS", 1_000_000L),
                Map.entry("STREAM_MAX_READERS_PER_SHARD", 2L),
                Map.entry("AUTO_SCALING_MIN_TARGET_PERCENT", 20L),
                Map.entry("AUTO_SCALING_MAX_TARGET_PERCENT", 90L)));
  }
}
