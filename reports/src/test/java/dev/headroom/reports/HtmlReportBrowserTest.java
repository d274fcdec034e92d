package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Browser;
import dev.headroom.reports.testing.Chromium;
import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The page in a real browser: without it a chart may stay empty, a script may be blocked by the
 * page's own policy, or a phone may have to scroll sideways, and no other test would see it.
 *
 * <p>Skipped without a Chromium, except where {@code CI=true}. With {@code
 * -Dheadroom.screenshots=FOLDER} every page is also written there as a picture.
 */
final class HtmlReportBrowserTest {

  private static final String ALL_CHARTS_SETTLED =
      """
      (async () => {
        document.querySelectorAll('details').forEach(fold => { fold.open = true; });
        for (let i = 0; i < 200 && document.documentElement.dataset.charts
            !== document.documentElement.dataset.chartsDrawn; i++) {
          await new Promise(resolve => setTimeout(resolve, 20));
        }
        await new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        return true;
      })()""";

  /** For every chart: whether it has an instance, its size, and whether anything is painted. */
  private static final String CHARTS =
      """
      [...document.querySelectorAll('.plot')].map(plot => {
        const canvas = plot.querySelector('canvas');
        const pixels = canvas
          ? canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data : [];
        const colors = new Set();
        for (let i = 0; i < pixels.length; i += 4) {
          if (pixels[i + 3] > 200) {
            colors.add(pixels[i] + ',' + pixels[i + 1] + ',' + pixels[i + 2]);
          }
        }
        return {
          instance: Boolean(echarts.getInstanceByDom(plot)),
          width: canvas ? canvas.clientWidth : 0,
          height: canvas ? canvas.clientHeight : 0,
          available: plot.clientWidth,
          colors: colors.size,
        };
      })""";

  @TempDir private static Path folder;

  @RegisterExtension private static final Browser BROWSER = new Browser("report.html");

  private static Chromium browser() throws IOException {
    return BROWSER.startedIn(folder);
  }

  static Stream<Arguments> pages() {
    return Stream.of(
            Arguments.of("failing", Outcomes.failing(), 20),
            Arguments.of("growing", Outcomes.growing(), 21),
            Arguments.of("passing", Outcomes.passing(), 6),
            Arguments.of("hostile", Outcomes.hostile(), 11),
            Arguments.of("longest", Outcomes.longest(), 7),
            Arguments.of("empty", Outcomes.empty(), 0))
        .flatMap(
            page ->
                Stream.of(1280, 400)
                    .flatMap(
                        width ->
                            Stream.of("light", "dark")
                                .map(
                                    scheme ->
                                        Arguments.of(
                                            page.get()[0],
                                            page.get()[1],
                                            page.get()[2],
                                            width,
                                            scheme))));
  }

