package dev.headroom.table;

/**
 * A pair of throughputs, such as a table's warm throughput or a previous peak.
 *
 * @param readUnitsPerSecond read units per second
 * @param writeUnitsPerSecond write units per second
 */
public record Throughput(long readUnitsPerSecond, long writeUnitsPerSecond) {}
