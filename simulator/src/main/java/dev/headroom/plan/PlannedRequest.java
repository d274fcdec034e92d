package dev.headroom.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that is known before it is sent.
 *
 * @param number how many requests of its flow come before it
 * @param isCached whether a cache answers it, so that it is not sent
 * @param pageKey the partition key that a Query asks for, as text; null for others
 * @param items what it reads or writes; of a page what it finds, as far as that is known
 */
public record PlannedRequest(
    long number, boolean isCached, @Nullable String pageKey, List<PlannedItem> items) {

  public PlannedRequest {
    items = List.copyOf(items);
  }
}
