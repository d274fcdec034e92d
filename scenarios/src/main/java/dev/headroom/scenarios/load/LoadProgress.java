package dev.headroom.scenarios.load;

import java.time.Duration;

/**
 * How far a load is.
 *
 * @param elapsed since the run began
 * @param length of the whole run
 * @param offered requests that were to be sent
 * @param admitted attempts that were not throttled
 * @param throttled attempts that were
 * @param lateMillis how late a request of the latest second was sent at most, milliseconds
 */
public record LoadProgress(
    Duration elapsed,
    Duration length,
    long offered,
    long admitted,
    long throttled,
    double lateMillis) {}
