package dev.headroom.prediction;

import dev.headroom.engine.ServiceLog;
import dev.headroom.outcome.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What changed during a trial. */
final class EventLog implements ServiceLog {

  private static final double NANOS_PER_SECOND = 1e9;

  private final List<Event> events = new ArrayList<>();

  @Override
  public void add(long nowNanos, String kind, String resource, String detail) {
    events.add(new Event(nowNanos / NANOS_PER_SECOND, kind, resource, detail));
  }

  List<Event> inOrder() {
    return events.stream().sorted(Comparator.comparingDouble(Event::atSeconds)).toList();
  }
}
