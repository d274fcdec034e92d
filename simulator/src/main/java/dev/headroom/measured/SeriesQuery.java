package dev.headroom.measured;

import org.jspecify.annotations.Nullable;

/**
 * What was asked of CloudWatch under an Id.
 *
 * @param id the Id that the answer bears
 * @param asked the metric; null for an expression
 * @param expression metric math; null for a metric
 */
record SeriesQuery(String id, @Nullable Asked asked, @Nullable String expression) {

  /**
   * A metric that was asked for.
   *
   * @param metricName its name
   * @param name what it measures; null if the metric tells no traffic
   * @param statistic the wanted statistic
   * @param periodSeconds the wanted period
   */
  record Asked(
      String metricName,
      @Nullable SeriesName name,
      @Nullable String statistic,
      @Nullable Long periodSeconds) {}
}
