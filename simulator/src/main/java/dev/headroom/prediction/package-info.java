/** Virtual time: drives a scenario's traffic through the engine and records the outcome. */
@NullMarked
package dev.headroom.prediction;

import org.jspecify.annotations.NullMarked;
