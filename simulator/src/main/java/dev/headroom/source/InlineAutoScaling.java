package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.document.MappingReader;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key {@code autoScaling} of a table or an index in Headroom's own form:
 *
 * <pre>{@code
 * autoScaling:
 *   read: {min: 5, max: 100, targetPercent: 70}
 *   write:
 *     min: 5
 *     max: 100
 *     targetPercent: 70             # none: only the schedule acts
 *     scaleInCooldownSeconds: 60    # 0 where left out, as for scaleOutCooldownSeconds
 *     disableScaleIn: true
 *     scheduled:
 *       - {schedule: "cron(0 8 ? * MON-FRI *)", min: 50}
 * }</pre>
 */
final class InlineAutoScaling {

  private InlineAutoScaling() {}

  /** What is scaled of a resource; empty where nothing is, or after noting what is wrong. */
  static List<AutoScaling> read(MappingReader holder, String resource) {
    List<AutoScaling> found = new ArrayList<>();
    MappingReader reader = holder.optionalMapping("autoScaling");
    if (reader != null) {
      for (Dimension dimension : Dimension.values()) {
        MappingReader target = reader.optionalMapping(dimension.name().toLowerCase(Locale.ROOT));
        AutoScaling scaling = target == null ? null : read(target, resource, dimension);
        if (scaling != null) {
          found.add(scaling);
        }
      }
      reader.finish();
    }
    return found;
  }

  private static @Nullable AutoScaling read(
      MappingReader target, String resource, Dimension dimension) {
    Long min = target.integer("min", 1, AwsSchema.MAX_UNITS);
    Long max = target.integer("max", 1, AwsSchema.MAX_UNITS);
    Double percent =
        target.optionalDecimal(
            "targetPercent",
            ServiceLimits.AUTO_SCALING_MIN_TARGET_PERCENT,
            ServiceLimits.AUTO_SCALING_MAX_TARGET_PERCENT);
    Long inSeconds =
        target.optionalInteger("scaleInCooldownSeconds", 0, ScalingReader.MAX_COOLDOWN_SECONDS);
    Long outSeconds =
        target.optionalInteger("scaleOutCooldownSeconds", 0, ScalingReader.MAX_COOLDOWN_SECONDS);
    Boolean isNeverLowered = target.optionalBoolean("disableScaleIn");
    List<ScheduledAction> scheduled = new ArrayList<>();
    for (MappingReader action : target.optionalMappings("scheduled")) {
      ScheduledAction read = scheduledAction(action);
      if (read != null) {
        scheduled.add(read);
      }
    }
    target.finish();
    if (min == null || max == null) {
      return null;
    }
    if (min > max) {
      target.problem("min", "must not be above max, " + max);
    }
    return new AutoScaling(
        resource,
        dimension,
        min,
        max,
        percent,
        Objects.requireNonNullElse(inSeconds, 0L),
        Objects.requireNonNullElse(outSeconds, 0L),
        Boolean.TRUE.equals(isNeverLowered),
        scheduled);
  }

  private static @Nullable ScheduledAction scheduledAction(MappingReader action) {
    String text = action.string("schedule");
    Long min = action.optionalInteger("min", 1, AwsSchema.MAX_UNITS);
    Long max = action.optionalInteger("max", 1, AwsSchema.MAX_UNITS);
    action.finish();
    if (!action.has("min") && !action.has("max")) {
      action.problem("min", "is missing: a scheduled action sets min, max, or both");
    }
    if (min != null && max != null && min > max) {
      action.problem("min", "must not be above max, " + max);
    }
    if (text == null) {
      return null;
    }
    try {
      return new ScheduledAction(Schedule.parse(text), min, max);
    } catch (IllegalArgumentException e) {
      action.problem("schedule", String.valueOf(e.getMessage()));
      return null;
    }
  }
}
