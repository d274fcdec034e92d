package dev.headroom.reports;

import dev.headroom.evidence.EvidenceCase;
import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.LineKind;
import dev.headroom.reports.TextBlock.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Published measurements beside predictions of them, as text for a terminal. */
public final class EvidenceReport {

  private static final int LABEL_COLUMNS = 10;
  private static final int INDENT_COLUMNS = 2;

  private final Terminal terminal;

  public EvidenceReport(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * A table per case, and how many lines hold under the judged profile.
   *
   * @param cases the cases, in the order in which they are shown
   * @param results every line of these cases under every profile
   * @param judgedProfile the profile whose misses count
   * @param described whether to tell each case's sources, set-up and outcome
   */
  public String render(
      List<EvidenceCase> cases,
      List<EvidenceResult> results,
      String judgedProfile,
      boolean described) {
    var text = new StringBuilder();
    for (EvidenceCase evidence : cases) {
      List<EvidenceResult> own =
          results.stream().filter(result -> result.caseId().equals(evidence.id())).toList();
      text.append(heading(evidence, described))
          .append(lines(own, judgedProfile))
          .append(misses(own))
          .append('\n');
    }
    return text.append(summary(results, judgedProfile)).append('\n').toString();
  }

  private String heading(EvidenceCase evidence, boolean described) {
    var block = new TextBlock(terminal, LABEL_COLUMNS);
    block.line(terminal.bold(evidence.id()) + "  " + terminal.shown(evidence.title()));
    if (described) {
      evidence.sources().forEach(source -> block.sentence("Source", source));
      block.sentence("Era", evidence.era());
      block.sentence("Set-up", evidence.setUp());
      block.sentence("Measured", evidence.outcome());
    }
    return block.toString();
  }

  private String lines(List<EvidenceResult> results, String judgedProfile) {
    Set<String> profiles =
        results.stream()
            .map(EvidenceResult::profile)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    Map<String, List<EvidenceResult>> byLine = new LinkedHashMap<>();
    results.forEach(
        result -> byLine.computeIfAbsent(result.line(), line -> new ArrayList<>()).add(result));
    var rows = new ArrayList<Row>();
    var header = new Row(terminal).unjudged().text("line").text("kind").number("measured");
    profiles.forEach(header::number);
    rows.add(header.text("what must hold"));
    byLine.values().forEach(line -> rows.add(row(line, judgedProfile)));
    var block = new TextBlock(terminal, INDENT_COLUMNS);
    block.rows("", rows, rows.size());
    return block.toString();
  }

  private Row row(List<EvidenceResult> line, String judgedProfile) {
    EvidenceResult first = line.getFirst();
    boolean passed =
        line.stream()
            .filter(result -> result.profile().equals(judgedProfile))
            .allMatch(EvidenceResult::passed);
    var row =
        new Row(terminal)
            .judged(passed ? Verdict.PASS : Verdict.FAIL)
            .text(first.line())
            .text(first.kind().name().toLowerCase(Locale.ROOT))
            .number(terminal.shown(EvidenceWords.measured(first)));
    for (EvidenceResult result : line) {
      row.number(EvidenceWords.predicted(result) + " " + symbol(result));
    }
    return row.text(terminal.shown(first.statement()));
  }

  private String symbol(EvidenceResult result) {
    return terminal.symbol(result.passed() ? Verdict.PASS : Verdict.FAIL);
  }

  /** One paragraph per missed line and reason, with the profiles that miss it. */
  private String misses(List<EvidenceResult> results) {
    List<String> sentences = EvidenceWords.misses(results);
    if (sentences.isEmpty()) {
      return "";
    }
    var block = new TextBlock(terminal, INDENT_COLUMNS);
    sentences.forEach(sentence -> block.sentence("", sentence));
    return block.toString();
  }

  private static String summary(List<EvidenceResult> results, String judgedProfile) {
    return held(results, judgedProfile, LineKind.MUST)
        + held(results, judgedProfile, LineKind.SHOULD);
  }

  private static String held(List<EvidenceResult> results, String judgedProfile, LineKind kind) {
    EvidenceWords.Held held = EvidenceWords.held(results, judgedProfile, kind);
    if (held.all() == 0 && kind == LineKind.SHOULD) {
      return "";
    }
    return switch (kind) {
      case MUST -> held + " must lines hold under " + judgedProfile;
      case SHOULD -> "\n" + held + " should lines hold";
    };
  }
}
