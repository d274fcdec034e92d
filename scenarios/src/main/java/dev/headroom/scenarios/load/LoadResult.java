package dev.headroom.scenarios.load;

import dev.headroom.outcome.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What came of a run.
 *
 * @param outcome what was observed; its gates are not evaluated
 * @param endedEarly why it ended before its time; null if it did not
 */
public record LoadResult(Outcome outcome, @Nullable String endedEarly) {}
