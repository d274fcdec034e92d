package dev.headroom.evidence;

import dev.headroom.outcome.Outcome;

/** What a judged line looks at in an outcome. Stateless. */
@FunctionalInterface
public interface Measure {

  /** Reads one trial's outcome. */
  Reading of(Outcome outcome);

  /**
   * What was read.
   *
   * @param value the number that is judged; infinite for something that never happens, not a number
   *     where the outcome has no data
   * @param detail numbers behind the value, for people; empty if there are none
   */
  record Reading(double value, String detail) {

    /** No data. */
    static final Reading NONE = new Reading(Double.NaN, "");

    /** A number of things. */
    static Reading count(long value) {
      return of((double) value);
    }

    /** A value that says all. */
    static Reading of(double value) {
      return new Reading(value, "");
    }
  }
}
