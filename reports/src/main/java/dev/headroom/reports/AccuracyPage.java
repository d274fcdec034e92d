package dev.headroom.reports;

import dev.headroom.evidence.EvidenceCase;
import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.LineKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Published experiments and what is predicted of them, as the page {@code docs/accuracy.md}. */
public final class AccuracyPage {

  private static final String HEAD =
      """
      # How accurate predictions are

      <!-- Written by ./headroom evidence --markdown. -->

      Experiments that others ran on the real service and published with numbers, and what is predicted of them. Each is replayed with the
      constants of the two profiles, which [model.md](model.md) lists, and with no constant fitted to it; where its set-up is not stated, the assumption is.
      A *must* line that misses says that the model is wrong there, a *should* line that it could be better. Lines are judged under `observed`;
      `documented` takes AWS's text literally and may miss on the cautious side. Numbers are medians over 30 trials.
      [evidence.md](evidence.md) says how to run the experiments and how to add one.

      """;

  private final List<EvidenceCase> cases;
  private final List<EvidenceResult> results;

  /**
   * A page.
   *
   * @param cases the cases, in the order in which they are shown
   * @param results every line of these cases under every profile
   */
  public AccuracyPage(List<EvidenceCase> cases, List<EvidenceResult> results) {
    this.cases = List.copyOf(cases);
    this.results = List.copyOf(results);
  }

  /** The whole page. */
  public String markdown() {
    var page = new StringBuilder(HEAD);
    row(page, List.of("profile", "must lines that hold", "should lines that hold"));
    row(page, List.of("---", "---:", "---:"));
    for (String profile : results.stream().map(EvidenceResult::profile).distinct().toList()) {
      row(
          page,
          List.of(
              "`" + profile + "`",
              EvidenceWords.held(results, profile, LineKind.MUST).toString(),
              EvidenceWords.held(results, profile, LineKind.SHOULD).toString()));
    }
    cases.forEach(evidence -> page.append('\n').append(section(evidence)));
    return page.toString();
  }

  /** The part of the page about one case; it depends on that case alone. */
  public String section(EvidenceCase evidence) {
    List<EvidenceResult> own =
        results.stream().filter(result -> result.caseId().equals(evidence.id())).toList();
    var text = new StringBuilder();
    text.append("## ").append(evidence.id()).append(": ").append(evidence.title()).append("\n\n");
    evidence.sources().forEach(source -> text.append("- Source: ").append(source).append('\n'));
    text.append("- Era: ").append(evidence.era()).append('\n');
    text.append("- Set-up: ").append(evidence.setUp()).append('\n');
    text.append("- Measured: ").append(evidence.outcome()).append("\n\n");
    lines(text, own);
    List<String> misses = EvidenceWords.misses(own);
    if (!misses.isEmpty()) {
      text.append('\n');
      misses.forEach(sentence -> text.append("- ").append(sentence).append('\n'));
    }
    return text.toString();
  }

  private static void lines(StringBuilder text, List<EvidenceResult> results) {
    List<String> head = new ArrayList<>(List.of("line", "kind", "what must hold", "measured"));
    results.stream().map(EvidenceResult::profile).distinct().forEach(head::add);
    row(text, head);
    row(text, head.stream().map(title -> "---").toList());
    Map<String, List<EvidenceResult>> byLine = new LinkedHashMap<>();
    results.forEach(
        result -> byLine.computeIfAbsent(result.line(), line -> new ArrayList<>()).add(result));
    for (List<EvidenceResult> line : byLine.values()) {
      EvidenceResult first = line.getFirst();
      List<String> cells =
          new ArrayList<>(
              List.of(
                  first.line(),
                  first.kind().name().toLowerCase(Locale.ROOT),
                  first.statement(),
                  EvidenceWords.measured(first)));
      for (EvidenceResult result : line) {
        cells.add(EvidenceWords.predicted(result) + (result.passed() ? " \u2713" : " \u2717"));
      }
      row(text, cells);
    }
  }

  private static void row(StringBuilder text, Collection<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
