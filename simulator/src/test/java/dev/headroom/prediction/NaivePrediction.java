package dev.headroom.prediction;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A prediction written down as plainly as possible: one event per request, item by item, nothing
 * shared with the prediction it is held against. Writes to a provisioned table whose bucket starts
 * with one second's worth and no burst; constants are those of the profile {@code observed}.
 */
final class NaivePrediction {

  /** Up to this rate a prediction sends each batch by itself, 64 in a step. */
  static final int BATCHES_PER_SECOND = 1_280;

  private static final long SECOND_NANOS = 1_000_000_000L;
  private static final double BURST_SECONDS = 300;
  private static final long THROTTLED_ANSWER_NANOS = 1_500_000L;
  private static final double STEP_NANOS = 50e6;

  /** Up to this rate requests are sent at their exact instants, eight in a step. */
  static final int EVEN_PER_SECOND = 160;

  private static final double SMALLEST_UNITS = 0.001;
  private static final int RESEND_ROUNDS = 10;
  private static final double RESEND_BASE_NANOS = 50e6;
  private static final double RESEND_CAP_NANOS = 10e9;

  /** How a client waits before it sends a refused request again. */
  enum Backoff {
    /** 500 ms, doubled up to 20 s, less up to half by chance. */
    EQUAL_JITTER {
      @Override
      double delayNanos(int retry, SplittableRandom random) {
        double ceiling = Math.min(500e6 * Math.pow(2, retry - 1), 20e9);
        return ceiling / 2 * (1 + random.nextDouble());
      }
    },
    /** 50 ms, doubled. */
    NO_JITTER {
      @Override
      double delayNanos(int retry, SplittableRandom random) {
        return 50e6 * Math.pow(2, retry - 1);
      }
    };

    abstract double delayNanos(int retry, SplittableRandom random);
  }

  /** A flow of evenly spaced requests. */
  record Load(int perSecond, boolean isBatch, int items, int units, int attempts, Backoff backoff) {

    /** The instant of an evenly spaced request, blurred where a prediction blurs it. */
    double instant(int request, SplittableRandom random) {
      double even = (double) request / perSecond * SECOND_NANOS;
      return perSecond <= EVEN_PER_SECOND
          ? even
          : (Math.floor(even / STEP_NANOS) + random.nextDouble()) * STEP_NANOS;
    }
  }

  /** A table and its traffic. */
  record Setting(
      int seconds, int tableUnits, int partitionUnits, List<Double> shares, List<Load> loads) {

    /** Requests that are made in all, retries not counted. */
    long requests() {
      return loads.stream().mapToLong(load -> (long) load.perSecond() * seconds).sum();
    }

    @Override
    public String toString() {
      return "%d s, table %d, partitions %d %s, %s"
          .formatted(seconds, tableUnits, partitionUnits, shares, loads);
    }
  }

  /** What came of all requests. */
  static final class Counts {
    double attempts;
    double succeeded;
    double failed;
    double throttledAttempts;
    double throttledRequests;
    double throttleEvents;
    double consumedUnits;
  }

  private static final class Bucket {
    final double unitsPerSecond;
    final double savedCap;
    double tokens;
    double saved;
    double lastNanos;

    Bucket(double unitsPerSecond, double savedSeconds) {
      this.unitsPerSecond = unitsPerSecond;
      this.savedCap = unitsPerSecond * savedSeconds;
      this.tokens = unitsPerSecond;
    }

    boolean isOpen(double nowNanos) {
      tokens += (nowNanos - lastNanos) / SECOND_NANOS * unitsPerSecond;
      lastNanos = nowNanos;
      saved = Math.min(savedCap, saved + Math.max(0, tokens - unitsPerSecond));
      tokens = Math.min(tokens, unitsPerSecond);
      return Math.max(0, tokens) + saved >= SMALLEST_UNITS;
    }

    void take(double units) {
      double fromSecond = Math.min(units, Math.max(0, tokens));
      double fromSaved = Math.min(units - fromSecond, saved);
      saved -= fromSaved;
      tokens -= units - fromSaved;
    }
  }

  private record Event(
      double nanos, Load load, List<Integer> items, int attempt, int round, boolean throttled) {}

  private final Setting setting;
  private final SplittableRandom random;
  private final Bucket table;
  private final List<Bucket> partitions = new ArrayList<>();
  private final PriorityQueue<Event> queue =
      new PriorityQueue<>(Comparator.comparingDouble(Event::nanos));
  private final Counts counts = new Counts();

  private NaivePrediction(Setting setting, long seed) {
    this.setting = setting;
    this.random = new SplittableRandom(seed);
    this.table = new Bucket(setting.tableUnits(), BURST_SECONDS);
    for (int p = 0; p < setting.shares().size(); p++) {
      partitions.add(new Bucket(setting.partitionUnits(), 0));
    }
  }

  static Counts run(Setting setting, long seed) {
    NaivePrediction prediction = new NaivePrediction(setting, seed);
    prediction.run();
    return prediction.counts;
  }

  private void run() {
    for (Load load : setting.loads()) {
      for (int i = 0; i < load.perSecond() * setting.seconds(); i++) {
        List<Integer> items = new ArrayList<>();
        for (int k = 0; k < load.items(); k++) {
          items.add(partition());
        }
        queue.add(new Event(load.instant(i, random), load, items, 1, 0, false));
      }
    }
    double endNanos = (double) setting.seconds() * SECOND_NANOS;
    for (Event next = queue.poll(); next != null; next = queue.poll()) {
      if (next.nanos() < endNanos) {
        send(next);
      }
    }
  }

  private int partition() {
    double at = random.nextDouble();
    int partition = 0;
    while (at >= setting.shares().get(partition) && partition < setting.shares().size() - 1) {
      at -= setting.shares().get(partition);
      partition++;
    }
    return partition;
  }

  private void send(Event request) {
    counts.attempts++;
    List<Integer> refused = new ArrayList<>();
    for (int partition : request.items()) {
      Bucket own = partitions.get(partition);
      boolean isTableOpen = table.isOpen(request.nanos());
      boolean isPartitionOpen = own.isOpen(request.nanos());
      if (isTableOpen && isPartitionOpen) {
        table.take(request.load().units());
        own.take(request.load().units());
        counts.consumedUnits += request.load().units();
      } else {
        counts.throttleEvents++;
        refused.add(partition);
      }
    }
    if (!refused.isEmpty() && !request.throttled()) {
      counts.throttledRequests++;
    }
    if (refused.size() == request.items().size()) {
      counts.throttledAttempts++;
      if (request.attempt() == request.load().attempts()) {
        counts.failed++;
      } else {
        double wait = request.load().backoff().delayNanos(request.attempt(), random);
        again(request, refused, wait, request.attempt() + 1, request.round());
      }
    } else if (refused.isEmpty()) {
      counts.succeeded++;
    } else if (request.round() == RESEND_ROUNDS) {
      counts.failed++;
    } else {
      int round = request.round() + 1;
      double ceiling = Math.min(RESEND_CAP_NANOS, RESEND_BASE_NANOS * Math.pow(2, round - 1));
      again(request, refused, ceiling * random.nextDouble(), 1, round);
    }
  }

  private void again(Event request, List<Integer> items, double wait, int attempt, int round) {
    double nanos = request.nanos() + THROTTLED_ANSWER_NANOS + wait;
    queue.add(new Event(nanos, request.load(), items, attempt, round, true));
  }
}
