package dev.headroom.prediction;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Calls that wait to begin, first come, first served; counted, not held one by one. Not
 * thread-safe.
 */
final class WaitingLine {

  /** A longer line is kept more coarsely. */
  private static final int MAX_ENTRIES = 4_096;

  /**
   * Calls that arrived together.
   *
   * @param count how many
   * @param sinceNanos when, on average
   */
  record Entry(long count, long sinceNanos) {

    static final Entry NONE = new Entry(0, 0);

    Entry plus(Entry other) {
      long sum = count + other.count;
      double otherShare = sum == 0 ? 0 : (double) other.count / sum;
      return new Entry(sum, sinceNanos + (long) ((other.sinceNanos - sinceNanos) * otherShare));
    }
  }

  private final Deque<Entry> entries = new ArrayDeque<>();
  private long size;

  /** Calls that wait. */
  long size() {
    return size;
  }

  /** Lets calls wait behind all others. */
  void add(long count, long sinceNanos) {
    entries.addLast(new Entry(count, sinceNanos));
    size += count;
    if (entries.size() > MAX_ENTRIES) {
      mergeNeighbours();
    }
  }

  /** Puts calls back before all others. */
  void putBack(long count, long sinceNanos) {
    entries.addFirst(new Entry(count, sinceNanos));
    size += count;
  }

  private void mergeNeighbours() {
    for (int pairs = entries.size() / 2; pairs > 0; pairs--) {
      Entry earlier = entries.removeFirst();
      entries.addLast(earlier.plus(entries.removeFirst()));
    }
    if (entries.size() * 2 > MAX_ENTRIES + 1) {
      entries.addLast(entries.removeFirst());
    }
  }

  /** Removes the first calls, at most so many. */
  Entry take(long most) {
    Entry taken = Entry.NONE;
    while (taken.count < most && !entries.isEmpty()) {
      Entry first = entries.removeFirst();
      long n = Math.min(first.count, most - taken.count);
      taken = new Entry(n, first.sinceNanos).plus(taken);
      if (n < first.count) {
        entries.addFirst(new Entry(first.count - n, first.sinceNanos));
      }
    }
    size -= taken.count;
    return taken;
  }

  /** Removes calls that arrived together before all others, at most so many. */
  Entry takeOfFirst(long most) {
    return entries.isEmpty() ? Entry.NONE : take(Math.min(most, entries.getFirst().count));
  }

  /** When the first calls arrived. */
  long firstSinceNanos() {
    return entries.getFirst().sinceNanos;
  }

  /** Removes the calls that arrived before an instant. */
  Entry takeArrivedBefore(long nanos) {
    long early = 0;
    for (Entry entry : entries) {
      if (entry.sinceNanos >= nanos) {
        break;
      }
      early += entry.count;
    }
    return take(early);
  }
}
