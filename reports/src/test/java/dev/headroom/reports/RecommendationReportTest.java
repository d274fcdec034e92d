package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.advice.Recommendation;
import dev.headroom.advice.Recommendation.Choice;
import dev.headroom.advice.Recommendation.Mode;
import dev.headroom.advice.Recommendation.Remedy;
import dev.headroom.capacity.Dimension;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.table.AutoScaling;
import dev.headroom.table.CapacityMode.OnDemand;
import dev.headroom.table.CapacityMode.Provisioned;
import dev.headroom.table.Table;
import dev.headroom.table.TableOrigin;
import dev.headroom.table.TableSettings;
import dev.headroom.table.TableStatistics;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** People take over what they read here: a value under the wrong mode would be set. */
final class RecommendationReportTest {

  private static final Table TABLE =
      new Table(
          "t|\u202e",
          new TableOrigin("inline", "tables/t.yaml", 1),
          null,
          List.of(),
          new Provisioned(400, 300),
          null,
          List.of(),
          List.of(),
          List.of(),
          TableSettings.DEFAULTS,
          TableStatistics.NONE,
          List.of());

  private static Choice choice(
      Mode mode, Table table, Verdict verdict, @Nullable Double headroomPercent, double usd) {
    return new Choice(
        mode,
        table,
        verdict,
        verdict == Verdict.PASSED ? 0.0 : 12.5,
        headroomPercent,
        usd,
        List.of("throttled_requests == 0"),
        List.of(),
        List.of("t: writeCapacityUnits 300 -> 120"));
  }

  private static Recommendation recommendation(Verdict verdict) {
    Table scaled =
        TABLE.withCapacity(
            new Provisioned(400, 30),
            List.of(),
            List.of(
                new AutoScaling(
                    "t|\u202e", Dimension.WRITE, 30, 120, 70.0, 0, 0, false, List.of())));
    Table maximum =
        TABLE.withCapacity(
            new OnDemand(OptionalLong.empty(), OptionalLong.of(1_500)), List.of(), List.of());
    return new Recommendation(
        "peak",
        Duration.ofHours(2),
        20,
        true,
        choice(Mode.PROVISIONED, TABLE, Verdict.FAILED, -3.0, 200),
        List.of(
            choice(
                Mode.PROVISIONED,
                TABLE.withCapacity(new Provisioned(400, 120), List.of(), List.of()),
                verdict,
                20.0,
                100),
            choice(Mode.AUTO_SCALING, scaled, verdict, 5.0, 60.5),
            choice(Mode.ON_DEMAND_MAXIMUM, maximum, verdict, null, 1_234.5)),
        55.0,
        List.of(new Remedy("spread k over 4 suffixes", Verdict.PASSED, 0.0, 70.0)),
        List.of("The scenario has no reads of t."));
  }

  @Test
  void console_aRowPerMode_andTheCheapestIsChosen() {
    Recommendation recommendation = recommendation(Verdict.PASSED);

    String text =
        new RecommendationReport(recommendation, recommendation.cheapest().orElseThrow(), false)
            .console(Terminal.PLAIN);

    assertThat(text.replaceAll(" +", " "))
        .containsSubsequence(
            "peak 2h, 20 trials",
            "throttled headroom USD a month limited by",
            "✗ as it is: provisioned 12.5 % -3 % 200.00 throttled_requests == 0",
            "✓ auto scaling 0 % 5 % 60.50 throttled_requests == 0",
            "✓ on-demand with maximum 0 % 1,234.50",
            "The cheapest that passes is auto scaling at 60.50 USD a month; as it is, the table costs",
            "provisioned t|\\u202e: read 400, write 120",
            "auto scaling t|\\u202e: read 400, write 30 to 120 at 70 %",
            "on-demand with maximum t|\\u202e: write at most 1,500",
            "t: writeCapacityUnits 300 -> 120",
            "--write-back tables/t.yaml",
            "Spread k over 4 suffixes: passes, 0 % throttled, 70.00 USD a month.",
            "cannot cost less than 55.00 USD a month",
            "searched in the busiest times",
            "The scenario has no reads of t.");
  }

  @Test
  void console_nothingPasses_saysSoAndHasNothingToWrite() {
    String text =
        new RecommendationReport(recommendation(Verdict.FAILED), null, false)
            .console(Terminal.PLAIN);

    assertThat(text)
        .contains("No setting passes the gates; it takes a change of the keys or of the reads.")
        .doesNotContain("To change", "--write-back", "t|\\u202e");
  }

  @Test
  void console_writtenAnyway_doesNotSayHow() {
    Recommendation recommendation = recommendation(Verdict.PASSED);

    String text =
        new RecommendationReport(recommendation, recommendation.choices().getFirst(), true)
            .console(Terminal.PLAIN);

    assertThat(text)
        .contains("Chosen: provisioned at 100.00 USD a month", "To change")
        .doesNotContain("--write-back");
  }

  @Test
  void markdown_namesOfOthers_areEscaped() {
    Recommendation recommendation = recommendation(Verdict.PASSED);

    String text =
        new RecommendationReport(recommendation, recommendation.choices().getFirst(), false)
            .markdown();

    assertThat(text)
        .contains(
            "**peak, 2h, 20 trials**",
            "| pass | auto scaling | t\\|\\\\u202e: read 400, write 30 to 120 at 70 % | 0 % | 5 % |"
                + " 60.50 | throttled\\_requests == 0 |",
            "- t: writeCapacityUnits 300 -&gt; 120")
        .doesNotContain("\u202e");
  }
}
