/** Planned requests as the SDK sends them. */
@NullMarked
package dev.headroom.scenarios.items;

import org.jspecify.annotations.NullMarked;
