package dev.headroom.comparison;

import dev.headroom.outcome.Series;

/**
 * A number over time as predicted and as observed, from the start of the simulated run on; NaN
 * where a side has no data.
 *
 * @param periodSeconds length of a period: the longer one of both sides
 */
public record SeriesPair(int periodSeconds, Series simulated, Series observed) {

  static SeriesPair of(Sampled simulated, Sampled observed) {
    int period = Math.max(simulated.periodSeconds(), observed.periodSeconds());
    double end = Math.max(simulated.endSeconds(), observed.endSeconds());
    int count = (int) Math.ceil(end / period);
    return new SeriesPair(
        period, simulated.resampled(period, count), observed.resampled(period, count));
  }
}
