package dev.headroom.engine;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ModelProfile.IdleMinutes;
import dev.headroom.engine.TableUpdate.Answer;
import dev.headroom.engine.TableUpdate.Caller;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.CapacityMode.Provisioned;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Target tracking and scheduled actions of one dimension of a table or an index.
 *
 * <p>Once a minute two alarms look at the minutes that are visible by then: consumption above the
 * target in all of the last few raises capacity to what the highest of them needs; consumption well
 * below it in all of the last many lowers it. An alarm that stays on acts every minute. Minutes
 * before the run, and on-demand capacity, give no alarm. Sources: DynamoDB Developer Guide,
 * AutoScaling; Application Auto Scaling User Guide, target tracking and scheduled scaling; the
 * alarms as public listings show them.
 *
 * <p>Not thread-safe.
 */
final class AutoScaler {

  private static final int MINUTE_SECONDS = 60;
  private static final long MINUTE_NANOS = MINUTE_SECONDS * Refill.NANOS_PER_SECOND;

  /** Keeps a need of exactly 200 units from becoming 201 through the noise of a double. */
  private static final double ROUNDING = 1e-9;

  private final ResourceState resource;
  private final Dimension dimension;
  private final ControlPlane control;
  private final Instant start;
  private final ModelProfile profile;
  private final ServiceLog log;
  private final long lagNanos;
  private final long[] scheduledNanos;

  /** Units consumed by number of the minute, as a ring; NaN for a minute without datapoint. */
  private final double[] consumedByMinute;

  private AutoScaling settings;
  private long minute;
  private long minuteEndNanos;
  private long evaluatedMinute;
  private long evaluationNanos;
  private long consumedBefore;
  private boolean mayBeOutOfBounds;
  private long nextRaiseNanos;
  private long nextDecreaseNanos;
  private String refusal = "";

  AutoScaler(
      AutoScaling settings,
      ResourceState resource,
      ControlPlane control,
      Instant start,
      long nowNanos,
      ModelProfile profile,
      ServiceLog log) {
    this.settings = settings;
    this.resource = resource;
    this.dimension = settings.dimension();
    this.control = control;
    this.start = start;
    this.profile = profile;
    this.log = log;
    this.lagNanos = Refill.nanos(profile.autoScalingMetricLagSeconds());
    int window = Math.max(profile.autoScalingHighDatapoints(), profile.autoScalingLowDatapoints());
    this.consumedByMinute = new double[window + 1 + (int) Math.ceilDiv(lagNanos, MINUTE_NANOS)];
    Arrays.fill(consumedByMinute, Double.NaN);
    Instant now = start.plusNanos(nowNanos);
    long intoMinute =
        Math.floorMod(now.getEpochSecond(), MINUTE_SECONDS) * Refill.NANOS_PER_SECOND
            + now.getNano();
    this.minuteEndNanos = nowNanos + MINUTE_NANOS - intoMinute;
    this.evaluationNanos = minuteEndNanos + lagNanos;
    this.consumedBefore = resource.consumed(dimension);
    this.scheduledNanos = new long[settings.scheduled().size()];
    for (int i = 0; i < scheduledNanos.length; i++) {
      scheduledNanos[i] = nextScheduled(settings.scheduled().get(i), nowNanos - 1);
    }
  }

  boolean isOf(ResourceState other, Dimension otherDimension) {
    return resource == other && dimension == otherDimension;
  }

  /** The settings in force. */
  AutoScaling settings() {
    return settings;
  }

  /** Takes other bounds or another target; capacity out of bounds is changed at once. */
  void changeSettings(AutoScaling changed, long nowNanos) {
    settings = changed;
    mayBeOutOfBounds = true;
    keepBounds(nowNanos);
  }

  /** When there is something to do next. */
  long nextNanos() {
    long next = Math.min(minuteEndNanos, evaluationNanos);
    for (long scheduled : scheduledNanos) {
      next = Math.min(next, scheduled);
    }
    return next;
  }

  /** Does what is due at an instant, which must not be beyond {@link #nextNanos}. */
  void advance(long nowNanos) {
    if (minuteEndNanos <= nowNanos) {
      endMinute();
    }
    List<ScheduledAction> scheduled = settings.scheduled();
    for (int i = 0; i < scheduledNanos.length; i++) {
      if (scheduledNanos[i] <= nowNanos) {
        runScheduled(scheduled.get(i), nowNanos);
        scheduledNanos[i] = nextScheduled(scheduled.get(i), nowNanos);
      }
    }
    if (evaluationNanos <= nowNanos) {
      evaluationNanos += MINUTE_NANOS;
      evaluatedMinute++;
      keepBounds(nowNanos);
      track(nowNanos);
    }
  }

  private void endMinute() {
    long consumed = resource.consumed(dimension);
    double units = (double) (consumed - consumedBefore) / ResourceState.MILLI;
    consumedBefore = consumed;
    boolean isMissing = units == 0 && profile.autoScalingIdleMinutes() == IdleMinutes.MISSING;
    consumedByMinute[slot(minute)] = isMissing ? Double.NaN : units;
    minute++;
    minuteEndNanos += MINUTE_NANOS;
  }

  private int slot(long minuteNumber) {
    return Math.floorMod(minuteNumber, consumedByMinute.length);
  }

