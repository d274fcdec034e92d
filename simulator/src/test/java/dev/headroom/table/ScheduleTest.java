package dev.headroom.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Without it a scheduled action could run on the wrong day, or at no time at all. */
final class ScheduleTest {

  private static final Instant BEGINNING = Instant.parse("2026-11-01T00:00:30Z");

  /** 27 November 2026 is a Friday; day of week 1 is Sunday. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "cron(0 10 * * ? *)         | 2026-11-27T10:00:00Z | 2026-11-28T10:00:00Z",
        "cron(15 12 * * ? *)        | 2026-11-27T12:14:59Z | 2026-11-27T12:15:00Z",
        "cron(0 18 ? * MON-FRI *)   | 2026-11-27T18:00:00Z | 2026-11-30T18:00:00Z",
        "cron(0 8 1 * ? *)          | 2026-11-27T08:00:00Z | 2026-12-01T08:00:00Z",
        "cron(0/15 * * * ? *)       | 2026-11-27T08:01:00Z | 2026-11-27T08:15:00Z",
        "cron(0/10 * ? * MON-FRI *) | 2026-11-27T23:50:00Z | 2026-11-30T00:00:00Z",
        "cron(0/5 8-17 ? * 2-6 *)   | 2026-11-27T17:55:00Z | 2026-11-30T08:00:00Z",
        "cron(0 9 ? * 2#1 *)        | 2026-11-27T00:00:00Z | 2026-12-07T09:00:00Z",
        "cron(0 0 L * ? *)          | 2026-11-27T00:00:00Z | 2026-11-30T00:00:00Z",
        "cron(0 0 ? * 6L *)         | 2026-11-27T00:00:00Z | 2026-12-25T00:00:00Z",
        "cron(0 0 15W * ? *)        | 2026-11-01T00:00:00Z | 2026-11-16T00:00:00Z",
        "cron(0 0 ? JAN SUN 2027)   | 2026-11-27T00:00:00Z | 2027-01-03T00:00:00Z",
        "cron(0 6,18 * * ? 2026)    | 2026-11-27T06:00:00Z | 2026-11-27T18:00:00Z",
        "at(2026-11-27T06:00:00)    | 2026-11-27T05:59:59Z | 2026-11-27T06:00:00Z",
        "rate(5 minutes)            | 2026-11-01T00:00:00Z | 2026-11-01T00:00:30Z",
        "rate(5 minutes)            | 2026-11-01T00:00:30Z | 2026-11-01T00:05:30Z",
        "rate(1 day)                | 2026-11-27T12:00:00Z | 2026-11-28T00:00:30Z",
      })
  void next_afterAnInstant_isTheFirstTime(String text, Instant after, Instant expected) {
    assertThat(Schedule.parse(text).next(BEGINNING, after)).contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "at(2026-11-27T06:00:00)   | 2026-11-27T06:00:00Z",
        "cron(0 0 1 1 ? 2025)      | 2026-11-27T06:00:00Z",
      })
  void next_afterTheLastTime_isNone(String text, Instant after) {
    assertThat(Schedule.parse(text).next(BEGINNING, after)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "daily",
        "at(tomorrow)",
        "rate(0 minutes)",
        "rate(5 seconds)",
        "cron()",
        "cron(0 8 * * *)",
        "cron(0 8 * * * *)",
        "cron(0 8 ? * ? *)",
        "cron(60 8 * * ? *)",
        "cron(0 24 * * ? *)",
        "cron(0 8 ? * 8 *)",
        "cron(0 8 * * ? 1969)",
        "cron(0 8 32 * ? *)",
        "cron(A B C D E F)",
      })
  void parse_faultyText_isRefusedWithAReason(String text) {
    assertThatThrownBy(() -> Schedule.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }

  @Test
  void equals_sameText_isEqual() {
    assertThat(Schedule.parse(" rate(1 hour) "))
        .isEqualTo(Schedule.parse("rate(1 hour)"))
        .hasSameHashCodeAs(Schedule.parse("rate(1 hour)"))
        .hasToString("rate(1 hour)");
  }

  @Test
  void next_inATimeZone_followsItsClockThroughDaylightSaving() {
    Schedule schedule = Schedule.parse("cron(0 8 * * ? *)", ZoneId.of("Europe/Berlin"));

    assertThat(schedule.next(BEGINNING, Instant.parse("2026-10-24T00:00:00Z")))
        .contains(Instant.parse("2026-10-24T06:00:00Z"));
    assertThat(schedule.next(BEGINNING, Instant.parse("2026-10-25T00:00:00Z")))
        .contains(Instant.parse("2026-10-25T07:00:00Z"));
    assertThat(schedule).hasToString("cron(0 8 * * ? *) Europe/Berlin");
    assertThat(schedule).isNotEqualTo(Schedule.parse("cron(0 8 * * ? *)"));
  }
}
