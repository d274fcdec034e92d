package dev.headroom.engine;

import dev.headroom.capacity.ModelProfile.DecreaseRule;
import dev.headroom.capacity.ServiceLimits;
import java.time.Duration;
import java.time.Instant;

/**
 * How often the capacity of a table, or of an index, can still be lowered this UTC day.
 *
 * <p>Sources: DynamoDB Developer Guide, ServiceQuotas ({@code DOCS}: 27 a day at most); live
 * measurements of October 2026 ({@code LAB}). Not thread-safe.
 */
final class DecreaseQuota {

  private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();
  private static final long INTERVAL_SECONDS = ServiceLimits.DECREASE_INTERVAL_SECONDS;

  private final DecreaseRule rule;
  private final Instant start;
  private long day;
  private long hour;
  private long inHand;
  private long latestEpochSecond;

  /**
   * The quota at the start of a run.
   *
   * @param start the run's first instant
   * @param usedToday decreases of this UTC day before the start; when they were is not known, so
   *     that under {@code LAB} the latest counts as made at the start
   */
  DecreaseQuota(DecreaseRule rule, Instant start, int usedToday) {
    this.rule = rule;
    this.start = start;
    long epochSecond = start.getEpochSecond();
    this.day = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    this.hour = Math.floorDiv(epochSecond, INTERVAL_SECONDS);
    this.latestEpochSecond = epochSecond;
    long sinceMidnight =
        rule == DecreaseRule.DOCS
            ? Math.floorMod(epochSecond, SECONDS_PER_DAY) / INTERVAL_SECONDS
            : 0;
    long left = ServiceLimits.DECREASES_AT_ONCE + sinceMidnight - usedToday;
    this.inHand = Math.clamp(left, 0, ServiceLimits.DECREASES_AT_ONCE);
  }

  /** Whether a decrease is allowed at an instant. */
  boolean allows(long nowNanos) {
    advance(nowNanos);
    return switch (rule) {
      case DOCS -> inHand > 0;
      case LAB -> inHand > 0 || epochSecond(nowNanos) - latestEpochSecond >= INTERVAL_SECONDS;
      case NONE -> true;
    };
  }

  /** Counts a decrease. */
  void take(long nowNanos) {
    advance(nowNanos);
    inHand = Math.max(0, inHand - 1);
    latestEpochSecond = epochSecond(nowNanos);
  }

  private void advance(long nowNanos) {
    long epochSecond = epochSecond(nowNanos);
    long today = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
    long thisHour = Math.floorDiv(epochSecond, INTERVAL_SECONDS);
    if (today > day) {
      inHand = ServiceLimits.DECREASES_AT_ONCE;
    } else if (rule == DecreaseRule.DOCS) {
      inHand = Math.min(ServiceLimits.DECREASES_AT_ONCE, inHand + thisHour - hour);
    }
    day = today;
    hour = thisHour;
  }

  private long epochSecond(long nowNanos) {
    return start.plusNanos(nowNanos).getEpochSecond();
  }
}
