package dev.headroom.reports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.advice.Sweep;
import dev.headroom.gate.GateMetric;
import dev.headroom.outcome.GateResult.Verdict;
import dev.headroom.reports.testing.Browser;
import dev.headroom.reports.testing.Chromium;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody picks a setting from this page: the chart must show what the table says, and the
 * headline must name the cheapest setting that passes.
 *
 * <p>The tests in a browser are skipped without a Chromium, except where {@code CI=true}. With
 * {@code -Dheadroom.screenshots=FOLDER} every page is also written there as a picture.
 */
final class SweepPageTest {

  @TempDir private static Path folder;

  @RegisterExtension private static final Browser BROWSER = new Browser("sweep.html");

  private static Chromium browser() throws IOException {
    return BROWSER.startedIn(folder);
  }

  @Test
  void page_headline_namesTheCheapestSettingThatPasses() throws IOException {
    assertThat(html(oneKey()))
        .contains(
            "4 of 8 settings pass; the cheapest of them is table.writeCapacityUnits=500 at 500.00"
                + " USD a month.");
  }

  @Test
  void page_withoutCost_hasNoChartOfIt() throws IOException {
    Sweep sweep =
        new Sweep(
            "s", List.of("k"), 1, List.of(row(List.of("</script><b>"), Verdict.INCONCLUSIVE)));

    assertThat(html(sweep))
        .contains("0 of 1 settings pass.", "&lt;/script&gt;")
        .doesNotContain("Throttling against cost", "</script><b>");
  }

  @Test
  void page_table_hasEverySetting() throws IOException {
    String page = html(twoKeys());

    for (Sweep.Row row : twoKeys().rows()) {
      assertThat(page).contains("<bdi>" + row.values().get(0) + "</bdi>");
    }
    assertThat(page.split("<tr>", -1)).hasSize(1 + 1 + twoKeys().rows().size());
  }

  static Stream<Arguments> pages() {
    return Stream.of(1200, 400)
        .flatMap(
            width ->
                Stream.of("light", "dark")
                    .flatMap(
                        scheme ->
                            Stream.of(
                                Arguments.of("sweep-one", oneKey(), width, scheme),
                                Arguments.of("sweep-two", twoKeys(), width, scheme))));
  }

  @ParameterizedTest(name = "{0} at {2} pixels, {3}")
  @MethodSource("pages")
  void page_atEveryWidthAndScheme_drawsItsChartsInsideTheWindow(
      String name, Sweep sweep, int widthPixels, String scheme) throws IOException {
    Chromium page = opened(name, sweep, widthPixels, scheme);

    assertThat(page.evaluate(Browser.ALL_CHARTS_DRAWN).asBoolean()).isTrue();
    assertThat(page.evaluate("document.querySelectorAll('.plot canvas').length").asInt())
        .isEqualTo(2);
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(widthPixels);
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).isEmpty();
    String pictures = System.getProperty("headroom.screenshots");
    if (pictures != null) {
      page.screenshot(Path.of(pictures, name + "-" + widthPixels + "-" + scheme + ".png"), 4_000);
    }
  }

  @Test
  void metric_whenChosen_isWhatTheBarsShow() throws IOException {
    Chromium page = opened("choice", oneKey(), 1200, "light");
    String firstBar =
        "echarts.getInstanceByDom(document.querySelector('#over')).getOption()"
            + ".series[0].data[0].value";
    assertThat(page.evaluate(firstBar).asDouble()).isEqualTo(40);

    page.evaluate("[...document.querySelectorAll('#metrics button')].at(-1).click()");

    assertThat(page.evaluate(firstBar).asDouble()).isEqualTo(100);
  }

  @Test
  void heatMap_ofTwoKeys_hasACellForEveryPair() throws IOException {
    Chromium page = opened("cells", twoKeys(), 1200, "light");

    assertThat(
            page.evaluate(
                    "echarts.getInstanceByDom(document.querySelector('#over')).getOption()"
                        + ".series[0].data.length")
                .asInt())
        .isEqualTo(20);
  }

  private static Chromium opened(String name, Sweep sweep, int widthPixels, String scheme)
      throws IOException {
    Path file = folder.resolve(name + ".html");
    Files.writeString(file, html(sweep), UTF_8);
    browser().open(file, widthPixels, 900, scheme);
    return browser();
  }

  private static String html(Sweep sweep) throws IOException {
    var text = new StringWriter();
    new SweepPage(sweep).write(text);
    return text.toString();
  }

  private static Sweep oneKey() {
    var rows = new ArrayList<Sweep.Row>();
    for (int units = 100; units <= 800; units += 100) {
      rows.add(row(List.of(String.valueOf(units)), units, 500));
    }
    return new Sweep("orders-peak", List.of("table.writeCapacityUnits"), 20, rows);
  }

  private static Sweep twoKeys() {
    var rows = new ArrayList<Sweep.Row>();
    for (int table = 100; table <= 500; table += 100) {
      for (int index = 150; index <= 600; index += 150) {
        rows.add(
            row(
                List.of(String.valueOf(table), String.valueOf(index)),
                Math.min(table, index),
                300));
      }
    }
    return new Sweep(
        "orders-peak",
        List.of(
            "table.writeCapacityUnits",
            "table.globalSecondaryIndexes.by-status.writeCapacityUnits"),
        1,
        rows);
  }

  private static Sweep.Row row(List<String> values, double units, double enough) {
    double throttledPercent = Math.max(0, (enough - units) / 10);
    Map<GateMetric, Double> measures = new EnumMap<>(GateMetric.class);
    measures.put(GateMetric.THROTTLED_REQUESTS, throttledPercent);
    measures.put(GateMetric.WRITE_HEADROOM, (units - enough) / enough * 100);
    measures.put(GateMetric.LATENCY_P99, throttledPercent > 0 ? 4_200.0 : 9.5);
    measures.put(GateMetric.COST_PER_MONTH, values.stream().mapToDouble(Double::parseDouble).sum());
    return new Sweep.Row(values, throttledPercent > 0 ? Verdict.FAILED : Verdict.PASSED, measures);
  }

  private static Sweep.Row row(List<String> values, Verdict verdict) {
    return new Sweep.Row(values, verdict, Map.of(GateMetric.THROTTLED_REQUESTS, 1.0));
  }
}
