package dev.headroom.evidence;

import dev.headroom.document.MappingReader;
import dev.headroom.traffic.Backoff;
import dev.headroom.traffic.Backoff.Jitter;
import dev.headroom.traffic.RetryBudget;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads an {@link Experiment}; what is wrong with it is noted as a problem. */
final class ExperimentReader {

  private static final int MOST = 1_000_000;
  private static final double MILLI = 1_000;

  /** How pauses lie, as a case says it. */
  private enum JitterWord {
    NONE,
    EQUAL,
    FULL,
    DECORRELATED
  }

  private ExperimentReader() {}

  /** The experiment that a mapping names, or null if it names none. */
  static @Nullable Experiment read(MappingReader reader) {
    MappingReader occ = reader.optionalMapping("occ");
    MappingReader failing = reader.optionalMapping("failingService");
    reader.finish();
    if ((occ == null) == (failing == null)) {
      reader.problem("occ", "is missing, or failingService; exactly one must be there");
      return null;
    }
    return occ != null ? occ(occ) : failing == null ? null : failingService(failing);
  }

  private static Experiment occ(MappingReader reader) {
    JitterWord jitter = reader.constant("jitter", JitterWord.class);
    Duration base = Duration.ofMillis(integer(reader, "baseMillis", 0));
    Duration cap = Duration.ofMillis(integer(reader, "capMillis", 0));
    int clients = integer(reader, "clients", 1);
    int repetitions = integer(reader, "repetitions", 1);
    reader.finish();
    Backoff backoff =
        switch (jitter == null ? JitterWord.NONE : jitter) {
          case NONE -> new Backoff.Exponential(base, cap, Jitter.NONE);
          case EQUAL -> new Backoff.Exponential(base, cap, Jitter.EQUAL);
          case FULL -> new Backoff.Exponential(base, cap, Jitter.FULL);
          case DECORRELATED -> new Backoff.Decorrelated(base, cap);
        };
    return new OccExperiment(clients, backoff, repetitions);
  }

  private static Experiment failingService(MappingReader reader) {
    double failureRate = share(reader.decimal("failureRate", 0, 1));
    int attempts = integer(reader, "attempts", 1);
    int repetitions = integer(reader, "repetitions", 1);
    RetryBudget budget = budget(reader);
    reader.finish();
    return new FailingServiceExperiment(failureRate, attempts, budget, repetitions);
  }

  private static RetryBudget budget(MappingReader reader) {
    Double breaker = reader.optionalDecimal("breaker", 0, 1);
    MappingReader tokens = reader.optionalMapping("tokens");
    if (tokens == null) {
      return breaker == null ? new RetryBudget.Unlimited() : new RetryBudget.Breaker(breaker);
    }
    if (breaker != null) {
      reader.problem("breaker", "cannot stand beside tokens");
    }
    long capacity = Math.round(share(tokens.decimal("capacity", 0, MOST)) * MILLI);
    long perRequest = Math.round(share(tokens.decimal("perRequest", 0, MOST)) * MILLI);
    tokens.finish();
    // A retry takes one token, and must leave some of another.
    return new RetryBudget.Tokens(capacity, Math.round(MILLI), 1, perRequest, 0, 0);
  }

  private static int integer(MappingReader reader, String key, int least) {
    Long given = reader.integer(key, least, MOST);
    return given == null ? least : Math.toIntExact(given);
  }

  private static double share(@Nullable Double given) {
    return given == null ? 0 : given;
  }
}
