package dev.headroom.evidence;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a case on which a prediction is judged.
 *
 * @param id the case's id, a dot and a number
 * @param kind how much it weighs
 * @param statement what must hold, in a sentence
 * @param run name of the case's run that it looks at
 * @param measure what it looks at
 * @param unit of the measure's values; empty for a plain number
 * @param tolerance where the value must lie
 * @param measured what was published, a number in the measure's unit or words
 * @param whyMissed what is known about a miss, by profile
 */
public record EvidenceLine(
    String id,
    LineKind kind,
    String statement,
    String run,
    Measure measure,
    String unit,
    Tolerance tolerance,
    String measured,
    Map<String, String> whyMissed) {

  public EvidenceLine {
    whyMissed = Collections.unmodifiableMap(new TreeMap<>(whyMissed));
  }

  /** The same line with another tolerance. */
  public EvidenceLine withTolerance(Tolerance other) {
    return new EvidenceLine(id, kind, statement, run, measure, unit, other, measured, whyMissed);
  }
}
