package dev.headroom.evidence;

/** An instant of a run, as a case names it. */
@FunctionalInterface
interface Moment {

  /** Seconds from the start of the run; infinite for what never happens. */
  double in(OutcomeReader reader);
}
