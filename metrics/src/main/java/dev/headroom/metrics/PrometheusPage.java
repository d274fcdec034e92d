package dev.headroom.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What Prometheus scrapes. Thread-safe. */
public final class PrometheusPage {

  /** The type of the page: Prometheus' text format. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /** Where meters are registered. */
  public MeterRegistry registry() {
    return registry;
  }

  /** The page as it is now. */
  public String text() {
    return registry.scrape(CONTENT_TYPE);
  }
}
