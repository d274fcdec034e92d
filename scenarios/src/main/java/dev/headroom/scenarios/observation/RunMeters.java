package dev.headroom.scenarios.observation;

import dev.headroom.metrics.Meters;

/**
 * What others may look at while a run lasts.
 *
 * @param observed counts what the client sees
 * @param simulated counts what the shadow decides
 */
public record RunMeters(Meters observed, Meters simulated) {}
