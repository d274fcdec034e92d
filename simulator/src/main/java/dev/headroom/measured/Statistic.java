package dev.headroom.measured;

/** How CloudWatch made one value of a period's measurements, as far as traffic can be told. */
public enum Statistic {
  /** Their sum. */
  SUM,
  /** Their number: for consumed units, of requests. */
  SAMPLE_COUNT
}
