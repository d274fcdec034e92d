/** The token-bucket engine: resources, partitions and the admission of requests at a given time. */
@NullMarked
package dev.headroom.engine;

import org.jspecify.annotations.NullMarked;
