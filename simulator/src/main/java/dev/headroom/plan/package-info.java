/**
 * The requests of a scenario one by one, for whoever sends them: each is known before it is sent,
 * with its instant, keys and sizes, drawn as a prediction takes them to be distributed.
 */
@NullMarked
package dev.headroom.plan;

import org.jspecify.annotations.NullMarked;
