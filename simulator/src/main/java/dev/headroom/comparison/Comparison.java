package dev.headroom.comparison;

import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prediction beside what was observed.
 *
 * @param simulated the prediction
 * @param observed the other side
 * @param shift how long after the observation's start the simulated run begins on it
 * @param tolerance how far the prediction may be off
 * @param minuteSeconds length of what is called a minute here: longer where a side has no shorter
 *     periods
 * @param overall all flows together; null where a side knows no requests
 * @param flows flows that both sides have
 * @param usages resources, reads and writes apart, that either side used
 * @param events changes of capacity of either side
 * @param shadow agreement with the shadow engine; null without one
 * @param checks what was judged
 * @param causes what the numbers look like the effect of, most telling first, one sentence each
 * @param notes how the sides were put beside each other, and in what they differ
 */
public record Comparison(
    Run simulated,
    Run observed,
    Duration shift,
    Tolerance tolerance,
    int minuteSeconds,
    @Nullable FlowComparison overall,
    List<FlowComparison> flows,
    List<UsageComparison> usages,
    List<EventComparison> events,
    @Nullable ShadowComparison shadow,
    List<GateResult> checks,
    List<String> causes,
    List<String> notes) {

  public Comparison {
    flows = List.copyOf(flows);
    usages = List.copyOf(usages);
    events = List.copyOf(events);
    checks = List.copyOf(checks);
    causes = List.copyOf(causes);
    notes = List.copyOf(notes);
  }

  /**
   * One side.
   *
   * @param name the scenario, or the table
   * @param description what it is, for people
   * @param start when it began
   * @param duration how long it took
   */
  public record Run(String name, String description, Instant start, Duration duration) {}

  /** Failed if a check failed, inconclusive if one has no data or there is none, else passed. */
  public GateResult.Verdict verdict() {
    return Verdicts.of(checks);
  }
}
