package dev.headroom.reports;

import static dev.headroom.reports.testing.Outcomes.HOSTILE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Outcomes;
import java.io.ByteArrayInputStream;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/**
 * Names come from files that anyone may have written. Without escaping in one format, a table's
 * name could run a script in the report, mention a team in a pull request, or clear a terminal.
 */
final class HostileNamesTest {

  private static final Outcome OUTCOME = Outcomes.hostile();
  private static final String SHOWN = Text.visible(HOSTILE);

  @Test
  void json_withHostileNames_givesThemBack() throws Exception {
    JsonNode json = new ObjectMapper().readTree(new JsonReport().render(OUTCOME));

    assertThat(json.path("scenario").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/resources/0/name").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/tables/0/name").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/hotKeys/0/key").asText()).isEqualTo(HOSTILE);
    assertThat(json.at("/assumptions/0").asText()).isEqualTo(HOSTILE);
  }

  @Test
  void html_withHostileNames_showsThemAsText() {
    String markup = new HtmlReport().render(OUTCOME);
    Document page = Jsoup.parse(markup);

    assertThat(page.select("script")).hasSize(3);
    assertThat(page.select("img, iframe, object, embed, base, form, link[rel=stylesheet]"))
        .isEmpty();
    assertThat(page.select("*"))
        .allSatisfy(
            element ->
                assertThat(element.attributes().asList())
                    .noneMatch(attribute -> attribute.getKey().startsWith("on")));
    assertThat(page.expectFirst("h1").wholeText()).isEqualTo(SHOWN);
    assertThat(page.select("td.name bdi").eachText()).contains(SHOWN);
    assertThat(page.expectFirst("#data").data()).doesNotContain("<", ">", "&", "\u2028", "\u2029");
    assertThat(markup.chars().filter(c -> c < 0x20 && c != '\n').count()).isZero();
  }

  @Test
  void html_dataOfCharts_isTheirJson() throws Exception {
    Document page = Jsoup.parse(new HtmlReport().render(OUTCOME));
    JsonNode data = new ObjectMapper().readTree(page.expectFirst("#data").data());

    assertThat(data.path("charts")).hasSameSizeAs(page.select(".plot"));
  }

  @Test
  void junit_withHostileNames_isWellFormed() throws Exception {
    byte[] xml = new JUnitReport().render(OUTCOME).getBytes(UTF_8);
    Element root =
        DocumentBuilderFactory.newDefaultInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml))
            .getDocumentElement();

    Element suite = (Element) root.getElementsByTagName("testsuite").item(0);
    assertThat(suite.getAttribute("name")).isEqualTo(SHOWN);
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    Element failure = (Element) root.getElementsByTagName("failure").item(0);
    assertThat(failure.getTextContent()).isEqualTo(SHOWN);
    assertThat(root.getElementsByTagName("error").getLength()).isEqualTo(1);
    assertThat(root.getElementsByTagName("img").getLength()).isZero();
  }

  @Test
  void markdown_withHostileNames_hasNoMarkupOfTheirs() {
    String text = new MarkdownReport().render(OUTCOME);

    assertThat(text).doesNotContain("<img", "</script", "@team", "\u001b", "\u202e", "\u2028");
    assertThat(text.replaceAll("\\\\.", "").replace("`", "")).doesNotContain("[31m");
    List<String> rows = text.lines().filter(line -> line.startsWith("| ")).toList();
    assertThat(rows).isNotEmpty();
    assertThat(text.lines().filter(line -> line.contains("onerror")))
        .allMatch(
            line ->
                line.startsWith("| ")
                    || line.startsWith("- ")
                    || line.startsWith("## ")
                    || line.startsWith("**"));
    long headerCells = rows.getFirst().replace("\\|", "").chars().filter(c -> c == '|').count();
    assertThat(rows.get(2).replace("\\|", "").chars().filter(c -> c == '|').count())
        .isEqualTo(headerCells);
  }

  @Test
  void console_withHostileNames_keepsTheTerminal() {
    String text =
        new ConsoleReport(Terminal.PLAIN).render(OUTCOME)
            + new TablesReport(Terminal.PLAIN).render(OUTCOME.tables());

    assertThat(text.codePoints().filter(c -> c != '\n'))
        .noneMatch(c -> Character.isISOControl(c) || (c >= 0x2028 && c <= 0x202e));
    assertThat(text).contains("\\u001b[31m");
  }
}
