package dev.headroom.reports;

import static dev.headroom.reports.Grid.text;

import dev.headroom.outcome.AlarmOutcome;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.Grid.Cell;
import dev.headroom.reports.Grid.Style;
import java.util.ArrayList;
import java.util.List;

/** What becomes of alarms, as reports show it. */
final class AlarmWords {

  private AlarmWords() {}

  /** As in "fires after 12m, for 8m in all". */
  static String state(AlarmOutcome alarm) {
    return switch (alarm.state()) {
      case FIRED ->
          "fires after "
              + Numbers.elapsed(alarm.spans().getFirst().fromSeconds())
              + ", for "
              + Numbers.elapsed(alarm.alarmSeconds())
              + (alarm.spans().size() == 1
                  ? ""
                  : " in all, " + Numbers.count(alarm.spans().size()) + " times");
      case QUIET -> "does not fire";
      case NEVER -> "could never fire";
      case NOT_EVALUATED -> "is not evaluated";
    };
  }

  /** The same with the reason, where there is one. */
  static String stateAndReason(AlarmOutcome alarm) {
    return state(alarm) + (alarm.detail().isEmpty() ? "" : ": " + alarm.detail());
  }

  /** Each alarm with what becomes of it. */
  static List<String> sentences(Outcome outcome) {
    return outcome.alarms().stream()
        .map(alarm -> alarm.name() + " " + stateAndReason(alarm))
        .toList();
  }

  /** What is probably not meant in an alarm, with its name. */
  static List<String> hints(Outcome outcome) {
    return outcome.alarms().stream()
        .flatMap(alarm -> alarm.hints().stream().map(hint -> alarm.name() + ": " + hint))
        .toList();
  }

  static Grid grid(Outcome outcome) {
    var rows = new ArrayList<List<Cell>>();
    for (AlarmOutcome alarm : outcome.alarms()) {
      rows.add(
          List.of(
              Cell.name(alarm.name()),
              Cell.of(state(alarm)).styled(style(alarm)),
              Cell.of(alarm.rule()),
              Cell.of(remarks(alarm))));
    }
    return new Grid(
        "CloudWatch alarms, without the delay of CloudWatch itself",
        List.of(text("Alarm"), text("In this run"), text("Rule"), text("Remarks")),
        rows);
  }

  private static String remarks(AlarmOutcome alarm) {
    var sentences = new ArrayList<String>();
    if (!alarm.detail().isEmpty()) {
      sentences.add(Text.capitalized(alarm.detail()) + (alarm.detail().endsWith("?") ? "" : "."));
    }
    sentences.addAll(alarm.hints());
    return String.join(" ", sentences);
  }

  private static Style style(AlarmOutcome alarm) {
    return switch (alarm.state()) {
      case NEVER -> Style.BAD;
      case NOT_EVALUATED -> Style.UNSURE;
      case FIRED, QUIET -> Style.PLAIN;
    };
  }
}
