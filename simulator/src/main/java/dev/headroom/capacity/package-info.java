/** Capacity-unit arithmetic, throttling vocabulary, service limits and model constants. */
@NullMarked
package dev.headroom.capacity;

import org.jspecify.annotations.NullMarked;
