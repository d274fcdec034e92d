/** What would help: remedies derived from an outcome. */
@NullMarked
package dev.headroom.advice;

import org.jspecify.annotations.NullMarked;