  private void runScheduled(ScheduledAction action, long nowNanos) {
    Long newMin = action.minCapacityUnits();
    Long newMax = action.maxCapacityUnits();
    long min = newMin == null ? settings.minCapacityUnits() : newMin;
    long max = newMax == null ? settings.maxCapacityUnits() : newMax;
    String words =
        String.format(
            Locale.ROOT,
            "%s: %s capacity from %,d to %,d units",
            action.schedule(),
            word(),
            min,
            max);
    if (min > max) {
      log.add(nowNanos, "update-refused", resource.name(), words + " is no range");
      return;
    }
    log.add(nowNanos, "scheduled-action", resource.name(), words);
    changeSettings(settings.withBounds(min, max), nowNanos);
  }

  private long nextScheduled(ScheduledAction action, long afterNanos) {
    return action
        .schedule()
        .next(start, start.plusNanos(afterNanos))
        .map(time -> Duration.between(start, time))
        .filter(time -> time.toSeconds() < Long.MAX_VALUE / Refill.NANOS_PER_SECOND)
        .map(Duration::toNanos)
        .orElse(Long.MAX_VALUE);
  }

  /** Capacity that changed bounds leave outside is corrected without waiting for an alarm. */
  private void keepBounds(long nowNanos) {
    if (mayBeOutOfBounds && resource.capacity() instanceof Provisioned provisioned) {
      long capacity = provisioned.units(dimension);
      long within = clamp(capacity);
      if (within == capacity) {
        mayBeOutOfBounds = false;
      } else {
        request(provisioned, within, "outside its bounds", nowNanos);
      }
    }
  }

  private void track(long nowNanos) {
    Double targetPercent = settings.targetPercent();
    if (targetPercent == null || !(resource.capacity() instanceof Provisioned provisioned)) {
      return;
    }
    long capacity = provisioned.units(dimension);
    double target = targetPercent / 100;
    double perMinute = (double) capacity * MINUTE_SECONDS;
    double[] high = window(profile.autoScalingHighDatapoints());
    double[] low = window(profile.autoScalingLowDatapoints());
    if (least(high) > target * perMinute) {
      long wanted = clamp(needed(sizing(high), target));
      if (wanted > capacity && nowNanos >= nextRaiseNanos) {
        request(provisioned, wanted, reason("above", high, targetPercent), nowNanos);
      }
    } else if (most(low) < (target - profile.autoScalingLowOffset()) * perMinute) {
      long wanted = clamp(needed(most(low), target));
      boolean isAllowed = !settings.disableScaleIn() && nowNanos >= nextDecreaseNanos;
      if (wanted > capacity || (wanted < capacity && isAllowed)) {
        request(provisioned, wanted, reason("below", low, targetPercent), nowNanos);
      }
    }
  }

  /** The latest minutes that are visible, oldest first. */
  private double[] window(int length) {
    double[] window = new double[length];
    for (int i = 0; i < length; i++) {
      window[i] = consumedByMinute[slot(evaluatedMinute - length + i)];
    }
    return window;
  }

  private double sizing(double[] window) {
    int last = window.length - 1;
    return switch (profile.autoScalingSizingDatapoint()) {
      case LATEST -> window[last];
      case AVG2 -> last == 0 ? window[last] : (window[last - 1] + window[last]) / 2;
      case MAX -> most(window);
    };
  }

  private static long needed(double unitsPerMinute, double target) {
    return (long) Math.ceil(unitsPerMinute / MINUTE_SECONDS / target - ROUNDING);
  }

  private long clamp(long units) {
    long quota =
        dimension == Dimension.READ
            ? profile.quotaTableReadUnitsPerSecond()
            : profile.quotaTableWriteUnitsPerSecond();
    long max = Math.min(settings.maxCapacityUnits(), quota);
    return Math.clamp(units, Math.min(settings.minCapacityUnits(), max), max);
  }

  private void request(Provisioned provisioned, long wanted, String why, long nowNanos) {
    boolean isRaise = wanted > provisioned.units(dimension);
    Answer answer =
        control.update(
            new TableUpdate(
                Map.of(resource, provisioned.with(dimension, wanted)),
                Caller.AUTO_SCALING,
                why,
                doneNanos -> coolDown(isRaise, doneNanos)),
            nowNanos);
    switch (answer) {
      case Answer.Accepted accepted -> refusal = "";
      case Answer.Refused refused -> {
        if (!refused.why().equals(refusal)) {
          refusal = refused.why();
          log.add(nowNanos, "update-refused", resource.name(), word() + " capacity: " + refusal);
        }
      }
      case Answer.InUse inUse -> {}
      case Answer.Unchanged unchanged -> {}
    }
  }

  private void coolDown(boolean wasRaise, long nowNanos) {
    if (wasRaise) {
      nextRaiseNanos = nowNanos + settings.scaleOutCooldownSeconds() * Refill.NANOS_PER_SECOND;
    } else {
      nextDecreaseNanos = nowNanos + settings.scaleInCooldownSeconds() * Refill.NANOS_PER_SECOND;
    }
  }

  private String reason(String where, double[] window, double targetPercent) {
    return String.format(
        Locale.ROOT,
        "%d minutes %s the target of %s %%, the busiest with %s units per second",
        window.length,
        where,
        CapacityWords.amount(targetPercent),
        CapacityWords.amount(most(window) / MINUTE_SECONDS));
  }

  private String word() {
    return dimension.name().toLowerCase(Locale.ROOT);
  }

  /** The least; NaN if a datapoint is missing. */
  private static double least(double[] window) {
    return Arrays.stream(window).reduce(Double.POSITIVE_INFINITY, Math::min);
  }

  /** The most; NaN if a datapoint is missing. */
  private static double most(double[] window) {
    return Arrays.stream(window).reduce(Double.NEGATIVE_INFINITY, Math::max);
  }
}
