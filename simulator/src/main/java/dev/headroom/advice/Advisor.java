package dev.headroom.advice;

import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import dev.headroom.outcome.FlowOutcome;
import dev.headroom.outcome.HotKey;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.ResourceOutcome;
import dev.headroom.outcome.ResourceOutcome.HotPartition;
import dev.headroom.outcome.Series;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Says what would have helped against the throttling of an outcome. */
public final class Advisor {

  /** A key that meets at least this share of the throttling is its cause. */
  private static final double HOT_KEY_SHARE = 0.2;

  /** A partition is hot if its share of the load is so many times its even share. */
  private static final double HOT_PARTITION_FACTOR = 1.5;

  /**
   * Throttling that never lasts longer can be outwaited. Unit: seconds. The AWS SDK for Java v2
   * waits for 53.6 seconds on average before it gives up.
   */
  private static final long OUTWAITED_SECONDS = 50;

  private final Outcome outcome;
  private final ModelProfile profile;

  private Advisor(Outcome outcome) {
    this.outcome = outcome;
    this.profile =
        (ModelProfile.names().contains(outcome.profile())
                ? ModelProfile.named(outcome.profile())
                : ModelProfile.observed())
            .withOverrides(outcome.modelOverrides());
  }

  /**
   * What would help, most needed first, one sentence with its numbers each; empty where nothing was
   * throttled.
   */
  public static List<String> advise(Outcome outcome) {
    return new Advisor(outcome).advise();
  }

  private record Cause(ResourceOutcome resource, ThrottlingReason reason, long events) {}

  private List<String> advise() {
    List<Cause> causes = new ArrayList<>();
    for (ResourceOutcome resource : outcome.resources()) {
      for (Map.Entry<ThrottlingReason, Long> entry :
          resource.totals().throttleEvents().entrySet()) {
        if (entry.getValue() > 0) {
          causes.add(new Cause(resource, entry.getKey(), entry.getValue()));
        }
      }
    }
    causes.sort(Comparator.comparingLong(Cause::events).reversed());
    List<String> advice = new ArrayList<>();
    for (Cause cause : causes) {
      advice.add(adviceOn(cause));
    }
    if (!causes.isEmpty()) {
      outcome.flows().forEach(flow -> retryAdvice(flow).ifPresent(advice::add));
    }
    return List.copyOf(advice);
  }

  private String adviceOn(Cause cause) {
    Demand demand = Demand.of(outcome, cause.resource(), cause.reason().dimension());
    return switch (cause.reason().limit()) {
      case PROVISIONED_THROUGHPUT -> moreCapacity(cause, demand);
      case MAX_ON_DEMAND_THROUGHPUT -> higherMaximum(cause, demand);
      case ACCOUNT_LIMIT -> higherQuota(cause, demand);
      case KEY_RANGE_THROUGHPUT -> spreadLoad(cause, demand);
    };
  }

  private String moreCapacity(Cause cause, Demand demand) {
    String setting = word(cause, "readCapacityUnits", "writeCapacityUnits");
    long capacity = demand.capacityUnitsPerSecond() == null ? 0 : demand.capacityUnitsPerSecond();
    if (demand.unitsPerSecond() <= capacity) {
      return "%s: the mean of the busiest minute, %s %s units per second, is below the %s provisioned;"
              .formatted(
                  name(cause), number(demand.unitsPerSecond()), dimension(cause), number(capacity))
          + " shorter peaks and lasting load near the limit use up the burst capacity, so provision"
          + " for the peaks, or smooth them.";
    }
    String raise =
        "Raise %s of %s from %s to at least %s, which the busiest minute (%s) needed with throttled demand included"
            .formatted(
                setting,
                name(cause),
                number(capacity),
                number(demand.unitsPerSecond()),
                demand.minute());
    boolean isIndexWrite =
        cause.resource().kind() == ResourceKind.INDEX
            && cause.reason().dimension() == Dimension.WRITE;
    return raise
        + (isIndexWrite
            ? "; until then writes to the table are throttled however much the table has."
            : ".");
  }

  private String higherMaximum(Cause cause, Demand demand) {
    return "Raise the on-demand maximum %s of %s from %s to at least %s, which the busiest minute (%s) needed."
        .formatted(
            word(cause, "maxReadRequestUnits", "maxWriteRequestUnits"),
            name(cause),
            demand.capacityUnitsPerSecond() == null
                ? "its value"
                : number(demand.capacityUnitsPerSecond()),
            number(demand.unitsPerSecond()),
            demand.minute());
  }

  private String higherQuota(Cause cause, Demand demand) {
    long quota =
        isRead(cause)
            ? profile.quotaTableReadUnitsPerSecond()
            : profile.quotaTableWriteUnitsPerSecond();
    return "Have the account's quota of %s %s units per second and table raised: %s needed %s in the busiest minute (%s)."
        .formatted(
            number(quota),
            dimension(cause),
            name(cause),
            number(demand.unitsPerSecond()),
            demand.minute());
  }

