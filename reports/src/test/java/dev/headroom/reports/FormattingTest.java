package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.headroom.outcome.Series;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers and text as people read them: a wrong digit here is a wrong report everywhere. */
final class FormattingTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 %",
    "0.032, 3.2 %",
    "0.00004711, 0.0047 %",
    "0.5, 50 %",
    "0.99999, >99.9 %",
    "1, 100 %",
    "1.27, 127 %",
  })
  void percent_ofShare_keepsWhatMatters(double share, String expected) {
    assertThat(Numbers.percent(share)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0s",
        "0.4|0.4s",
        "59.6|1m",
        "760|12m 40s",
        "3600|1h",
        "5400|1h 30m",
        "300180|3d 11h 23m",
        "604800|7d",
      })
  void elapsed_ofSeconds_readsAsTime(double seconds, String expected) {
    assertThat(Numbers.elapsed(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0|0",
        "0.5|0.5",
        "12.5|12.5",
        "0.0123|0.012",
        "1234.4|1,234",
        "1e9|1,000,000,000",
        "NaN|none",
      })
  void amount_ofAnySize_hasAboutThreeDigits(double value, String expected) {
    assertThat(Numbers.amount(value)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3.1849|%|3.2 %",
        "118|''|118",
        "31|ms|31 ms",
        "1.25|''|1.25",
        "760|s|12m 40s",
        "Infinity|s|never"
      })
  void withUnit_ofGateValue_carriesItsUnit(double value, String unit, String expected) {
    assertThat(Numbers.withUnit(value, unit)).isEqualTo(expected);
  }

  @Test
  void duration_ofRun_losesNothing() {
    assertThat(Numbers.duration(Duration.ofSeconds(90_061).plusMillis(500)))
        .isEqualTo("1d 1h 1m 1.5s");
    assertThat(Numbers.duration(Duration.ZERO)).isEqualTo("0s");
  }

  @Test
  void visible_ofHarmlessText_isTheSame() {
    String text = "Bestellungen \u00e4\u00f6\u00fc \u05d0\u05d1 \ud83d\ude80 \u8868";

    assertThat(Text.visible(text)).isSameAs(text);
  }

  @Test
  void visible_ofLoneSurrogatesAndControls_isEscaped() {
    assertThat(Text.visible("a\ud800b\u0000\u009b\ufeff\uffff\n"))
        .isEqualTo("a\\ud800b\\u0000\\u009b\\ufeff\\uffff\\n");
  }

  @Test
  void shortened_longText_keepsBothEndsWithinTheColumns() {
    String shortened = Text.shortened("orders-by-customer-and-\u8868\u8868\u8868", 12, "\u2026");

    assertThat(Text.columns(shortened)).isLessThanOrEqualTo(12);
    assertThat(shortened).startsWith("orders").endsWith("\u8868");
  }

  @Test
  void sparkline_ofOneRareEvent_showsIt() {
    double[] values = new double[1_000];
    values[0] = 1_000_000;
    values[999] = 1;

    assertThat(Sparkline.of(Series.of(values), 5, true))
        .isEqualTo("\u2588\u00b7\u00b7\u00b7\u2581");
    assertThat(Sparkline.of(Series.of(values), 5, false)).isEqualTo("@...-");
  }

  @Test
  void template_withSlotsInItsValues_leavesThemAlone() {
    var template = new Template("{{a}}{{#b}}gone{{/b}}{{#a}}[{{a}}]{{/a}}");

    assertThat(template.filled(Map.of("a", "{{b}}$1\\", "b", "")))
        .isEqualTo("{{b}}$1\\[{{b}}$1\\]");
  }

  @Test
  void template_withUnknownSlot_isRefused() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Template("{{missing}}").filled(Map.of()))
        .withMessageContaining("missing");
  }
}