  @ParameterizedTest(name = "{0} at {3} pixels, {4}")
  @MethodSource("pages")
  void page_atEveryWidthAndScheme_drawsAllChartsInsideTheWindow(
      String name, Outcome outcome, int chartCount, int widthPixels, String scheme)
      throws IOException {
    Chromium page = opened(name, outcome, widthPixels, scheme);

    assertThat(page.evaluate(ALL_CHARTS_SETTLED).asBoolean()).isTrue();
    JsonNode charts = page.evaluate(CHARTS);
    assertThat(charts).hasSize(chartCount);
    assertThat(charts)
        .allSatisfy(
            chart -> {
              assertThat(chart.path("instance").asBoolean()).isTrue();
              assertThat(chart.path("height").asInt()).isGreaterThan(150);
              assertThat(chart.path("width").asInt())
                  .isGreaterThan(250)
                  .isEqualTo(chart.path("available").asInt());
              assertThat(chart.path("colors").asInt()).isGreaterThan(2);
            });
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(widthPixels);
    assertThat(page.evaluate("document.querySelectorAll('img').length").asInt()).isZero();
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).isEmpty();
    String pictures = System.getProperty("headroom.screenshots");
    if (pictures != null) {
      page.screenshot(Path.of(pictures, name + "-" + widthPixels + "-" + scheme + ".png"), 16_000);
    }
  }

  @Test
  void page_whenTheSchemeChanges_redrawsItsCharts() throws IOException {
    Chromium page = opened("scheme", Outcomes.failing(), 1280, "light");
    page.evaluate(ALL_CHARTS_SETTLED);
    String painted = "document.querySelector('.plot canvas').toDataURL()";
    String light = page.evaluate(painted).asText();

    page.colorScheme("dark");
    page.evaluate(ALL_CHARTS_SETTLED);

    assertThat(page.evaluate(painted).asText()).isNotEqualTo(light);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void legend_whenPressed_hidesItsSeries() throws IOException {
    Chromium page = opened("legend", Outcomes.failing(), 1280, "light");
    page.evaluate(ALL_CHARTS_SETTLED);
    String selected =
        "echarts.getInstanceByDom(document.querySelector('#chart-1')).getOption()"
            + ".legend[0].selected['IndexWriteProvisionedThroughputExceeded']";

    page.evaluate(
        "document.querySelector('#chart-1').parentElement.querySelector('button').click()");

    assertThat(page.evaluate(selected).asBoolean(true)).isFalse();
  }

  @Test
  void bars_ofSeveralReasons_standOnEachOther() throws IOException {
    Chromium page = opened("stack", Outcomes.failing(), 1280, "light");
    page.evaluate(ALL_CHARTS_SETTLED);

    JsonNode minute36 =
        page.evaluate(
            "echarts.getInstanceByDom(document.querySelector('#chart-1')).getOption()"
                + ".series.map(series => series.data[36])");

    assertThat(minute36).hasSize(2);
    JsonNode lower = minute36.get(0);
    JsonNode upper = minute36.get(1);
    assertThat(lower.get(1).asDouble()).isEqualTo(lower.get(2).asDouble()).isPositive();
    assertThat(upper.get(1).asDouble())
        .isCloseTo(lower.get(2).asDouble() + upper.get(2).asDouble(), within(1e-9));
  }

  @Test
  void tooltip_ofBars_namesTimeRateAndCount() throws IOException {
    Chromium page = opened("tooltip", Outcomes.failing(), 1280, "light");
    page.evaluate(ALL_CHARTS_SETTLED);

    page.evaluate(
        "echarts.getInstanceByDom(document.querySelector('#chart-1'))"
            + ".dispatchAction({type: 'showTip', seriesIndex: 0, dataIndex: 36})");
    page.evaluate(ALL_CHARTS_SETTLED);

    assertThat(page.evaluate("document.querySelector('#chart-1 .tip').textContent").asText())
        .contains("36m \u2013 37m", "2026-11-27 08:36:30 UTC")
        .contains("IndexWriteProvisionedThroughputExceeded10.2/s \u00b7 611 in all");
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void print_fromADarkScreen_drawsOnWhite() throws IOException {
    Chromium page = opened("print", Outcomes.failing(), 1280, "dark");
    page.evaluate(ALL_CHARTS_SETTLED);
    String background = "getComputedStyle(document.body).backgroundColor";
    String dark = page.evaluate(background).asText();

    page.evaluate("dispatchEvent(new Event('beforeprint'))");
    assertThat(page.evaluate(background).asText()).isEqualTo("rgb(255, 255, 255)");

    page.evaluate("dispatchEvent(new Event('afterprint'))");
    assertThat(page.evaluate(background).asText()).isEqualTo(dark);
    assertThat(page.complaints()).isEmpty();
  }

  @Test
  void zoom_ofOneChart_movesAllAndCutsTheirBarsAnew() throws IOException {
    Chromium page = opened("zoom", Outcomes.longest(), 1280, "light");
    page.evaluate(ALL_CHARTS_SETTLED);

    page.evaluate(
        "echarts.getInstanceByDom(document.querySelector('#chart-1')).dispatchAction("
            + "{type: 'dataZoom', startValue: 300000000, endValue: 303600000})");
    page.evaluate(ALL_CHARTS_SETTLED);
    JsonNode throttles =
        page.evaluate(
            "(() => { const option = echarts.getInstanceByDom(document.querySelector('#chart-0'))"
                + ".getOption(); return {start: option.dataZoom[0].startValue,"
                + " bars: option.series[0].data.length}; })()");

    assertThat(throttles.path("start").asLong()).isEqualTo(300_000_000L);
    assertThat(throttles.path("bars").asInt()).isEqualTo(10_080);
    assertThat(page.complaints()).isEmpty();
  }

  private static Chromium opened(String name, Outcome outcome, int widthPixels, String scheme)
      throws IOException {
    Path file = folder.resolve(name + ".html");
    Files.writeString(file, new HtmlReport().render(outcome), UTF_8);
    browser().open(file, widthPixels, 900, scheme);
    return browser();
  }
}
