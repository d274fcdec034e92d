package dev.headroom.outcome;

/**
 * Something that changed during a run.
 *
 * @param atSeconds time since the start of the run
 * @param kind what kind of change, such as {@code first-throttle}, {@code flow-start}, {@code
 *     flow-stop}
 * @param resource the table, index or flow
 * @param detail one sentence
 */
public record Event(double atSeconds, String kind, String resource, String detail) {}
