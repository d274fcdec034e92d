package dev.headroom.measured;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Times as the tools around CloudWatch write them: ISO 8601 with or without fraction, with a blank
 * for the T or beside it, with slashes, with or without offset (then UTC, as the console says), and
 * seconds or milliseconds since 1970.
 */
public final class Timestamps {

  private static final Pattern DATE_TIME =
      Pattern.compile(
          "(\\d{4})[-/](\\d{1,2})[-/](\\d{1,2})"
              + "(?:(?: ?[Tt] ?| +)(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:\\.\\d{1,9})?)?)?"
              + " ?(Z|z|UTC|GMT|[+-]\\d{2}:?\\d{2})?");
  private static final Pattern NUMBER =
      Pattern.compile("\\d{9,13}(\\.\\d{1,9})?|\\d\\.\\d{1,12}[eE]\\+?\\d{1,2}");

  /** Numbers from here on count milliseconds: in seconds it would be the year 5138. */
  private static final BigDecimal FIRST_MILLISECONDS = BigDecimal.valueOf(100_000_000_000L);

  private Timestamps() {}

  /** The time, in whole seconds; null if the text is none. */
  public static @Nullable Instant parse(String text) {
    String trimmed = text.strip();
    if (NUMBER.matcher(trimmed).matches()) {
      BigDecimal number = new BigDecimal(trimmed);
      boolean isMilliseconds = number.compareTo(FIRST_MILLISECONDS) >= 0;
      return Instant.ofEpochSecond(number.longValue() / (isMilliseconds ? 1000 : 1));
    }
    Matcher matcher = DATE_TIME.matcher(trimmed);
    if (!matcher.matches()) {
      return null;
    }
    try {
      return LocalDateTime.of(
              number(matcher, 1),
              number(matcher, 2),
              number(matcher, 3),
              number(matcher, 4),
              number(matcher, 5),
              number(matcher, 6))
          .toInstant(offset(matcher.group(7)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static int number(Matcher matcher, int group) {
    String digits = matcher.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static ZoneOffset offset(@Nullable String text) {
    return text == null || !(text.startsWith("+") || text.startsWith("-"))
        ? ZoneOffset.UTC
        : ZoneOffset.of(text);
  }
}
