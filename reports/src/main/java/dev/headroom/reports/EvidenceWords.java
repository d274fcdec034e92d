package dev.headroom.reports;

import dev.headroom.evidence.EvidenceResult;
import dev.headroom.evidence.LineKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How results of published experiments are worded, wherever they are shown. */
final class EvidenceWords {

  /** What is said of a miss that nobody has explained. */
  static final String UNEXPLAINED = "the reason is not known.";

  private EvidenceWords() {}

  /** What was published, with its unit where it is a number. */
  static String measured(EvidenceResult result) {
    return result.measured().matches("-?[0-9]+(\\.[0-9]+)?")
        ? value(Double.parseDouble(result.measured()), result.unit())
        : result.measured();
  }

  static String predicted(EvidenceResult result) {
    return value(result.predicted(), result.unit());
  }

  private static String value(double value, String unit) {
    if (Double.isNaN(value)) {
      return "no data";
    }
    return Double.isInfinite(value) ? "never" : Numbers.amount(value) + " " + unit;
  }

  /** One sentence per missed line and reason, with the profiles that miss it. */
  static List<String> misses(List<EvidenceResult> results) {
    Map<String, List<String>> profilesByReason = new LinkedHashMap<>();
    for (EvidenceResult result : results) {
      if (!result.passed()) {
        String reason = result.why().isEmpty() ? UNEXPLAINED : result.why();
        String detail = result.detail().isEmpty() ? "" : " (" + result.detail() + ")";
        profilesByReason
            .computeIfAbsent(
                result.line() + " misses under \n" + detail + ": " + reason,
                key -> new ArrayList<>())
            .add(result.profile());
      }
    }
    List<String> sentences = new ArrayList<>();
    profilesByReason.forEach(
        (sentence, profiles) ->
            sentences.add(sentence.replace("\n", String.join(" and ", profiles))));
    return sentences;
  }

  /** How many lines hold. */
  record Held(long held, long all) {

    @Override
    public String toString() {
      return Numbers.count(held) + " of " + Numbers.count(all);
    }
  }

  static Held held(List<EvidenceResult> results, String profile, LineKind kind) {
    List<EvidenceResult> judged =
        results.stream()
            .filter(result -> result.profile().equals(profile) && result.kind() == kind)
            .toList();
    return new Held(judged.stream().filter(EvidenceResult::passed).count(), judged.size());
  }
}
