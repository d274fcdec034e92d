package dev.headroom.comparison;

import dev.headroom.comparison.ShadowComparison.Minute;
import dev.headroom.outcome.Minutes;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
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
    return new ShadowComparison(
        shadow.total(), worst.isEmpty() ? List.of(wholeRun(shadow.total())) : worst);
  }

  private static Minute worst(FlowAgreement flow) {
    Minutes minutes = new Minutes(flow.periodSeconds(), flow.requests().size());
    return IntStream.range(0, minutes.count())
        .mapToObj(
            minute ->
                new Minute(
                    flow.flow(),
                    minutes.label(minute),
                    minutes.sum(flow.requests(), minute),
                    minutes.sum(flow.bothThrottled(), minute),
                    minutes.sum(flow.onlyShadow(), minute),
                    minutes.sum(flow.onlyReal(), minute)))
        .max(
            Comparator.comparingDouble(minute -> Math.abs(minute.throttledAttempts().difference())))
        .orElseThrow();
  }

  private static Minute wholeRun(Agreement total) {
    return new Minute(
        "",
        "in the run",
        total.bothAdmitted() + total.bothThrottled() + total.onlyShadow() + total.onlyReal(),
        total.bothThrottled(),
        total.onlyShadow(),
        total.onlyReal());
  }
}
