package dev.headroom.capacity;

/** What owns capacity: a table, or one of its global secondary indexes. */
public enum ResourceKind {
  TABLE,
  INDEX
}
