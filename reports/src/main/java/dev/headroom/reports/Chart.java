package dev.headroom.reports;

import dev.headroom.outcome.Series;
import java.util.List;
import java.util.Locale;

/**
 * Lines or bars over the time of a run.
 *
 * @param kind how it is drawn
 * @param of the resource or flow whose events are marked on it
 * @param title what it shows
 * @param unit the unit of its values
 * @param description the same in one sentence, for those who do not see it
 * @param periodSeconds length of a period
 * @param lines what is drawn
 */
record Chart(
    Kind kind,
    String of,
    String title,
    String unit,
    String description,
    int periodSeconds,
    List<Line> lines) {

  Chart {
    lines = List.copyOf(lines);
  }

  /** How a chart is drawn. */
  enum Kind {
    /** Stacked bars of rates. */
    STACK,
    /** Lines. */
    LINES,
    /** Lines on a logarithmic axis if they differ by orders of magnitude. */
    LATENCY,
    /** The range between percentiles. */
    BAND
  }

  /**
   * One line, or one part of a stack.
   *
   * @param role what it means, which decides its colour and pattern
   * @param factor by which the values are multiplied
   */
  record Line(String name, Role role, Series values, double factor) {}

  /** What a line means. */
  enum Role {
    CONSUMED,
    CAPACITY,
    BALANCE,
    NORMAL,
    BURST,
    ADAPTIVE,
    PROVISIONED_READ,
    PROVISIONED_WRITE,
    KEY_RANGE_READ,
    KEY_RANGE_WRITE,
    ACCOUNT_READ,
    ACCOUNT_WRITE,
    MAXIMUM_READ,
    MAXIMUM_WRITE,
    OFFERED,
    ATTEMPTS,
    SUCCEEDED,
    FAILED,
    MEDIAN,
    HIGH,
    LOW,
    PARTITION,
    PARTITIONS,
    AMPLIFICATION,
    PREDICTED,
    SEEN;

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
