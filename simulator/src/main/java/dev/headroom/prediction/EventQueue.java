package dev.headroom.prediction;

import java.util.PriorityQueue;

/** What is to happen, in order of time; things of one instant in the order of their scheduling. */
public final class EventQueue {

  /** Something that happens at an instant. */
  public interface Action {
    void run(long nowNanos);
  }

  private record Event(long timeNanos, long sequence, Action action) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(timeNanos, other.timeNanos);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private long sequence;

  /** Schedules an action. */
  public void add(long timeNanos, Action action) {
    events.add(new Event(timeNanos, sequence++, action));
  }

  /** Runs everything scheduled before an instant, including what is scheduled meanwhile. */
  public void runBefore(long endNanos) {
    for (Event next = events.peek();
        next != null && next.timeNanos < endNanos;
        next = events.peek()) {
      events.remove();
      next.action.run(next.timeNanos);
    }
  }
}
