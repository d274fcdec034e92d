package dev.headroom.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.headroom.capacity.Era;
import dev.headroom.document.Location;
import dev.headroom.document.Node;
import dev.headroom.document.Node.Scalar.Kind;
import dev.headroom.scenario.ScalarFormat.Bytes;
import dev.headroom.scenario.ScalarFormat.Count;
import dev.headroom.scenario.ScalarFormat.PerSecond;
import dev.headroom.scenario.ScalarFormat.Range;
import dev.headroom.scenario.ScalarFormat.Share;
import dev.headroom.scenario.ScalarFormat.Text;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Without it a unit could be off by a factor, or a typing error be taken for a number. */
final class ScalarFormatTest {

  static Stream<Arguments> parse_soundText_givesItsValue() {
    return Stream.of(
        arguments(ScalarFormat.DURATION, "90s", Kind.STRING, Duration.ofSeconds(90)),
        arguments(ScalarFormat.DURATION, "5m", Kind.STRING, Duration.ofMinutes(5)),
        arguments(ScalarFormat.DURATION, "1.5h", Kind.STRING, Duration.ofMinutes(90)),
        arguments(ScalarFormat.DURATION, "250ms", Kind.STRING, Duration.ofMillis(250)),
        arguments(ScalarFormat.DURATION, "1d", Kind.STRING, Duration.ofDays(1)),
        arguments(ScalarFormat.BYTES, "200B", Kind.STRING, new Bytes(200)),
        arguments(ScalarFormat.BYTES, "1.5KB", Kind.STRING, new Bytes(1536)),
        arguments(ScalarFormat.BYTES, "1.2KB", Kind.STRING, new Bytes(1229)),
        arguments(ScalarFormat.BYTES, "400KB", Kind.STRING, new Bytes(409_600)),
        arguments(ScalarFormat.BYTES, "12GB", Kind.STRING, new Bytes(12L << 30)),
        arguments(ScalarFormat.COUNT, "20M", Kind.STRING, new Count(20_000_000)),
        arguments(ScalarFormat.COUNT, "5k", Kind.STRING, new Count(5000)),
        arguments(ScalarFormat.COUNT, "1.2M", Kind.STRING, new Count(1_200_000)),
        arguments(ScalarFormat.COUNT, "1_000", Kind.INTEGER, new Count(1000)),
        arguments(ScalarFormat.PER_SECOND, "800/s", Kind.STRING, new PerSecond(800)),
        arguments(ScalarFormat.PER_SECOND, "1.2k/s", Kind.STRING, new PerSecond(1200)),
        arguments(ScalarFormat.PER_SECOND, "30/min", Kind.STRING, new PerSecond(0.5)),
        arguments(ScalarFormat.PER_SECOND, "90/h", Kind.STRING, new PerSecond(0.025)),
        arguments(ScalarFormat.SHARE, "0.4", Kind.DECIMAL, new Share(0.4)),
        arguments(ScalarFormat.SHARE, "40%", Kind.STRING, new Share(0.4)),
        arguments(ScalarFormat.NUMBER_FORMAT, "0.99", Kind.DECIMAL, 0.99),
        arguments(ScalarFormat.NUMBER_FORMAT, "2e3", Kind.DECIMAL, 2000.0),
        arguments(ScalarFormat.INTEGER, "20", Kind.INTEGER, 20),
        arguments(ScalarFormat.LONG, "-42", Kind.INTEGER, -42L),
        arguments(
            ScalarFormat.INSTANT,
            "2026-11-27T09:00:00+01:00",
            Kind.STRING,
            Instant.parse("2026-11-27T08:00:00Z")),
        arguments(ScalarFormat.ERA, "now", Kind.STRING, Era.NOW),
        arguments(ScalarFormat.ERA, "2018-08", Kind.STRING, new Era(LocalDate.of(2018, 8, 1))),
        arguments(ScalarFormat.ERA, "2018-08-22", Kind.STRING, new Era(LocalDate.of(2018, 8, 22))),
        arguments(ScalarFormat.TIME_OF_DAY, "18:00", Kind.INTEGER, LocalTime.of(18, 0)),
        arguments(ScalarFormat.TRUE_OR_FALSE, "true", Kind.BOOLEAN, true),
        arguments(ScalarFormat.TEXT, "2026", Kind.INTEGER, new Text("2026")));
  }

