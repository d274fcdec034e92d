package dev.headroom.scenario;

import dev.headroom.traffic.Flow;
import dev.headroom.traffic.Load;
import dev.headroom.traffic.RateCurve;
import dev.headroom.traffic.RateShape;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How long a run must be to show all that its flows do. */
final class RunLength {

  /** The length where nothing changes during the run. */
  static final Duration DEFAULT = Duration.ofHours(1);

  /** What is added after the last change, so that its effect shows. */
  static final Duration AFTERMATH = Duration.ofMinutes(5);

  static final Duration MAX = Duration.ofDays(30);

  private final Map<String, Flow> flows = new HashMap<>();
  private final List<TableChange> changes;
  private final Instant start;

  RunLength(List<Flow> flows, List<TableChange> changes, Instant start) {
    flows.forEach(flow -> this.flows.put(flow.name(), flow));
    this.changes = changes;
    this.start = start;
  }

  /** Whether a flow ends by itself, so that another one can begin after it. */
  boolean isEnding(Flow flow) {
    return switch (flow.load()) {
      case Load.Open open -> RateCurve.of(open.rate(), start).endNanos().isPresent();
      case Load.Closed closed -> closed.requests().isPresent();
    };
  }

  /**
   * The length where the scenario does not say: to the last change of any flow or of the table, and
   * a little more.
   */
  Duration natural() {
    Duration longest = Duration.ZERO;
    for (Flow flow : flows.values()) {
      Duration last = begin(flow.start(), flow.after()).plus(lastChange(flow));
      longest = last.compareTo(longest) > 0 ? last : longest;
    }
    for (TableChange change : changes) {
      Duration begin = begin(change.at(), change.after());
      longest = begin.compareTo(longest) > 0 ? begin : longest;
    }
    if (longest.isZero()) {
      return DEFAULT;
    }
    long minutes = longest.plusMinutes(1).minusNanos(1).toMinutes();
    Duration length = Duration.ofMinutes(minutes).plus(AFTERMATH);
    return length.compareTo(MAX) > 0 ? MAX : length;
  }

  /** When all that a flow's rate does is over, from the start of the run. */
  Duration lastChangeOf(Flow flow) {
    return begin(flow.start(), flow.after()).plus(lastChange(flow));
  }

  // A predecessor that ends after a number of requests ends at a time nobody knows in advance; so
  // does a change.
  private Duration begin(Duration own, @Nullable String after) {
    Duration begin = own;
    String before = after;
    for (int i = 0; before != null && i < flows.size() + changes.size(); i++) {
      Flow flow = flows.get(before);
      if (flow != null) {
        begin = begin.plus(flow.start()).plus(end(flow));
        before = flow.after();
      } else {
        TableChange change = change(before);
        begin = change == null ? begin : begin.plus(change.at());
        before = change == null ? null : change.after();
      }
    }
    return begin;
  }

  private @Nullable TableChange change(String name) {
    return changes.stream().filter(it -> name.equals(it.name())).findFirst().orElse(null);
  }

  private Duration end(Flow flow) {
    return flow.load() instanceof Load.Open open
        ? Duration.ofNanos(RateCurve.of(open.rate(), start).endNanos().orElse(0))
        : Duration.ZERO;
  }

  private Duration lastChange(Flow flow) {
    return switch (flow.load()) {
      case Load.Open open when open.rate() instanceof RateShape.Diurnal -> Duration.ofDays(1);
      case Load.Open open -> Duration.ofNanos(RateCurve.of(open.rate(), start).lastBendNanos());
      case Load.Closed closed -> Duration.ZERO;
    };
  }
}
