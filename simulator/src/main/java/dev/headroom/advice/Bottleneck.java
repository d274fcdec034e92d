package dev.headroom.advice;

import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.HotKey;
import org.jspecify.annotations.Nullable;

/**
 * A limit that no setting of the table lifts.
 *
 * @param resource the table or index
 * @param reason why it throttled
 * @param events how often it did, in one run
 * @param key the key that most of it goes to; null where no single one stands out
 */
record Bottleneck(String resource, ThrottlingReason reason, long events, @Nullable HotKey key) {}
