package dev.headroom.evidence;

import dev.headroom.chance.Chance;
import dev.headroom.outcome.Outcome;
import dev.headroom.prediction.EventQueue;
import dev.headroom.traffic.RetryBudget;
import dev.headroom.traffic.RetryQuota;

/**
 * Clients of a service that fails at random, however much it is asked: each calls it at random
 * instants and retries at once as far as its attempts and its budget allow.
 *
 * <p>Source: mbrooker/simulator_example, {@code retry_sim}, published with "Fixing retries with
 * token buckets and circuit breakers", brooker.co.za, February 2022.
 *
 * @param failureRate the share of attempts that fail
 * @param maxAttempts attempts per call, the first included
 * @param budget how many retries each client allows itself
 * @param repetitions how often it is run
 */
record FailingServiceExperiment(
    double failureRate, int maxAttempts, RetryBudget budget, int repetitions)
    implements Experiment {

  private static final int CLIENTS = 100;
  private static final double MEAN_GAP_NANOS = 1e8;
  private static final double MEAN_NET_NANOS = 1e7;
  private static final long CALLING_NANOS = 10_000_000_000L;

  @Override
  public Outcome run(Chance chance) {
    long calls = 0;
    long attempts = 0;
    long succeeded = 0;
    for (int i = 0; i < repetitions * CLIENTS; i++) {
      Caller caller = new Caller(chance.fork("client-" + i));
      caller.call(0);
      caller.queue.runBefore(Long.MAX_VALUE);
      calls += caller.calls;
      attempts += caller.attempts;
      succeeded += caller.succeeded;
    }
    return Experiment.outcome(
        "failing service", calls, attempts, succeeded, CALLING_NANOS / 1_000_000_000.0);
  }

  /** One client; the service keeps nothing that would tie clients together. */
  private final class Caller {

    private final EventQueue queue = new EventQueue();
    private final RetryQuota quota = RetryQuota.of(budget, 1);
    private final Chance chance;
    private long calls;
    private long attempts;
    private long succeeded;

    private Caller(Chance chance) {
      this.chance = chance;
    }

    private void call(long nowNanos) {
      if (nowNanos > CALLING_NANOS) {
        return;
      }
      calls++;
      quota.start(1);
      attempt(nowNanos, 1);
      queue.add(nowNanos + nanos(MEAN_GAP_NANOS), this::call);
    }

    private void attempt(long nowNanos, int attempt) {
      attempts++;
      boolean fails = chance.nextDouble() < failureRate;
      queue.add(
          nowNanos + nanos(MEAN_NET_NANOS) + nanos(MEAN_NET_NANOS),
          answeredNanos -> {
            if (!fails) {
              succeeded++;
              quota.refund(1, attempt);
            } else if (quota.take(1) > 0 && attempt < maxAttempts) {
              attempt(answeredNanos, attempt + 1);
            }
          });
    }

    private long nanos(double mean) {
      return (long) chance.nextExponential(mean);
    }
  }
}
