package dev.headroom.evidence;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One line of a case on which a prediction is judged.
 *
 * @param id the case's id, a dot and a number
 * @param kind how much it weighs
 * @param statement what must hold, in a sentence
 * @param selection the case's runs that it looks at
 * @param checks what must hold, all of it; the first is the number that is shown
 * @param measured what was published, a number in the measure's unit or words
 * @param whyMissed what is known about a miss, by profile
 */
public record EvidenceLine(
    String id,
    LineKind kind,
    String statement,
    Selection selection,
    List<Check> checks,
    String measured,
    Map<String, String> whyMissed) {

  public EvidenceLine {
    checks = List.copyOf(checks);
    whyMissed = Collections.unmodifiableMap(new TreeMap<>(whyMissed));
  }

  /** The same line with one check. */
  public EvidenceLine withCheck(Check other) {
    return new EvidenceLine(id, kind, statement, selection, List.of(other), measured, whyMissed);
  }
}
