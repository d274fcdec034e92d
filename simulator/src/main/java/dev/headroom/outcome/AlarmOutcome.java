package dev.headroom.outcome;

import java.util.List;

/**
 * What becomes of a CloudWatch alarm in a run.
 *
 * @param name the alarm's name
 * @param rule when it fires, in one line
 * @param file the file that declares it, as the user named it
 * @param line the line at which it begins
 * @param state what becomes of it
 * @param spans when it is in state ALARM, in time order; empty unless it fires
 * @param detail why it never could fire, or why it is not evaluated; empty otherwise
 * @param hints what is probably not meant, one sentence each
 */
public record AlarmOutcome(
    String name,
    String rule,
    String file,
    int line,
    State state,
    List<Span> spans,
    String detail,
    List<String> hints) {

  public AlarmOutcome {
    spans = List.copyOf(spans);
    hints = List.copyOf(hints);
  }

  /** What becomes of an alarm. */
  public enum State {
    /** It is in state ALARM for some time. */
    FIRED,
    /** It could fire, and does not in this run. */
    QUIET,
    /** It could fire in no run. */
    NEVER,
    /** The prediction does not tell. */
    NOT_EVALUATED;

    /** The state in {@code outcome.json}. */
    public String word() {
      return switch (this) {
        case FIRED -> "fired";
        case QUIET -> "quiet";
        case NEVER -> "never";
        case NOT_EVALUATED -> "not-evaluated";
      };
    }
  }

  /**
   * A time in state ALARM.
   *
   * @param fromSeconds when it begins, since the start of the run: the end of the period that
   *     decides
   * @param toSeconds when it ends; the end of the run where it does not
   */
  public record Span(double fromSeconds, double toSeconds) {}

  /** How long it is in state ALARM altogether. */
  public double alarmSeconds() {
    return spans.stream().mapToDouble(span -> span.toSeconds() - span.fromSeconds()).sum();
  }
}
