package dev.headroom.evidence;

/** How much a judged line weighs. */
public enum LineKind {
  /** The engine is wrong if it misses the line. */
  MUST,
  /** The engine is better if it meets the line. */
  SHOULD
}
