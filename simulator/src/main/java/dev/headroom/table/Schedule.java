package dev.headroom.table;

import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a scheduled action of auto scaling runs: {@code at(2026-11-27T06:00:00)}, {@code rate(5
 * minutes)} or {@code cron(0 8 ? * MON-FRI *)}, UTC or in a time zone. Immutable; equal where text
 * and zone are.
 *
 * <p>A rate counts from a beginning that the caller names. Source: Application Auto Scaling User
 * Guide, "Schedule recurring scaling actions using cron expressions" (six fields: minutes, hours,
 * day of month, month, day of week from 1 for Sunday, year).
 */
public final class Schedule {

  private static final Pattern FORM = Pattern.compile("(at|rate|cron)\\((.*)\\)");
  private static final Pattern RATE = Pattern.compile("([1-9][0-9]{0,8}) (minute|hour|day)s?");

  private static final int SUNDAY = 1;
  private static final int SATURDAY = 7;
  private static final int MONDAY = 2;
  private static final int FIRST_YEAR = 1970;
  private static final int LAST_YEAR = 2199;

  /** The first time after an instant. */
  private interface Times {
    Optional<Instant> next(Instant beginning, Instant after);
  }

  private final String text;
  private final ZoneId zone;
  private final Times times;

  private Schedule(String text, ZoneId zone, Times times) {
    this.text = text;
    this.zone = zone;
    this.times = times;
  }

  /**
   * Understands a schedule in UTC.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Schedule parse(String text) {
    return parse(text, ZoneOffset.UTC);
  }

  /**
   * Understands a schedule whose times are those of a zone; a rate has none.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  public static Schedule parse(String text, ZoneId zone) {
    Matcher form = FORM.matcher(text.strip());
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "must be at(yyyy-mm-ddThh:mm:ss), rate(5 minutes) or cron(0 8 * * ? *)");
    }
    String argument = form.group(2).strip();
    Times times =
        switch (form.group(1)) {
          case "at" -> at(argument, zone);
          case "rate" -> rate(argument);
          default -> cron(argument, zone);
        };
    return new Schedule(text.strip(), zone, times);
  }

  /**
   * The first time after an instant; empty if there is none any more.
   *
   * @param beginning from when a rate counts
   */
  public Optional<Instant> next(Instant beginning, Instant after) {
    return times.next(beginning, after);
  }

  private static Times at(String argument, ZoneId zone) {
    try {
      Instant time = LocalDateTime.parse(argument).atZone(zone).toInstant();
      return (beginning, after) -> Optional.of(time).filter(it -> it.isAfter(after));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "must have a time such as 2026-11-27T06:00:00 in at(…)", e);
    }
  }

  private static Times rate(String argument) {
    Matcher rate = RATE.matcher(argument);
    if (!rate.matches()) {
      throw new IllegalArgumentException(
          "must have a number of minutes, hours or days in rate(…), such as rate(5 minutes)");
    }
    long count = Long.parseLong(rate.group(1));
    Duration every =
        switch (rate.group(2)) {
          case "minute" -> Duration.ofMinutes(count);
          case "hour" -> Duration.ofHours(count);
          default -> Duration.ofDays(count);
        };
    return (beginning, after) -> {
      long passed =
          after.isBefore(beginning) ? 0 : Duration.between(beginning, after).dividedBy(every) + 1;
      return Optional.of(beginning.plus(every.multipliedBy(passed)));
    };
  }

  private static Times cron(String argument, ZoneId zone) {
    try {
      ExecutionTime times =
          ExecutionTime.forCron(new CronParser(cronDefinition()).parse(argument).validate());
      return (beginning, after) ->
          times.nextExecution(after.atZone(zone)).map(it -> it.toInstant());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "must have minutes, hours, day of month, month, day of week and year in cron(…), with ?"
              + " for one of the days: "
              + e.getMessage(),
          e);
    }
  }

  private static CronDefinition cronDefinition() {
    return CronDefinitionBuilder.defineCron()
        .withMinutes()
        .withStrictRange()
        .and()
        .withHours()
        .withStrictRange()
        .and()
        .withDayOfMonth()
        .supportsL()
        .supportsW()
        .supportsLW()
        .supportsQuestionMark()
        .and()
        .withMonth()
        .and()
        .withDayOfWeek()
        .withValidRange(SUNDAY, SATURDAY)
        .withMondayDoWValue(MONDAY)
        .supportsHash()
        .supportsL()
        .supportsQuestionMark()
        .and()
        .withYear()
        .withValidRange(FIRST_YEAR, LAST_YEAR)
        .and()
        .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
        .instance();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Schedule schedule
        && text.equals(schedule.text)
        && zone.equals(schedule.zone);
  }

  @Override
  public int hashCode() {
    return Objects.hash(text, zone);
  }

  /** As written, with the zone where it is not UTC. */
  @Override
  public String toString() {
    return zone.equals(ZoneOffset.UTC) ? text : text + " " + zone;
  }
}
