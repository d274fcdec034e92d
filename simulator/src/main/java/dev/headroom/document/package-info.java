/** Text files as nodes that know their file, line and key, and the problems found in them. */
@NullMarked
package dev.headroom.document;

import org.jspecify.annotations.NullMarked;
