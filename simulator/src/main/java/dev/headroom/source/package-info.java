/** Readers that turn table files of many formats into {@link dev.headroom.table.Table tables}. */
@NullMarked
package dev.headroom.source;

import org.jspecify.annotations.NullMarked;
