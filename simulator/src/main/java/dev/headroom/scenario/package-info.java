/** The scenario file: a table, its traffic and the gates that judge the outcome. */
@NullMarked
package dev.headroom.scenario;

import org.jspecify.annotations.NullMarked;
