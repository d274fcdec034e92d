/** What a run or an endpoint exposes to Prometheus, and the names of it. */
@NullMarked
package dev.headroom.metrics;

import org.jspecify.annotations.NullMarked;
