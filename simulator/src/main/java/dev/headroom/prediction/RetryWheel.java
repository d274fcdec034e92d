package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import dev.headroom.traffic.RetryPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Retries that wait for their time, counted per slot of time, attempt and known partition instead
 * of one by one. Not thread-safe.
 */
final class RetryWheel {

  /** Length of a slot. */
  static final long SLOT_NANOS = 50_000_000L;

  /**
   * What is known of where retries go.
   *
   * @param component the component whose partition is known, or {@link CellSplitter#UNPINNED}
   * @param partition that partition
   */
  record Place(int component, int partition) {

    static final Place ANY = new Place(CellSplitter.UNPINNED, 0);
  }

  /** Receives the retries of a slot. */
  interface Due {

    /**
     * Receives the retries of one place.
     *
     * @param byAttempt how many wait for each attempt, by its number
     * @param ofSlot how many are due in the slot at all places
     */
    void accept(Place place, long[] byAttempt, long ofSlot);
  }

  private static final class Ring {
    final Place place;
    final long[][] bySlotAndAttempt;
    final long[] refusedByAttempt;

    Ring(Place place, int slots, int attempts) {
      this.place = place;
      this.bySlotAndAttempt = new long[slots][attempts + 1];
      this.refusedByAttempt = new long[attempts + 1];
    }
  }

  private final RetryPolicy policy;
  private final @Nullable CallTimeout timeout;
  private final long throttleNanos;
  private final long horizonNanos;
  private final int slots;
  private final Chance chance;
  private final List<Ring> rings = new ArrayList<>();
  private final Map<Place, Ring> ringByPlace = new HashMap<>();
  private final Ring anywhere;
  private final long[] due;
  private long waiting;
  private long latestSlot = -1;

  /**
   * A wheel for a client's retries.
   *
   * @param timeout of the calls; null for none
   * @param throttleNanos how long a throttled answer takes
   * @param horizonNanos the longest wait of interest; retries that wait longer are dropped
   */
  RetryWheel(
      RetryPolicy policy,
      @Nullable CallTimeout timeout,
      long throttleNanos,
      long horizonNanos,
      Chance chance) {
    this.policy = policy;
    this.timeout = timeout;
    this.throttleNanos = throttleNanos;
    this.horizonNanos = Math.min(horizonNanos, policy.longestDelayNanos() + throttleNanos);
    this.slots = Math.toIntExact(this.horizonNanos / SLOT_NANOS + 3);
    this.chance = chance;
    this.anywhere = newRing(Place.ANY);
    this.due = new long[policy.maxAttempts() + 1];
  }

  /** Retries that wait. */
  long waiting() {
    return waiting;
  }

  /**
   * Lets requests wait that were refused in the present slot.
   *
   * @param refusedByAttempt how many, by the number of the attempt that was refused
   */
  void add(Place place, long[] refusedByAttempt) {
    Ring ring = place.equals(Place.ANY) ? anywhere : ring(place);
    for (int attempt = 1; attempt < refusedByAttempt.length; attempt++) {
      ring.refusedByAttempt[attempt] += refusedByAttempt[attempt];
      waiting += refusedByAttempt[attempt];
    }
  }

  /** How many retries that may go anywhere are due before an instant. */
  long dueBefore(long endNanos) {
    if (waiting == 0) {
      return 0;
    }
    long due = Arrays.stream(anywhere.refusedByAttempt).sum();
    long last = Math.min(latestSlot + slots, endNanos / SLOT_NANOS - 1);
    for (long slot = latestSlot + 1; slot <= last; slot++) {
      due += Arrays.stream(anywhere.bySlotAndAttempt[(int) (slot % slots)]).sum();
    }
    return due;
  }

  /** Moves a share of the retries of one place to another. */
  void move(Place from, Place to, double share) {
    Ring source = ringByPlace.get(from);
    if (source == null) {
      return;
    }
    Ring target = ring(to);
    move(source.refusedByAttempt, target.refusedByAttempt, share);
    for (int slot = 0; slot < slots; slot++) {
      move(source.bySlotAndAttempt[slot], target.bySlotAndAttempt[slot], share);
    }
  }

  private static void move(long[] from, long[] to, double share) {
    for (int attempt = 0; attempt < from.length; attempt++) {
      long moved = Math.round(from[attempt] * share);
      from[attempt] -= moved;
      to[attempt] += moved;
    }
  }

  /** Forgets all retries and returns how many there were. */
  long clear() {
    long forgotten = waiting;
    waiting = 0;
    for (Ring ring : rings) {
      Arrays.fill(ring.refusedByAttempt, 0);
      for (long[] byAttempt : ring.bySlotAndAttempt) {
        Arrays.fill(byAttempt, 0);
      }
    }
    return forgotten;
  }

