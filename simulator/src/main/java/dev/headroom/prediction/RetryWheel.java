package dev.headroom.prediction;

import dev.headroom.chance.Chance;
import java.util.ArrayList;
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

  /** Retries too few for every slot are put into at most this many slots. */
  private static final int MAX_POINTS = 16;

  /**
   * Like retries.
   *
   * @param attempt number of the coming attempt, 2 for the first retry
   * @param component the component whose partition is known, or {@link CellSplitter#UNPINNED}
   * @param partition that partition
   */
  record Kind(int attempt, int component, int partition) {}

  private static final class Ring {
    final Kind kind;
    final long[] counts;

    Ring(Kind kind, int slots) {
      this.kind = kind;
      this.counts = new long[slots];
    }
  }

  /** Receives the retries of a slot. */
  interface Due {
    void accept(Kind kind, long n);
  }

  private final int slots;
  private final Chance chance;
  private final List<Ring> rings = new ArrayList<>();
  private final Map<Kind, Ring> ringByKind = new HashMap<>();
  private long waiting;

  /** A wheel for delays up to a length. */
  RetryWheel(long longestDelayNanos, Chance chance) {
    this.slots = Math.toIntExact(longestDelayNanos / SLOT_NANOS + 3);
    this.chance = chance;
  }

  /** Retries that wait. */
  long waiting() {
    return waiting;
  }

  /**
   * Lets retries wait for times spread evenly between two instants, but at least until the next
   * slot. What does not suffice for one retry per slot lies at a few slots at equal distances, from
   * a random one on.
   */
  void add(Kind kind, long n, long nowNanos, long earliestNanos, long latestNanos) {
    @Nullable Ring ring = ringByKind.get(kind);
    if (ring == null) {
      ring = new Ring(kind, slots);
      ringByKind.put(kind, ring);
      rings.add(ring);
    }
    waiting += n;
    long first = Math.max(earliestNanos / SLOT_NANOS, nowNanos / SLOT_NANOS + 1);
    long span = Math.max(1, latestNanos / SLOT_NANOS - first + 1);
    long each = n / span;
    int slot = (int) (first % slots);
    for (long i = 0; i < span && each > 0; i++) {
      ring.counts[slot] += each;
      slot = slot + 1 == slots ? 0 : slot + 1;
    }
    long rest = n - each * span;
    if (rest > 0) {
      addAtDistances(ring, rest, first, span);
    }
  }

  private void addAtDistances(Ring ring, long n, long first, long span) {
    long points = Math.min(n, MAX_POINTS);
    long start = chance.nextLong(span);
    for (long i = 0; i < points; i++) {
      long offset = start + i * span / points;
      long slot = first + (offset < span ? offset : offset - span);
      ring.counts[(int) (slot % slots)] += n * (i + 1) / points - n * i / points;
    }
  }

  /** Retries of the slot that begins at an instant. */
  long due(long slotStartNanos) {
    int slot = (int) (slotStartNanos / SLOT_NANOS % slots);
    long due = 0;
    for (Ring ring : rings) {
      due += ring.counts[slot];
    }
    return due;
  }

  /** Hands out the retries of the slot that begins at an instant. */
  void drain(long slotStartNanos, Due due) {
    int slot = (int) (slotStartNanos / SLOT_NANOS % slots);
    for (int i = 0, count = rings.size(); i < count; i++) {
      Ring ring = rings.get(i);
      long n = ring.counts[slot];
      if (n > 0) {
        ring.counts[slot] = 0;
        waiting -= n;
        due.accept(ring.kind, n);
      }
    }
  }
}
