/** Price lists, and the bill that they make of what a run used. */
@NullMarked
package dev.headroom.cost;

import org.jspecify.annotations.NullMarked;
