package dev.headroom.scenario;

import dev.headroom.document.Location;

/** A value from the scenario file and where it stands. */
record Given<T>(T value, Location location) {}
