/** Review of a change: what the same traffic meets with the settings before and after it. */
@NullMarked
package dev.headroom.review;

import org.jspecify.annotations.NullMarked;
