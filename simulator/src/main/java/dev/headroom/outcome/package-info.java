/** What a run produced. The one hand-over to gates, reports and comparison. */
@NullMarked
package dev.headroom.outcome;

import org.jspecify.annotations.NullMarked;
