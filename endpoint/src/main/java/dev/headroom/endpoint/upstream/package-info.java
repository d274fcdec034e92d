/** Where admitted requests go: a store, or none. */
@NullMarked
package dev.headroom.endpoint.upstream;

import org.jspecify.annotations.NullMarked;
