package dev.headroom.outcome;

import org.jspecify.annotations.Nullable;

/**
 * A gate after its evaluation.
 *
 * @param expression the gate as written
 * @param value what was found, in the metric's unit; null without data
 * @param unit the metric's unit for people, such as {@code %} or {@code ms}; empty for a number
 * @param verdict what became of it
 * @param detail one sentence: where the value was found, or why there is none
 */
public record GateResult(
    String expression, @Nullable Double value, String unit, Verdict verdict, String detail) {

  /** What became of a gate. */
  public enum Verdict {
    PASSED,
    FAILED,
    INCONCLUSIVE
  }

  /** Whether the gate held; null where there was no data. */
  public @Nullable Boolean passed() {
    return switch (verdict) {
      case PASSED -> Boolean.TRUE;
      case FAILED -> Boolean.FALSE;
      case INCONCLUSIVE -> null;
    };
  }
}