  @ParameterizedTest
  @MethodSource
  void parse_soundText_givesItsValue(
      ScalarFormat<?> format, String text, Kind kind, Object expected) {
    assertThat((Object) format.parse(scalar(text, kind), Range.ANY)).isEqualTo(expected);
  }

  static Stream<Arguments> parse_faultyText_saysWhatWouldBeRight() {
    String duration = "a duration such as 250ms, 90s, 5m, 2h, 1d";
    return Stream.of(
        arguments(ScalarFormat.DURATION, "90", Kind.INTEGER, "needs a unit, such as 250ms"),
        arguments(ScalarFormat.DURATION, "90 s", Kind.STRING, "must be " + duration),
        arguments(ScalarFormat.DURATION, "5min", Kind.STRING, "must be " + duration),
        arguments(ScalarFormat.DURATION, "-5m", Kind.STRING, "must not be negative: \"-5m\""),
        arguments(ScalarFormat.DURATION, "0.5ns", Kind.STRING, "must be " + duration),
        arguments(ScalarFormat.DURATION, "999999999999d", Kind.STRING, "is out of range"),
        arguments(ScalarFormat.DURATION, "", Kind.NULL, "must be " + duration + ", not null"),
        arguments(ScalarFormat.BYTES, "5kb", Kind.STRING, "must be a size such as"),
        arguments(ScalarFormat.BYTES, "99999999999999TB", Kind.STRING, "is out of range"),
        arguments(ScalarFormat.COUNT, "1.2345k", Kind.STRING, "must be a whole number"),
        arguments(ScalarFormat.COUNT, "0x1F", Kind.INTEGER, "must be a whole number such as"),
        arguments(ScalarFormat.COUNT, "99999999999999999999", Kind.INTEGER, "is out of range"),
        arguments(ScalarFormat.COUNT, "9".repeat(99), Kind.INTEGER, "is out of range"),
        arguments(ScalarFormat.PER_SECOND, "800", Kind.INTEGER, "needs a unit, such as 800/s"),
        arguments(ScalarFormat.PER_SECOND, "800/sec", Kind.STRING, "must be a rate such as"),
        arguments(ScalarFormat.PER_SECOND, ".nan", Kind.DECIMAL, "must be a rate such as"),
        arguments(ScalarFormat.NUMBER_FORMAT, ".inf", Kind.DECIMAL, "must be a number such as"),
        arguments(ScalarFormat.NUMBER_FORMAT, "5", Kind.STRING, "must be a number such as"),
        arguments(ScalarFormat.INTEGER, "010", Kind.INTEGER, "must be an integer such as"),
        arguments(ScalarFormat.INTEGER, "3000000000", Kind.INTEGER, "is out of range"),
        arguments(ScalarFormat.INSTANT, "2026-11-27", Kind.STRING, "must be an instant such as"),
        arguments(ScalarFormat.ERA, "2018", Kind.INTEGER, "must be now, a day or a month"),
        arguments(ScalarFormat.TIME_OF_DAY, "24:01", Kind.STRING, "must be a time of day"),
        arguments(ScalarFormat.TRUE_OR_FALSE, "yes", Kind.STRING, "must be true or false"),
        arguments(ScalarFormat.STRING, "5", Kind.INTEGER, "write it in quotes"),
        arguments(ScalarFormat.STRING, "  ", Kind.STRING, "must be text"));
  }

  @ParameterizedTest
  @MethodSource
  void parse_faultyText_saysWhatWouldBeRight(
      ScalarFormat<?> format, String text, Kind kind, String message) {
    Node node = scalar(text, kind);

    assertThatThrownBy(() -> format.parse(node, Range.ANY))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static Node scalar(String text, Kind kind) {
    return new Node.Scalar(Location.ofFile("s.yaml"), text, kind);
  }
}
