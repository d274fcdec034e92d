/** Seeded randomness, forked by name, with the same draws on every machine. */
@NullMarked
package dev.headroom.chance;

import org.jspecify.annotations.NullMarked;
