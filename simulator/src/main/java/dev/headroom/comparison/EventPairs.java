package dev.headroom.comparison;

import dev.headroom.outcome.Event;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds for every change of capacity the nearest one of its kind, on the same resource, on the
 * other side. Several may have the same partner: a side may tell that a change begins where the
 * other tells only that it is done.
 */
final class EventPairs {

  private static final Set<String> KINDS =
      Set.of("scale-out", "scale-in", "update-table", "mode-switch");

  private EventPairs() {}

  /** An event in its place; the resource is empty for the table. */
  private record Placed(String kind, String resource, double atSeconds) {}

  static List<EventComparison> of(Side simulated, Side observed, Timeline time) {
    if (observed.outcome() == null) {
      return List.of();
    }
    List<Placed> predicted = events(simulated, time);
    List<Placed> seen = events(observed, time);
    List<EventComparison> pairs = new ArrayList<>();
    List<Placed> partners = new ArrayList<>();
    for (Placed event : predicted) {
      Placed partner = nearest(event, seen);
      partners.add(partner == null ? event : partner);
      pairs.add(pair(simulated, event, event.atSeconds(), seconds(partner)));
    }
    for (Placed event : seen) {
      if (!partners.contains(event)) {
        pairs.add(pair(simulated, event, seconds(nearest(event, predicted)), event.atSeconds()));
      }
    }
    return pairs;
  }

  private static List<Placed> events(Side side, Timeline time) {
    List<Placed> placed = new ArrayList<>();
    if (side.outcome() != null) {
      for (Event event : side.outcome().events()) {
        double at = side.beginSeconds() + event.atSeconds();
        if (KINDS.contains(event.kind()) && at >= time.from() && at <= time.to()) {
          String resource = event.resource().equals(side.tableName()) ? "" : event.resource();
          placed.add(new Placed(event.kind(), resource, at));
        }
      }
    }
    return placed;
  }

  private static @Nullable Placed nearest(Placed event, List<Placed> others) {
    return others.stream()
        .filter(other -> other.kind().equals(event.kind()))
        .filter(other -> other.resource().equals(event.resource()))
        .min(Comparator.comparingDouble(other -> Math.abs(other.atSeconds() - event.atSeconds())))
        .orElse(null);
  }

  private static EventComparison pair(
      Side simulated, Placed event, @Nullable Double predicted, @Nullable Double seen) {
    String resource = event.resource().isEmpty() ? simulated.tableName() : event.resource();
    return new EventComparison(event.kind(), resource, predicted, seen);
  }

  private static @Nullable Double seconds(@Nullable Placed event) {
    return event == null ? null : (Double) event.atSeconds();
  }
}
