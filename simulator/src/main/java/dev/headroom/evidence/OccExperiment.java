package dev.headroom.evidence;

import dev.headroom.chance.Chance;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.EventQueue;
import dev.headroom.traffic.Backoff;

/**
 * Clients that change one row under optimistic concurrency control: each reads the row's version,
 * writes it back, and reads again after a pause if another client was faster. All begin at once,
 * and each ends with its first successful write. An attempt is a write; reads do not count.
 *
 * <p>Source: aws-samples/aws-arch-backoff-simulator, {@code src/backoff_simulator.py}, published
 * with "Exponential Backoff and Jitter", AWS Architecture Blog, March 2015. Its pauses double
 * before the first retry, so that a base of 5 ms is one of 10 ms here.
 *
 * @param clients how many clients there are
 * @param backoff the pauses after a write that came too late
 * @param repetitions how often it is run
 */
record OccExperiment(int clients, Backoff backoff, int repetitions) implements Experiment {

  private static final double NET_MEAN_NANOS = 10e6;
  private static final double NET_DEVIATION_NANOS = 2e6;
  private static final double NANOS_PER_SECOND = 1e9;

  @Override
  public Outcome run(Chance chance) {
    long attempts = 0;
    double seconds = 0;
    for (int i = 0; i < repetitions; i++) {
      Row row = new Row(chance.fork("repetition-" + i));
      for (int client = 0; client < clients; client++) {
        row.read(0, 1, 0);
      }
      row.queue.runBefore(Long.MAX_VALUE);
      attempts += row.attempts;
      seconds += row.endNanos / NANOS_PER_SECOND;
    }
    long offered = (long) clients * repetitions;
    return Experiment.outcome("occ", offered, attempts, offered, seconds / repetitions);
  }

  /** The row and its clients in one repetition. */
  private final class Row {

    private final EventQueue queue = new EventQueue();
    private final Chance chance;
    private long version;
    private long attempts;
    private long endNanos;

    private Row(Chance chance) {
      this.chance = chance;
    }

    /** Lets a client read the row; its answer carries the version to the write. */
    private void read(long nowNanos, int attempt, long pauseNanos) {
      queue.add(
          nowNanos + pauseNanos + netNanos(),
          readNanos -> {
            long seen = version;
            queue.add(
                readNanos + netNanos(),
                answeredNanos ->
                    queue.add(
                        answeredNanos + netNanos(),
                        writtenNanos -> write(writtenNanos, seen, attempt, pauseNanos)));
          });
    }

    private void write(long nowNanos, long seen, int attempt, long latestPauseNanos) {
      attempts++;
      boolean isCurrent = seen == version;
      if (isCurrent) {
        version++;
      }
      queue.add(
          nowNanos + netNanos(),
          answeredNanos -> {
            endNanos = answeredNanos;
            if (!isCurrent) {
              int coming = attempt + 1;
              read(answeredNanos, coming, backoff.delayNanos(coming, latestPauseNanos, chance));
            }
          });
    }

    private long netNanos() {
      return (long) Math.abs(NET_MEAN_NANOS + NET_DEVIATION_NANOS * chance.nextNormal());
    }
  }
}
