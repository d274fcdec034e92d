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

/** How long a run must be to show all that its flows do. */
final class RunLength {

  /** The length where nothing changes during the run. */
  static final Duration DEFAULT = Duration.ofHours(1);

  /** What is added after the last change, so that its effect shows. */
  static final Duration AFTERMATH = Duration.ofMinutes(5);

  static final Duration MAX = Duration.ofDays(30);

  private final Map<String, Flow> flows = new HashMap<>();
  private final Instant start;

  RunLength(List<Flow> flows, Instant start) {
    flows.forEach(flow -> this.flows.put(flow.name(), flow));
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
   * The length where the scenario does not say: to the last change of any flow and a little more.
   */
  Duration natural() {
    Duration longest = Duration.ZERO;
    for (Flow flow : flows.values()) {
      Duration last = begin(flow).plus(lastChange(flow));
      longest = last.compareTo(longest) > 0 ? last : longest;
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
    return begin(flow).plus(lastChange(flow));
  }

  // A predecessor that ends after a number of requests ends at a time nobody knows in advance.
  private Duration begin(Flow flow) {
    Duration begin = flow.start();
    Flow before = flow.after() == null ? null : flows.get(flow.after());
    for (int i = 0; before != null && i < flows.size(); i++) {
      begin = begin.plus(before.start()).plus(end(before));
      before = before.after() == null ? null : flows.get(before.after());
    }
    return begin;
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
