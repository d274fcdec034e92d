package dev.headroom.endpoint.api;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code ClientRequestToken}s of transactions that went through, for as long as the service
 * knows them: 10 minutes. Who repeats one writes nothing, and is charged for reading the items.
 * Thread-safe.
 *
 * <p>Source: DynamoDB API Reference, TransactWriteItems, ClientRequestToken.
 */
final class RequestTokens {

  private static final long KNOWN_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int MOST = 100_000;

  private final Map<String, Long> endByToken = new LinkedHashMap<>();

  /** Whether a transaction of this token went through not long ago. */
  synchronized boolean isKnown(String token, long nowNanos) {
    Long end = endByToken.get(token);
    return end != null && nowNanos < end;
  }

  /** Keeps the token of a transaction that went through; of too many the oldest are forgotten. */
  synchronized void add(String token, long nowNanos) {
    endByToken.putIfAbsent(token, nowNanos + KNOWN_NANOS);
    Iterator<Long> ends = endByToken.values().iterator();
    while (ends.next() <= nowNanos || endByToken.size() > MOST) {
      ends.remove();
    }
  }
}
