/** Builders and fakes for tests. */
@NullMarked
package dev.headroom.testing;

import org.jspecify.annotations.NullMarked;
