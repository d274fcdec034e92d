package dev.headroom.source;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ServiceLimits;
import dev.headroom.document.MappingReader;
import dev.headroom.document.Node;
import dev.headroom.document.Quoted;
import dev.headroom.source.ScalingRules.Policy;
import dev.headroom.source.ScalingRules.Suspended;
import dev.headroom.source.ScalingRules.Target;
import dev.headroom.table.AutoScaling.ScheduledAction;
import dev.headroom.table.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scalable targets, scaling policies and scheduled actions in the words of the Application Auto
 * Scaling API, whatever their spelling. What scales other services is ignored.
 *
 * <p>Cooldowns that are not given are 0 seconds. Source: Application Auto Scaling API Reference,
 * TargetTrackingScalingPolicyConfiguration (default 0 for DynamoDB's dimensions).
 */
final class ScalingReader {

  /** Longest cooldown that is accepted, seconds. */
  static final long MAX_COOLDOWN_SECONDS = 86_400;

  private static final String TARGET_TRACKING = "TargetTrackingScaling";

  private final Spelling spelling;
  private final TableReading reading;
  private final ScalingRules rules;
  private final @Nullable String region;

  /**
   * A reader for a document.
   *
   * @param reading is told that the document is about other tables as soon as it scales anything
   */
  ScalingReader(Spelling spelling, TableReading reading) {
    this(spelling, reading, null);
  }

  /**
   * A reader for a document that tells the Region of what does not tell it itself.
   *
   * @param region null if it does not tell it
   */
  ScalingReader(Spelling spelling, TableReading reading, @Nullable String region) {
    this.spelling = spelling;
    this.reading = reading;
    this.rules = reading.scaling();
    this.region = region;
  }

  /**
   * A scalable target, with the scheduled actions that it may carry.
   *
   * @return what it makes scalable; null if that is another service's or wrong
   */
  @Nullable ScalableDimension readTarget(MappingReader reader) {
    ScalableDimension dimension = dimension(reader);
    if (dimension == null) {
      return null;
    }
    Long min = reader.integer(key("MinCapacity"), 1, AwsSchema.MAX_UNITS);
    Long max = reader.integer(key("MaxCapacity"), 1, AwsSchema.MAX_UNITS);
    Suspended suspended = suspended(Blocks.optional(reader, key("SuspendedState")));
    for (MappingReader action : reader.optionalMappings(key("ScheduledActions"))) {
      readScheduledAction(action, dimension);
    }
    if (min != null && max != null && min > max) {
      reader.problem(key("MinCapacity"), "must not be above " + key("MaxCapacity") + ", " + max);
    } else if (min != null && max != null) {
      rules.add(dimension, new Target(reader.location(), min, max, suspended));
    }
    return dimension;
  }

  private Suspended suspended(@Nullable MappingReader state) {
    return state == null
        ? Suspended.NOTHING
        : new Suspended(
            isTrue(state, "DynamicScalingInSuspended"),
            isTrue(state, "DynamicScalingOutSuspended"),
            isTrue(state, "ScheduledScalingSuspended"));
  }

  private boolean isTrue(MappingReader reader, String apiName) {
    return Boolean.TRUE.equals(reader.optionalBoolean(key(apiName)));
  }

  /** A scaling policy that names what it scales. */
  void readPolicy(MappingReader reader) {
    ScalableDimension dimension = dimension(reader);
    if (dimension != null) {
      readPolicy(reader, dimension);
    }
  }

  /** A scaling policy of a dimension. */
  void readPolicy(MappingReader reader, ScalableDimension dimension) {
    String type = reader.optionalString(key("PolicyType"));
    if (type != null && !type.equals(TARGET_TRACKING)) {
      reader.problem(
          key("PolicyType"),
          "must be " + TARGET_TRACKING + " for DynamoDB, not " + Quoted.of(type));
      return;
    }
    String key = key("TargetTrackingScalingPolicyConfiguration");
    MappingReader configuration = Blocks.optional(reader, key);
    if (configuration == null) {
      reader.problem(key, "is missing");
      return;
    }
    if (Blocks.optional(configuration, key("CustomizedMetricSpecification")) != null) {
      rules.note(
          dimension,
          configuration.location(),
          "a policy with a metric of its own for " + dimension + " was ignored");
      return;
    }
    noteOtherMetric(configuration, dimension);
    Policy policy = policy(configuration);
    if (policy != null) {
      rules.add(dimension, policy);
    }
  }

  /** What a target tracking configuration says; null after noting what is wrong. */
  @Nullable Policy policy(MappingReader configuration) {
    Double target =
        configuration.decimal(
            key("TargetValue"),
            ServiceLimits.AUTO_SCALING_MIN_TARGET_PERCENT,
            ServiceLimits.AUTO_SCALING_MAX_TARGET_PERCENT);
    Long in = configuration.optionalInteger(key("ScaleInCooldown"), 0, MAX_COOLDOWN_SECONDS);
    Long out = configuration.optionalInteger(key("ScaleOutCooldown"), 0, MAX_COOLDOWN_SECONDS);
    boolean isNeverLowered = isTrue(configuration, "DisableScaleIn");
    return target == null
        ? null
        : new Policy(
            configuration.location(),
            target,
            Objects.requireNonNullElse(in, 0L),
            Objects.requireNonNullElse(out, 0L),
            isNeverLowered);
  }

  private void noteOtherMetric(MappingReader configuration, ScalableDimension dimension) {
    MappingReader metric = Blocks.optional(configuration, key("PredefinedMetricSpecification"));
    String type = metric == null ? null : metric.optionalString(key("PredefinedMetricType"));
    String expected =
        dimension.dimension() == Dimension.READ
            ? "DynamoDBReadCapacityUtilization"
            : "DynamoDBWriteCapacityUtilization";
    if (type != null && !type.equals(expected)) {
      rules.note(
          dimension,
          configuration.location(),
          "the policy for "
              + dimension
              + " names the metric "
              + Quoted.plain(type)
              + "; taken as "
              + expected);
    }
  }

  /** A scheduled action that names what it scales. */
  void readScheduledAction(MappingReader reader) {
    ScalableDimension dimension = dimension(reader);
    if (dimension != null) {
      readScheduledAction(reader, dimension);
    }
  }

  /** A scheduled action of a dimension. */
  void readScheduledAction(MappingReader reader, ScalableDimension dimension) {
    String text = reader.string(key("Schedule"));
    ZoneId zone = zone(reader);
    String actionKey = key("ScalableTargetAction");
    MappingReader action = Blocks.optional(reader, actionKey);
    if (action == null) {
      reader.problem(actionKey, "is missing");
      return;
    }
    Long min = action.optionalInteger(key("MinCapacity"), 1, AwsSchema.MAX_UNITS);
    Long max = action.optionalInteger(key("MaxCapacity"), 1, AwsSchema.MAX_UNITS);
    if (!action.has(key("MinCapacity")) && !action.has(key("MaxCapacity"))) {
      reader.problem(
          actionKey, "must have " + key("MinCapacity") + ", " + key("MaxCapacity") + " or both");
    }
    for (String limit : List.of("StartTime", "EndTime")) {
      if (reader.has(key(limit))) {
        rules.note(
            dimension,
            reader.location(),
            key(limit) + " of the scheduled scaling of " + dimension + " is ignored");
      }
    }
    if (text == null || zone == null) {
      return;
    }
    try {
      rules.add(
          dimension, reader.location(), new ScheduledAction(Schedule.parse(text, zone), min, max));
    } catch (IllegalArgumentException e) {
      reader.problem(key("Schedule"), String.valueOf(e.getMessage()));
    }
  }

  private @Nullable ZoneId zone(MappingReader reader) {
    String name = reader.optionalString(key("Timezone"));
    if (name == null) {
      return ZoneOffset.UTC;
    }
    try {
      return ZoneId.of(name).normalized();
    } catch (DateTimeException e) {
      reader.problem(key("Timezone"), "is no time zone: " + Quoted.of(name));
      return null;
    }
  }

  /** What is scaled; null for other services, and after noting what is wrong. */
  @Nullable ScalableDimension dimension(MappingReader reader) {
    reading.aboutOtherTables();
    String resourceKey = reader.has(key("ResourceID")) ? key("ResourceID") : key("ResourceId");
    String dimensionKey = key("ScalableDimension");
    String namespace = reader.optionalString(key("ServiceNamespace"));
    if (namespace != null && !ScalableDimension.isDynamoDb(namespace)) {
      return null;
    }
    String scalable = reader.string(dimensionKey);
    if (scalable != null && namespace == null && !ScalableDimension.isDynamoDb(scalable)) {
      return null;
    }
    if (reader.optionalNode(resourceKey) instanceof Node.Unknown unknown
        && unknown.text().isEmpty()) {
      reader.problem(resourceKey, unknown.reason());
      return null;
    }
    String resource = reader.name(resourceKey);
    return scalable == null || resource == null
        ? null
        : ScalableDimension.parse(
            reader, resourceKey, resource, dimensionKey, scalable, regionOf(reader));
  }

  private @Nullable String regionOf(MappingReader reader) {
    return reader.optionalNode(key("Region")) instanceof Node.Scalar own ? own.text() : region;
  }

  private String key(String apiName) {
    return spelling.key(apiName);
  }
}
