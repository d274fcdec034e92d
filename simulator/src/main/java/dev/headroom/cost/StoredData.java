package dev.headroom.cost;

import org.jspecify.annotations.Nullable;

/**
 * What a table stores.
 *
 * @param dataSizeBytes size of all items; null if it is not known
 * @param items their number; null if it is not known
 */
public record StoredData(@Nullable Long dataSizeBytes, @Nullable Long items) {}
