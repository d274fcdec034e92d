/** TODO. */
@NullMarked
package dev.headroom.metrics;

import org.jspecify.annotations.NullMarked;
