package dev.headroom.comparison;

import dev.headroom.capacity.ResourceKind;
import dev.headroom.capacity.ThrottlingReason;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what the numbers look like the effect of. Each sentence is drawn from the data of both
 * sides alone: what was offered, what was admitted while a limit held, what was saved before, and
 * which limits were met.
 */
final class Causes {

  private static final double PERCENT = 100;

  /** A reason that one side meets less often than this share of the other is not met there. */
  private static final double HARDLY = 0.01;

  private final Side simulated;
  private final Side observed;
  private final Tolerance tolerance;
  private final Chance chance;
  private final Timeline time;
  private final Set<String> found = new LinkedHashSet<>();

  Causes(Side simulated, Side observed, Tolerance tolerance, Chance chance, Timeline time) {
    this.simulated = simulated;
    this.observed = observed;
    this.tolerance = tolerance;
    this.chance = chance;
    this.time = time;
  }

  List<String> of(
      Differences differences, List<FlowComparison> flows, List<UsageComparison> usages) {
    flows.forEach(this::load);
    found.addAll(differences.settings());
    for (UsageComparison usage : usages) {
      Usage predicted = simulated.usages().get(usage.key());
      Usage seen = observed.usages().get(usage.key());
      if (predicted == null) {
        missing(usage);
      } else if (seen != null && observed.throttlesByCapacity()) {
        capacity(usage, predicted, seen);
      }
      unitsPerRequest(usage);
    }
    if (found.isEmpty()) {
      flows.forEach(this::attempts);
    }
    return List.copyOf(found);
  }

  private void load(FlowComparison flow) {
    Pair offered = flow.offered();
    double ratio = offered.observed() / offered.simulated();
    if (Math.abs(ratio - 1) > tolerance.unitsPercent() / PERCENT
        && Math.abs(offered.difference()) > chance.operations(offered)) {
      found.add(
          String.format(
              Locale.ROOT,
              "%s offered %s requests where %s were predicted: %s",
              flow.name(),
              Words.number(offered.observed()),
              Words.number(offered.simulated()),
              ratio < 1
                  ? "the load generator may not have kept up, or another rate was driven"
                  : "another rate was driven"));
    }
  }

  private void missing(UsageComparison usage) {
    String reasons = String.join(", ", observedReasons(usage));
    String does =
        reasons.isEmpty()
            ? "consumed %s %s units"
                .formatted(
                    Words.number(usage.consumedUnits().observed()), Words.word(usage.dimension()))
            : "throttled (" + reasons + ")";
    found.add(
        "index %s was observed and %s: the prediction's table has no such index"
            .formatted(usage.resource(), does));
  }

  private static List<String> observedReasons(UsageComparison usage) {
    return usage.reasons().entrySet().stream()
        .filter(reason -> reason.getValue().observed() > 0)
        .map(reason -> reason.getKey().awsName())
        .toList();
  }

  private void capacity(UsageComparison usage, Usage predicted, Usage seen) {
    Saturation saturation = new Saturation(predicted, seen, time);
    Pair admitted = saturation.admittedWhileThrottling();
    double ratio = admitted == null ? 1 : admitted.observed() / admitted.simulated();
    boolean isOther = Math.abs(ratio - 1) > tolerance.unitsPercent() / PERCENT;
    if (admitted != null && isOther) {
      rate(usage, admitted, ratio);
    } else if (admitted != null) {
      burst(usage, saturation.burstSeconds());
    }
    for (Map.Entry<ThrottlingReason, Pair> reason : usage.reasons().entrySet()) {
      boolean isExplained = isOther && Usage.isOfWholeResource(reason.getKey().limit());
      if (!isExplained) {
        double operations =
            usage.consumedUnits().simulated() / Comparer.unitsPerOperation(predicted, seen);
        oneSided(usage, operations, reason.getKey(), reason.getValue());
      }
    }
  }

