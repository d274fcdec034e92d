package dev.headroom.evidence;

/**
 * One number that a line looks at, and where it must lie.
 *
 * @param measure what it looks at
 * @param unit of the measure's values; empty for a plain number
 * @param tolerance where the value must lie
 */
public record Check(Measure measure, String unit, Tolerance tolerance) {}
