package dev.headroom.comparison;

import dev.headroom.comparison.ShadowComparison.Minute;
import dev.headroom.outcome.Minutes;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Finds the minute in which shadow and service disagree most, for each flow. */
final class ShadowMinutes {

  private ShadowMinutes() {}

  static ShadowComparison of(Shadow shadow) {
    return new ShadowComparison(
        shadow.total(), shadow.flows().stream().map(ShadowMinutes::worst).toList());
  }

  /** What is beyond chance comes before what is merely a large part of few attempts. */
  private static Minute worst(FlowAgreement flow) {
    Minutes minutes = new Minutes(flow.periodSeconds(), flow.bothAdmitted().size());
    return IntStream.range(0, minutes.count())
        .mapToObj(
            minute ->
                new Minute(
                    flow.flow(),
                    minutes.label(minute),
                    (long) minutes.sum(flow.requests(), minute),
                    new Agreement(
                        (long) minutes.sum(flow.bothAdmitted(), minute),
                        (long) minutes.sum(flow.bothThrottled(), minute),
                        (long) minutes.sum(flow.onlyShadow(), minute),
                        (long) minutes.sum(flow.onlyReal(), minute))))
        .max(
            Comparator.comparing(ShadowMinutes::isBeyondChance)
                .thenComparingDouble(minute -> Math.abs(minute.differencePercent())))
        .orElse(new Minute(flow.flow(), "the run", 0, new Agreement(0, 0, 0, 0)));
  }

  /**
   * Near a limit a millisecond decides which of two attempts is throttled, so that each attempt
   * that only one of both throttled may have gone either way: the difference of such coins is
   * beyond chance from some standard deviations, the root of their number, on.
   */
  static boolean isBeyondChance(Minute minute) {
    long disagreed = minute.counts().onlyShadow() + minute.counts().onlyReal();
    return Math.abs(minute.throttled().difference())
        > Chance.STANDARD_DEVIATIONS * Math.sqrt(disagreed);
  }
}
