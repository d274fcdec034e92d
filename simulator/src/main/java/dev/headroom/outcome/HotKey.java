package dev.headroom.outcome;

/**
 * A key that takes much of the load.
 *
 * @param resource the table or index
 * @param key the key as the scenario writes it
 * @param consumedUnits units it consumed, read and write together
 * @param throttled throttled item-level operations on it
 */
public record HotKey(String resource, String key, double consumedUnits, long throttled) {}
