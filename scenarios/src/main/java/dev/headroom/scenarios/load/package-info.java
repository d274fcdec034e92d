/** Runs of scenarios against a real service: {@link dev.headroom.scenarios.load.LoadRun}. */
@NullMarked
package dev.headroom.scenarios.load;

import org.jspecify.annotations.NullMarked;
