package dev.headroom.cli.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CloudWatch answers nothing at all where it is asked for a period that it no longer has. */
final class MeasuredSpanTest {

  private static final Instant NOW = Instant.parse("2026-11-27T10:17:42Z");

  @Test
  void of_nothingAsked_isTheLastDayInMinutes() {
    assertThat(MeasuredSpan.of(null, null, null, NOW))
        .isEqualTo(
            new MeasuredSpan(
                Instant.parse("2026-11-26T10:17:00Z"),
                Instant.parse("2026-11-27T10:17:00Z"),
                Duration.ofMinutes(1)));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-12T10:18:00Z, PT1M",
    "2026-11-12T10:17:00Z, PT5M",
    "2026-09-26T00:00:00Z, PT5M",
    "2026-09-25T10:00:00Z, PT1H",
    "2025-09-01T00:00:00Z, PT1H"
  })
  void of_longAgo_isInThePeriodThatIsKept(Instant from, Duration period) {
    assertThat(MeasuredSpan.of(from, from.plus(Duration.ofDays(1)), null, NOW).period())
        .isEqualTo(period);
  }

  @Test
  void of_betweenEdges_beginsAndEndsAtEdges() {
    assertThat(
            MeasuredSpan.of(
                Instant.parse("2026-11-26T08:03:20Z"),
                Instant.parse("2026-11-26T09:58:59Z"),
                Duration.ofMinutes(15),
                NOW))
        .isEqualTo(
            new MeasuredSpan(
                Instant.parse("2026-11-26T08:00:00Z"),
                Instant.parse("2026-11-26T09:45:00Z"),
                Duration.ofMinutes(15)));
  }

  @Test
  void of_endInTheFuture_endsNow() {
    assertThat(MeasuredSpan.of(null, Instant.parse("2026-12-24T00:00:00Z"), null, NOW))
        .isEqualTo(MeasuredSpan.of(null, null, null, NOW));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2026-11-27T09:00:00Z | 2026-11-27T08:00:00Z | PT1M | --from: must be before --to",
        "2026-11-28T00:00:00Z | 2026-11-29T00:00:00Z | PT1M | --from: must be before --to",
        "2026-11-01T00:00:00Z | 2026-11-02T00:00:00Z | PT1M | --period: must be a multiple of 5m:",
        "2026-11-27T09:00:00Z | 2026-11-27T10:00:00Z | PT30S | --period: must be a multiple of 1m:",
        "2026-11-27T09:00:00Z | 2026-11-27T10:00:00Z | PT3H | --period: must not be longer than",
        "2025-06-01T00:00:00Z | 2025-06-02T00:00:00Z | PT1H | --from: is longer ago than the 455"
            + " days"
      })
  void of_whatCloudWatchCannotHave_saysWhy(
      Instant from, Instant to, Duration period, String message) {
    assertThatThrownBy(() -> MeasuredSpan.of(from, to, period, NOW))
        .hasMessageStartingWith(message);
  }
}
