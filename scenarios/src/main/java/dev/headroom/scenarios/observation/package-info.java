/** What the client saw of a run, counted as an outcome tells it. */
@NullMarked
package dev.headroom.scenarios.observation;

import org.jspecify.annotations.NullMarked;