  private String spreadLoad(Cause cause, Demand demand) {
    Optional<HotKey> hotKey = hotKey(outcome, cause.resource().name(), cause.events());
    if (hotKey.isPresent()) {
      return adviceOnKey(cause, hotKey.get(), demand);
    }
    Optional<HotPartition> hottest = cause.resource().hotPartitions().stream().findFirst();
    long partitions = Math.max(1, Math.round(cause.resource().series().partitions().max()));
    if (hottest.isPresent() && hottest.get().share() > HOT_PARTITION_FACTOR / partitions) {
      return "Choose keys that spread the load of %s: partition %d of %s takes %s of it, and no setting lifts a partition above %s %s units per second."
          .formatted(
              name(cause),
              hottest.get().partition(),
              number(partitions),
              percent(hottest.get().share()),
              number(partitionLimit(cause)),
              dimension(cause));
    }
    return "Give %s a warm throughput of at least %s %s units per second before the peak (%s): its %s partitions serve %s each."
        .formatted(
            name(cause),
            number(demand.unitsPerSecond()),
            dimension(cause),
            demand.minute(),
            number(partitions),
            number(partitionLimit(cause)));
  }

  private String adviceOnKey(Cause cause, HotKey key, Demand demand) {
    double share = key.consumedUnits() / allUnits(cause);
    double otherUnitsPerSecond =
        (1 - share) * consumed(cause).sum() / Math.max(1, outcome.duration().toSeconds());
    long keyDemand = Math.max(1, Math.round(demand.unitsPerSecond() - otherUnitsPerSecond));
    long shards = Math.max(2, (keyDemand + partitionLimit(cause) - 1) / partitionLimit(cause));
    return "Key %s takes %s of the load of %s, about %s %s units per second at its peak, and no setting lifts one key above %s: %s."
        .formatted(
            key.key(),
            percent(share),
            name(cause),
            number(keyDemand),
            dimension(cause),
            number(partitionLimit(cause)),
            isRead(cause)
                ? "answer repeated reads from a cache such as DAX, or keep "
                    + number(shards)
                    + " copies under different keys"
                : "split it into at least "
                    + number(shards)
                    + " keys (write sharding), or gather its writes");
  }

  /** The key that most of a resource's throttling goes to; empty where no single one stands out. */
  static Optional<HotKey> hotKey(Outcome outcome, String resource, long throttleEvents) {
    return outcome.hotKeys().stream()
        .filter(key -> key.resource().equals(resource))
        .filter(key -> key.throttled() > 0 && key.throttled() >= HOT_KEY_SHARE * throttleEvents)
        .max(Comparator.comparingLong(HotKey::throttled));
  }

  private static double allUnits(Cause cause) {
    double units =
        cause.resource().totals().consumedReadUnits()
            + cause.resource().totals().consumedWriteUnits();
    return Math.max(units, Double.MIN_NORMAL);
  }

  private Optional<String> retryAdvice(FlowOutcome flow) {
    long longest = longestThrottlingSeconds(flow);
    if (flow.failed() == 0 || longest == 0 || longest > OUTWAITED_SECONDS) {
      return Optional.empty();
    }
    return Optional.of(
        "Let the clients of %s retry for longer: its throttling never lasted more than %s s at a time, yet %s of %s requests failed for good."
            .formatted(
                flow.name(), number(longest), number(flow.failed()), number(flow.offered())));
  }

  private static long longestThrottlingSeconds(FlowOutcome flow) {
    Series throttled = flow.series().throttledAttempts();
    long longest = 0;
    long current = 0;
    for (int period = 0; period < throttled.size(); period++) {
      current = throttled.get(period) > 0 ? current + flow.series().periodSeconds() : 0;
      longest = Math.max(longest, current);
    }
    return longest;
  }

  private static Series consumed(Cause cause) {
    return isRead(cause)
        ? cause.resource().series().consumedReadUnits()
        : cause.resource().series().consumedWriteUnits();
  }

  private long partitionLimit(Cause cause) {
    return isRead(cause)
        ? profile.partitionMaxReadUnitsPerSecond()
        : profile.partitionMaxWriteUnitsPerSecond();
  }

  private static boolean isRead(Cause cause) {
    return cause.reason().dimension() == Dimension.READ;
  }

  private static String dimension(Cause cause) {
    return word(cause, "read", "write");
  }

  private static String word(Cause cause, String ofRead, String ofWrite) {
    return isRead(cause) ? ofRead : ofWrite;
  }

  private static String name(Cause cause) {
    return (cause.resource().kind() == ResourceKind.INDEX ? "index " : "table ")
        + cause.resource().name();
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String percent(double share) {
    return Math.round(100 * share) + " %";
  }
}
