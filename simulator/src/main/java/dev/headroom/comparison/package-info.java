/**
 * A prediction beside what was observed: how far they are apart, whether that is too far, and why.
 */
@NullMarked
package dev.headroom.comparison;

import org.jspecify.annotations.NullMarked;
