/** Published experiments, packaged, and the lines on which the engine is judged. */
@NullMarked
package dev.headroom.evidence;

import org.jspecify.annotations.NullMarked;