  private void rate(UsageComparison usage, Pair admitted, double ratio) {
    String word = Words.word(usage.dimension());
    found.add(
        String.format(
            Locale.ROOT,
            "%s admitted %.2f of the %s units that were predicted whenever it throttled (%s of %s"
                + " units/s): the observed %s seems to have %.0f %% %s %s capacity",
            usage.resource(),
            ratio,
            word,
            Words.number(admitted.observed()),
            Words.number(admitted.simulated()),
            usage.kind() == ResourceKind.TABLE ? "table" : "index",
            PERCENT * Math.abs(1 - ratio),
            ratio < 1 ? "less" : "more",
            word));
  }

  private void burst(UsageComparison usage, @Nullable Pair seconds) {
    if (seconds == null || Math.abs(seconds.errorPercent()) <= 2 * tolerance.unitsPercent()) {
      return;
    }
    found.add(
        "%s served %s s of its %s capacity from what it had saved before it throttled, %s s were predicted: the burst is %s, as with another profile of the model or another time without traffic before the run"
            .formatted(
                usage.resource(),
                Words.number(seconds.observed()),
                Words.word(usage.dimension()),
                Words.number(seconds.simulated()),
                seconds.observed() < seconds.simulated() ? "shorter" : "longer"));
  }

  private void oneSided(
      UsageComparison usage, double admitted, ThrottlingReason reason, Pair events) {
    double most = Math.max(events.simulated(), events.observed());
    double least = Math.min(events.simulated(), events.observed());
    boolean isNotable = most > tolerance.throttledSharePoints() / PERCENT * (most + admitted);
    if (!isNotable || least > HARDLY * most || most <= chance.operations(events)) {
      return;
    }
    boolean isObserved = events.observed() > events.simulated();
    found.add(
        "%s throttled for %s %s: %s"
            .formatted(
                usage.resource(),
                reason.awsName(),
                isObserved ? "where the prediction did not" : "in the prediction only",
                hint(reason, isObserved)));
  }

  private static String hint(ThrottlingReason reason, boolean isObserved) {
    return switch (reason.limit()) {
      case PROVISIONED_THROUGHPUT ->
          (isObserved ? "less" : "more") + " capacity, saved or provisioned, than predicted";
      case MAX_ON_DEMAND_THROUGHPUT ->
          "another maximum throughput than predicted, or "
              + (isObserved ? "more" : "less")
              + " load";
      case KEY_RANGE_THROUGHPUT -> "other hot keys, or other partitions, than predicted";
      case ACCOUNT_LIMIT -> "another quota of the account than predicted";
    };
  }

  /** Of the table only: which requests touch an index is not known. */
  private void unitsPerRequest(UsageComparison usage) {
    if (usage.kind() == ResourceKind.INDEX) {
      return;
    }
    Pair admitted = new Pair(admitted(simulated, usage), admitted(observed, usage));
    Pair units = usage.consumedUnits().over(admitted);
    double chancePercent =
        PERCENT
            * Chance.STANDARD_DEVIATIONS
            / Math.sqrt(Math.min(admitted.simulated(), admitted.observed()));
    double error = Math.abs(units.errorPercent());
    if (Double.isFinite(error) && error > Math.max(tolerance.unitsPercent(), chancePercent)) {
      found.add(
          "a request of %s took %s %s units in the mean, %s were predicted: other item sizes, or another kind of request"
              .formatted(
                  usage.resource(),
                  Words.number(units.observed()),
                  Words.word(usage.dimension()),
                  Words.number(units.simulated())));
    }
  }

  private static double admitted(Side side, UsageComparison usage) {
    return side.flows().stream()
        .filter(flow -> flow.dimension() == usage.dimension())
        .mapToLong(flow -> flow.attempts() - flow.throttledAttempts())
        .sum();
  }

  private void attempts(FlowComparison flow) {
    Pair attempts = flow.attemptsPerRequest();
    if (Math.abs(attempts.errorPercent()) > 2 * tolerance.unitsPercent()) {
      found.add(
          "%s made %s attempts for each request, %s were predicted: another client, or other rules of retrying"
              .formatted(
                  flow.name(),
                  Words.number(attempts.observed()),
                  Words.number(attempts.simulated())));
    }
  }
}
