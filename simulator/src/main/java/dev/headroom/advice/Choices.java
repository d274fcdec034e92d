package dev.headroom.advice;

import dev.headroom.advice.Oracle.Judgement;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.TooCheap;
import dev.headroom.capacity.Dimension;
import dev.headroom.capacity.ModelProfile;
import dev.headroom.gate.Gate;
import dev.headroom.gate.GateMetric;
import dev.headroom.gate.Verdicts;
import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.scenario.Scenario;
import dev.headroom.source.SettingChange;
import dev.headroom.table.Table;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums up what a setting met, and says in words what limits it. */
final class Choices {

  private final Scenario scenario;

  Choices(Scenario scenario) {
    this.scenario = scenario;
  }

  Choice of(Mode mode, Judgement judgement) {
    return of(mode, judgement, List.of());
  }

  Choice of(Mode mode, Judgement judgement, List<TooCheap> cheaper) {
    return of(mode, judgement.table(), judgement, cheaper);
  }

  /** A setting that meets what another one met. */
  Choice of(Mode mode, Table table, Judgement judgement, List<TooCheap> cheaper) {
    Verdict verdict = Verdicts.of(judgement.results());
    return new Choice(
        mode,
        table,
        verdict,
        judgement.value(GateMetric.THROTTLED_REQUESTS),
        lower(
            judgement.value(GateMetric.READ_HEADROOM), judgement.value(GateMetric.WRITE_HEADROOM)),
        judgement.value(GateMetric.COST_PER_MONTH),
        verdict == Verdict.PASSED ? limits(mode, cheaper) : reasons(judgement),
        cheaper,
        SettingChange.between(scenario.table(), table).stream().map(SettingChange::words).toList());
  }

  /** Why nothing cheaper passes: the gates that are in the way, and for what. */
  private static List<String> limits(Mode mode, List<TooCheap> cheaper) {
    if (cheaper.isEmpty()) {
      return mode == Mode.AUTO_SCALING ? List.of("no minimum below the maximum holds") : List.of();
    }
    return cheaper.stream().map(TooCheap::gate).distinct().toList();
  }

  private static @Nullable Double lower(@Nullable Double one, @Nullable Double other) {
    return one == null ? other : other == null ? one : Double.valueOf(Math.min(one, other));
  }

  private List<String> reasons(Judgement judgement) {
    Set<String> reasons = new LinkedHashSet<>();
    judgement.bottleneck().ifPresent(it -> reasons.add(words(it)));
    Set<Dial> wanting = judgement.shortOfCapacity();
    if (!wanting.isEmpty()) {
      reasons.add(
          "too little for the "
              + wanting.stream().map(Dial::words).collect(Collectors.joining(", the ")));
    }
    boolean isExplained = !reasons.isEmpty();
    for (int number = 0; number < judgement.results().size(); number++) {
      GateResult result = judgement.results().get(number);
      String reason = reason(scenario.gates().get(number), result, isExplained);
      if (reason != null) {
        reasons.add(reason);
      }
    }
    return List.copyOf(reasons);
  }

  /** Why a gate does not hold; null if it does, or if what throttles explains it. */
  private static @Nullable String reason(Gate gate, GateResult result, boolean isExplained) {
    return switch (result.verdict()) {
      case PASSED -> null;
      case INCONCLUSIVE -> gate.expression() + " has no data";
      case FAILED ->
          switch (gate.metric()) {
            case LATENCY_P50, LATENCY_P90, LATENCY_P99, LATENCY_P999 ->
                isExplained ? null : gate.expression() + " is not a matter of capacity";
            case COST_PER_MONTH -> gate.expression() + " is less than the rest takes";
            case THROTTLED_REQUESTS,
                THROTTLE_EVENTS,
                FAILED_REQUESTS,
                READ_HEADROOM,
                WRITE_HEADROOM,
                BURST_BALANCE_MIN,
                HOTTEST_PARTITION,
                TIME_TO_FIRST_THROTTLE,
                ATTEMPTS_PER_REQUEST ->
                isExplained ? null : gate.expression() + " fails";
          };
    };
  }

  private String words(Bottleneck bottleneck) {
    boolean isRead = bottleneck.reason().dimension() == Dimension.READ;
    ModelProfile profile = scenario.profile();
    return switch (bottleneck.reason().limit()) {
      case ACCOUNT_LIMIT ->
          limit(
              "the quota of a table",
              isRead
                  ? profile.quotaTableReadUnitsPerSecond()
                  : profile.quotaTableWriteUnitsPerSecond(),
              isRead);
      case KEY_RANGE_THROUGHPUT, PROVISIONED_THROUGHPUT, MAX_ON_DEMAND_THROUGHPUT ->
          limit(
              (bottleneck.key() == null ? "a partition" : bottleneck.key().key())
                  + " of "
                  + bottleneck.resource(),
              isRead
                  ? profile.partitionMaxReadUnitsPerSecond()
                  : profile.partitionMaxWriteUnitsPerSecond(),
              isRead);
    };
  }

  private static String limit(String what, long units, boolean isRead) {
    return String.format(
        Locale.ROOT, "%s: at most %,d %s units/s", what, units, isRead ? "read" : "write");
  }
}
