package dev.headroom.comparison;

import dev.headroom.comparison.ShadowComparison.Minute;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.FlowMinutes;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Finds the minute in which shadow and service disagree most, for each flow. */
final class ShadowMinutes {

  private ShadowMinutes() {}

  static ShadowComparison of(Shadow shadow) {
    List<Minute> worst =
        shadow.flows().stream()
            .filter(flow -> flow.requests().sum() > 0)
            .map(ShadowMinutes::worst)
            .toList();
    return new ShadowComparison(shadow, worst.isEmpty() ? List.of(wholeRun(shadow)) : worst);
  }

  private static Minute worst(FlowMinutes flow) {
    return IntStream.range(0, flow.requests().size())
        .mapToObj(
            minute ->
                new Minute(
                    flow.name(),
                    "minute " + (minute + 1),
                    flow.requests().get(minute),
                    new Pair(flow.shadowThrottled().get(minute), flow.realThrottled().get(minute))))
        .max(
            Comparator.comparingDouble(minute -> Math.abs(minute.throttledAttempts().difference())))
        .orElseThrow();
  }

  private static Minute wholeRun(Shadow shadow) {
    return new Minute(
        "",
        "in the run",
        shadow.bothAdmitted() + shadow.bothThrottled() + shadow.onlyShadow() + shadow.onlyReal(),
        new Pair(
            shadow.bothThrottled() + shadow.onlyShadow(),
            shadow.bothThrottled() + shadow.onlyReal()));
  }
}