  private Ring ring(Place place) {
    return ringByPlace.computeIfAbsent(place, this::newRing);
  }

  private Ring newRing(Place place) {
    Ring ring = new Ring(place, slots, policy.maxAttempts());
    rings.add(ring);
    return ring;
  }

  /**
   * Begins a slot and hands out its retries.
   *
   * @param slotStartNanos end of the slot in which {@link #add} was called last
   */
  void advance(long slotStartNanos, Due receiver) {
    for (int i = 0, count = rings.size(); i < count; i++) {
      spread(rings.get(i), slotStartNanos);
    }
    latestSlot = slotStartNanos / SLOT_NANOS;
    int slot = (int) (latestSlot % slots);
    long ofSlot = 0;
    for (Ring ring : rings) {
      ofSlot += Arrays.stream(ring.bySlotAndAttempt[slot]).sum();
    }
    for (int i = 0, count = rings.size(); i < count; i++) {
      Ring ring = rings.get(i);
      long[] byAttempt = ring.bySlotAndAttempt[slot];
      long total = 0;
      for (int attempt = 2; attempt < byAttempt.length; attempt++) {
        due[attempt] = byAttempt[attempt];
        total += byAttempt[attempt];
        byAttempt[attempt] = 0;
      }
      if (total > 0) {
        waiting -= total;
        receiver.accept(ring.place, due, ofSlot);
      }
    }
  }

  private void spread(Ring ring, long nowNanos) {
    long refusedNanos = nowNanos - SLOT_NANOS / 2 + throttleNanos;
    for (int attempt = 1; attempt < ring.refusedByAttempt.length - 1; attempt++) {
      long n = ring.refusedByAttempt[attempt];
      if (n > 0) {
        ring.refusedByAttempt[attempt] = 0;
        long earliestNanos =
            Math.max(nowNanos, refusedNanos + policy.backoff().shortestNanos(attempt + 1));
        long latestNanos = refusedNanos + policy.backoff().longestNanos(attempt + 1);
        if (timeout == null) {
          spread(ring, attempt + 1, n, nowNanos, earliestNanos, latestNanos);
        } else {
          spreadInTime(ring, attempt + 1, n, nowNanos, earliestNanos, latestNanos, timeout);
        }
      }
    }
  }

  /** Lays retries evenly over the slots of their delays; a rest falls on evenly spaced ones. */
  private void spread(
      Ring ring, int attempt, long n, long nowNanos, long earliestNanos, long latestNanos) {
    long first = earliestNanos / SLOT_NANOS;
    long last = Math.max(first, latestNanos / SLOT_NANOS);
    long span = last - first + 1;
    long end = Math.max(first - 1, Math.min(last, (nowNanos + horizonNanos) / SLOT_NANOS));
    long each = n / span;
    for (long slot = first; slot <= end && each > 0; slot++) {
      ring.bySlotAndAttempt[(int) (slot % slots)][attempt] += each;
    }
    long rest = n - each * span;
    double offset = chance.nextDouble();
    for (long i = 0; i < rest; i++) {
      long slot = first + (long) ((i + offset) * span / rest);
      if (slot <= end) {
        ring.bySlotAndAttempt[(int) (slot % slots)][attempt]++;
      } else {
        waiting--;
      }
    }
    waiting -= each * (last - end);
  }

  /** Lays retries over slots as likely as they keep their calls within the timeout. */
  private void spreadInTime(
      Ring ring,
      int attempt,
      long n,
      long nowNanos,
      long earliestNanos,
      long latestNanos,
      CallTimeout limit) {
    int first = (int) (earliestNanos / SLOT_NANOS);
    int span = Math.max(1, (int) (latestNanos / SLOT_NANOS) - first + 1);
    double[] likelyUpTo = new double[span];
    double sum = 0;
    for (int i = 0; i < span; i++) {
      long afterRefusal = (first + i) * SLOT_NANOS + SLOT_NANOS - nowNanos;
      sum += limit.madeBefore(attempt - 1, afterRefusal);
      likelyUpTo[i] = sum;
    }
    double offset = chance.nextDouble();
    long done = 0;
    for (int i = 0; i < span && done < n; i++) {
      boolean isLast = i == span - 1 || sum == 0;
      long upTo = isLast ? n : Math.min(n, (long) (n * likelyUpTo[i] / sum + offset));
      if (first + i <= (nowNanos + horizonNanos) / SLOT_NANOS) {
        ring.bySlotAndAttempt[(first + i) % slots][attempt] += upTo - done;
      } else {
        waiting -= upTo - done;
      }
      done = upTo;
    }
  }
}
