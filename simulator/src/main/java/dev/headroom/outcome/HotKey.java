package dev.headroom.outcome;

/**
 * A key that takes much of the load.
 *
 * @param resource the table or index
 * @param key the key as the scenario writes it
 * @param consumedUnits units it consumed, read and write together
 * @param throttled throttled item-level operations on it
 */
public record HotKey(String resource, String key, double consumedUnits, long throttled) {

  /** The same key with what it met in another flow as well. */
  public HotKey plus(HotKey other) {
    return new HotKey(
        resource, key, consumedUnits + other.consumedUnits, throttled + other.throttled);
  }
}
