package dev.headroom.comparison;

import dev.headroom.outcome.FlowOutcome;

/**
 * How far two runs of the same traffic may be apart by chance alone.
 *
 * <p>Requests that arrive independently of each other come in numbers whose variance is their mean
 * (Poisson), so that the difference between counts a and b has the variance a + b. Two runs need
 * not be independent: a load run that sends the very requests of the prediction has none of this
 * scatter. How much of it there is, is measured on the requests offered: the root of the mean of (b
 * - r a)² / (b + r² a) over flows and periods, where r is the ratio of the totals so that a load
 * that is too high all the time is no chance. It is near 0 where both sides offered the same
 * requests, near 1 where each drew its own, and taken as 1 at most and where requests are not
 * known.
 *
 * <p>Retries and burst capacity can amplify chance. A prediction of several trials tells how much:
 * where its own spread is wider, that counts.
 *
 * <p>A difference counts as chance up to {@value #STANDARD_DEVIATIONS} standard deviations: beyond
 * them there is one value in some 16,000, so that a run of many minutes does not fail by one of
 * them.
 */
final class Chance {

  static final double STANDARD_DEVIATIONS = 4;

  /** How many standard deviations lie between the 5th and the 95th percentile. */
  private static final double DEVIATIONS_IN_BAND = 3.29;

  private final double scatter;

  Chance(double scatter) {
    this.scatter = scatter;
  }

  static Chance between(Side simulated, Side observed, Timeline time) {
    double squares = 0;
    int count = 0;
    for (FlowOutcome flow : simulated.flows()) {
      for (FlowOutcome other : observed.flows()) {
        if (other.name().equals(flow.name())) {
          Sampled a = simulated.placing(flow).place(flow.series().offered());
          Sampled b = observed.placing(other).place(other.series().offered());
          double ratio = b.sum(time.from(), time.to()) / a.sum(time.from(), time.to());
          int period = Math.max(a.periodSeconds(), b.periodSeconds());
          for (double at = time.from(); at + period <= time.to(); at += period) {
            double expected = ratio * a.sum(at, at + period);
            double offered = b.sum(at, at + period);
            double variance = offered + ratio * expected;
            if (variance > 0) {
              squares += (offered - expected) * (offered - expected) / variance;
              count++;
            }
          }
        }
      }
    }
    return new Chance(count == 0 ? 1 : Math.min(1, Math.sqrt(squares / count)));
  }

  /**
   * How far apart two runs may be where the prediction knows its own spread over trials: each of
   * them is one draw.
   */
  double within(double p5, double p95) {
    return STANDARD_DEVIATIONS * scatter * Math.sqrt(2) * (p95 - p5) / DEVIATIONS_IN_BAND;
  }

  /** How far apart two numbers of operations may be: by one, which may fall on either side. */
  double operations(Pair operations) {
    return Math.max(1, STANDARD_DEVIATIONS * scatter * Math.sqrt(operations.sum()));
  }

  /**
   * How far apart the shares of throttled requests may be, in percentage points. Which requests are
   * throttled is drawn as of a binomial distribution, and of more requests than the capacity serves
   * all the more are throttled.
   */
  double sharePoints(Pair offered, Pair throttled) {
    double share = throttled.sum() / offered.sum();
    double perRequest = 1 / offered.simulated() + 1 / offered.observed();
    double deviation =
        scatter
            * (Math.sqrt(share * (1 - share) * perRequest) + (1 - share) * Math.sqrt(perRequest));
    double oneRequest = Math.max(1 / offered.simulated(), 1 / offered.observed());
    return 100 * Math.max(oneRequest, STANDARD_DEVIATIONS * deviation);
  }
}
