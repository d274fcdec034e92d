package dev.headroom.evidence;

import dev.headroom.capacity.Dimension;
import dev.headroom.chance.Chance;
import dev.headroom.outcome.Event;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.FlowOutcome.FlowSeries;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A published experiment on clients alone: this program's clients against a small server of the
 * experiment's own, which is not DynamoDB. Immutable.
 */
public sealed interface Experiment permits OccExperiment, FailingServiceExperiment {

  /** Name of the only flow in an experiment's outcome. */
  String FLOW = "calls";

  /** What the calls of an experiment go to; its outcome says nothing of it. */
  String SERVICE = "service";

  /** Runs it; the outcome sums all repetitions up, except for its end, which is their mean. */
  Outcome run(Chance chance);

  /** The outcome of an experiment in which some requests were made. */
  static Outcome outcome(
      String name, long offered, long attempts, long succeeded, double meanSeconds) {
    long failed = offered - succeeded;
    long failedAttempts = attempts - succeeded;
    Duration duration = Duration.ofMillis(Math.round(meanSeconds * 1_000));
    FlowOutcome flow =
        new FlowOutcome(
            FLOW,
            name,
            Dimension.READ,
            /* isReplicated= */ false,
            offered,
            attempts,
            succeeded,
            failed,
            failedAttempts,
            0,
            null,
            new FlowSeries(
                Math.max(1, (int) Math.ceil(meanSeconds)),
                single((double) offered),
                single((double) attempts),
                single((double) succeeded),
                single((double) failed),
                single((double) failedAttempts),
                single(0),
                single(Double.NaN),
                single(Double.NaN)));
    return new Outcome(
        name,
        Outcome.Source.SIMULATED,
        Instant.EPOCH,
        1,
        1,
        "observed",
        Map.of(),
        Version.CURRENT,
        duration,
        List.of(),
        List.of(),
        List.of(flow),
        List.of(new Event(meanSeconds, "flow-end", FLOW, "all calls have been answered")),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of());
  }

  private static Series single(double value) {
    return Series.of(new double[] {value});
  }
}
