package dev.headroom.source;

/** The two states of a table that a plan tells of. */
enum PlanSide {
  BEFORE,
  AFTER
}
