package dev.headroom.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.GateResult;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import dev.headroom.testing.FlowBuilder;
import dev.headroom.testing.OutcomeBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A shadow that disagrees minute after minute, or a scale-out that comes too late, would go unseen
 * behind totals that agree.
 */
final class ShadowAndEventsTest {

  private static OutcomeBuilder run() {
    return new OutcomeBuilder().flow(new FlowBuilder("put", 60, 9_000, 9_000, 9_000));
  }

  private static List<GateResult> checks(Outcome predicted, Outcome observed, String word) {
    return Comparer.compare(predicted, observed, Tolerance.DEFAULT).checks().stream()
        .filter(check -> check.expression().contains(word))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    // only the shadow, only the service: verdict
    "0, 90, PASSED",
    "0, 91, FAILED",
    "1000, 1091, PASSED",
    "0, 9000, FAILED"
  })
  void throttledCounts_inTheWorstMinute_areJudged(
      double onlyShadow, double onlyService, Verdict verdict) {
    Series admitted = Series.of(8_000, 8_000, 8_000);
    Outcome observed =
        run()
            .build()
            .withShadow(
                new Shadow(
                    new Agreement(24_000, 2_300, (long) onlyShadow, (long) onlyService),
                    List.of(
                        new FlowAgreement(
                            "put",
                            60,
                            Series.of(9_000, 9_000, 9_000),
                            admitted,
                            Series.of(700, 900, 700),
                            Series.of(0, onlyShadow, 0),
                            Series.of(0, onlyService, 0)))));

    List<GateResult> checks = checks(run().build(), observed, "shadow");

    assertThat(checks).hasSize(1);
    assertThat(checks.getFirst().verdict()).as("%s", checks).isEqualTo(verdict);
    assertThat(checks.getFirst().detail()).startsWith("minute 2: ");
  }

  @ParameterizedTest
  @CsvSource({"70, 130, PASSED", "70, 131, FAILED", "100, 40, PASSED"})
  void events_ofTheSameKind_mayBeAMinuteApart(double predicted, double observed, Verdict verdict) {
    List<GateResult> checks =
        checks(
            run().event(predicted, "scale-out", "orders").build(),
            run().event(observed, "scale-out", "orders").build(),
            "scale-out");

    assertThat(checks).extracting(GateResult::verdict).containsExactly(verdict);
  }

  @Test
  void event_ofOneSideOnly_fails() {
    Outcome predicted = run().event(70, "mode-switch", "orders").build();
    Outcome observed = run().event(70, "mode-switch", "by-status").build();

    assertThat(checks(predicted, observed, "mode-switch"))
        .extracting(GateResult::verdict)
        .containsExactly(Verdict.FAILED, Verdict.FAILED);
  }

  @Test
  void event_nearTheEnd_mayHaveItsPartnerBeyondIt() {
    assertThat(checks(run().event(150, "scale-in", "orders").build(), run().build(), "scale-in"))
        .isEmpty();
  }

  @Test
  void begin_thatOnlyOneSideTells_hasTheSamePartnerAsTheEnd() {
    List<GateResult> checks =
        checks(
            run().event(60, "mode-switch", "orders").event(90, "mode-switch", "orders").build(),
            run().event(95, "mode-switch", "orders").build(),
            "mode-switch");

    assertThat(checks)
        .extracting(GateResult::verdict)
        .containsExactly(Verdict.PASSED, Verdict.PASSED);
  }
}
