package dev.headroom.reports;

import static dev.headroom.reports.testing.Outcomes.HOSTILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.comparison.Comparer;
import dev.headroom.comparison.Comparison;
import dev.headroom.comparison.ComparisonJson;
import dev.headroom.comparison.Tolerance;
import dev.headroom.outcome.Outcome;
import dev.headroom.outcome.Series;
import dev.headroom.outcome.Shadow;
import dev.headroom.outcome.Shadow.Agreement;
import dev.headroom.outcome.Shadow.FlowAgreement;
import dev.headroom.reports.testing.Browser;
import dev.headroom.reports.testing.Chromium;
import dev.headroom.reports.testing.Golden;
import dev.headroom.reports.testing.Outcomes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Somebody decides by these reports whether to trust the model: each must say the same, show both
 * sides, and take no name for markup.
 *
 * <p>The tests in a browser are skipped without a Chromium, except where {@code CI=true}. With
 * {@code -Dheadroom.screenshots=FOLDER} every page is also written there as a picture.
 */
final class ComparisonReportsTest {

  @TempDir private static Path folder;

  @RegisterExtension private static final Browser BROWSER = new Browser("compare.html");

  private static Chromium browser() throws IOException {
    return BROWSER.startedIn(folder);
  }

  /** A table that grew where it was not predicted to, with a shadow beside it. */
  private static Comparison grown() {
    Outcome observed =
        Outcomes.growing()
            .withShadow(
                new Shadow(
                    new Agreement(900_000, 40_000, 500, 700),
                    List.of(
                        new FlowAgreement(
                            "checkout",
                            60,
                            Series.of(7_000, 8_000),
                            Series.of(6_290, 6_880),
                            Series.of(700, 800),
                            Series.of(10, 100),
                            Series.of(10, 220)))));
    return Comparer.compare(Outcomes.failing(), observed, Tolerance.DEFAULT);
  }

  private static Comparison same() {
    return Comparer.compare(Outcomes.failing(), Outcomes.failing(), Tolerance.DEFAULT);
  }

  private static Comparison hostile() {
    return Comparer.compare(Outcomes.hostile(), Outcomes.failing(), Tolerance.DEFAULT);
  }

  private static Comparison empty() {
    return Comparer.compare(Outcomes.empty(), Outcomes.empty(), Tolerance.DEFAULT);
  }

  @Test
  void console_andMarkdown_matchTheirGoldenFiles() throws IOException {
    Golden.assertMatches("comparison.txt", new ComparisonReport(grown()).console(Terminal.PLAIN));
    Golden.assertMatches("comparison.md", new ComparisonReport(grown()).markdown());
  }

  @Test
  void reports_ofTheSameOutcome_sayPass() throws Exception {
    assertThat(new ComparisonReport(same()).console(Terminal.PLAIN)).startsWith("PASS");
    assertThat(new ObjectMapper().readTree(ComparisonJson.print(same())).path("verdict").asText())
        .isEqualTo("passed");
    assertThat(html(same())).contains("class=\"verdict pass\"");
  }

  @Test
  void reports_ofNothing_sayInconclusive() throws Exception {
    assertThat(new ComparisonReport(empty()).console(Terminal.PLAIN)).startsWith("INCONCLUSIVE");
    assertThat(html(empty())).contains("class=\"verdict inconclusive\"");
    assertThat(junit(empty()).getElementsByTagName("error").getLength()).isPositive();
  }

  @Test
  void junit_hasATestCaseForEachCheck() throws Exception {
    Comparison comparison = grown();

    org.w3c.dom.Document xml = junit(comparison);

    assertThat(xml.getElementsByTagName("testcase").getLength())
        .isEqualTo(comparison.checks().size());
    assertThat(xml.getElementsByTagName("failure").getLength()).isPositive();
  }

  @Test
  void reports_withHostileNames_showThemAsText() throws Exception {
    Document page = Jsoup.parse(html(hostile()));

    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("img, iframe, object, embed, base, form")).isEmpty();
    assertThat(page.expectFirst("h1").wholeText()).isEqualTo(Text.visible(HOSTILE));
    assertThat(page.expectFirst("#data").data()).doesNotContain("<", ">", "&");
    assertThat(new ComparisonReport(hostile()).console(Terminal.PLAIN)).doesNotContain("\u001b");
    assertThat(new ComparisonReport(hostile()).markdown()).doesNotContain("<img", "@team");
    assertThat(junit(hostile()).getElementsByTagName("img").getLength()).isZero();
  }

  static Stream<Arguments> pages() {
    return Stream.of(1280, 400)
        .flatMap(
            width ->
                Stream.of("light", "dark")
                    .flatMap(
                        scheme ->
                            Stream.of(
                                Arguments.of("grown", grown(), width, scheme),
                                Arguments.of("hostile", hostile(), width, scheme))));
  }

  @ParameterizedTest(name = "{0} at {2} pixels, {3}")
  @MethodSource("pages")
  void page_atEveryWidthAndScheme_drawsBothSidesInsideTheWindow(
      String name, Comparison comparison, int widthPixels, String scheme) throws IOException {
    Path file = Files.writeString(folder.resolve(name + ".html"), html(comparison), UTF_8);
    Chromium page = browser();
    page.open(file, widthPixels, 900, scheme);

    assertThat(page.evaluate(Browser.ALL_CHARTS_DRAWN).asBoolean()).isTrue();
    assertThat(page.evaluate("document.querySelectorAll('.plot canvas').length").asInt())
        .isPositive();
    assertThat(
            page.evaluate(
                    "[...document.querySelectorAll('.plot')].every(plot =>"
                        + " echarts.getInstanceByDom(plot).getOption().series.length === 2)")
                .asBoolean())
        .isTrue();
    assertThat(page.evaluate("document.documentElement.scrollWidth").asInt())
        .isLessThanOrEqualTo(widthPixels);
    assertThat(page.complaints()).isEmpty();
    assertThat(page.requests()).isEmpty();
    String pictures = System.getProperty("headroom.screenshots");
    if (pictures != null) {
      page.screenshot(
          Path.of(pictures, "compare-" + name + "-" + widthPixels + "-" + scheme + ".png"), 6_000);
    }
  }

  private static String html(Comparison comparison) throws IOException {
    var text = new StringWriter();
    new ComparisonPage(comparison).write(text);
    return text.toString();
  }

  private static org.w3c.dom.Document junit(Comparison comparison) throws Exception {
    var text = new StringWriter();
    new JUnitReport().write(comparison, text);
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text.toString().getBytes(UTF_8)));
  }
}
