package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.gate.GateEvaluator;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Golden;
import dev.headroom.reports.testing.Outcomes;
import dev.headroom.review.Review;
import dev.headroom.review.SettingsChange;
import dev.headroom.review.Side;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The headline is all that most people read of a pull request's comment. */
final class ReviewReportTest {

  private static final List<SettingsChange> CHANGES =
      List.of(
          new SettingsChange("orders", "write capacity", "2,000 units/s", "1,000 units/s", true),
          new SettingsChange("by|status", "global index", "absent", "on status S, @ALL", true));

  static Stream<Arguments> headlines() {
    Side passing = predicted(Outcomes.passing());
    Side failing = predicted(Outcomes.failing());
    Side empty = predicted(Outcomes.empty());
    Side unfit = new Side.Unfit(Outcomes.orders(), List.of("peak.yaml:3: no index by-day"));
    Side absent = new Side.Absent();
    return Stream.of(
        Arguments.of(passing, failing, "FAIL", "fails after the change, passed before"),
        Arguments.of(failing, passing, "PASS", "passes after the change, failed before"),
        Arguments.of(passing, passing, "PASS", "still passes"),
        Arguments.of(failing, failing, "FAIL", "still fails"),
        Arguments.of(empty, empty, "INCONCLUSIVE", "still is inconclusive"),
        Arguments.of(absent, passing, "PASS", "new table orders passes"),
        Arguments.of(
            unfit, failing, "FAIL", "fails, and the traffic does not fit the table before"),
        Arguments.of(
            passing, absent, "INCONCLUSIVE", "table orders is deleted, nothing to predict"));
  }

  @ParameterizedTest
  @MethodSource("headlines")
  void console_ofEveryPairOfSides_saysWhatBecomesOfTheVerdict(
      Side before, Side after, String verdict, String headline) {
    String text = new ReviewReport(review(before, after)).console(Terminal.PLAIN);

    assertThat(text).startsWith(verdict + "  peak: " + headline);
  }

  @Test
  void markdown_ofWorseChange_isAsKept() throws IOException {
    Review review = review(predicted(Outcomes.passing()), predicted(Outcomes.failing()));

    Golden.assertMatches("review.md", new ReviewReport(review).markdown());
  }

  @Test
  void console_ofWorseChange_isAsKept() throws IOException {
    Review review = review(predicted(Outcomes.passing()), predicted(Outcomes.failing()));

    Golden.assertMatches("review.txt", new ReviewReport(review).console(Terminal.PLAIN));
  }

  @Test
  void console_asciiTerminal_getsAscii() {
    Review review = review(predicted(Outcomes.passing()), predicted(Outcomes.failing()));

    assertThat(new ReviewReport(review).console(new Terminal(false, false)))
        .matches("\\A\\p{ASCII}*\\z");
  }

  private static Side predicted(Outcome outcome) {
    return new Side.Predicted(Outcomes.orders(), outcome, GateEvaluator.summary(List.of(outcome)));
  }

  private static Review review(Side before, Side after) {
    return new Review("peak", "orders", CHANGES, before, after, List.of("A note."));
  }
}
