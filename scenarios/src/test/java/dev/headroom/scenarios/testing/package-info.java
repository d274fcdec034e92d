/** A server and a virtual user for tests of the protocol. */
@NullMarked
package dev.headroom.scenarios.testing;

import org.jspecify.annotations.NullMarked;
