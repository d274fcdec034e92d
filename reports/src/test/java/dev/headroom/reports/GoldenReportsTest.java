package dev.headroom.reports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headroom.outcome.Outcome;
import dev.headroom.reports.testing.Golden;
import dev.headroom.reports.testing.Outcomes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole reports against kept ones, so that no change of wording or layout goes unseen. */
final class GoldenReportsTest {

  private static final Terminal ASCII = new Terminal(false, false, 80);

  static Stream<Arguments> outcomes() {
    return Stream.of(
        Arguments.of("failing", Outcomes.failing()),
        Arguments.of("growing", Outcomes.growing()),
        Arguments.of("passing", Outcomes.passing()),
        Arguments.of("empty", Outcomes.empty()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void console_ofOutcome_isAsKept(String name, Outcome outcome) throws IOException {
    Golden.assertMatches(name + ".txt", new ConsoleReport(Terminal.PLAIN).render(outcome));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void markdown_ofOutcome_isAsKept(String name, Outcome outcome) throws IOException {
    Golden.assertMatches(name + ".md", new MarkdownReport().render(outcome));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void junit_ofOutcome_isAsKept(String name, Outcome outcome) throws IOException {
    Golden.assertMatches(name + ".xml", new JUnitReport().render(outcome));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outcomes")
  void html_ofOutcome_hasItsPartsInTheKeptOrder(String name, Outcome outcome) throws IOException {
    Document page = Jsoup.parse(new HtmlReport().render(outcome));
    var outline = new StringBuilder();
    for (Element part :
        page.select("title, h1, .badge, .headline, dt, h2, h3, caption, figcaption, li, pre")) {
      outline.append(part.tagName()).append(": ").append(part.text()).append('\n');
    }
    Golden.assertMatches(name + ".outline.txt", outline.toString());
  }

  @Test
  void json_ofPassingOutcome_isAsKept() throws IOException {
    Golden.assertMatches("passing.json", new JsonReport().render(Outcomes.passing()));
  }

  @Test
  void console_inAsciiTerminal_isAsKept() throws IOException {
    String text = new ConsoleReport(ASCII).render(Outcomes.failing());

    assertThat(text).matches("\\A\\p{ASCII}*\\z");
    Golden.assertMatches("failing.ascii.txt", text);
  }

  @Test
  void console_ofOrdinaryOutcome_fitsOneScreen() {
    assertThat(new ConsoleReport(Terminal.PLAIN).render(Outcomes.failing()).lines().count())
        .isLessThanOrEqualTo(25);
  }

  @Test
  void console_withoutColors_hasNoEscapes() {
    String plain = new ConsoleReport(new Terminal(false, true)).render(Outcomes.failing());
    String colored = new ConsoleReport(new Terminal(true, true)).render(Outcomes.failing());

    assertThat(plain).doesNotContain("\u001b");
    assertThat(colored).startsWith("\u001b[1;31mFAIL\u001b[0m");
    assertThat(colored.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
  }

  @Test
  void written_files_areListedBelowEachOther() {
    String text =
        new ConsoleReport(Terminal.PLAIN)
            .renderWritten(List.of(Path.of("out", "outcome.json"), Path.of("out", "report.html")));

    assertThat(text).isEqualTo("Written       out/outcome.json\n              out/report.html\n");
  }

  @Test
  void tables_ofEveryKind_areAsKept() throws IOException {
    Golden.assertMatches(
        "tables.txt",
        new TablesReport(Terminal.PLAIN).render(List.of(Outcomes.orders(), Outcomes.orders())));
  }
}
