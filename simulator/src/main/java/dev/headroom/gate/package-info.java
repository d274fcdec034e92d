/** Thresholds on an outcome, and the verdict. */
@NullMarked
package dev.headroom.gate;

import org.jspecify.annotations.NullMarked;
