package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.AlarmOutcome;
import dev.headroom.outcome.AlarmOutcome.Span;
import dev.headroom.outcome.AlarmOutcome.State;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An alarm that could never fire looks like one that is quiet, unless every report says so. */
final class AlarmWordsTest {

  private static final Outcome OUTCOME =
      Outcomes.passing()
          .withAlarms(
              List.of(
                  alarm("once", State.FIRED, List.of(new Span(120, 600)), "", List.of()),
                  alarm(
                      "twice",
                      State.FIRED,
                      List.of(new Span(60, 120), new Span(300, 420)),
                      "",
                      List.of("Look at the period.")),
                  alarm("quiet", State.QUIET, List.of(), "", List.of()),
                  alarm("dead", State.NEVER, List.of(), "no metric", List.of()),
                  alarm("odd|one", State.NOT_EVALUATED, List.of(), "is it a band?", List.of())));

  private static AlarmOutcome alarm(
      String name, State state, List<Span> spans, String detail, List<String> hints) {
    return new AlarmOutcome(
        name, "Sum of X over 60 s > 1", "my alarms.json", 7, state, spans, detail, hints);
  }

  @Test
  void sentences_ofEveryState_sayWhatBecomesOfTheAlarm() {
    assertThat(AlarmWords.sentences(OUTCOME))
        .containsExactly(
            "once fires after 2m, for 8m",
            "twice fires after 1m, for 3m in all, 2 times",
            "quiet does not fire",
            "dead could never fire: no metric",
            "odd|one is not evaluated: is it a band?");
    assertThat(AlarmWords.hints(OUTCOME)).containsExactly("twice: Look at the period.");
  }

  @Test
  void reports_withAlarms_showThem() throws IOException {
    assertThat(new ConsoleReport(Terminal.PLAIN).render(OUTCOME))
        .contains(
            "Alarms        • once fires after 2m, for 8m", "dead could never fire: no metric");
    assertThat(new MarkdownReport().render(OUTCOME))
        .contains(
            "| dead | could never fire | Sum of X over 60 s &gt; 1 | No metric. |",
            "| odd\\|one | is not evaluated | Sum of X over 60 s &gt; 1 | Is it a band? |");
    assertThat(new HtmlReport().render(OUTCOME))
        .contains("Which alarms fire", "could never fire", "No metric.", "Look at the period.");
    assertThat(new JsonReport().render(OUTCOME))
        .contains("\"state\": \"never\"", "\"fromSeconds\": 120", "\"file\": \"my alarms.json\"");
    assertThat(new SarifReport().render(OUTCOME))
        .contains("headroom/alarm-never-fires", "my%20alarms.json", "dead could never fire");
  }

  @Test
  void reports_withoutAlarms_sayNothingOfThem() throws IOException {
    assertThat(new HtmlReport().render(Outcomes.passing())).doesNotContain("Which alarms fire");
    assertThat(new MarkdownReport().render(Outcomes.passing())).doesNotContain("larm");
  }
}
