package dev.headroom.engine;

/** Hears what the service does by itself. */
@FunctionalInterface
public interface ServiceLog {

  /**
   * Something happened.
   *
   * @param atNanos when, from the start
   * @param kind what, such as {@code split}
   * @param resource the table or index
   * @param detail in words
   */
  void add(long atNanos, String kind, String resource, String detail);
}
