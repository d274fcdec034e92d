package dev.headroom.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that take most capacity. When there are too many to keep, the lighter half is forgotten,
 * so that a key which is asked for a hundredth of the time is always there. Not thread-safe.
 */
public final class HotKeys {

  private static final int MOST = 400;

  /**
   * What one key was asked for.
   *
   * @param resource the table or index
   * @param key as text
   */
  public record Key(String resource, String key) {}

  /** Counts of one key. */
  public static final class Count {
    private long milliUnits;
    private long throttled;

    /** Thousandths of a capacity unit that it took. */
    public long milliUnits() {
      return milliUnits;
    }

    /** Operations on it that were refused. */
    public long throttled() {
      return throttled;
    }
  }

  private final Map<Key, Count> counts = new HashMap<>();

  /** Counts an operation on a key. */
  public void add(String resource, String key, long milliUnits, boolean isThrottled) {
    Count count = counts.computeIfAbsent(new Key(resource, key), added -> new Count());
    count.milliUnits += milliUnits;
    count.throttled += isThrottled ? 1 : 0;
    if (counts.size() > MOST) {
      keepHeaviest();
    }
  }

  private void keepHeaviest() {
    List<Map.Entry<Key, Count>> byWeight = heaviest(counts.size());
    for (Map.Entry<Key, Count> light : byWeight.subList(MOST / 2, byWeight.size())) {
      counts.remove(light.getKey());
    }
  }

  /** The heaviest keys, heaviest first. */
  public List<Map.Entry<Key, Count>> heaviest(int most) {
    List<Map.Entry<Key, Count>> sorted = new ArrayList<>(counts.entrySet());
    sorted.sort(
        Comparator.comparingLong((Map.Entry<Key, Count> entry) -> entry.getValue().milliUnits)
            .reversed());
    return sorted.subList(0, Math.min(most, sorted.size()));
  }
}
