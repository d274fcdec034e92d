package dev.headroom.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.AlarmOutcome.Span;
import dev.headroom.table.Alarm;
import dev.headroom.table.Alarm.Comparison;
import dev.headroom.table.Alarm.Metric;
import dev.headroom.table.Alarm.MissingData;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Missing data is the rule for throttling metrics; treated wrongly, alarms fire that never would.
 */
final class AlarmStatesTest {

  /**
   * The examples of the CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing
   * data", "How alarm state is evaluated when data is missing". Five datapoints, the newest last: X
   * breaches, 0 does not, - is missing. Whether the alarm is in state ALARM after the last of them;
   * with "ignore" the guide keeps the state, which was OK.
   */
  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          0-X-X, 3, false, false, false, false
          ----0, 3, false, false, false, false
          -----, 3, false, false, true,  false
          0XX-X, 3, true,  true,  true,  true
          --X--, 3, true,  false, true,  false
          0-X-X, 2, true,  true,  true,  true
          00X0X, 2, true,  true,  true,  true
          0-X--, 2, false, false, true,  false
          ----0, 2, false, false, true,  false
          ---X-, 2, true,  false, true,  false
          """)
  void state_afterTheGuidesDatapoints_isTheGuides(
      String points,
      int datapointsToAlarm,
      boolean missing,
      boolean ignore,
      boolean breaching,
      boolean notBreaching) {
    assertThat(inAlarm(points, datapointsToAlarm, MissingData.MISSING)).isEqualTo(missing);
    assertThat(inAlarm(points, datapointsToAlarm, MissingData.IGNORE)).isEqualTo(ignore);
    assertThat(inAlarm(points, datapointsToAlarm, MissingData.BREACHING)).isEqualTo(breaching);
    assertThat(inAlarm(points, datapointsToAlarm, MissingData.NOT_BREACHING))
        .isEqualTo(notBreaching);
  }

  /**
   * Alarms on DynamoDB ignore missing data unless they say otherwise: they keep their state. With
   * "notBreaching" the breaching datapoint still decides while it is the newest real one in the
   * evaluation range.
   */
  @ParameterizedTest
  @CsvSource({
    ",              --X----------, 180-780",
    "IGNORE,        --X----------, 180-780",
    "NOT_BREACHING, --X----------, 180-360",
    "NOT_BREACHING, X0X----X,      60-120 180-360 480-480",
    "MISSING,       --X----------, 180-360",
    "NOT_BREACHING, 00000,         ''"
  })
  void spans_ofOnePeriodAlarm_endAsMissingDataSays(
      @Nullable MissingData treatment, String points, String expected) {
    List<Span> spans = spans(points, 1, 1, treatment);

    assertThat(
            String.join(
                " ",
                spans.stream()
                    .map(it -> "%.0f-%.0f".formatted(it.fromSeconds(), it.toSeconds()))
                    .toList()))
        .isEqualTo(expected);
  }

  private static boolean inAlarm(String points, int datapointsToAlarm, MissingData treatment) {
    List<Span> spans = spans(points, 3, datapointsToAlarm, treatment);
    return !spans.isEmpty() && spans.getLast().toSeconds() == points.length() * 60;
  }

  private static List<Span> spans(
      String points, int periods, int datapointsToAlarm, @Nullable MissingData treatment) {
    Alarm alarm =
        new Alarm(
            "a",
            "f",
            1,
            List.of(new Metric("m1", "WriteThrottleEvents", Map.of(), "Sum", 60)),
            List.of(),
            "m1",
            periods,
            datapointsToAlarm,
            5,
            Comparison.GREATER_THAN_THRESHOLD,
            treatment,
            true,
            null);
    double[] values =
        points.chars().mapToDouble(c -> c == 'X' ? 9 : c == '0' ? 1 : Double.NaN).toArray();
    return AlarmStates.alarmSpans(alarm, new Datapoints(60, 0, values), values.length * 60.0);
  }
}
