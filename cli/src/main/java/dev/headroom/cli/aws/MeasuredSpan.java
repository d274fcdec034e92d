package dev.headroom.cli.aws;

import dev.headroom.document.InvalidInputException;
import dev.headroom.document.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The time of which CloudWatch is asked.
 *
 * @param from where it begins, on a period's edge
 * @param to where it ends, on a period's edge
 * @param period length of a period
 */
public record MeasuredSpan(Instant from, Instant to, Duration period) {

  private static final Duration DEFAULT_LENGTH = Duration.ofDays(1);

  /**
   * How long CloudWatch keeps datapoints, the finest first. Source: CloudWatch API Reference,
   * GetMetricData and GetMetricStatistics.
   */
  private static final List<Retention> RETENTIONS =
      List.of(
          new Retention(Duration.ofMinutes(1), 15),
          new Retention(Duration.ofMinutes(5), 63),
          new Retention(Duration.ofHours(1), 455));

  /**
   * Completes what a user asks for: the day before the end, and the shortest period that CloudWatch
   * still has.
   *
   * @param now the present
   * @throws InvalidInputException if CloudWatch cannot have it
   */
  public static MeasuredSpan of(
      @Nullable Instant from, @Nullable Instant to, @Nullable Duration period, Instant now) {
    Instant end = to == null || to.isAfter(now) ? now : to;
    Instant begin = from == null ? end.minus(DEFAULT_LENGTH) : from;
    if (!begin.isBefore(end)) {
      throw invalid("--from", "must be before " + (to == null ? "now" : "--to"));
    }
    Duration kept = kept(begin, now);
    if (period != null && period.toSeconds() % kept.toSeconds() != 0) {
      throw invalid(
          "--period",
          "must be a multiple of "
              + kept.toMinutes()
              + "m: CloudWatch keeps minutes for 15 days, and 5 minutes for 63 days");
    }
    long seconds = (period == null ? kept : period).toSeconds();
    long beginEdge = Math.floorDiv(begin.getEpochSecond(), seconds) * seconds;
    long endEdge = Math.floorDiv(end.getEpochSecond(), seconds) * seconds;
    if (beginEdge == endEdge) {
      throw invalid("--period", "must not be longer than what is asked for");
    }
    return new MeasuredSpan(
        Instant.ofEpochSecond(beginEdge),
        Instant.ofEpochSecond(endEdge),
        Duration.ofSeconds(seconds));
  }

  /** The finest period that is kept since an instant. */
  private static Duration kept(Instant since, Instant now) {
    return RETENTIONS.stream()
        .filter(retention -> !since.isBefore(now.minus(Duration.ofDays(retention.days))))
        .map(Retention::period)
        .findFirst()
        .orElseThrow(
            () ->
                invalid(
                    "--from",
                    "is longer ago than the "
                        + RETENTIONS.getLast().days
                        + " days for which CloudWatch keeps anything"));
  }

  private static InvalidInputException invalid(String option, String message) {
    return new InvalidInputException(Location.ofFile(option), message);
  }

  /**
   * How long datapoints are kept.
   *
   * @param period the period of the datapoints
   * @param days for so many days
   */
  private record Retention(Duration period, long days) {}
}
