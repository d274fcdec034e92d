/** The load put on a table: operations, arrivals, item sizes, keys and clients. */
@NullMarked
package dev.headroom.traffic;

import org.jspecify.annotations.NullMarked;
